"""Lines of text and the regions that layouts find among them; page numbers are neither."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reportlint.document.blocks import Block, GridCell, Paragraph
from reportlint.location import Location

# A heading's sign, or a backslash that says that there is none.
_HEADING_SIGN = re.compile(r"#{1,6}\s+|\\(?=[#>|+*=`~-])")


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line; `number` counts from 1, `page` counts the form feeds before it."""

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
        sign = _HEADING_SIGN.match(self.text)
        start = sign.end() if sign else 0
        return Paragraph(self.text[start:].replace("\f", ""), self.at(start))


@dataclass(frozen=True, slots=True)
class Region:
    """Lines that a layout takes, from `start` up to `stop`, and what they say."""

    start: int
    stop: int
    blocks: tuple[Block, ...]


Layout = Callable[[Sequence[TextLine]], Iterator[Region]]
"""Finds its regions among lines, in order; what it leaves, the next layout looks at."""


def after_page_break(lines: Sequence[TextLine], end: int) -> int:
    """Return the next line that is not empty, if a page break stands before it; else `end`."""
    after = end
    while after < len(lines) and not lines[after].text.strip(" \f\r"):
        after += 1
    return after if after < len(lines) and lines[after].page != lines[end - 1].page else end


_DASHES = r"[-—–－―~～·]+"
_PAGE_MARK = re.compile(
    rf"{_DASHES}\s*\d{{1,4}}\s*{_DASHES}|第\s*\d{{1,4}}\s*页(?:\W*共\s*\d{{1,4}}\s*页)?\W*"
)
_BARE_NUMBER = re.compile(r"(\d{1,4})(?:\s*/\s*\d{1,4})?")


def without_page_numbers(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines without those that are page numbers and nothing else."""
    dropped = {line.number for line in lines if _PAGE_MARK.fullmatch(line.text.strip())}
    pages = list(_pages(lines))
    for edges in ([page[0] for page in pages], [page[-1] for page in pages]):
        dropped |= _numbers_of_pages(edges)
    return [line for line in lines if line.number not in dropped]


def _pages(lines: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    page: list[TextLine] = []
    for line in lines:
        if line.blank:
            continue
        if page and page[-1].page != line.page:
            yield page
            page = []
        page.append(line)
    if page:
        yield page


def _numbers_of_pages(edges: Sequence[TextLine]) -> set[int]:
    """Return the lines with bare numbers, where those of several pages count up by one."""
    bare = [(line, match) for line in edges if (match := _BARE_NUMBER.fullmatch(line.text.strip()))]
    offsets = {int(match[1]) - line.page for line, match in bare}
    return {line.number for line, _ in bare} if len(bare) > 1 and len(offsets) == 1 else set()
