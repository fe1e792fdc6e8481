"""DOCX: whole reports, and the ways in which Word writes a table."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from itertools import groupby
from typing import Any

import docx
import pytest
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

import reportlint
from reportlint.errors import ReadError
from reportlint.form.schema import form, forms
from reportlint.form.structure import FormRow, Section
from reportlint.formats import read
from reportlint.report import Report, nest

Printed = list[list[tuple[str, int, int]]]
"""Rows of cells as they are printed: text, columns, rows."""

FILE = "报告.docx"
PROSE = {
    "preamble": "本报告统计期限为2024年1月1日至2024年12月31日。",
    "overview": "本年主动公开信息120条。",
    "problems": "公开的主动性有待加强。",
    "other_matters": "无。",
}


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inner: str) -> str:
    return f"<w:p>{''.join(x if x.startswith('<') else run(x) for x in inner)}</w:p>"


def cell(*inner: str, properties: str = "") -> str:
    blocks = (x if x.startswith(("<w:p>", "<w:tbl>")) else paragraph(x) for x in inner)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(blocks)}<w:p/></w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    written = (x if x.startswith("<") else cell(x) for x in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(written)}</w:tr>"


def saved(*blocks: str) -> bytes:
    """A document of python-docx with these elements for its body."""
    document = docx.Document()
    body: Any = document.element.body
    for block in blocks:
        opening = block.replace(">", f" {nsdecls('w')}>", 1)
        body.insert(len(body) - 1, parse_xml(opening))
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def merged(printed: Printed) -> str:
    """A table with gridSpan and vMerge."""
    rows, below = [], dict[int, tuple[int, int]]()
    for line in printed:
        cells, column, cells_left = [], 0, iter(line)
        while True:
            if column in below and below[column][1]:
                span, height = below[column]
                below[column] = (span, height - 1)
                cells.append(cell("", properties=_merge(span, "<w:vMerge/>")))
            elif (found := next(cells_left, None)) is None:
                break
            else:
                text, span, height = found
                down = '<w:vMerge w:val="restart"/>' if height > 1 else ""
                below[column] = (span, height - 1)
                cells.append(cell(text, properties=_merge(span, down)))
            column += span
        rows.append(row(*cells))
    return table(*rows)


def _merge(span: int, down: str) -> str:
    return f'<w:gridSpan w:val="{span}"/>{down}'


def printed(section: Section, values: dict[str, Any]) -> Printed:
    """The table of a section as the form prints it."""
    if section.across:
        return list(_across(section, values))
    if section.rows[0].block:
        return list(_blocks(section, values))
    return list(_groups(section, values))


def _values(line: FormRow, values: dict[str, Any], span: int = 1) -> list[tuple[str, int, int]]:
    return [(str(values[f"{line.key}.{x.key}"]), span, 1) for x in line.columns]


def _blocks(section: Section, values: dict[str, Any]) -> Printed:
    rows: Printed = []
    for block, lines in groupby(section.rows, lambda line: line.block):
        own = list(lines)
        columns = own[0].columns
        rows.append([(str(block), 13, 1)])
        rows.append(
            [("信息内容", 1, 1), *((x.label.title, 12 // len(columns), 1) for x in columns)]
        )
        rows += [[(x.label.title, 1, 1), *_values(x, values, 12 // len(columns))] for x in own]
    return rows


def _groups(section: Section, values: dict[str, Any]) -> Iterator[list[tuple[str, int, int]]]:
    columns = section.rows[0].columns
    inner = [x for x in columns if x.groups]
    yield [("", 3, 3), ("申请人情况", len(columns), 1)]
    yield [
        (columns[0].label.title, 1, 2),
        (inner[0].groups[0].title, len(inner), 1),
        (columns[-1].label.title, 1, 2),
    ]
    yield [(x.label.title, 1, 1) for x in inner]
    before: tuple[Any, ...] = ()
    for line in section.rows:
        heads = []
        for depth, group in enumerate(line.groups, 1):
            if line.groups[:depth] != before[:depth]:
                height = sum(x.groups[:depth] == line.groups[:depth] for x in section.rows)
                heads.append((group.title, 1, height))
        before = line.groups
        yield [*heads, (line.label.title, 3 - len(line.groups), 1), *_values(line, values)]


def _across(section: Section, values: dict[str, Any]) -> Printed:
    first, *others = section.rows
    width = len(first.columns)
    return [
        [(first.label.title, width, 1), (others[0].groups[0].title, width * len(others), 1)],
        [*((x.label.title, 1, 2) for x in first.columns)]
        + [(x.label.title, width, 1) for x in others],
        [(x.label.title, 1, 1) for line in others for x in line.columns],
        [value for line in section.rows for value in _values(line, values)],
    ]


def whole(edition: str) -> dict[str, Any]:
    """A report with another number in each cell."""
    cells = form(edition).cells.values()
    numbers = {x.key: i if x.kind == "count" else Decimal(f"{i}.25") for i, x in enumerate(cells)}
    about = {"edition": edition, "year": 2024, "agency": {"name": "某市水利局"}}
    period = {"start": "2024-01-01", "end": "2024-12-31"}
    return about | {"period": period} | nest(numbers.items()) | {"narrative": dict(PROSE)}


def blocks(edition: str) -> Iterator[str]:
    """The document of `whole`."""
    values = dict(reportlint.Report.from_dict(whole(edition)).record)
    yield paragraph("某市水利局2024年政府信息公开工作年度报告")
    yield paragraph(PROSE["preamble"])
    for section in form(edition).sections:
        yield paragraph(section.label.title)
        yield merged(printed(section, values)) if section.rows else paragraph(PROSE[section.key])


@pytest.fixture(scope="module", params=forms())
def content(request: pytest.FixtureRequest) -> bytes:
    return saved(*blocks(request.param))


def small(*before: str) -> Report:
    """Read a document of these blocks, and of enough rows of the form to be known as a report."""
    head = row("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
    return read(saved(*before, table(head, row("规章", "0", "0", "0"))), FILE)


def test_whole_report_reads_back(content: bytes) -> None:
    report = read(content, FILE)
    data, expected = report.to_dict(), whole(report.to_dict()["edition"])
    preamble = data["narrative"].pop("preamble")
    assert preamble.endswith(expected["narrative"].pop("preamble"))
    assert data == expected
    assert {seen.kind for seen in report.observations} <= {"unstated_unit"}


def test_every_cell_says_its_table_row_and_column(content: bytes) -> None:
    report = read(content, FILE)
    for key, found in report.cells.items():
        assert found.location is not None, key
        assert str(found.value) in (found.location.excerpt or "").split(" │ ")
    place = report.location("requests.carried_over.natural_person")
    assert place is not None
    assert place.to_dict() == {"file": FILE, "table": 2, "row": 5, "column": 4}


def test_a_table_may_go_on_in_another() -> None:
    parts = []
    for block in blocks("2021"):
        head, cut, tail = block.partition("（四）无法提供")
        opening = head.rfind("<w:tr>")
        first = [head[:opening] + "</w:tbl>", paragraph("2")] if cut else []
        parts += [*first, "<w:tbl>" + head[opening:] + cut + tail if cut else block]
    report = read(saved(*parts), FILE)
    expected = Report.from_dict(whole("2021"))
    assert report.record == {**expected.record, "agency.name": report.agency}
    assert report.locations["requests.outcomes.unavailable.not_held.total"].table == 3


@pytest.mark.parametrize(
    "framing",
    [
        table(row(cell(table(row("行政处罚", "7"))))),
        table(row("一", "二"), row("", cell("左", table(row("行政处罚", "7"))), "")),
        table(row(cell("题", table(row(cell(table(row("行政处罚", "7")), "尾")))))),
    ],
)
def test_a_nested_table_is_a_table_of_its_own(framing: str) -> None:
    report = small(framing)
    assert report.value("proactive.penalties.decisions") == 7
    assert {seen.kind for seen in report.observations} <= {"unstated_unit"}


def test_what_a_table_frames_stays_in_order() -> None:
    framed = cell("一、总体情况", "甲。", table(row("行政处罚", "7")), "乙。")
    report = small(table(row(framed)))
    assert report.to_dict()["narrative"]["overview"] == "甲。\n乙。"
    assert report.locations["narrative.overview"].to_dict() == {"file": FILE, "table": 1, "row": 1}
    assert report.locations["proactive.penalties.decisions"].table == 2


def test_lines_of_a_paragraph_are_lines_of_their_own() -> None:
    report = small(
        paragraph("一、总体情况", "<w:r><w:br/></w:r>", "甲", "<w:r><w:tab/></w:r>", "乙")
    )
    assert report.to_dict()["narrative"]["overview"] == "甲\t乙"


def framed(*inner: str) -> str:
    """A row of the form with a table in the cell of its first number."""
    return row("规章", cell(table(*inner)), "2", "3")


@pytest.mark.parametrize(
    ("inner", "value", "codes"),
    [
        ((row("1"),), 1, set()),
        ((row(cell(table(row("1")))),), 1, set()),
        ((row("", "1"),), 1, set()),
        ((row("1"), row("5")), None, {"S205"}),
        ((row("1", "5"),), None, {"S205"}),
    ],
)
def test_a_small_table_in_a_cell_is_its_text(
    inner: tuple[str, ...], value: int | None, codes: set[str]
) -> None:
    head = row("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
    report = read(saved(table(head, framed(*inner), row("行政规范性文件", *"456"))), FILE)
    assert report.value("proactive.regulations.issued") == value
    assert report.value("proactive.regulations.in_force") == 3
    assert report.value("proactive.normative_documents.issued") == 4
    assert {x.code for x in reportlint.check(report, select=["S2"])} == codes


def test_a_label_may_stand_in_a_table_of_its_own() -> None:
    head = row("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
    label = cell(table(row(cell(table(row("规章"))))))
    report = read(saved(table(head, row(label, *"123"))), FILE)
    assert report.value("proactive.regulations.in_force") == 3


def test_what_a_cell_shows_beside_its_number() -> None:
    head = row("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
    struck = cell(paragraph(run("8", "<w:strike/>"), "1"))
    noted = cell(paragraph("2", run("9", '<w:vertAlign w:val="superscript"/>')))
    hidden = cell(paragraph("3", run("9", "<w:vanish/>")))
    report = read(saved(table(head, row("规章", struck, noted, hidden))), FILE)
    assert [x.value for x in report.cells.values() if x.value is not None] == [1, 2, 3]
    found = {x.code: x.location for x in reportlint.check(report, select=["D1"])}
    assert found.keys() == {"D108", "D109"}
    assert found["D109"] == report.locations["proactive.regulations.issued"]


def test_a_picture_in_a_cell_is_a_number_that_nobody_can_read() -> None:
    space = "http://schemas.openxmlformats.org/drawingml/2006/main"
    picture = f'<w:r><w:drawing><a:blip xmlns:a="{space}"/></w:drawing></w:r>'
    head = row("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
    cells = (cell(paragraph(picture)), cell(paragraph(picture, "2")), "3")
    report = read(saved(table(head, row("规章", *cells))), FILE)
    assert [report.value(f"proactive.regulations.{x}") for x in ("issued", "repealed")] == [None, 2]
    (found,) = reportlint.check(report, select=["S205"])
    assert found.location == report.locations["proactive.regulations.issued"]


def test_pictures_in_place_of_tables_are_named() -> None:
    space = "http://schemas.openxmlformats.org/drawingml/2006/main"
    picture = f'<w:r><w:drawing><a:blip xmlns:a="{space}"/></w:drawing></w:r>'
    with pytest.raises(ReadError, match=r"pictures \(2\)"):
        read(saved(paragraph("一、总体情况"), paragraph(picture), paragraph(picture)), FILE)
    with pytest.raises(ReadError, match="no table of the annual report"):
        read(saved(paragraph("一、总体情况")), FILE)


def test_prose_is_read_as_it_is_shown() -> None:
    report = small(
        paragraph("一、总体情况"),
        paragraph("公开", run("9", "<w:vanish/>"), "5", run("6", "<w:strike/>"), "件。"),
        paragraph("受理", run("2", '<w:vertAlign w:val="superscript"/>'), "件。"),
        paragraph(run("全部划去", "<w:dstrike/>")),
    )
    assert report.to_dict()["narrative"]["overview"] == "公开5件。\n受理件。"
