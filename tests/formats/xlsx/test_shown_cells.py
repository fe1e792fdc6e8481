"""What a sheet shows is what is read: number formats, hidden rows and columns, rich text."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from tests.paths import FIXTURES

import reportlint
from reportlint.formats import read
from reportlint.report import Report

REPORT = FIXTURES / "documents" / "report.xlsx"
GRANTED = "requests.outcomes.granted.natural_person"


def row_of(sheet: Any, label: str) -> int:
    cells = (cell for row in sheet.iter_rows() for cell in row)
    return int(next(cell.row for cell in cells if cell.value == label))


def changed(change: Callable[[Any], None]) -> Report:
    """The report of fixtures/documents, with one thing changed in its workbook."""
    book = openpyxl.load_workbook(REPORT)
    change(book.active)
    file = io.BytesIO()
    book.save(file)
    return read(file.getvalue(), "a.xlsx")


def cell(sheet: Any) -> Any:
    """The cell of section three that holds 512."""
    (row,) = sheet.iter_rows(min_row=(at := row_of(sheet, "（一）予以公开")), max_row=at)
    return next(cell for cell in row if cell.value == 512)


def differing(report: Report) -> dict[str, object]:
    whole = reportlint.load(REPORT)
    return {key: report.value(key) for key in whole.cells if report.value(key) != whole.value(key)}


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("0_d", 512),
        ('0"件"', 512),
        ("#,##0", 512),
        ("[Red]0", 512),
        ('0!.000"千"', 512),
        ("0%", None),
        (";;;", None),
    ],
)
def test_number_format(code: str, value: int | None) -> None:
    def change(sheet: Any) -> None:
        cell(sheet).number_format = code

    report = changed(change)
    assert differing(report) == ({} if value == 512 else {GRANTED: value})


@pytest.mark.parametrize(
    ("runs", "notes"),
    [
        ([TextBlock(InlineFont(strike=True), "511"), "512"], {"struck"}),
        (["512", TextBlock(InlineFont(vertAlign="superscript"), "1")], {"note"}),
        ([TextBlock(InlineFont(b=True), "5"), "12"], set()),
    ],
)
def test_rich_text(runs: list[Any], notes: set[str]) -> None:
    def change(sheet: Any) -> None:
        cell(sheet).value = CellRichText(*runs)

    report = changed(change)
    assert differing(report) == {}
    assert {seen.kind for seen in report.observations} == notes


def test_cell_struck_out_by_its_font_is_not_read() -> None:
    def change(sheet: Any) -> None:
        cell(sheet).font = Font(strike=True)

    report = changed(change)
    assert differing(report) == {GRANTED: None}
    assert {seen.kind for seen in report.observations} == {"struck"}


def test_two_lines_are_two_numbers() -> None:
    def change(sheet: Any) -> None:
        cell(sheet).value = "5\n12"

    assert differing(changed(change)) == {GRANTED: None}


def test_hidden_row_is_unknown_and_said() -> None:
    def change(sheet: Any) -> None:
        sheet.row_dimensions[row_of(sheet, "（一）予以公开")].hidden = True

    report = changed(change)
    assert len(differing(report)) == 7
    (seen,) = (x for x in report.observations if x.kind == "hidden_row")
    assert set(differing(report)) == set(seen.cells)


def test_hidden_row_under_a_filter_is_read() -> None:
    def change(sheet: Any) -> None:
        row = row_of(sheet, "（一）予以公开")
        sheet.row_dimensions[row].hidden = True
        sheet.auto_filter.ref = f"A{row - 1}:J{row + 1}"
        sheet.auto_filter.add_filter_column(1, ["x"])

    assert differing(changed(change)) == {}


def test_hidden_column_beside_the_table_is_not_read() -> None:
    def change(sheet: Any) -> None:
        for row in range(row_of(sheet, "（一）予以公开"), row_of(sheet, "（七）总计")):
            sheet.cell(row, 20).value = 9
        sheet.column_dimensions["T"].hidden = True

    assert differing(changed(change)) == {}


def test_hidden_column_of_the_form_is_unknown_and_said() -> None:
    def change(sheet: Any) -> None:
        letter = cell(sheet).column_letter
        sheet.column_dimensions[letter].hidden = True

    report = changed(change)
    assert GRANTED in differing(report)
    said = {key for x in reportlint.check(report, select=["S"]) for key in x.cells}
    assert set(differing(report)) <= said


def test_hidden_first_row_of_a_merged_label_leaves_the_label() -> None:
    def change(sheet: Any) -> None:
        sheet.row_dimensions[row_of(sheet, "（三）不予公开")].hidden = True

    report = changed(change)
    assert all("state_secret" in key for key in differing(report))
