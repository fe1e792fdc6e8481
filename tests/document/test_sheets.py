"""A report typed into one sheet, in the ways that people lay it out."""

from __future__ import annotations

import io
from itertools import count
from typing import Any

import pytest
import xlsxwriter

from reportlint.document.printed_form import PrintedTable, printed_report
from reportlint.form.schema import form
from reportlint.formats import read
from reportlint.report import Report, nest

WIDTH = 15
BLANK_ROWS = ("proactive.coercion", "requests.outcomes.repeated", "requests.carried_forward")
NUMBERS = count()
REPORT = Report.from_dict(
    {
        **nest(
            [
                ("edition", "2021"),
                ("year", 2024),
                ("agency.name", "某市教育局"),
                *(
                    (key, None if key.startswith(BLANK_ROWS) else next(NUMBERS))
                    for key in form("2021").cells
                ),
            ]
        ),
        "narrative": {
            "overview": "甲\n乙",
            "problems": "（一）丙\n（二）丁",
            "other_matters": "无",
        },
    }
)


class Page:
    """One sheet, filled from the top."""

    def __init__(self, book: Any, *, merged: bool, bordered: str, gap: int) -> None:
        self.sheet = book.add_worksheet("Sheet1")
        self.border = book.add_format({"border": 1})
        self.merged, self.bordered, self.gap, self.top = merged, bordered, gap, gap

    def line(self, text: str) -> None:
        if self.merged:
            self.sheet.merge_range(self.top, 0, self.top, WIDTH - 1, text)
        else:
            self.frame(1, WIDTH if self.bordered == "everything" else 0)
            self.sheet.write_string(self.top, 0, text)
        self.top += 1 + self.gap

    def frame(self, height: int, width: int) -> None:
        for row in range(height):
            for column in range(width):
                self.sheet.write_blank(self.top + row, column, None, self.border)

    def table(self, table: PrintedTable) -> None:
        if self.bordered != "nothing":
            self.frame(table.height, table.width if self.bordered == "tables" else WIDTH)
        for box in table.cells:
            row, column = self.top + box.row, box.column
            if self.merged and box.height * box.width > 1:
                last = row + box.height - 1, column + box.width - 1
                self.sheet.merge_range(row, column, *last, "", self.border)
            text = box.text_in(REPORT)
            if text:
                self.sheet.write(row, column, int(text) if box.form_cell else text)
        self.top += table.height + self.gap


@pytest.mark.parametrize("merged", [False, True])
@pytest.mark.parametrize("bordered", ["nothing", "tables", "everything"])
@pytest.mark.parametrize("gap", [0, 1])
def test_reads_the_same_report(bordered: str, gap: int, *, merged: bool) -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        page = Page(book, merged=merged, bordered=bordered, gap=gap)
        pages = printed_report(REPORT)
        page.line(pages.title or "")
        for part in pages.parts:
            page.line(part.heading)
            for paragraph in part.paragraphs:
                page.line(paragraph)
            if part.table:
                page.table(part.table)
    again = read(file.getvalue(), "report.xlsx")
    data = again.to_dict()
    data["narrative"].pop("preamble", None)
    assert data == REPORT.to_dict()
    assert not again.observations
