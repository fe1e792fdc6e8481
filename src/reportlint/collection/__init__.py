"""What a district office collects: who has handed in, what goes back, what has become of it.

In: a roster, and the reports of a year, in rounds.
Out: what each organ of the roster has handed in, and what goes back to it.
May import: document, errors, files, findings, form, formats, language, location, number, opening,
organs, report, spelling, years.
"""
