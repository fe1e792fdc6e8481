"""A line of a text, and what a layout makes of a run of lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reportlint.readers.grids import Block, GridCell, Paragraph
from reportlint.report import Location

# A heading's sign, or a backslash that says that there is none.
_MARKDOWN = re.compile(r"#{1,6}\s+|\\(?=[#>|+*=`~-])")


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `page` counts the form feeds before it."""

    file: str
    text: str
    number: int
    page: int = 0

    @property
    def blank(self) -> bool:
        """Whether nothing is printed on it."""
        return not self.text.strip()

    def at(self, index: int) -> Location:
        """Return the place of a character."""
        return Location(self.file, self.number, index + 1, excerpt=self.text)

    def cell(self, text: str, index: int, column: int | None = None) -> GridCell:
        """Return a table cell that begins at a character of this line."""
        return GridCell(text, self.at(index), column)

    def paragraph(self) -> Paragraph:
        """Return the line as prose, without what makes it a heading in Markdown."""
        sign = _MARKDOWN.match(self.text)
        start = sign.end() if sign else 0
        return Paragraph(self.text[start:].replace("\f", ""), self.at(start))


@dataclass(frozen=True, slots=True)
class Region:
    """Lines that a layout takes, from `start` up to `stop`, and what they say."""

    start: int
    stop: int
    blocks: tuple[Block, ...]


Layout = Callable[[Sequence[Line]], Iterator[Region]]
"""Finds its regions among lines, in order; what it leaves, the next layout looks at."""


def after_page_break(lines: Sequence[Line], end: int) -> int:
    """Return the next line that is not empty, if a page break stands before it; else `end`."""
    after = end
    while after < len(lines) and not lines[after].text.strip(" \f\r"):
        after += 1
    return after if after < len(lines) and lines[after].page != lines[end - 1].page else end
