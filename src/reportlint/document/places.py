"""Places in a text: by offset, and by the dotted keys of a data file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import accumulate

from reportlint.location import Location

Extent = tuple[int, int]
"""Where a part begins in a text, and where it ends: offsets, the end exclusive."""


class LineIndex:
    r"""The lines of a file's text; every place on a line shares that line as its excerpt.

    >>> lines = LineIndex("a.txt", "year:\n 2024\n")
    >>> lines.at(7).line, lines.at(7).column, lines.start(2)
    (2, 2, 6)
    """

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text

    @property
    def count(self) -> int:
        """The number of lines."""
        return len(self._lines)

    def start(self, line: int) -> int:
        """Return the offset of a line, counted from 1; IndexError where there is none."""
        return self._starts[line - 1]

    def at(self, offset: int, pointer: str | None = None) -> Location:
        """Return the line and column of an offset, with the line."""
        line = bisect_right(self._starts, offset)
        column = offset - self._starts[line - 1] + 1
        return Location(self.file, line, column, pointer, excerpt=self._lines[line - 1])

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((len(line) + 1 for line in self._lines[:-1]), initial=0))


class Places(Mapping[str, Location]):
    r"""Locations of a data file's parts, worked out from their spans when they are asked for.

    >>> Places(LineIndex("a.json", '{"year":\n 2024}'), {"year": (10, 14)})["year"].line
    2
    """

    def __init__(self, lines: LineIndex, spans: Mapping[str, Extent]) -> None:
        self.lines = lines
        self.spans = spans

    def __getitem__(self, key: str) -> Location:
        pointer = "/" + key.replace("~", "~0").replace("/", "~1").replace(".", "/")
        return self.lines.at(self.spans[key][0], pointer)

    def __contains__(self, key: object) -> bool:
        return key in self.spans

    def __iter__(self) -> Iterator[str]:
        return iter(self.spans)

    def __len__(self) -> int:
        return len(self.spans)
