"""Places in a text by dotted key, and other characters put into a text at its places."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import accumulate
from typing import AnyStr

from reportlint.document.content import Content, EncodedText, encoded_text
from reportlint.errors import AmendError
from reportlint.language import Text
from reportlint.location import Location
from reportlint.report import Report

Extent = tuple[int, int]
"""Where a part begins in a text, and where it ends: offsets, the end exclusive."""
Spans = Mapping[str, Extent]
"""The extents of a data file's parts, by dotted key."""


class LineIndex:
    r"""The lines of a file's text; every place on a line shares that line as its excerpt.

    >>> lines = LineIndex("a.txt", "year:\n 2024\n")
    >>> lines.at(7).line, lines.at(7).column, lines.start(2)
    (2, 2, 6)
    """

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text

    def __getstate__(self) -> dict[str, object]:
        return {"file": self.file, "text": self.text}

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

    The spans too may be found in the text when the first is asked for.

    >>> Places(LineIndex("a.json", '{"year":\n 2024}'), {"year": (10, 14)})["year"].line
    2
    """

    def __init__(self, lines: LineIndex, spans: Spans | Callable[[LineIndex], Spans]) -> None:
        self.lines = lines
        self._stated = spans

    @cached_property
    def spans(self) -> Spans:
        """Where each part stands in the text."""
        return self._stated(self.lines) if callable(self._stated) else self._stated

    def __getstate__(self) -> dict[str, object]:
        return {"lines": self.lines, "_stated": self._stated}

    def __getitem__(self, key: str) -> Location:
        pointer = "/" + key.replace("~", "~0").replace("/", "~1").replace(".", "/")
        return self.lines.at(self.spans[key][0], pointer)

    def __contains__(self, key: object) -> bool:
        return key in self.spans

    def __iter__(self) -> Iterator[str]:
        return iter(self.spans)

    def __len__(self) -> int:
        return len(self.spans)


_OVERLAP = Text("两处修改落在同一个位置", "two changes fall on the same place")


def spliced(whole: AnyStr, pieces: Iterable[tuple[int, int, AnyStr]]) -> AnyStr:
    """Return `whole` with other pieces: each where it begins and ends, and what comes instead.

    Raises AmendError where two overlap.

    >>> spliced("a = 6, b = 7", [(11, 12, "8"), (4, 5, "10")])
    'a = 10, b = 8'
    """
    parts: list[AnyStr] = []
    at = 0
    for start, end, piece in sorted(pieces, key=lambda piece: piece[:2]):
        if start < at:
            raise AmendError(_OVERLAP)
        parts += [whole[at:start], piece]
        at = end
    parts.append(whole[at:])
    return whole[:0].join(parts)


_NO_PLACE = Text("报告不是从这个文件读出来的", "the report was not read from this file")

Replacement = tuple[Extent, str]
"""A span of the text as readers see it, and what comes in its place."""


_DAMAGED = Text(
    "文件中有不是文本的字节，改写会改变别处，请手工修改",
    "the file has bytes that are no text, which writing it anew would change; change it by hand",
)


def rewritten(
    content: Content, replacements: Iterable[Replacement], encoded: EncodedText | None = None
) -> bytes:
    """Return a file's bytes with other text in some places: same encoding, mark and line ends.

    `encoded` is the text as it stands in the file, where that is not told as for plain text. Raises
    AmendError where other bytes would change too.
    """
    encoded = encoded or encoded_text(content.data, content.file)
    if not encoded.is_of(content.data):
        raise AmendError(_DAMAGED)
    # Readers see one line feed where the file has carriage returns before it.
    extra: list[int] = []
    for match in re.finditer("\r+(?=\n)", encoded.text):
        extra += [match.start() - len(extra)] * len(match[0])
    pieces = (
        (start + bisect_left(extra, start), end + bisect_left(extra, end), new)
        for (start, end), new in replacements
    )
    return encoded.with_text(spliced(encoded.text, pieces))


def span(report: Report, key: str) -> Extent:
    """Return where the value of a key stands in the text that a data file's report came from."""
    if not isinstance(report.locations, Places):
        raise AmendError(_NO_PLACE)
    return report.locations.spans[key]
