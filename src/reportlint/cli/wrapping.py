"""Lines broken to a width of columns, of which a Chinese character takes two."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import combining, east_asian_width

_CLOSING = "，。、；：！？）》”’】〕…"
"""What begins no line."""
_OPENING = "（《“‘【〔"
"""What ends none."""


def columns(text: str) -> int:
    """Return how many columns a text takes.

    >>> columns("第3行")
    5
    """
    return sum(_width(character) for character in text)


def wrapped(text: str, width: int, hanging: int = 0) -> list[str]:
    """Return the lines of a text, none wider than that, but for a word that is.

    Those after the first are indented by so many columns as `hanging`.

    >>> wrapped("依据：各类申请人之和（第一列）应等于总计。", 22, 6)
    ['依据：各类申请人之和', '      （第一列）应等于', '      总计。']
    """
    lines, used = [""], 0
    for piece in _pieces(text):
        wide = columns(piece)
        if used + wide > width and lines[-1].strip():
            lines[-1] = lines[-1].rstrip()
            lines.append(" " * hanging)
            used = hanging
        if piece != " " or lines[-1].strip():
            lines[-1] += piece
            used += wide
    return [line.rstrip() for line in lines]


def _pieces(text: str) -> Iterator[str]:
    """Yield what stays on a line: words, single characters with their punctuation, spaces."""
    piece = ""
    for character in text:
        if piece and not _holds(piece[-1], character):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _holds(before: str, character: str) -> bool:
    """Whether no line is broken between two characters."""
    if " " in (before, character):
        return False
    if before in _OPENING or character in _CLOSING:
        return True
    return character not in _OPENING and _width(before) < 2 > _width(character)


def _width(character: str) -> int:
    if combining(character):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
