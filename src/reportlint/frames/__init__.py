"""Frames: families A and C on a row a report and a column a cell, and which cell is wrong.

In: frames of Polars, or of what speaks Arrow; reports.
Out: verdicts by rule and row, as pandera gives them; findings of the rows that fail.
May import: corpora, findings, form, repair, report, rules.
"""
