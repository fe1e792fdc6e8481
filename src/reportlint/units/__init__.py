"""Consolidated reports: a total against the organs that it covers, and the total made of them.

In: reports of units, and the consolidated one or its name.
Out: findings, or the consolidated report.
May import: collection, document, errors, files, findings, form, language, location, number,
organs, report, rules, severities, solving, spelling, total_cells.
"""
