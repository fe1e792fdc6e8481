"""Tables of a page as rows of cells, merged cells at the columns that they begin in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportlint.document.blocks import GridCell
from reportlint.errors import ReadError
from reportlint.formats.html.elements import (
    MarkupSource,
    attribute,
    is_block,
    is_hidden,
    joined,
    visible_text,
    words,
)
from reportlint.language import Text

if TYPE_CHECKING:
    from justhtml.dom import NodeType

MOST_PLACES = 20_000
"""How many places the cells of a page's tables may cover."""

_WIDEST = 1000
_TALLEST = 65534
_SECTIONS = {"thead": 0, "tbody": 1, "tfoot": 2}


@dataclass(frozen=True, slots=True)
class WebRow:
    """A row of a table, and the cells that begin in it; blank ones in a row that frames others."""

    node: NodeType
    cells: tuple[GridCell, ...]
    framing: bool


@dataclass
class WebTables:
    """Reads the tables of a page within one budget of places."""

    source: MarkupSource
    framing: set[int]
    places: int = field(default=0, init=False)

    def rows(self, table: NodeType) -> list[WebRow]:
        """Return the rows of a table as they show; ReadError where its spans are too many."""
        taken: dict[int, int] = {}
        return [
            WebRow(node, tuple(self._cells(node, number, taken)), id(node) in self.framing)
            for number, node in enumerate(_rows(table))
        ]

    def _cells(self, row: NodeType, number: int, taken: dict[int, int]) -> Iterator[GridCell]:
        """Yield a row's cells; `taken` has the row at which each column is free again."""
        column = 0
        for node in row.children or ():
            if node.name not in ("td", "th") or is_hidden(node):
                continue
            while taken.get(column, 0) > number:
                column += 1
                self._spend(node)
            yield self._cell(node, column, blank=id(row) in self.framing)
            tall = _span(node, "rowspan") or _TALLEST
            for _ in range(max(_span(node, "colspan"), 1)):
                taken[column] = number + tall
                column += 1
                self._spend(node)

    def _spend(self, node: NodeType) -> None:
        self.places += 1
        if self.places > MOST_PLACES:
            raise ReadError(
                Text("表格的格过多", "the tables have too many cells"), self.source.of(node)
            )

    def _cell(self, node: NodeType, column: int, *, blank: bool) -> GridCell:
        pieces, first = [""], None
        for part in () if blank else _texts(node):
            if part is None:
                pieces.append("")
            else:
                pieces[-1] += words(part)
                first = first or (part if visible_text(words(part)) else None)
        return GridCell(joined(pieces), self.source.of(first or node), column)


def _rows(table: NodeType) -> Iterator[NodeType]:
    """Yield the rows, those of the head first and those of the foot last."""
    sections = [x for x in table.children or () if x.name in _SECTIONS and not is_hidden(x)]
    for section in sorted(sections, key=lambda x: _SECTIONS[x.name]):
        yield from (x for x in section.children or () if x.name == "tr" and not is_hidden(x))


def _span(node: NodeType, name: str) -> int:
    digits = attribute(node, name).strip()
    most = _WIDEST if name == "colspan" else _TALLEST
    return (
        min(int(digits), most) if digits.isascii() and digits.isdigit() and len(digits) < 9 else 1
    )


def _texts(cell: NodeType) -> Iterator[NodeType | None]:
    """Yield the texts of a cell, None where a line ends."""
    stack: list[NodeType | None] = [cell]
    while stack:
        node = stack.pop()
        if node is None or node.name == "#text":
            yield node
        elif not is_hidden(node):
            ends = [None] if is_block(node) or node.name == "br" else []
            stack += [*ends, *reversed(node.children or ()), *ends]
