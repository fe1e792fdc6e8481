"""Workbooks of Excel 97–2003, made here with xlwt."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from reportlint.document.content import Content
from reportlint.errors import ReadError
from reportlint.form.schema import form
from reportlint.formats import read, xls
from reportlint.report import Report

HEADINGS = [section.label.title for section in form("2021").sections]
ROWS: list[list[Any]] = [
    ["某局2024年政府信息公开工作年度报告"],
    [HEADINGS[0]],
    ["无"],
    [HEADINGS[2]],
    ["", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"],
    ["一、本年新收政府信息公开申请数量", 1, 2, 0, 0, 0, 0, 3],
]


def workbook(edit: Callable[[Any, Any], None] | None = None) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for number, row in enumerate(ROWS):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    if edit:
        edit(book, sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def load(content: bytes) -> Report:
    return read(content, "report.xls")


def test_reads_cells_with_their_places() -> None:
    report = load(workbook())
    assert (report.year, report.agency) == (2024, "某局")
    assert list(report.data["requests"]["received"].values()) == [1, 2, 0, 0, 0, 0, 3]
    place = report.locations["requests.received.total"]
    assert (place.sheet, place.reference) == ("表", "H6")


def test_every_kind_of_cell_as_its_text() -> None:
    def fill(_: Any, sheet: Any) -> None:
        day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
        sheet.write(7, 0, HEADINGS[5])
        sheet.write(8, 0, date(2025, 1, 31), day)
        sheet.write(9, 0, True)
        sheet.write(10, 0, 320.23)
        sheet.write_merge(11, 11, 0, 3, "并格\x1b")

    prose = load(workbook(fill)).data["narrative"]["other_matters"]
    assert prose.split("\n") == ["2025年1月31日", "TRUE", "320.23", "并格"]


def test_hidden_sheets_are_not_read() -> None:
    def add(book: Any, _: Any) -> None:
        hidden = book.add_sheet("去年")
        hidden.visibility = 1
        for column, value in enumerate(ROWS[-1]):
            hidden.write(0, column, value)

    kinds = {x.kind for x in load(workbook(add)).observations}
    assert "repeated_cell" not in kinds


def test_is_known_by_its_content() -> None:
    content = workbook()
    assert read(content, "report.xlsx").year == 2024
    word = content + "WordDocument\0".encode("utf-16-le")
    assert not xls.recognises(Content("report.doc", word))
    assert xls.recognises(Content("report.et", word))
    assert not xls.recognises(Content("report.xls", b"<html>"))


@pytest.mark.parametrize(
    "content",
    [workbook()[:3000], workbook() + bytes(xls.LARGEST)],
    ids=["truncated", "large"],
)
def test_damaged_and_large_workbooks_are_refused(content: bytes) -> None:
    with pytest.raises(ReadError):
        load(content)


@given(place=st.floats(0, 1, exclude_max=True), junk=st.binary(max_size=9), width=st.integers(0, 9))
def test_mutated_workbooks(place: float, junk: bytes, width: int) -> None:
    content = workbook()
    at = int(place * len(content))
    with suppress(ReadError):
        load(content[:at] + junk + content[at + width :])
