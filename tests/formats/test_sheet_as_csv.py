"""A sheet that was saved as CSV is read as its rows show it."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from tests.paths import DOCUMENTS

import reportlint
from reportlint.errors import AmendError
from reportlint.fix.application import amend
from reportlint.formats import read


def saved(delimiter: str) -> bytes:
    """The sheet of the fixture as a spreadsheet program saves it."""
    sheet = openpyxl.load_workbook(DOCUMENTS / "report.xlsx", data_only=True).worksheets[0]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    for row in sheet.iter_rows(values_only=True):
        writer.writerow("" if value is None else value for value in row)
    return out.getvalue().encode("utf-8-sig")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_cell_is_read(delimiter: str) -> None:
    report = read(saved(delimiter), "report.csv")
    whole = reportlint.load(DOCUMENTS / "report.yaml")
    assert {key: report.value(key) for key in whole.cells} == {
        key: cell.value for key, cell in whole.cells.items()
    }
    assert (report.year, report.agency) == (whole.year, whole.agency)
    place = report.location("requests.received.total")
    assert place is not None
    assert "一、本年新收" in str(place.excerpt)


def test_it_is_changed_in_the_workbook() -> None:
    content = saved(",")
    report = read(content, "report.csv")
    with pytest.raises(AmendError, match="saved as CSV"):
        amend(content, "report.csv", {"requests.received.total": 1}, report)
