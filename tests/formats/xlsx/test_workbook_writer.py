"""Workbooks that are written: one form on one sheet, printed on A4."""

from __future__ import annotations

import io
from itertools import combinations

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tests.paths import DOCUMENTS

import reportlint
from reportlint.conversion import template
from reportlint.form.schema import Form, forms
from reportlint.formats import read
from reportlint.formats.xlsx import workbook_writer
from reportlint.report import Report

FORMS = tuple(forms().values())
REPORT = reportlint.load(DOCUMENTS / "report.yaml")


def sheet(content: bytes) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]


@pytest.mark.parametrize("own", FORMS, ids=forms())
def test_form_is_one_sheet_on_a4_as_wide_as_the_page(own: Form) -> None:
    content = template(own.edition, own.first_year, ".xlsx")
    found = sheet(content)
    assert len(openpyxl.load_workbook(io.BytesIO(content)).worksheets) == 1
    assert (found.page_setup.paperSize, found.page_setup.orientation) == (9, "portrait")
    assert (found.page_setup.fitToWidth or 1, found.page_setup.fitToHeight) == (1, 0)
    assert found.sheet_properties.pageSetUpPr is not None
    assert found.sheet_properties.pageSetUpPr.fitToPage
    headings = {found.cell(x.id + 1, 1).value for x in found.row_breaks.brk}
    assert headings == {own.sections[2].label.title, own.sections[4].label.title}


@pytest.mark.parametrize("own", FORMS, ids=forms())
def test_no_cells_overlap_and_every_row_shows_its_text(own: Form) -> None:
    found = sheet(template(own.edition, own.first_year, ".xlsx"))
    areas = [x.bounds for x in found.merged_cells.ranges]
    for one, other in combinations(areas, 2):
        across = one[0] <= other[2] and other[0] <= one[2]
        assert not (across and one[1] <= other[3] and other[1] <= one[3])
    assert all((found.row_dimensions[x].height or 0) >= 18 for x in range(1, found.max_row + 1))


def test_totals_show_nothing_until_a_part_is_filled_in() -> None:
    report = read(template("2021", 2024, ".xlsx"), "a.xlsx")
    place = report.locations["requests.received.total"]
    formula = str(sheet(template("2021", 2024, ".xlsx"))[place.reference or ""].value)
    assert formula.startswith("=IF(COUNT(")
    assert '=0,""' in formula
    assert report.cells["requests.received.total"].blank


def test_report_has_no_formulas_and_its_numbers() -> None:
    content = workbook_writer.write(REPORT)
    assert not any(str(c.value).startswith("=") for row in sheet(content) for c in row)
    assert read(content, "a.xlsx").to_dict() == REPORT.to_dict()


def test_long_paragraph_stays_one_over_several_rows() -> None:
    long = "一" * 3000
    report = Report.from_dict({**REPORT.data, "narrative": {"overview": long}})
    content = workbook_writer.write(report)
    assert read(content, "a.xlsx").data["narrative"]["overview"] == long
    assert max(x.height or 0 for x in sheet(content).row_dimensions.values()) <= 409
