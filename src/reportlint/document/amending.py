"""Text put in the place of other text, in a file that stays as it is everywhere else."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import AnyStr

from reportlint.document.content import Content, encoded_text
from reportlint.document.places import Extent, Places
from reportlint.errors import AmendError
from reportlint.language import Text
from reportlint.report import Report

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


def rewritten(content: Content, replacements: Iterable[Replacement]) -> bytes:
    """Return a file's bytes with other text in some places: same encoding, mark and line ends."""
    encoded = encoded_text(content.data, content.file)
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
