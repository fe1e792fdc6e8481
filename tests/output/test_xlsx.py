"""The workbook has a summary, the findings, and each report's form with its wrong cells marked."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from tests.output.runs import HOSTILE, LOST, copied_run, faulty_run, hostile_run

import reportlint
from reportlint import Findings, GivenFile
from reportlint.language import LANGUAGES, Language
from reportlint.output import render
from reportlint.output.rows import HEADINGS

WRONG, DOUBTFUL = "FFF8A5A5", "FFFFE699"


def book(findings: Findings, language: Language = "zh") -> Workbook:
    """The workbook as another library reads it."""
    document = render("xlsx", findings, language)
    assert isinstance(document, bytes)
    return load_workbook(io.BytesIO(document))


def sheets(workbook: Workbook) -> Iterator[Worksheet]:
    """Its sheets of cells."""
    return (sheet for sheet in workbook.worksheets if isinstance(sheet, Worksheet))


def cells(sheet: Worksheet) -> Iterator[Cell]:
    """The cells of a sheet that are no mere part of a merged one."""
    return (cell for row in sheet.iter_rows() for cell in row if isinstance(cell, Cell))


def marked(sheet: Worksheet, colour: str) -> list[Cell]:
    """The cells of a form in a colour, less the legend."""
    return [x for x in cells(sheet) if x.fill.fgColor.rgb == colour and x.row > 3]


def test_findings_are_rows_under_headings() -> None:
    _, sheet, *_ = sheets(book(faulty_run()))
    first, *others = sheet.iter_rows(values_only=True)
    assert first == tuple(heading.zh for heading in HEADINGS)
    assert [row[1] for row in others] == [finding.code for finding in faulty_run()]
    assert others[2][2:4] == ("青禾区云溪街道办事处", 2024)
    assert others[2][6:9] == ("总计", 4, 3)


def test_row_is_as_tall_as_its_texts_need() -> None:
    _, sheet, *_ = sheets(book(faulty_run()))
    heights = [sheet.row_dimensions[row].height or 0 for row in range(2, 6)]
    assert max(heights) == heights[2] > min(heights)


def test_summary_counts_files_and_rules() -> None:
    summary, *_ = sheets(book(faulty_run()))
    rows = list(summary.iter_rows(values_only=True))
    assert any(row[1:3] == ("A101", 1) for row in rows)
    (faulty,) = (row for row in rows if str(row[0]).endswith("street-2021.txt"))
    assert faulty[1:7] == ("已检查", "青禾区云溪街道办事处", 2024, 1, 2, 0)


def test_form_is_drawn_with_the_wrong_cells_marked() -> None:
    _, _, form, other = sheets(book(faulty_run()))
    ((wrong,), doubtful) = (marked(form, WRONG), marked(form, DOUBTFUL))
    assert wrong.value == 4
    assert wrong.comment is not None
    assert "应为 3" in wrong.comment.text
    assert [cell.value for cell in doubtful] == [1, 0, 1, None]
    assert not marked(other, WRONG)


@pytest.mark.parametrize("language", LANGUAGES)
def test_form_holds_every_number_of_the_report(language: Language) -> None:
    run = faulty_run()
    *_, form = sheets(book(run, language))
    shown = [cell.value for cell in cells(form) if cell.alignment.horizontal == "right"][2:]
    stated = [float(text) if text else None for text in run.files[1].shown]
    assert len(stated) == len(reportlint.form("2021").cells)
    assert [None if value is None else float(str(value)) for value in shown] == stated


def test_nothing_is_a_formula_a_link_or_a_control() -> None:
    workbook = book(hostile_run())
    for sheet in sheets(workbook):
        assert len(sheet.title) <= 31
        for cell in cells(sheet):
            assert cell.data_type in ("s", "n")
            assert cell.hyperlink is None
            assert "\x1b" not in str(cell.value)
            assert "_x001B_" not in str(cell.value)
    said = [str(cell.value) for sheet in sheets(workbook) for cell in cells(sheet)]
    assert any(text.startswith("=1+2") for text in said)
    assert any(LOST in text for text in said)
    assert HOSTILE.startswith("=")


def test_reports_of_one_organ_have_sheets_of_their_own() -> None:
    run = hostile_run()
    (file,) = (x for x in run.files if x.shown)
    again = tuple(replace(file, name=f"{n}.json") for n in range(3))
    titles = book(replace(run, files=again)).sheetnames
    assert len({title.lower() for title in titles}) == 5


def test_reports_beyond_those_drawn_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportlint.output.xlsx._MOST_FORMS", 1)
    workbook = book(faulty_run())
    summary, _, form = sheets(workbook)
    assert "street-2021.txt" in str(form["A1"].value)
    assert any("只画出 1 份" in str(row[0]) for row in summary.iter_rows(values_only=True))


def test_copies_are_a_matrix() -> None:
    _, _, matrix, *_ = sheets(book(copied_run()))
    _, one, other = matrix.iter_rows(values_only=True)
    assert str(one[0]).startswith("1 青禾区云溪街道办事处")
    assert one[1:3] == ("—", "91%")
    assert other[1:3] == ("91%", "—")


def test_report_without_a_form_has_no_sheet() -> None:
    run = Findings((), files=(GivenFile("a.json", "checked"),))
    assert len(book(run).sheetnames) == 2
