"""What is wrong in many reports, as Polars frames: `python polars_findings.py PATH…`."""

from __future__ import annotations

import sys

import polars as pl

import reportlint

findings = reportlint.check(sys.argv[1:])
found = findings.to_polars("en")

print("How often each rule found something, and in how many files:")
counts = found.group_by("code", "severity").agg(
    pl.len().alias("findings"), pl.col("file").n_unique().alias("files")
)
print(counts.sort("findings", "code", descending=[True, False]))

print("Cells with the only number that makes every sum agree:")
certain = found.filter(pl.col("unique")).explode("suggestion").unnest("suggestion")
print(certain.select("organ", "cell", "value").sort("organ", "cell"))
