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
    CONTROLS,
    PICTURES,
    MarkupSource,
    attribute,
    descendants,
    is_chrome,
    is_link,
    text_within,
    visible_text,
    words,
)
from reportlint.formats.html.visibility import PageStyle, Visibility
from reportlint.formats.html.web_tables import WebRow, WebTables
from reportlint.language import Text

if TYPE_CHECKING:
    from justhtml.dom import NodeType

DEEPEST = 1000
"""How deep elements may stand in each other."""

_TITLE_PARTS = re.compile(r"\s*[-_|—–·]+\s*")
_LONGEST_TITLE = 200
_TITLES = frozenset(("articletitle", "og:title"))
_LINKS = frozenset(("a", "frame", "iframe", "embed", "object"))
_DAYS = frozenset(("pubdate", "publishdate"))


@dataclass
class Survey:
    """What a page is like; `framing` has the tables, and their rows, that hold another table.

    A table of a cell or a few that names nothing of the form is a part of its cell's text.
    """

    source: MarkupSource
    visibility: Visibility
    framing: set[int] = field(default_factory=set)
    titles: list[Paragraph] = field(default_factory=list)
    links: list[NodeType] = field(default_factory=list)
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
            part = self.visibility.part_of_table(node)
            if part == "table":
                if table and not _is_small(node):
                    self.framing |= {table, row}
                table, row = id(node), 0
            elif part == "tr":
                row = id(node)
            elif node.name in _LINKS:
                self.links.append(node)
            elif node.name in ("meta", "title"):
                self._note_metadata(node)
            stack += [(child, depth + 1, table, row) for child in reversed(node.children or ())]

    def _note_metadata(self, node: NodeType) -> None:
        """Note a title or a day of publication."""
        if node.name == "title":
            whole = visible_text(text_within(node))
            parts = _TITLE_PARTS.split(whole[:_LONGEST_TITLE])
            self.titles += [Paragraph(part, self.source.of(node)) for part in parts]
            return
        name = (attribute(node, "name") or attribute(node, "property")).lower()
        stated = Paragraph(visible_text(attribute(node, "content")), self.source.of(node))
        if name in _TITLES:
            self.titles.insert(0, stated)
        elif name in _DAYS:
            self.day = self.day or stated


_LARGEST_SMALL = 100
_MOST_CELLS = 6


def _is_small(table: NodeType) -> bool:
    """Whether a table has few cells, none with a table, and no two labels of the form."""
    labels: set[str] = set()
    cells = 0
    for number, node in enumerate(descendants(table)):
        cells += node.name in ("td", "th")
        if node.name == "#text" and label_key(words(node)) in all_labels().all:
            labels.add(label_key(words(node)))
        if number > _LARGEST_SMALL or cells > _MOST_CELLS or len(labels) >= _FEWEST_IN_FRAME:
            return False
    return True


_WORD = re.compile(r"\w")
_STEP = re.compile(r"[>›»＞→/|]")
_LONGEST_PATH = 80


_NOTE = re.compile(r"[\s\d\[\]()（）〔〕【】①-⒛*※注,，、-]+")


class WebProse:
    """Texts that are being gathered into a paragraph."""

    def __init__(self, source: MarkupSource) -> None:
        self.source = source
        # Of each text what it belongs to, and which of its lines it is where these are kept.
        self.texts: list[tuple[str, NodeType, int | None]] = []
        self.outside: list[str] = []
        self.links = 0
        self.inside_link = False

    def add(self, node: NodeType, text: str, style: PageStyle, line: int | None) -> None:
        """Add what a node says, or a line of it, unless it is struck out or marks a note."""
        if style == "struck" or (style == "raised" and _NOTE.fullmatch(text)):
            return
        self.texts.append((text, node, line))
        if node.name in CONTROLS:
            self.links += 1
        elif not self.inside_link:
            self.outside.append(text)

    def begin_link(self) -> None:
        """Take the following texts for those of a link."""
        self.links += 1
        self.inside_link = True

    def end_link(self) -> None:
        """Take the following texts for plain ones."""
        self.inside_link = False

    def end(self) -> Iterator[Paragraph]:
        """End the paragraph: yield it, if there is one, and begin another."""
        whole = "".join(text for text, *_ in self.texts)
        text = visible_text(whole)
        if text and not self._is_path(text):
            node, line = next((x, n) for words, x, n in self.texts if visible_text(words))
            yield Paragraph(text if line is None else whole, self.source.of(node, line or 0))
        self.texts, self.outside, self.links = [], [], int(self.inside_link)

    def _is_path(self, text: str) -> bool:
        """Whether it is nothing but links and controls, or the path to the page as links."""
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
    """What a page shows: its blocks, and which of them each element holds.

    `headlines` are the titles that it shows, `pictures` its pictures, each with the number of the
    block that follows.
    """

    source: MarkupSource
    visibility: Visibility
    survey: Survey
    blocks: list[Block] = field(default_factory=list)
    hidden: list[tuple[GridCell, ...]] = field(default_factory=list)
    """The rows of its tables that are not shown."""
    elements: list[ElementBlocks] = field(default_factory=list)
    headlines: list[Paragraph] = field(default_factory=list)
    pictures: list[tuple[int, NodeType]] = field(default_factory=list)

    def read(self, root: NodeType) -> None:
        """Read all that an element shows."""
        tables = WebTables(self.source, self.visibility, self.survey.framing)
        self.hidden = tables.hidden
        prose = WebProse(self.source)
        styles = self.visibility.styles
        stack: list[NodeType | Grid | _ElementEnd] = [root]
        while stack:
            part = stack.pop()
            if isinstance(part, Grid):
                self.blocks.append(part)
            elif isinstance(part, _ElementEnd):
                self._end(part, prose)
            elif part in styles:
                self._add(part, prose)
            elif part.name == "br":
                self.blocks += prose.end()
            elif part not in self.visibility.gone:
                stack.append(self._begin(part, prose))
                stack += reversed(self._parts(part, tables))
        self.blocks += prose.end()

    def _add(self, node: NodeType, prose: WebProse) -> None:
        """Add a text or a control, by lines where these are kept; a picture says nothing."""
        if node.name in PICTURES:
            self.pictures.append((len(self.blocks), node))
            return
        text, style = words(node), self.visibility.styles[node]
        if node not in self.visibility.lines:
            prose.add(node, text, style, None)
            return
        for number, line in enumerate(text.split("\n")):
            if number:
                self.blocks += prose.end()
            prose.add(node, line, style, number)

    def _begin(self, node: NodeType, prose: WebProse) -> _ElementEnd:
        if self.visibility.is_block(node):
            self.blocks += prose.end()
        if is_link(node):
            prose.begin_link()
        return _ElementEnd(node, len(self.blocks))

    def _end(self, end: _ElementEnd, prose: WebProse) -> None:
        if is_link(end.node):
            prose.end_link()
        if self.visibility.is_block(end.node):
            self.blocks += prose.end()
            self.elements.append(ElementBlocks(end.start, len(self.blocks), is_chrome(end.node)))
        if end.node.name in _HEADLINES:
            self.headlines += [x for x in self.blocks[end.start :] if isinstance(x, Paragraph)]

    def _parts(self, node: NodeType, tables: WebTables) -> Sequence[NodeType | Grid]:
        """Return what an element consists of: a table, of grids and of rows that frame others."""
        part = self.visibility.part_of_table
        if part(node) != "table":
            return node.children or ()
        captions = [child for child in node.children or () if part(child) == "caption"]
        fewest = _FEWEST_IN_FRAME if id(node) in self.survey.framing else 1
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
