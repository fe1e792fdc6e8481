"""A page as blocks in the order of its source, and which of them each element holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby
from typing import TYPE_CHECKING

from reportlint.readers.grids import Block, Grid, GridCell, Paragraph
from reportlint.readers.labels import plain
from reportlint.readers.values import is_value
from reportlint.readers.vocabulary import vocabulary
from reportlint.readers.web.elements import is_block, is_chrome, is_link, is_unseen
from reportlint.readers.web.prose import Prose
from reportlint.readers.web.source import Source
from reportlint.readers.web.tables import Row, Tables

if TYPE_CHECKING:
    from justhtml.dom import NodeType

_FEWEST_IN_FRAME = 2
_HEADLINES = frozenset(("h1", "h2", "h3"))


@dataclass(frozen=True, slots=True)
class Held:
    """The blocks from `start` up to `stop`, which one element holds."""

    start: int
    stop: int
    chrome: bool


@dataclass(frozen=True, slots=True)
class _End:
    """Where an element ends; block `start` was the next when it began."""

    node: NodeType
    start: int


@dataclass
class Page:
    """What a page shows; `framing` has its tables and rows that hold another table.

    `titles` are its titles by its head, `headlines` those that it shows.
    """

    source: Source
    framing: set[int]
    titles: list[Paragraph]
    blocks: list[Block] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    headlines: list[Paragraph] = field(default_factory=list)

    def read(self, root: NodeType) -> None:
        """Read all that an element shows."""
        tables, prose = Tables(self.source, self.framing), Prose(self.source)
        stack: list[NodeType | Grid | _End] = [root]
        while stack:
            part = stack.pop()
            if isinstance(part, Grid):
                self.blocks.append(part)
            elif isinstance(part, _End):
                self._end(part, prose)
            elif part.name == "#text":
                prose.add(part)
            elif part.name == "br":
                self.blocks += prose.taken()
            elif not is_unseen(part):
                stack.append(self._begin(part, prose))
                stack += reversed(self._parts(part, tables))
        self.blocks += prose.taken()

    def _begin(self, node: NodeType, prose: Prose) -> _End:
        if is_block(node):
            self.blocks += prose.taken()
        if is_link(node):
            prose.begin_link()
        return _End(node, len(self.blocks))

    def _end(self, end: _End, prose: Prose) -> None:
        if is_link(end.node):
            prose.end_link()
        if is_block(end.node):
            self.blocks += prose.taken()
            self.held.append(Held(end.start, len(self.blocks), is_chrome(end.node)))
        if end.node.name in _HEADLINES:
            self.headlines += [x for x in self.blocks[end.start :] if isinstance(x, Paragraph)]

    def _parts(self, node: NodeType, tables: Tables) -> Sequence[NodeType | Grid]:
        """Return what an element consists of: a table, of grids and of rows that frame others."""
        if node.name != "table":
            return node.children or ()
        captions = [child for child in node.children or () if child.name == "caption"]
        fewest = _FEWEST_IN_FRAME if id(node) in self.framing else 1
        runs = groupby(tables.rows(node), lambda row: row.framing)
        parts = (_frame(run) if framing else _data(list(run), fewest) for framing, run in runs)
        return [*captions, *chain.from_iterable(parts)]


def _frame(rows: Iterable[Row]) -> Iterator[NodeType]:
    return (row.node for row in rows)


def _data(rows: Sequence[Row], fewest: int) -> Iterator[NodeType | Grid]:
    """Yield rows next to each other as grids where they are data, or else as they are."""
    cells = [cell for row in rows for cell in row.cells]
    numbers = fewest == 1 and any(cell.text and is_value(cell.text) for cell in cells)
    if all(len(row.cells) < 2 for row in rows) or not (numbers or known_labels(cells) >= fewest):
        yield from _frame(rows)
        return
    # A row that is the heading of a section parts two tables.
    for is_heading, run in groupby(rows, _is_heading):
        if is_heading:
            yield from _frame(run)
        else:
            yield Grid(tuple(row.cells for row in run if row.cells))


def known_labels(cells: Sequence[GridCell]) -> int:
    """Return how many different labels of the form cells have."""
    return len({plain(cell.text) for cell in cells} & vocabulary().all)


def _is_heading(row: Row) -> bool:
    texts = [cell.text for cell in row.cells if cell.text]
    return len(texts) == 1 and plain(texts[0]) in vocabulary().sections
