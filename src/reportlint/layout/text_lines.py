"""The lines of a text, and the pieces that wide gaps part them into."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, takewhile

from wcwidth import wcwidth

from reportlint.document.blocks import Block, GridCell, Paragraph
from reportlint.document.labels import all_labels
from reportlint.document.places import Extent
from reportlint.document.shown import is_value
from reportlint.errors import ReadError
from reportlint.language import Text
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


Measure = Callable[[str], int]
"""How wide a text is printed."""

MOST_PIECES = 4000
"""Pieces of a table; the form has some two hundred and fifty cells."""

_PIECE = re.compile(r"\S+(?:\s\S+)*")
_WORD = re.compile(r"\S+")
_MOST_IN_A_LINE = 60
_MOST_SPACED = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line, `row` lines down and between two edges across."""

    text: str
    line: TextLine
    index: int
    row: int
    left: int
    right: int

    @property
    def is_value(self) -> bool:
        """Whether it could be a number of the table."""
        return is_value(self.text)

    @property
    def cell(self) -> GridCell:
        """The table cell that it is."""
        return self.line.cell(self.text, self.index)

    def under(self, other: Piece) -> bool:
        """Whether the pieces share a column: they begin together, or one is over the other."""
        near = abs(self.left - other.left) <= 2
        return near or (self.left < other.right and other.left < self.right)


def printed_width(text: str) -> int:
    """Return how many cells of a terminal a text takes, two for an ideograph.

    >>> printed_width("第1项")
    5
    """
    return sum(max(wcwidth(character), 0) for character in text)


def pieces(lines: Sequence[TextLine]) -> list[list[Piece]]:
    """Return the pieces of each line, measured as makes the lines' numbers stand under another.

    Raises ReadError where they are too many for a table of the form.
    """
    extents = [_extents(line) for line in lines]
    if sum(len(of_line) for of_line in extents if len(of_line) > 1) > MOST_PIECES:
        raise ReadError(Text("表格过大", "the table is too large"), lines[0].at(0))
    measure = min((len, printed_width), key=lambda measure: _spread(lines, extents, measure))
    return [
        [Piece(line.text[i:j], line, i, row, *_edges(line, i, j, measure)) for i, j in of_line]
        for row, (line, of_line) in enumerate(zip(lines, extents, strict=True))
    ]


def values(line: Sequence[Piece]) -> list[Piece]:
    """Return the numbers of a line: those that end it, and any between its words."""
    words = list(dropwhile(lambda piece: piece.is_value, reversed(line)))[::-1]
    inside = dropwhile(lambda piece: piece.is_value, words)
    return [*(piece for piece in inside if _is_number(piece.text)), *line[len(words) :]]


def _extents(line: TextLine) -> list[Extent]:
    """Cut at gaps of two and more; a label and numbers that narrow gaps part are cut as well."""
    extents: list[Extent] = []
    for match in _PIECE.finditer(line.text):
        extents += _cut_at_narrow_gaps(line.text, match.start(), match.end())
    return extents if len(extents) <= _MOST_IN_A_LINE else []


def _cut_at_narrow_gaps(text: str, start: int, end: int) -> list[Extent]:
    """Cut a label from the numbers after it; text that is neither stays whole."""
    words = [(m.start(), m.end()) for m in _WORD.finditer(text, start, end)]
    if len(words) == 1 or len(words) > _MOST_IN_A_LINE:
        return [(start, end)]
    if cells := _cells(text, words):
        return cells
    numbers = list(takewhile(lambda word: _is_number(text[slice(*word)]), reversed(words)))[::-1]
    before = words[: len(words) - len(numbers)]
    last, knows = before[-1][1], all_labels().knows
    label = next((i for i, _ in before if numbers and knows(text[i:last])), None)
    if label is None and len(numbers) > 1:
        label = next((i for i, j in before if not knows(text[i:j])), start)
    if label is None:
        return [(start, end)]
    groups = [(start, len(text[:label].rstrip()))] if label > start else []
    return [*groups, (label, last), *numbers]


def _cells(text: str, words: Sequence[Extent]) -> list[Extent]:
    """Return labels of the form and numbers that the words are, if they are nothing else."""
    cells: list[Extent] = []
    at = 0
    while at < len(words):
        labels = (
            (words[at][0], words[at + n - 1][1])
            for n in range(min(_MOST_SPACED, len(words) - at), 0, -1)
        )
        number = words[at] if _is_number(text[slice(*words[at])]) else None
        cell = number or next((x for x in labels if all_labels().knows(text[slice(*x)])), None)
        if cell is None:
            return []
        cells.append(cell)
        at += sum(cell[0] <= word[0] < cell[1] for word in words)
    return cells


def _is_number(word: str) -> bool:
    """Whether a word is a number by itself: a dash may be the sign of the next."""
    return word[-1].isdigit() and is_value(word)


def _spread(lines: Sequence[TextLine], extents: Sequence[list[Extent]], measure: Measure) -> int:
    """Return how far the numbers of a column stand from each other, over all columns."""
    rows = defaultdict(list)
    for line, of_line in zip(lines, extents, strict=True):
        numbers = [i for i, j in of_line if is_value(line.text[i:j])]
        if numbers and len(of_line) > 1:
            rows[len(numbers)].append([measure(line.text[:i]) for i in numbers])
    columns = (column for same in rows.values() for column in zip(*same, strict=True))
    return sum(max(column) - min(column) for column in columns)


def _edges(line: TextLine, start: int, end: int, measure: Measure) -> tuple[int, int]:
    left = measure(line.text[:start].replace("\f", ""))
    return left, left + measure(line.text[start:end])
