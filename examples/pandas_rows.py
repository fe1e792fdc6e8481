"""Which cells are wrong in the rows of a pandas DataFrame: `python pandas_rows.py PATH…`."""

from __future__ import annotations

import sys

import reportlint

EDITION = "2021"

# A table of yours may take its place: a column a cell, named by its key, and a row a report.
reports = reportlint.frame(sys.argv[1:]).to_pandas()
reports = reports[reports["edition"] == EDITION]

totals = reports.set_index("file")[["requests.received.total", "requests.outcomes.total.total"]]
print(totals.to_string())

for finding in reportlint.wrong_cells(reports, EDITION):
    row = finding.location.file if finding.location else "-"
    print(row, finding.code, dict(finding.suggestion) if finding.unique else finding.message.en)
