"""Suggested numbers, put into a file that stays as it is everywhere else.

In: findings, and the files that they are about.
Out: the files' bytes with the numbers in them, and which could not be put in, and why.
May import: document, errors, files, findings, formats, language, linter, number, report.
"""
