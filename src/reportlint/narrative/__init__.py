"""What a report's prose says in numbers, and whether its tables and the prose itself agree.

In: a report.
Out: what in it disagrees, with the place of each number.
May import: form, language, location, number, organs, report, spelling.
"""
