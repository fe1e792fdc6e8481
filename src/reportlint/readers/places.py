"""Places in a text by dotted key, worked out when asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property

from reportlint.report import Location


class Places(Mapping[str, Location]):
    r"""Locations of a data file's parts, from their offsets in its text.

    >>> Places("a.json", '{"year":\n 2024}', {"year": 10})["year"].line
    2
    """

    def __init__(self, file: str, text: str, offsets: Mapping[str, int]) -> None:
        self.file = file
        self.text = text
        self.offsets = offsets

    def __getitem__(self, key: str) -> Location:
        pointer = "/" + key.replace("~", "~0").replace("/", "~1").replace(".", "/")
        return self.at(self.offsets[key], pointer)

    def __contains__(self, key: object) -> bool:
        return key in self.offsets

    def __iter__(self) -> Iterator[str]:
        return iter(self.offsets)

    def __len__(self) -> int:
        return len(self.offsets)

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
