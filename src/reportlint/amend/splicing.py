"""Pieces of a text, or of bytes, put in the place of others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import AnyStr

from reportlint.amend.errors import AmendError
from reportlint.language import Text

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
