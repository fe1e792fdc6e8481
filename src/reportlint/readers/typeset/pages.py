"""The pages of a document: what the margins repeat goes, what a page break cuts is joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reportlint.readers.grids import Block, Grid, Paragraph
from reportlint.readers.typeset.lines import Line
from reportlint.readers.typeset.page_breaks import rejoined
from reportlint.readers.typeset.paragraphs import Measure
from reportlint.readers.typeset.unruled import unruled

_MARGIN = 0.12
_PAGE_NUMBER = re.compile(r"\W*第?\d{1,3}页?(?:\W*共?\d{1,3}页?)?\W*")


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its lines of prose and its tables, from top to bottom."""

    height: float
    items: tuple[Line | Grid, ...]

    @property
    def lines(self) -> list[Line]:
        """The lines of prose."""
        return [item for item in self.items if isinstance(item, Line)]

    @property
    def edges(self) -> list[Line]:
        """The first and the last thing on the page, where they are lines in its margins."""
        ends = [item for item in (*self.items[:1], *self.items[-1:]) if isinstance(item, Line)]
        margin = _MARGIN * self.height
        return [x for x in ends if x.bottom < margin or x.top > self.height - margin]


def blocks(pages: Sequence[Page]) -> list[Block]:
    """Return the paragraphs and tables of a document's pages."""
    bodies = list(_bodies(pages))
    measure = Measure.of([page.lines for page in bodies])
    return rejoined(_blocks(_items(bodies), measure))


def _bodies(pages: Sequence[Page]) -> Iterator[Page]:
    """Drop page numbers, and what else the margins of several pages repeat."""
    seen = Counter(text for page in pages for text in {_masked(x) for x in page.edges})
    for page in pages:
        dropped = [x for x in page.edges if seen[_masked(x)] > 1 or _is_number(x)]
        yield replace(page, items=tuple(item for item in page.items if item not in dropped))


def _items(pages: Sequence[Page]) -> Iterator[Line | Grid]:
    """Yield what is on the pages, with the tables among the lines between two ruled ones."""
    lines: list[Line] = []
    for item in (item for page in pages for item in page.items):
        if isinstance(item, Line):
            lines.append(item)
        else:
            yield from unruled(lines)
            yield item
            lines = []
    yield from unruled(lines)


def _masked(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _is_number(line: Line) -> bool:
    return _PAGE_NUMBER.fullmatch(re.sub(r"\s", "", line.text)) is not None


def _blocks(items: Iterable[Line | Grid], measure: Measure) -> Iterator[Block]:
    wrapped: list[Line] = []
    for item in items:
        goes_on = isinstance(item, Line) and wrapped and measure.continues(wrapped[-1], item)
        if wrapped and not goes_on:
            yield _paragraph(wrapped)
            wrapped = []
        if isinstance(item, Line):
            wrapped.append(item)
        else:
            yield item
    if wrapped:
        yield _paragraph(wrapped)


def _paragraph(wrapped: Sequence[Line]) -> Paragraph:
    first = wrapped[0]
    text = "".join(line.text for line in wrapped)
    return Paragraph(text, replace(first.place, excerpt=first.text))
