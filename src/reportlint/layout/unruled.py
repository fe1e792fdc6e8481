"""Tables without rules: text in columns, found as in a plain text that is laid out alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from reportlint.document.blocks import Grid
from reportlint.layout.aligned import aligned_columns
from reportlint.layout.characters import Character, PrintedLine, printed_text
from reportlint.layout.pieces import printed_width
from reportlint.layout.section_headings import section_headings
from reportlint.layout.text_lines import Region, TextLine
from reportlint.location import Location

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
