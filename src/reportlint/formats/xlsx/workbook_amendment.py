"""A workbook with other numbers in some cells; all else in the package is taken over.

openpyxl is not used: it makes the workbook anew from what it understands. Loaded and saved by
3.1.5, a workbook has lost its text boxes, buttons and sparklines, its pictures where Pillow is
absent, and the values that its formulas had, so that a reader that does not calculate finds none.
Edited in its XML a workbook keeps all of these.

A formula is never overwritten: it computes what its cell shows. Where there are formulas, the
workbook is told to compute them when it is next opened, since what they show may be out of date.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from reportlint.document.content import Content
from reportlint.document.packages import OfficePackage, refuse_unsafe, with_parts
from reportlint.document.places import spliced
from reportlint.document.sheets import Merge
from reportlint.document.xml_elements import Element, Splice, parse
from reportlint.errors import AmendError
from reportlint.formats.xlsx.spreadsheetml import Workbook, area, integer, position
from reportlint.language import Text
from reportlint.number import Number, shortest
from reportlint.report import Report

_BEFORE = ("sheets", "functionGroups", "externalReferences", "definedNames")
"""What a workbook may hold before the settings of calculation; the first is always there."""
_NO_SHEETS = Text("工作簿里没有工作表", "the workbook has no sheets")


def recalculated(xml: bytes) -> bytes:
    """Return the workbook with `fullCalcOnLoad` set.

    >>> recalculated(b'<workbook><sheets/><calcPr calcId="1"/></workbook>')
    b'<workbook><sheets/><calcPr fullCalcOnLoad="1" calcId="1"/></workbook>'
    """
    root = parse(xml)
    order = b' fullCalcOnLoad="1"'
    for settings in root.named("calcPr"):
        start = settings.named_until
        return spliced(xml, [(*(settings.attribute("fullCalcOnLoad") or (start, start)), order)])
    before = list(root.named(*_BEFORE))
    if not before:
        raise AmendError(_NO_SHEETS)
    end = before[-1].end
    return spliced(xml, [(end, end, f"<{root.prefix}calcPr".encode() + order + b"/>")])


_FORMULA = Text(
    "{cell} 由公式算出，公式不改；请核对它所引用的各格",
    "{cell} is computed by a formula, which is left as it is; check the cells that it refers to",
)
_TWICE = Text("{cell} 在工作表中不止一处", "{cell} stands in the sheet more than once")
_ABSENT = Text("工作表中没有 {cell}", "the sheet has no {cell}")
_OF_AREAS = ("array", "dataTable")

Area = tuple[int, int]


def amended(xml: bytes, numbers: Mapping[str, Number]) -> bytes:
    """Return the sheet with numbers in cells such as C12; what they look like stays.

    Raises AmendError for a formula, and for a cell that is there twice.
    """
    sheet = _SheetAmendment(parse(xml))
    # Cells that are put in before the same one keep their order.
    order = sorted(numbers, key=lambda reference: position(reference) or (0, 0))
    return spliced(xml, [piece for x in order for piece in sheet.pieces(x, shortest(numbers[x]))])


class _SheetAmendment:
    """The rows and cells of a sheet, numbered as the reader numbers them."""

    def __init__(self, root: Element) -> None:
        self.rows: defaultdict[int, list[Element]] = defaultdict(list)
        self.cells: defaultdict[Area, list[Element]] = defaultdict(list)
        number = 0
        for row in (row for data in root.named("sheetData") for row in data.named("row")):
            number = integer(row.attributes.get("r"), number + 1)
            self.rows[number - 1].append(row)
            for column, cell in _numbered(row):
                self.cells[number - 1, column].append(cell)

    def pieces(self, reference: str, number: str) -> Iterator[Splice]:
        """Yield what changes for a number to stand in a cell."""
        place = position(reference)
        if place is None:
            raise AmendError(_ABSENT.fill(cell=reference))
        found = self.cells.get(place, [])
        if len(found) > 1:
            raise AmendError(_TWICE.fill(cell=reference))
        if any(any(cell.named("f")) for cell in found) or self._is_computed(place):
            raise AmendError(_FORMULA.fill(cell=reference))
        yield from _filled(found[0], number) if found else [self._new(place, reference, number)]

    def _is_computed(self, place: Area) -> bool:
        """Whether a formula of another cell fills an area that the cell is in."""
        row, column = place
        return any(
            top <= row < bottom and left <= column < right
            for top, left, bottom, right in self.areas
        )

    @cached_property
    def areas(self) -> list[Merge]:
        """The areas that one formula fills."""
        formulas = (f for cells in self.cells.values() for x in cells for f in x.named("f"))
        filling = (f for f in formulas if f.attributes.get("t") in _OF_AREAS)
        return [found for f in filling if (found := area(f.attributes.get("ref", "")))]

    def _new(self, place: Area, reference: str, number: str) -> Splice:
        """Return the piece that adds a cell to its row, in the order of the columns."""
        row, column = place
        rows = self.rows.get(row, [])
        if len(rows) != 1:
            raise AmendError((_TWICE if rows else _ABSENT).fill(cell=reference))
        name = rows[0].prefix
        cell = f'<{name}c r="{reference}"><{name}v>{number}</{name}v></{name}c>'
        after = next((x for at, x in _numbered(rows[0]) if at > column), None)
        return (after.start, after.start, cell.encode()) if after else rows[0].appended(cell)


def _numbered(row: Element) -> Iterator[tuple[int, Element]]:
    """Yield the cells of a row, each with its column; one that states none follows the last."""
    column = -1
    for cell in row.named("c"):
        place = position(cell.attributes.get("r", ""))
        column = place[1] if place else column + 1
        yield column, cell


def _filled(cell: Element, number: str) -> Iterator[Splice]:
    """Yield what makes a cell that number: no kind of text or error, and one value."""
    for name in ("t", "vm"):
        if place := cell.attribute(name):
            yield *place, b""
    value = f"<{cell.prefix}v>{number}</{cell.prefix}v>"
    old = list(cell.named("v", "is"))
    if not old:
        yield cell.appended(value)
    for i, part in enumerate(old):
        yield part.start, part.end, b"" if i else value.encode()


_FORMULA_TAG = re.compile(rb"<(?:\w+:)?f[\s/>]")
_NO_SHEET = Text("无法确定是哪一张工作表", "it is not known which sheet is meant")


def amend(content: Content, changes: Mapping[str, Number], report: Report) -> bytes:
    """Return the workbook with other numbers; a text or a blank cell becomes a number."""
    refuse_unsafe(content)
    book = Workbook(content)
    package = book.package
    parts = {
        part: amended(package.read(part), numbers)
        for part, numbers in _by_part(book, changes, report).items()
    }
    if has_formulas(content):
        parts[book.main] = recalculated(package.read(book.main))
    return with_parts(content, {package.names[part]: xml for part, xml in parts.items()})


def has_formulas(content: Content) -> bool:
    """Whether a sheet of the workbook, visible or not, computes a cell."""
    package = OfficePackage(content)
    related = package.relations(package.main or "").values()
    sheets = {x.target for x in related if x.kind == "worksheet"} & package.names.keys()
    return any(_FORMULA_TAG.search(package.read(part)) for part in sheets)


def _by_part(
    book: Workbook, changes: Mapping[str, Number], report: Report
) -> dict[str, dict[str, Number]]:
    """Return the numbers by the part and the cell that they go to."""
    titles = list(book.parts())
    found: dict[str, dict[str, Number]] = defaultdict(dict)
    for key, value in changes.items():
        place = report.locations[key]
        parts = [part for title, part in titles if title == place.sheet]
        if len(parts) != 1 or place.reference is None or place.reference in found[parts[0]]:
            raise AmendError(_NO_SHEET)
        found[parts[0]][place.reference] = value
    return found
