"""Lines as a terminal shows them: which characters, and how many columns they take."""

from __future__ import annotations

from unicodedata import category

from wcwidth import wcswidth, wcwidth

WIDEST = 100
"""Columns of an excerpt."""


def printable(line: str) -> str:
    r"""Show a tab as one space, and what a terminal would act on or not show as a middle dot.

    >>> printable("a\tb\x1b[31m")
    'a b·[31m'
    """
    return "".join(" " if c == "\t" else c if _is_shown(c) else "·" for c in line)


def width(line: str) -> int:
    """Return how many columns a printable line takes.

    >>> width("第3行")
    5
    """
    return max(wcswidth(line), 0)


def cut(line: str, column: int = 0) -> tuple[str, str]:
    """Return what stands before and from a column, counted from 0, so that both fit `WIDEST`.

    The line may be a whole page of HTML.
    """
    start = max(column - WIDEST, 0)
    near = printable(line[start : column + WIDEST + 1])
    before, after = near[: column - start], near[column - start :]
    if width(before) > WIDEST * 2 // 3:
        before = "…" + _fitting(before[::-1], WIDEST // 2)[::-1]
    room = WIDEST - width(before)
    return before, after if width(after) <= room else _fitting(after, room - 1) + "…"


def _is_shown(character: str) -> bool:
    return wcwidth(character) >= 0 and category(character) != "Cf"


def _fitting(text: str, room: int) -> str:
    """Return as much of the text's beginning as `room` columns hold."""
    used = 0
    for end, character in enumerate(text):
        used += width(character)
        if used > room:
            return text[:end]
    return text
