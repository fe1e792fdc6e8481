"""Numbers written as the ones were whose place they take."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import AnyStr

from reportlint.document.content import Content, script
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
    kept: list[AnyStr] = []
    done = 0
    for start, end, piece in sorted(pieces, key=lambda piece: piece[:2]):
        if start < done:
            raise AmendError(_OVERLAP)
        kept += [whole[done:start], piece]
        done = end
    kept.append(whole[done:])
    return whole[:0].join(kept)


_NO_PLACE = Text("报告不是从这个文件读出来的", "the report was not read from this file")

Replacement = tuple[Extent, str]
"""A span of the text as readers see it, and what comes in its place."""


def rewritten(content: Content, replacements: Iterable[Replacement]) -> bytes:
    """Return a file's bytes with other text in some places: same encoding, mark and line ends."""
    own = script(content.data, content.file)
    # Readers see one line feed where the file has a carriage return before it.
    pairs = [match.start() - i for i, match in enumerate(re.finditer("\r\n", own.text))]
    pieces = (
        (start + bisect_left(pairs, start), end + bisect_left(pairs, end), new)
        for (start, end), new in replacements
    )
    return own.with_text(spliced(own.text, pieces))


def span(report: Report, key: str) -> Extent:
    """Return where the value of a key stands in the text that a data file's report came from."""
    if not isinstance(report.locations, Places):
        raise AmendError(_NO_PLACE)
    return report.locations.spans[key]
