"""Corpora: reports as the rows of a frame, a row each, in memory and in Parquet.

In: reports; frames of Polars or of what speaks Arrow; Parquet files.
Out: frames with a column for every part of the form; reports again; Parquet files.
May import: errors, findings, form, language, location, number, report.
"""
