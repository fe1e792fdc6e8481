"""A number in the colour of the paper is not seen; with a fill behind it, it is."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill
from tests.paths import DOCUMENTS

from reportlint.formats import read

KEY = "proactive.licensing.decisions"


@pytest.mark.parametrize(
    ("colour", "fill", "value"),
    [
        ("FFFFFFFF", None, None),
        ("FFFFFFFF", "FFFFFFFF", None),
        ("FFFFFFFF", "FF1F497D", 41235),
        ("FFFF0000", None, 41235),
    ],
)
def test_white_number(colour: str, fill: str | None, value: int | None) -> None:
    book = openpyxl.load_workbook(DOCUMENTS / "report.xlsx")
    cells = [cell for row in book.worksheets[0] for cell in row if cell.value == 41235]
    assert len(cells) == 1
    cells[0].font = Font(color=colour)
    if fill:
        cells[0].fill = PatternFill("solid", fgColor=fill)
    saved = io.BytesIO()
    book.save(saved)
    report = read(saved.getvalue(), "report.xlsx")
    assert report.value(KEY) == value
    assert report.cells[KEY].blank is (value is None)
