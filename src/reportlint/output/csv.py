"""Findings as CSV that spreadsheet programs open as it is, and in which they run nothing."""

from __future__ import annotations

import csv
import io
import re

from reportlint.findings import Findings
from reportlint.formats.csv import unrun
from reportlint.language import Language
from reportlint.output.rows import HEADINGS, rows

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def render(findings: Findings, language: Language) -> bytes:
    """Return a line of headings, then a line a finding and a file that could not be read."""
    lines = io.StringIO(newline="")
    # Quoted, so that no program takes another sign for the one between cells.
    writer = csv.writer(lines, quoting=csv.QUOTE_ALL)
    writer.writerow(heading.of(language) for heading in HEADINGS)
    for row in rows(findings, language):
        writer.writerow(map(_safe, row.texts))
    # With the mark Excel takes the file for UTF-8.
    return lines.getvalue().encode("utf-8-sig")


def _safe(text: str) -> str:
    return text if _NUMBER.fullmatch(text) else unrun(text)
