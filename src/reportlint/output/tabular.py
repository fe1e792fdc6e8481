"""Tables of texts as CSV and as workbooks on A4, in which a spreadsheet program runs nothing."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from wcwidth import wcswidth

from reportlint.formats.csv import unrun
from reportlint.language import Language, Text
from reportlint.output.text import printable

_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,8})(?:\.\d{1,6})?")
_LONGEST_TEXT = 32_767
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""Always the same day, so that the same run gives the same bytes."""
_A4, _LINE_HEIGHT, _TALLEST = 9, 16, 400
_CELL = {"border": 1, "text_wrap": True, "valign": "top"}
_HEADING = {**_CELL, "bold": True, "bg_color": "#E7E6E6", "align": "center", "valign": "vcenter"}


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table: its name, its headings, how wide each column is, in characters, and its rows.

    `first` is how many of its columns stay in sight.
    """

    name: Text
    headings: Sequence[Text]
    widths: Sequence[int]
    rows: Sequence[Sequence[str]]
    first: int = 0


def as_csv(table: TextTable, language: Language) -> bytes:
    """Return a table as CSV, with the mark by which Excel takes it for UTF-8."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, quoting=csv.QUOTE_ALL)
    writer.writerow(heading.of(language) for heading in table.headings)
    for row in table.rows:
        writer.writerow(x if _NUMBER.fullmatch(x) else unrun(printable(x)) for x in row)
    return lines.getvalue().encode("utf-8-sig")


def as_workbook(tables: Sequence[TextTable], language: Language) -> bytes:
    """Return tables as a workbook, a sheet each; no text is a formula or a link in it."""
    import xlsxwriter

    document = io.BytesIO()
    with xlsxwriter.Workbook(document, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": _CREATED})
        styles = {"heading": workbook.add_format(_HEADING), "text": workbook.add_format(_CELL)}
        for table in tables:
            _add(workbook.add_worksheet(table.name.of(language)), table, styles, language)
    return document.getvalue()


def _add(sheet: Any, table: TextTable, styles: dict[str, Any], language: Language) -> None:
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, table.first)
    for column, width in enumerate(table.widths):
        sheet.set_column(column, column, width)
    headings = [heading.of(language) for heading in table.headings]
    for row, texts in enumerate((headings, *table.rows)):
        lines = [_lines(text, width) for text, width in zip(texts, table.widths, strict=True)]
        sheet.set_row(row, min(_LINE_HEIGHT * max(lines), _TALLEST))
        style = styles["text" if row else "heading"]
        for column, text in enumerate(texts):
            _write(sheet, row, column, printable(text), style)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(headings) - 1)


def _write(sheet: Any, row: int, column: int, text: str, style: Any) -> None:
    if _NUMBER.fullmatch(text):
        sheet.write_number(row, column, float(text), style)
    elif not text:
        sheet.write_blank(row, column, None, style)
    else:
        sheet.write_string(row, column, text[:_LONGEST_TEXT], style)


def _lines(text: str, width: int) -> int:
    return sum(max(-(-wcswidth(printable(x)) // (width - 1)), 1) for x in text.split("\n"))
