"""Which cells of a report are wrong, and what they should be.

In: a report, and which of its edits fail.
Out: findings, one a cause, with the repairs that would mend it.
May import: findings, form, language, narrative, number, report, rules, solving, years.
"""
