"""A page: what its head states, its blocks in order, and which of them each element holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby
from typing import TYPE_CHECKING

from reportlint.document.blocks import Block, Grid, GridCell, Paragraph
from reportlint.document.labels import all_labels, label_key
from reportlint.document.shown import is_value
from reportlint.errors import ReadError
from reportlint.formats.html.elements import (
    MarkupSource,
    attribute,
    is_block,
    is_chrome,
    is_hidden,
    is_link,
    visible_text,
    words,
)
from reportlint.formats.html.web_tables import WebRow, WebTables
from reportlint.language import Text

if TYPE_CHECKING:
    from justhtml.dom import NodeType

DEEPEST = 1000
"""How deep elements may stand in each other."""

_TITLE_PARTS = re.compile(r"\s*[-_|—–·]+\s*")
_LONGEST_TITLE = 200
_TITLES = frozenset(("articletitle", "og:title"))
_DAYS = frozenset(("pubdate", "publishdate"))


@dataclass
class Survey:
    """What a page is like; `framing` has the tables, and their rows, that hold another table."""

    source: MarkupSource
    framing: set[int] = field(default_factory=set)
    titles: list[Paragraph] = field(default_factory=list)
    day: Paragraph | None = None

    def take(self, root: NodeType) -> None:
        """Survey every element; ReadError where they stand too deep."""
        # Of each node the depth, and the nearest table and row around it.
        stack: list[tuple[NodeType, int, int, int]] = [(root, 0, 0, 0)]
        while stack:
            node, depth, table, row = stack.pop()
            if depth > DEEPEST:
                message = Text("嵌套过深", "nested too deeply")
                raise ReadError(message, self.source.of(node))
            if node.name == "table":
                self.framing |= {table, row}
                table, row = id(node), 0
            elif node.name == "tr":
                row = id(node)
            elif node.name in ("meta", "title"):
                self._note_metadata(node)
            stack += [(child, depth + 1, table, row) for child in reversed(node.children or ())]

    def _note_metadata(self, node: NodeType) -> None:
        """Note a title or a day of publication."""
        if node.name == "title":
            whole = visible_text("".join(words(child) for child in node.children or ()))
            parts = _TITLE_PARTS.split(whole[:_LONGEST_TITLE])
            self.titles += [Paragraph(part, self.source.of(node)) for part in parts]
            return
        name = (attribute(node, "name") or attribute(node, "property")).lower()
        stated = Paragraph(visible_text(attribute(node, "content")), self.source.of(node))
        if name in _TITLES:
            self.titles.insert(0, stated)
        elif name in _DAYS:
            self.day = self.day or stated


_WORD = re.compile(r"\w")
_STEP = re.compile(r"[>›»＞→/|]")
_LONGEST_PATH = 80


class WebProse:
    """Texts that are being gathered into a paragraph."""

    def __init__(self, source: MarkupSource) -> None:
        self.source = source
        self.texts: list[NodeType] = []
        self.outside: list[str] = []
        self.links = 0
        self.inside_link = False

    def add(self, node: NodeType) -> None:
        """Add a text of the page."""
        self.texts.append(node)
        if not self.inside_link:
            self.outside.append(words(node))

    def begin_link(self) -> None:
        """Take the following texts for those of a link."""
        self.links += 1
        self.inside_link = True

    def end_link(self) -> None:
        """Take the following texts for plain ones."""
        self.inside_link = False

    def end(self) -> Iterator[Paragraph]:
        """End the paragraph: yield it, if there is one, and begin another."""
        text = visible_text("".join(words(node) for node in self.texts))
        if text and not self._is_path(text):
            first = next(node for node in self.texts if visible_text(words(node)))
            yield Paragraph(text, self.source.of(first))
        self.texts, self.outside, self.links = [], [], int(self.inside_link)

    def _is_path(self, text: str) -> bool:
        """Whether it is nothing but links, or the path to the page as links."""
        outside = "".join(self.outside)
        if not self.links:
            return False
        path = self.links > 1 and len(text) <= _LONGEST_PATH and _STEP.search(outside)
        return bool(path) or _WORD.search(outside) is None


_FEWEST_IN_FRAME = 2
_HEADLINES = frozenset(("h1", "h2", "h3"))


@dataclass(frozen=True, slots=True)
class ElementBlocks:
    """The blocks from `start` up to `stop`, which one element holds."""

    start: int
    stop: int
    chrome: bool


@dataclass(frozen=True, slots=True)
class _ElementEnd:
    """Where an element ends; block `start` was the next when it began."""

    node: NodeType
    start: int


@dataclass
class WebPage:
    """What a page shows; `framing` has its tables and rows that hold another table.

    `titles` are its titles by its head, `headlines` those that it shows.
    """

    source: MarkupSource
    framing: set[int]
    titles: list[Paragraph]
    blocks: list[Block] = field(default_factory=list)
    elements: list[ElementBlocks] = field(default_factory=list)
    headlines: list[Paragraph] = field(default_factory=list)

    def read(self, root: NodeType) -> None:
        """Read all that an element shows."""
        tables, prose = WebTables(self.source, self.framing), WebProse(self.source)
        stack: list[NodeType | Grid | _ElementEnd] = [root]
        while stack:
            part = stack.pop()
            if isinstance(part, Grid):
                self.blocks.append(part)
            elif isinstance(part, _ElementEnd):
                self._end(part, prose)
            elif part.name == "#text":
                prose.add(part)
            elif part.name == "br":
                self.blocks += prose.end()
            elif not is_hidden(part):
                stack.append(self._begin(part, prose))
                stack += reversed(self._parts(part, tables))
        self.blocks += prose.end()

    def _begin(self, node: NodeType, prose: WebProse) -> _ElementEnd:
        if is_block(node):
            self.blocks += prose.end()
        if is_link(node):
            prose.begin_link()
        return _ElementEnd(node, len(self.blocks))

    def _end(self, end: _ElementEnd, prose: WebProse) -> None:
        if is_link(end.node):
            prose.end_link()
        if is_block(end.node):
            self.blocks += prose.end()
            self.elements.append(ElementBlocks(end.start, len(self.blocks), is_chrome(end.node)))
        if end.node.name in _HEADLINES:
            self.headlines += [x for x in self.blocks[end.start :] if isinstance(x, Paragraph)]

    def _parts(self, node: NodeType, tables: WebTables) -> Sequence[NodeType | Grid]:
        """Return what an element consists of: a table, of grids and of rows that frame others."""
        if node.name != "table":
            return node.children or ()
        captions = [child for child in node.children or () if child.name == "caption"]
        fewest = _FEWEST_IN_FRAME if id(node) in self.framing else 1
        runs = groupby(tables.rows(node), lambda row: row.framing)
        parts = (_frame(run) if framing else _data(list(run), fewest) for framing, run in runs)
        return [*captions, *chain.from_iterable(parts)]


def _frame(rows: Iterable[WebRow]) -> Iterator[NodeType]:
    return (row.node for row in rows)


def _data(rows: Sequence[WebRow], fewest: int) -> Iterator[NodeType | Grid]:
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
    return len({label_key(cell.text) for cell in cells} & all_labels().all)


def _is_heading(row: WebRow) -> bool:
    texts = [cell.text for cell in row.cells if cell.text]
    return len(texts) == 1 and label_key(texts[0]) in all_labels().sections
