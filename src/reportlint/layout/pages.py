"""The pages of a document as blocks: margins go, page breaks are mended, columns are tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from reportlint.document.blocks import Block, Grid, GridCell, Paragraph
from reportlint.document.labels import all_labels, label_key
from reportlint.document.shown import is_value
from reportlint.layout.aligned import aligned_columns
from reportlint.layout.characters import Character, PrintedLine, TypeArea, printed_text
from reportlint.layout.running_text import section_headings
from reportlint.layout.text_lines import Region, TextLine, printed_width
from reportlint.location import Location
from reportlint.spelling import unspaced

_GAP = 1.0
"""Ems that part two columns."""
_SMALLEST = 4
"""Points of a character."""


def unruled(lines: Sequence[PrintedLine]) -> Iterator[PrintedLine | Grid]:
    """Yield the lines, with a grid in place of those that make a table."""
    split = [_words_apart(line) for line in lines]
    sizes = [line.size for line, pieces in zip(lines, split, strict=True) if len(pieces) > 1]
    if not sizes:
        yield from lines
        return
    unit = max(median(sizes), _SMALLEST) / 2
    laid_out = [
        _SpacedLine(line.place.file, _spaced(pieces, unit), number, line.place.page or 0)
        for number, (line, pieces) in enumerate(zip(lines, split, strict=True), 1)
    ]
    end = 0
    for region in _tables(laid_out):
        yield from lines[end : region.start]
        yield from (block for block in region.blocks if isinstance(block, Grid))
        end = region.stop
    yield from lines[end:]


class _SpacedLine(TextLine):
    """A line of a page, spaced as in a plain text; its place is the page, not a line."""

    def at(self, index: int) -> Location:
        """Return the page, with the line."""
        pieces = re.split(r"\s{2,}", self.text.strip())
        return Location(self.file, page=self.page, excerpt=" │ ".join(pieces))


def _tables(lines: Sequence[TextLine]) -> Iterator[Region]:
    """Find the tables between the headings."""
    cuts = [i for region in section_headings(lines) for i in (region.start, region.stop)]
    for start, stop in pairwise([0, *cuts, len(lines)]):
        for region in aligned_columns(lines[start:stop]):
            yield Region(start + region.start, start + region.stop, region.blocks)


def _words_apart(line: PrintedLine) -> list[list[Character]]:
    """Part a line where there is more room than between words."""
    inked = [x for x in line.characters if x.text.strip()]
    starts = [i for i, (a, b) in enumerate(pairwise(inked), 1) if b.x0 - a.x1 > _GAP * a.size]
    return [inked[start:stop] for start, stop in pairwise([0, *starts, len(inked)])]


def _spaced(pieces: Sequence[Sequence[Character]], unit: float) -> str:
    """Return pieces in a line of text, each as far from the left as on the page."""
    text, width = "", 0
    for piece in pieces:
        gap = max(round(piece[0].x0 / unit) - width, 2 if text else 0)
        words = printed_text(piece)
        text += " " * gap + words
        width += gap + printed_width(words)
    return text


_GridRow = tuple[GridCell, ...]


def with_rows_rejoined(blocks: Iterable[Block]) -> list[Block]:
    """Return the blocks with each row whole that ended one page and began the next."""
    rejoined: list[Block] = []
    for block in blocks:
        above = rejoined.pop() if rejoined else None
        if isinstance(above, Grid) and isinstance(block, Grid):
            rejoined += _with_row_rejoined(above, block)
        else:
            rejoined += [block] if above is None else [above, block]
    return rejoined


def _with_row_rejoined(above: Grid, below: Grid) -> list[Grid]:
    row = _rejoined_row(above.rows[-1], below.rows[0])
    if row is None:
        return [above, below]
    under = below.rows[1:]
    return [Grid((*above.rows[:-1], row)), *([Grid(under)] if under else [])]


def _rejoined_row(upper: _GridRow, lower: _GridRow) -> _GridRow | None:
    """Join two rows where their labels are the halves of one of the form's."""
    begin, end = _innermost_label(upper), _innermost_label(lower)
    labels = all_labels().rows
    if not begin or label_key(begin + end) not in labels or label_key(end) in labels | {""}:
        return None
    # A cell that spans rows stands in the first of them alone, so rows line up at their ends.
    below = lower[::-1]
    joined = [
        _joined(cell, below[i]) if i < len(below) else cell for i, cell in enumerate(upper[::-1])
    ]
    return tuple(joined[::-1])


def _joined(upper: GridCell, lower: GridCell) -> GridCell:
    place = upper.location if upper.text.strip() else lower.location
    return replace(upper, text=upper.text + lower.text, location=place)


def _innermost_label(row: _GridRow) -> str:
    """Return the last text of a row that is no number."""
    return next((cell.text for cell in row[::-1] if not is_value(cell.text)), "")


_MARGIN = 0.12
_PAGE_NUMBER = re.compile(r"\W*第?\d{1,3}页?(?:\W*共?\d{1,3}页?)?\W*")


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page: its lines of prose and its tables, from top to bottom."""

    height: float
    items: tuple[PrintedLine | Grid, ...]

    @property
    def lines(self) -> list[PrintedLine]:
        """The lines of prose."""
        return [item for item in self.items if isinstance(item, PrintedLine)]

    @property
    def edges(self) -> list[PrintedLine]:
        """The first and the last thing on the page, where they are lines in its margins."""
        ends = [
            item for item in (*self.items[:1], *self.items[-1:]) if isinstance(item, PrintedLine)
        ]
        margin = _MARGIN * self.height
        return [x for x in ends if x.bottom < margin or x.top > self.height - margin]


def blocks(pages: Sequence[PrintedPage]) -> list[Block]:
    """Return the paragraphs and tables of a document's pages."""
    bodies = list(_without_margins(pages))
    area = TypeArea.of([page.lines for page in bodies])
    return with_rows_rejoined(_blocks(_items(bodies), area))


def _without_margins(pages: Sequence[PrintedPage]) -> Iterator[PrintedPage]:
    """Drop page numbers, and what else the margins of several pages repeat."""
    pages_with = Counter(text for page in pages for text in {_masked(x) for x in page.edges})
    for page in pages:
        dropped = [x for x in page.edges if pages_with[_masked(x)] > 1 or _is_page_number(x)]
        yield replace(page, items=tuple(item for item in page.items if item not in dropped))


def _items(pages: Sequence[PrintedPage]) -> Iterator[PrintedLine | Grid]:
    """Yield what is on the pages, with the tables among the lines between two ruled ones."""
    lines: list[PrintedLine] = []
    for item in (item for page in pages for item in page.items):
        if isinstance(item, PrintedLine):
            lines.append(item)
        else:
            yield from unruled(lines)
            yield item
            lines = []
    yield from unruled(lines)


def _masked(line: PrintedLine) -> str:
    """Return the text of a line, the same whatever numbers it has."""
    return re.sub(r"\d+", "#", line.text)


def _is_page_number(line: PrintedLine) -> bool:
    return _PAGE_NUMBER.fullmatch(unspaced(line.text)) is not None


def _blocks(items: Iterable[PrintedLine | Grid], area: TypeArea) -> Iterator[Block]:
    wrapped: list[PrintedLine] = []
    for item in items:
        goes_on = isinstance(item, PrintedLine) and wrapped and area.continues(wrapped[-1], item)
        if wrapped and not goes_on:
            yield _paragraph(wrapped)
            wrapped = []
        if isinstance(item, PrintedLine):
            wrapped.append(item)
        else:
            yield item
    if wrapped:
        yield _paragraph(wrapped)


def _paragraph(wrapped: Sequence[PrintedLine]) -> Paragraph:
    first = wrapped[0]
    text = "".join(line.text for line in wrapped)
    return Paragraph(text, replace(first.place, excerpt=first.text))
