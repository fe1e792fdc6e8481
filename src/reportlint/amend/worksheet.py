"""The XML of one sheet, with other numbers in some of its cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from reportlint.amend.errors import AmendError
from reportlint.amend.markup import Element, Piece, parse
from reportlint.amend.splicing import spliced
from reportlint.language import Text
from reportlint.readers.workbooks.sheets import Merge
from reportlint.readers.workbooks.spreadsheetml import area, integer, position
from reportlint.report import Number
from reportlint.writers.layout import digits

_FORMULA = Text(
    "{cell} 由公式算出，公式不改；请核对它所引用的各格",
    "{cell} is computed by a formula, which is left as it is; check the cells that it refers to",
)
_TWICE = Text("{cell} 在工作表中不止一处", "{cell} stands in the sheet more than once")
_ABSENT = Text("工作表中没有 {cell}", "the sheet has no {cell}")
_OF_AREAS = ("array", "dataTable")

Place = tuple[int, int]


def amended(xml: bytes, numbers: Mapping[str, Number]) -> bytes:
    """Return the sheet with numbers in cells such as C12; what they look like stays.

    Raises AmendError for a formula, and for a cell that is there twice.
    """
    sheet = _Sheet(parse(xml))
    # Cells that are put in before the same one keep their order.
    order = sorted(numbers, key=lambda reference: position(reference) or (0, 0))
    return spliced(xml, [piece for x in order for piece in sheet.pieces(x, digits(numbers[x]))])


class _Sheet:
    """The rows and cells of a sheet, numbered as the reader numbers them."""

    def __init__(self, root: Element) -> None:
        self.rows: defaultdict[int, list[Element]] = defaultdict(list)
        self.cells: defaultdict[Place, list[Element]] = defaultdict(list)
        number = 0
        for row in (row for data in root.named("sheetData") for row in data.named("row")):
            number = integer(row.attributes.get("r"), number + 1)
            self.rows[number - 1].append(row)
            for column, cell in _numbered(row):
                self.cells[number - 1, column].append(cell)

    def pieces(self, reference: str, number: str) -> Iterator[Piece]:
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

    def _is_computed(self, place: Place) -> bool:
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

    def _new(self, place: Place, reference: str, number: str) -> Piece:
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


def _filled(cell: Element, number: str) -> Iterator[Piece]:
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
