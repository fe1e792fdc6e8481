"""XLSX: one cell of a sheet is other, and nothing else of the workbook."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from reportlint.conversion import blank
from reportlint.document.content import Content
from reportlint.errors import AmendError
from reportlint.fix.application import amend
from reportlint.form.schema import form
from reportlint.formats import read
from reportlint.formats.xlsx import workbook_writer
from reportlint.formats.xlsx.workbook_amendment import has_formulas
from reportlint.report import Report, nest

FORM = form("2021")
COUNTS = [key for key, cell in FORM.cells.items() if cell.kind == "count"]
TOTAL = "requests.received.total"
PART = "requests.received.other"
WORKBOOK = "xl/workbook.xml"


def report(**cells: Any) -> Report:
    about = {"year": 2024, "agency.name": "云溪街道办事处", "narrative.overview": "总体情况 7 件"}
    return Report.from_dict(nest({**about, **dict.fromkeys(FORM.cells, 0), **cells}.items()))


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def rewritten(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, part in parts(content).items():
            package.writestr(name, change(name, part))
    return file.getvalue()


def styled(content: bytes) -> bytes:
    """The workbook as openpyxl writes it: strings shared, comments, styles, a hidden sheet."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == 0:
                    cell.fill = PatternFill("solid", "FFEE00")
        sheet["A1"].comment = Comment("请核对", "某人")
    book.create_sheet("底稿").sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def others(xml: bytes, references: set[str]) -> bytes:
    """A sheet without the numbers in some cells."""
    root = etree.fromstring(xml)
    for cell in root.iterfind(".//{*}c"):
        if cell.get("r") in references:
            cell.attrib.pop("t", None)
            for child in cell:
                cell.remove(child)
    return etree.tostring(root, method="c14n")


@settings(max_examples=12)
@given(
    cells=st.dictionaries(st.sampled_from(COUNTS), st.none() | st.integers(0, 10**6), max_size=5),
    changes=st.dictionaries(st.sampled_from(COUNTS), st.integers(0, 10**9), min_size=1, max_size=4),
    by_openpyxl=st.booleans(),
)
def test_only_the_cells_are_other(
    cells: dict[str, int | None], changes: dict[str, int], *, by_openpyxl: bool
) -> None:
    content = workbook_writer.write(report(**cells))
    content = styled(content) if by_openpyxl else content
    before = read(content, "a.xlsx")
    amended = amend(content, "a.xlsx", changes, before)
    references: dict[str, set[str]] = {}
    for place in (before.locations[key] for key in changes):
        references.setdefault(place.sheet or "", set()).add(place.reference or "")
    old, new = parts(content), parts(amended)
    assert list(old) == list(new)
    every = set().union(*references.values())
    for name in old:
        if old[name] != new[name]:
            assert name.startswith("xl/worksheets/")
            assert others(old[name], every) == others(new[name], every)
    book = openpyxl.load_workbook(io.BytesIO(amended))
    for key, value in changes.items():
        place = before.locations[key]
        assert book[place.sheet or ""][place.reference or ""].value == value
    values = {**before.record, **changes}
    assert read(amended, "a.xlsx").record == values


def sheet_with(cell: str) -> tuple[bytes, bytes]:
    """A workbook in which the XML of one cell is other, and that sheet's part."""
    content = workbook_writer.write(report())
    place = read(content, "a.xlsx").locations[TOTAL]
    pattern = re.compile(rb'<c r="%s"[^>]*>.*?</c>' % (place.reference or "").encode())
    titles = openpyxl.load_workbook(io.BytesIO(content)).sheetnames
    found = f"xl/worksheets/sheet{titles.index(place.sheet or '') + 1}.xml"

    def change(name: str, part: bytes) -> bytes:
        if not name.startswith("xl/worksheets/") or name != found:
            return part
        own = cell.format(r=place.reference).encode()
        return pattern.sub(lambda _: own, part)

    changed = rewritten(content, change)
    return changed, parts(changed)[found]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<c r="{r}" s="3"><v>6</v></c>', '<c r="{r}" s="3"><v>7</v></c>'),
        ("<c r='{r}' s='3'  t='str' ><v>6</v></c>", "<c r='{r}' s='3' ><v>7</v></c>"),
        ('<c s="3" r="{r}"/>', '<c s="3" r="{r}"><v>7</v></c>'),
        ('<c r="{r}" t="n"></c>', '<c r="{r}"><v>7</v></c>'),
        ('<c r="{r}" t="s"><v>0</v></c>', None),
        ('<c r="{r}" t="inlineStr"><is><t>6</t></is></c>', '<c r="{r}"><v>7</v></c>'),
        ('<c r="{r}" t="e"><v>#REF!</v></c>', '<c r="{r}"><v>7</v></c>'),
        ('<c r="{r}" ph="1"><!-- 6 --><v>6</v></c>', '<c r="{r}" ph="1"><!-- 6 --><v>7</v></c>'),
        ("", '<c r="{r}"><v>7</v></c>'),
    ],
)
def test_cell_however_it_is_written(old: str, new: str | None) -> None:
    content, sheet = sheet_with(old)
    before = read(content, "a.xlsx")
    reference = before.locations[TOTAL].reference or ""
    amended = amend(content, "a.xlsx", {TOTAL: 7}, before)
    (changed,) = (part for name, part in parts(amended).items() if part != parts(content)[name])
    new = new or '<c r="{r}"><v>7</v></c>'
    assert new.format(r=reference).encode() in changed
    rest = len(sheet) - len(old.format(r=reference))
    assert len(changed) == rest + len(new.format(r=reference))
    assert openpyxl.load_workbook(io.BytesIO(amended)) is not None


def test_prefixed_names() -> None:
    content = rewritten(workbook_writer.write(report(**{TOTAL: None})), prefixed)
    before = read(content, "a.xlsx")
    assert read(amend(content, "a.xlsx", {TOTAL: 7}, before), "a.xlsx").value(TOTAL) == 7


def prefixed(name: str, part: bytes) -> bytes:
    if not name.startswith("xl/worksheets/sheet"):
        return part
    named = re.sub(rb"<(/?)(?=\w)", rb"<\1x:", part)
    return named.replace(b" xmlns=", b" xmlns:x=", 1)


@pytest.mark.parametrize(
    "formula",
    [
        '<c r="{r}"><f>SUM(A1:B1)</f><v>6</v></c>',
        '<c r="{r}"><f t="shared" si="0"/><v>6</v></c>',
    ],
)
def test_formula_is_left_as_it_is(formula: str) -> None:
    content, _ = sheet_with(formula)
    with pytest.raises(AmendError, match="computed by a formula"):
        amend(content, "a.xlsx", {TOTAL: 7}, read(content, "a.xlsx"))


def test_cell_that_a_formula_elsewhere_fills() -> None:
    content, _ = sheet_with(
        '<c r="{r}"><v>6</v></c><c r="XFD1" t="str"><f t="array" ref="A1:Z99">1</f></c>'
    )
    with pytest.raises(AmendError, match="computed by a formula"):
        amend(content, "a.xlsx", {TOTAL: 7}, read(content, "a.xlsx"))


def test_cell_that_stands_twice_in_the_sheet() -> None:
    content, _ = sheet_with('<c r="{r}"><v>6</v></c><c r="{r}"><v>6</v></c>')
    with pytest.raises(AmendError, match="more than once"):
        amend(content, "a.xlsx", {TOTAL: 7}, read(content, "a.xlsx"))


def template(without: bytes) -> bytes:
    """A blank form with formulas, its workbook without something."""
    whole = workbook_writer.write(blank(FORM, 2024), formulas=True)
    assert re.search(without, parts(whole)[WORKBOOK])
    return rewritten(
        whole, lambda name, part: re.sub(without, b"", part) if name == WORKBOOK else part
    )


def test_formulas_are_to_be_computed_again() -> None:
    content = template(b' fullCalcOnLoad="1"')
    assert has_formulas(Content("a.xlsx", content))
    amended = amend(content, "a.xlsx", {PART: 7}, read(content, "a.xlsx"))
    changed = {name for name, part in parts(amended).items() if part != parts(content)[name]}
    assert changed == {WORKBOOK, next(x for x in changed if x != WORKBOOK)}
    assert openpyxl.load_workbook(io.BytesIO(amended)).calculation.fullCalcOnLoad
    with pytest.raises(AmendError, match="computed by a formula"):
        amend(content, "a.xlsx", {TOTAL: 7}, read(content, "a.xlsx"))


def test_workbook_without_settings_of_calculation_gets_them() -> None:
    content = template(rb"<calcPr[^>]*>")
    amended = amend(content, "a.xlsx", {PART: 7}, read(content, "a.xlsx"))
    root = etree.fromstring(parts(amended)[WORKBOOK])
    assert [etree.QName(child).localname for child in root][-2:] == ["definedNames", "calcPr"]


@pytest.mark.parametrize("name", ["_xmlsignatures/sig1.xml", WORKBOOK])
def test_package_that_would_lose_something(name: str) -> None:
    content = workbook_writer.write(report())
    file = io.BytesIO(content)
    with warnings.catch_warnings(), zipfile.ZipFile(file, "a") as package:
        warnings.simplefilter("ignore")
        package.writestr(name, parts(content).get(name, b"<a/>"))
    with pytest.raises(AmendError, match=r"signed|two parts"):
        amend(file.getvalue(), "a.xlsx", {TOTAL: 7}, read(file.getvalue(), "a.xlsx"))


def test_parts_may_stand_anywhere() -> None:
    """Names in other letters, with backslashes, and sheets that only relations lead to."""
    content = template(b"")
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, part in parts(content).items():
            package.writestr(name.upper().replace("/", "\\"), part)
        package.writestr("xl/workbook.xml.bak", b"<a/>")
    before = file.getvalue()
    amended = amend(before, "a.xlsx", {PART: 7}, read(before, "a.xlsx"))
    assert read(amended, "a.xlsx").value(PART) == 7
    assert has_formulas(Content("a.xlsx", amended))
    assert parts(amended).keys() == parts(before).keys()


def test_shapes_and_pictures_stay() -> None:
    """What openpyxl would leave out."""
    file = io.BytesIO()
    rows = list(openpyxl.load_workbook(io.BytesIO(workbook_writer.write(report()))).worksheets[0])
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for row in rows:
            for cell in row:
                if cell.value is not None:
                    sheet.write(cell.row - 1, cell.column - 1, cell.value)
        sheet.insert_textbox(40, 1, "说明")
        sheet.write_comment("A1", "批注")
    content = file.getvalue()
    before = read(content, "a.xlsx")
    amended = amend(content, "a.xlsx", {TOTAL: 7}, before)
    changed = {name for name, part in parts(amended).items() if part != parts(content)[name]}
    assert changed == {"xl/worksheets/sheet1.xml"}
    assert "xl/drawings/drawing1.xml" in parts(amended)
