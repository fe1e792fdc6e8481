"""Tidy CSV: one cell of the form a line, with its label and its key."""

from __future__ import annotations

import csv
import io
from typing import Any

from reportlint.forms import Form
from reportlint.readers.workbooks.workbook import HEADING
from reportlint.report import Report, flatten
from reportlint.writers.layout import digits, printable


def write(report: Report) -> bytes:
    """Return a report as CSV, which reads back as the same data.

    Text loses the white space around it, and is left out where nothing else is in it.
    """
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(HEADING)
    for key, value in flatten(report.data):
        writer.writerow((label(report.form, key), key, _shown(value)))
    # With the mark Excel takes the file for UTF-8.
    return lines.getvalue().encode("utf-8-sig")


def label(form: Form | None, key: str) -> str:
    """Return the form's name for a key; nothing where the form does not have it."""
    if form is None:
        return ""
    if key in form.cells:
        return str(form.cells[key].text)
    try:
        return str(form.node(key).get("title", ""))
    except KeyError:
        return ""


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return digits(value)
    text = printable(value).strip()
    # A spreadsheet program would run it; readers drop the space.
    return f" {text}" if text.startswith(("=", "+", "-", "@")) else text
