"""Writers: a report in, a file out. Each is a module with `write(report)`, which gives bytes."""

from __future__ import annotations

from collections.abc import Callable

from reportlint.report import Report
from reportlint.writers import csv, docx, markdown, xlsx

WRITERS: dict[str, Callable[[Report], bytes]] = {
    ".xlsx": xlsx.write,
    ".docx": docx.write,
    ".csv": csv.write,
    ".md": markdown.write,
}
"""Formats to convert to, by the ending of the file's name."""
