"""The source text of a page, and places in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from reportlint.report import Location

if TYPE_CHECKING:
    from justhtml.dom import NodeType

# White space as it is typed and as it is escaped.
_BLANK = re.compile(
    r"(?:\s|&(?:nbsp|ensp|emsp|thinsp|#160|#12288|#x0*a0|#x0*3000);?)*", re.IGNORECASE
)


class Source:
    """A page's text; every place on a line shares that line as its excerpt."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text

    def at(self, offset: int) -> Location:
        """Return the line and column of an offset."""
        line = bisect_right(self._starts, offset) - 1
        column = offset - self._starts[line] + 1
        return Location(self.file, line + 1, column, excerpt=self._lines[line])

    def of(self, node: NodeType) -> Location:
        """Return where a node begins, a text after the white space that begins it."""
        offset = node.origin_offset
        if offset is None:
            return Location(self.file)
        blank = _BLANK.match(self.text, offset) if node.name == "#text" else None
        return self.at(blank.end() if blank else offset)

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        for line in self._lines[:-1]:
            starts.append(starts[-1] + len(line) + 1)
        return starts
