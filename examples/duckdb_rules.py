"""Which rows of a table fail which rule, found by DuckDB: `python duckdb_rules.py PATH…`."""

from __future__ import annotations

import subprocess
import sys

import duckdb

import reportlint

RULES = [sys.executable, "-m", "reportlint", "rules", "--sql", "duckdb"]

reports = reportlint.frame(sys.argv[1:])
views = subprocess.run(RULES, check=True, capture_output=True, encoding="utf-8").stdout

with duckdb.connect() as database:
    database.register("reports", reports)  # or CREATE VIEW reports AS FROM 'corpus.parquet'
    database.execute(views)
    wrong = database.sql(
        'SELECT file, "A101", "A102", "A103" FROM reportlint_2021 '
        'WHERE "A101" OR "A102" OR "A103" ORDER BY file'
    )
    for row in wrong.fetchall():
        failed = [code for code, fails in zip(wrong.columns[1:], row[1:], strict=True) if fails]
        print(row[0], *failed)
