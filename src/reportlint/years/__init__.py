"""Reports of one organ over the years: which come before which, and what they share.

In: reports.
Out: for each its earlier ones; numbers and prose that both have.
May import: form, location, number, report, spelling.
"""
