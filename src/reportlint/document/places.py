"""Places in a text by dotted key, worked out when asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property

from reportlint.location import Location

Extent = tuple[int, int]
"""Where a part begins in a text, and where it ends."""


class Places(Mapping[str, Location]):
    r"""Locations of a data file's parts, from their spans in its text.

    >>> Places("a.json", '{"year":\n 2024}', {"year": (10, 14)})["year"].line
    2
    """

    def __init__(self, file: str, text: str, spans: Mapping[str, Extent]) -> None:
        self.file = file
        self.text = text
        self.spans = spans

    def __getitem__(self, key: str) -> Location:
        pointer = "/" + key.replace("~", "~0").replace("/", "~1").replace(".", "/")
        return self.at(self.spans[key][0], pointer)

    def __contains__(self, key: object) -> bool:
        return key in self.spans

    def __iter__(self) -> Iterator[str]:
        return iter(self.spans)

    def __len__(self) -> int:
        return len(self.spans)

    def at(self, offset: int, pointer: str | None = None) -> Location:
        """Return the line and column of an offset, with the line."""
        line = bisect_right(self._starts, offset)
        start = self._starts[line - 1]
        excerpt = (
            self.text[start:].partition("\n")[0]
            if line == len(self._starts)
            else self.text[start : self._starts[line] - 1]
        )
        return Location(self.file, line, offset - start + 1, pointer, excerpt=excerpt)

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        while (end := self.text.find("\n", starts[-1])) >= 0:
            starts.append(end + 1)
        return starts
