"""Workbooks of Excel 2007 and later, made here with XlsxWriter."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from reportlint.conversion import blank
from reportlint.document.content import Content
from reportlint.errors import ReadError
from reportlint.form.schema import form
from reportlint.formats import read, xlsx
from reportlint.formats.xlsx import workbook_writer as writer
from reportlint.report import Report

Rows = Iterable[Iterable[Any]]

APPLICANTS = ["", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
RECEIVED = "一、本年新收政府信息公开申请数量"
CARRIED = "二、上年结转政府信息公开申请数量"
TITLE = "某局2024年政府信息公开工作年度报告"
HEADINGS = [section.label.title for section in form("2021").sections]
SMALL: list[list[Any]] = [[TITLE], [HEADINGS[2]], APPLICANTS, [RECEIVED, 1, 2, 0, 0, 0, 0, 3]]
TEMPLATE = writer.write(blank(form("2021"), 2024), formulas=True)


def workbook(sheets: Mapping[str, Rows], edit: Callable[[Any, Any], None] | None = None) -> bytes:
    """A workbook of plain cells; `edit` may change the last sheet."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value != "":
                        sheet.write(number, column, value)
        if edit:
            edit(book, sheet)
    return file.getvalue()


def changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same workbook with one part changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return file.getvalue()


def sheet_of(cells: bytes, more: bytes = b"") -> bytes:
    """The small workbook with the XML of its sheet replaced."""
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = b'<worksheet xmlns="%s"><sheetData>%s</sheetData>%s</worksheet>' % (space, cells, more)
    return changed(workbook({"表": SMALL}), "xl/worksheets/sheet1.xml", lambda _: xml)


def load(content: bytes) -> Report:
    return read(content, "report.xlsx")


def text(report: Report, column: str = "natural_person") -> object:
    return report.data["requests"]["received"][column]


def test_reads_cells_with_their_places() -> None:
    report = load(workbook({"空": [], "表": SMALL}))
    assert report.data["requests"]["received"] == dict(
        zip(
            form("2021").node("requests.received")["properties"], [1, 2, 0, 0, 0, 0, 3], strict=True
        )
    )
    place = report.locations["requests.received.commercial_enterprise"]
    assert (place.sheet, place.reference) == ("表", "C4")
    assert place.excerpt == f"{RECEIVED} │ 1 │ 2 │ 0 │ 0 │ 0 │ 0 │ 3"
    assert (report.year, report.agency) == (2024, "某局")


def test_is_known_by_its_content() -> None:
    content = workbook({"表": SMALL})
    assert read(content, "report.xls").year == 2024
    assert xlsx.recognises(Content("report", content))
    with pytest.raises(ReadError, match="damaged"):
        load(content[:-30])
    assert not xlsx.recognises(Content("report.xlsx", b"<html>"))
    assert not xlsx.recognises(Content("report.xlsx", b"PK\x03\x04"))


def test_a_sheet_a_section_may_have_its_heading_as_the_title() -> None:
    sheets: dict[str, Rows] = {
        "说明": [[TITLE]],
        HEADINGS[0]: [["很好。"]],
        HEADINGS[2]: SMALL[2:],
        HEADINGS[5]: [[HEADINGS[5]], ["无"]],
    }
    report = load(workbook(sheets))
    assert report.data["narrative"]["overview"] == "很好。"
    assert report.data["narrative"]["other_matters"] == "无"
    assert {x.text for x in report.observations} == {HEADINGS[1], HEADINGS[3], HEADINGS[4]}


def test_hidden_sheets_are_not_read() -> None:
    def hide(_: Any, sheet: Any) -> None:
        sheet.hide()

    sheets: dict[str, Rows] = {"表": SMALL, "去年": SMALL}
    kinds = [{x.kind for x in load(workbook(sheets, edit)).observations} for edit in (None, hide)]
    assert ["repeated_cell" in found for found in kinds] == [True, False]


def test_merged_cells_stand_at_their_first_column() -> None:
    def merge(_: Any, sheet: Any) -> None:
        sheet.merge_range("A1:J1", TITLE)
        sheet.merge_range("A4:C4", RECEIVED)
        sheet.merge_range("A5:A6", "三、本年度办理结果")
        for row, label in enumerate(("（一）予以公开", "（七）总计"), 4):
            sheet.merge_range(row, 1, row, 2, label)

    rows: list[list[Any]] = [
        [],
        [HEADINGS[2]],
        ["", "", *APPLICANTS],
        *[["", "", "", *range(row, 7 + row)] for row in range(3)],
    ]
    data = load(workbook({"表": rows}, merge)).data["requests"]
    assert data["received"]["total"] == 6
    assert data["outcomes"]["granted"]["natural_person"] == 1
    assert data["outcomes"]["total"]["total"] == 8


def test_every_kind_of_cell_as_its_text() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_datetime(4, 0, date(2025, 1, 31), book.add_format({"num_format": "yyyy/m/d"}))
        sheet.write_boolean(5, 0, boolean=True)
        sheet.write_rich_string(6, 0, "分", book.add_format({"bold": True}), "段", "文字")
        sheet.write_string(7, 0, "一\r\n二\x1b三")

    rows: list[list[Any]] = [
        [TITLE],
        ["一、总体情况"],
        [320.23],
        [7.0],
        *[[]] * 4,
        [HEADINGS[2]],
        *SMALL[2:],
    ]
    report = load(workbook({"表": rows}, fill))
    assert report.data["narrative"]["overview"].split("\n") == [
        *("320.23", "7", "2025年1月31日", "TRUE", "分段文字", "一", "二三")
    ]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [(b"7.0", 7), (b"1E3", 1000), (b"0.1", "0.1"), (b"-2", -2), (b"1e999", "inf"), (b"x", "x")],
)
def test_numbers(written: bytes, read_as: object) -> None:
    content = changed(
        workbook({"表": SMALL}),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"<v>1</v>", b"<v>%s</v>" % written),
    )
    assert str(text(load(content))) == str(read_as)


def test_a_formula_gives_the_value_that_was_saved_with_it() -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write_formula("H4", "=SUM(B4:G4)", value=5)

    assert text(load(workbook({"表": SMALL}, fill)), "total") == 5


def test_a_formula_without_a_value_is_shown_and_never_calculated() -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write_formula("H4", "=SUM(B4:G4)")

    content = changed(
        workbook({"表": SMALL}, fill),
        "xl/worksheets/sheet1.xml",
        lambda xml: re.sub(rb"(</f>)<v>0</v>", rb"\1<v></v>", xml),
    )
    assert text(load(content), "total") == "=SUM(B4:G4)"


def test_blank_cells_are_blank_whether_formatted_or_not_there() -> None:
    def border(book: Any, sheet: Any) -> None:
        for column in range(1, 8):
            sheet.write_blank(4, column, None, book.add_format({"border": 1}))

    rows: list[list[Any]] = [
        *SMALL,
        [CARRIED],
        ["（一）予以公开"],
        ["（二）部分公开", 0, 0, 0, 0, 0, 0, 0],
    ]
    data = load(workbook({"表": rows}, border)).data["requests"]
    assert set(data["carried_over"].values()) == {None}
    assert set(data["outcomes"]["granted"].values()) == {None}
    assert set(data["outcomes"]["partially_granted"].values()) == {0}


def test_a_heading_below_a_table_is_no_row_of_it() -> None:
    rows: list[list[Any]] = [*SMALL, [HEADINGS[4]], ["不够好。"], [HEADINGS[5]], ["无"]]
    narrative = load(workbook({"表": rows})).data["narrative"]
    assert (narrative["problems"], narrative["other_matters"]) == ("不够好。", "无")


FAR = (
    b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
)
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "1"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
WHOLE = b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'


@pytest.mark.parametrize(
    "content",
    [
        sheet_of(b"<row><c><v>1</v></c></row>" * 10**6),
        sheet_of(b"<row/>" * 600_000),
        sheet_of(b"<row>%s</row>" % (b"<c><v>1</v></c>" * 100_000)),
        sheet_of(FAR, WHOLE),
        sheet_of(FAR),
        sheet_of(b" " * 40 * 2**20),
        sheet_of(b"<a>" * 10_000 + b"</a>" * 10_000),
        changed(
            TEMPLATE, "xl/sharedStrings.xml", lambda xml: xml.replace(b"<sst", LAUGHS + b"<sst", 1)
        ),
        changed(TEMPLATE, "xl/workbook.xml", lambda xml: xml[:-20]),
        changed(TEMPLATE, "xl/workbook.xml", lambda xml: xml.replace(b"r:id", b"r:di")),
        TEMPLATE[: len(TEMPLATE) // 2],
        workbook({"表": [["没有表格"]]}),
    ],
    ids=range(12),
)
def test_hostile_and_damaged_workbooks_are_refused(content: bytes) -> None:
    with pytest.raises(ReadError) as refused:
        load(content)
    assert refused.value.location.file == "report.xlsx"


def test_tags_of_all_parts_together_are_bounded() -> None:
    parts = ("workbook.xml", "worksheets/sheet1.xml")
    with zipfile.ZipFile(io.BytesIO(sheet_of(b""))) as package:
        others = sum(package.read(f"xl/{part}").count(b"<") for part in parts)
    with pytest.raises(ReadError, match="no table"):
        load(sheet_of(b"<row/>" * (300_000 - others)))
    with pytest.raises(ReadError, match="too many cells"):
        load(sheet_of(b"<row/>" * (300_000 - others + 1)))


@given(
    part=st.sampled_from(zipfile.ZipFile(io.BytesIO(TEMPLATE)).namelist()),
    place=st.floats(0, 1, exclude_max=True),
    junk=st.sampled_from([b"", b"0", b"-1", b"9" * 12, b"XFD9", b":", b"<", b'"', b"&x;", b"\xff"]),
    width=st.integers(0, 9),
)
def test_mutated_workbooks(part: str, place: float, junk: bytes, width: int) -> None:
    def mutate(xml: bytes) -> bytes:
        at = int(place * len(xml))
        return xml[:at] + junk + xml[at + width :]

    for content in (changed(TEMPLATE, part, mutate), mutate(TEMPLATE)):
        with suppress(ReadError):
            load(content)
