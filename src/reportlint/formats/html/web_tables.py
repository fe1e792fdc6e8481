"""Tables of a page as rows of cells, merged cells at the columns that they begin in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportlint.document.blocks import GridCell
from reportlint.document.shown import PICTURE, ShownText, Style, is_value
from reportlint.errors import ReadError
from reportlint.formats.html.elements import (
    CONTROLS,
    PICTURES,
    MarkupSource,
    attribute,
    line_text,
    text_within,
    visible_text,
    words,
)
from reportlint.formats.html.visibility import PageStyle, Visibility
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
    visibility: Visibility
    framing: set[int]
    places: int = field(default=0, init=False)
    hidden: list[tuple[GridCell, ...]] = field(default_factory=list, init=False)
    """The rows that are not shown."""

    def rows(self, table: NodeType) -> list[WebRow]:
        """Return the rows of a table as they show; ReadError where its spans are too many."""
        taken: dict[int, int] = {}
        return [
            WebRow(node, tuple(self._cells(node, number, taken)), id(node) in self.framing)
            for number, node in enumerate(self._rows(table))
        ]

    def _cells(self, row: NodeType, number: int, taken: dict[int, int]) -> Iterator[GridCell]:
        """Yield a row's cells; `taken` has the row at which each column is free again."""
        column = 0
        for node in row.children or ():
            is_cell = self.visibility.part_of_table(node) in ("td", "th")
            if not is_cell or node in self.visibility.gone:
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
        shown, first = CellText(self.visibility), None
        for part in () if blank else self._parts(node):
            shown.add(part)
            if first is None and part and not isinstance(part, str) and visible_text(words(part)):
                first = part
        found = shown.whole()
        place = self.source.of(first or node)
        return GridCell(found.text, place, column, found.notes, found.struck)

    def _rows(self, table: NodeType) -> Iterator[NodeType]:
        """Yield the rows, those of the head first and those of the foot last."""
        part, gone = self.visibility.part_of_table, self.visibility.gone
        sections = [(x, part(x)) for x in table.children or ()]
        for section, name in sorted(sections, key=lambda x: _SECTIONS.get(x[1], 1)):
            inside = section.children or () if name in _SECTIONS else (section,)
            for row in inside:
                if part(row) == "tr" and gone.isdisjoint((row, section)):
                    yield row
                elif part(row) == "tr":
                    self._hide(row)

    def _hide(self, row: NodeType) -> None:
        cells = [x for x in row.children or () if x.name in ("td", "th")]
        place = self.source.of(row)
        self.hidden.append(tuple(GridCell(text_within(x).strip(), place) for x in cells))

    def _parts(self, cell: NodeType) -> Iterator[NodeType | str | None]:
        """Yield what a cell shows, None where a line ends, blanks where two things stand apart."""
        stack: list[NodeType | str | None] = [cell]
        while stack:
            node = stack.pop()
            if node is None or isinstance(node, str) or node in self.visibility.styles:
                yield node
            elif node not in self.visibility.gone:
                ends: list[str | None] = [_APART] if node in self.visibility.apart else []
                if self.visibility.is_block(node) or node.name == "br":
                    ends = [None]
                stack += [*ends, *reversed(node.children or ()), *ends]


_APART = "\u2003"
"""What stands around the text of a control: it is a box of its own."""


@dataclass
class CellText:
    """What a cell shows, line by line."""

    visibility: Visibility
    runs: list[tuple[str, PageStyle]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    has_picture: bool = False

    def add(self, node: NodeType | str | None) -> None:
        """Add a text, a control or a picture, or blanks; None ends a line."""
        if isinstance(node, str):
            self.runs.append((node, "plain"))
            return
        if node is None:
            self._end_line()
            return
        style = self.visibility.styles[node]
        if node.name in PICTURES:
            self.has_picture = self.has_picture or not _is_spacer(node)
            return
        text = words(node)
        if node.name in CONTROLS:
            text = f"{_APART}{text}{_APART}"
        first, *others = text.split("\n") if node in self.visibility.lines else [text]
        self.runs.append((first, style))
        for line in others:
            self._end_line()
            self.runs.append((line, style))

    def whole(self) -> ShownText:
        """Return all that was added."""
        self._end_line()
        text = "\n".join(self.lines)
        if self.has_picture and not text:
            text = PICTURE
        return ShownText(text, tuple(self.notes), tuple(self.struck))

    def _end_line(self) -> None:
        shown = ShownText.of(_with_small_marks(self.runs))
        self.runs = []
        line = line_text(shown.text)
        self.lines += [line] if line else []
        self.notes += shown.notes
        self.struck += shown.struck


def _with_small_marks(runs: Sequence[tuple[str, PageStyle]]) -> Iterator[tuple[str, Style]]:
    """Yield runs with small figures beside a number as marks, and else in the size of others."""
    plain = "".join(text for text, style in runs if style == "plain").strip()
    beside_number = bool(plain) and is_value(plain)
    for text, style in runs:
        if style != "small":
            yield text, style
        else:
            yield text, "raised" if beside_number and is_value(text.strip()) else "plain"


def _is_spacer(picture: NodeType) -> bool:
    """Whether a picture is stated to be too small to show anything."""
    return any(attribute(picture, x).strip() in ("0", "1", "2") for x in ("width", "height"))


def _span(node: NodeType, name: str) -> int:
    digits = attribute(node, name).strip()
    most = _WIDEST if name == "colspan" else _TALLEST
    return (
        min(int(digits), most) if digits.isascii() and digits.isdigit() and len(digits) < 9 else 1
    )
