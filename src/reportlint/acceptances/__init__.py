"""Findings that are not reported: accepted one by one with a reason and a day, or in a baseline.

In: the findings of a run, tables of acceptances, the file of a baseline.
Out: the findings that are left, and what is to be said of acceptances and baseline.
May import: document, errors, files, findings, form, formats, language, location,
nearest, rules, toml.
"""
