"""Workbooks as one XML file."""

from __future__ import annotations

import pytest

from reportlint.document.content import Content
from reportlint.errors import ReadError
from reportlint.formats import format_of, read
from reportlint.formats.spreadsheet_2003 import FORMAT
from reportlint.report import Report

GRANTED = "requests.outcomes.granted.natural_person"
HEAD = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="urn:h"><Styles>'
    '<Style ss:ID="wan"><NumberFormat ss:Format="0&quot;件&quot;"/></Style>'
    '<Style ss:ID="gone"><Font ss:StrikeThrough="1"/></Style></Styles>'
    '<Worksheet ss:Name="表"><Table>'
)
TAIL = "</Table></Worksheet></Workbook>"
TITLE = (
    "<Row><Cell><Data ss:Type='String'>"
    "云溪街道办事处2024年政府信息公开工作年度报告</Data></Cell></Row>"
)
COLUMNS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")


def row(*cells: str, about: str = "") -> str:
    return f"<Row{about}>{''.join(cells)}</Row>"


def text(words: str) -> str:
    return f"<Cell><Data ss:Type='String'>{words}</Data></Cell>"


def number(value: int, about: str = "") -> str:
    return f"<Cell{about}><Data ss:Type='Number'>{value}</Data></Cell>"


def workbook(*rows: str) -> Report:
    heads = row(text(""), *map(text, COLUMNS))
    return read((HEAD + TITLE + heads + "".join(rows) + TAIL).encode(), "a.xls")


def granted(*cells: str, about: str = "") -> str:
    return row(text("（一）予以公开"), *cells, *(number(0) for _ in COLUMNS[1:]), about=about)


def test_format_is_known_by_its_content() -> None:
    content = Content("a.xls", (HEAD + TAIL).encode())
    assert format_of(content) is FORMAT


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (number(512), 512),
        (number(512, " ss:StyleID='wan'"), 512),
        (number(512, " ss:StyleID='gone'"), None),
        ("<Cell><Data ss:Type='String'>512<html:Sup>1</html:Sup></Data></Cell>", 512),
        ("<Cell><Data ss:Type='String'><html:S>511</html:S>512</Data></Cell>", 512),
        ("<Cell><Data ss:Type='String'>5 12</Data></Cell>", None),
    ],
)
def test_cell_is_read_as_it_is_shown(cell: str, value: int | None) -> None:
    assert workbook(granted(cell)).value(GRANTED) == value


def test_cells_and_rows_stand_where_their_index_says() -> None:
    report = workbook(
        "<Row ss:Index='9'><Cell><Data ss:Type='String'>（一）予以公开</Data></Cell>"
        "<Cell ss:Index='8'><Data ss:Type='Number'>7</Data></Cell></Row>"
    )
    assert report.value("requests.outcomes.granted.total") == 7


def test_hidden_row_is_unknown_and_said() -> None:
    report = workbook(granted(number(512), about=" ss:Hidden='1'"))
    assert report.value(GRANTED) is None
    assert [x.kind for x in report.observations if GRANTED in x.cells] == ["hidden_row"]


def test_entities_are_refused() -> None:
    content = (HEAD + TAIL).replace("?><Workbook", '?><!DOCTYPE a [<!ENTITY b "c">]><Workbook')
    with pytest.raises(ReadError):
        read(content.encode(), "a.xls")
