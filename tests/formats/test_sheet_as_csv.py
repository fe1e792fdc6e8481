"""A sheet that was saved as CSV is read as its rows show it."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from tests.paths import DOCUMENTS

import reportlint
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


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_field_is_changed_and_no_other(delimiter: str) -> None:
    content = saved(delimiter)
    report = read(content, "report.csv")
    key = "requests.received.total"
    place = report.locations[key]
    old = str(report.value(key)).encode()
    lines = content.split(b"\r\n")
    own = (place.line or 0) - 1
    lines[own] = b"12345".join(lines[own].rsplit(old, 1))
    assert amend(content, "report.csv", {key: 12345}, report) == b"\r\n".join(lines)
