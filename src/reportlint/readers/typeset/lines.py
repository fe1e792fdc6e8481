"""Typeset text: characters with their places, and the lines that they stand in."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from reportlint.report import Location

# Browsers print some ideographs as the radicals that look the same. NFKC knows the older ones.
_RADICALS = str.maketrans(
    {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    | dict(
        zip(
            "⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
            "母民虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
            strict=True,
        )
    )
)
_WIDE_GAP = 0.6
_WORD_GAP = 0.15
_SAME_LINE = 0.5


@dataclass(frozen=True, slots=True)
class Character:
    """One printed character and its box, in points from the top left corner of its page."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float

    @property
    def centre(self) -> float:
        """Half-way between left and right."""
        return (self.x0 + self.x1) / 2

    @property
    def middle(self) -> float:
        """Half-way between top and bottom."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, without the white space around it.

    `characters` has each from left to right, white space too.
    """

    text: str
    characters: tuple[Character, ...]
    place: Location
    x0: float
    x1: float
    top: float
    bottom: float
    size: float


def lines(characters: Iterable[Character], place: Location) -> list[Line]:
    """Return the lines that the characters of one place stand in, from top to bottom."""
    row: list[Character] = []
    rows = [row]
    for character in sorted(characters, key=lambda x: x.middle):
        if row and character.middle - row[0].middle > _SAME_LINE * row[0].size:
            row = []
            rows.append(row)
        row.append(character)
    return [_line(row, place) for row in rows if any(x.text.strip() for x in row)]


def _line(row: Sequence[Character], place: Location) -> Line:
    ordered = tuple(_once(sorted(row, key=lambda x: x.x0)))
    inked = [x for x in ordered if x.text.strip()]
    return Line(
        text=written(ordered),
        characters=ordered,
        place=place,
        x0=inked[0].x0,
        x1=inked[-1].x1,
        top=min(x.top for x in inked),
        bottom=max(x.bottom for x in inked),
        size=median(x.size for x in inked),
    )


def written(row: Sequence[Character]) -> str:
    """Return what characters say, given from left to right."""
    text = row[0].text
    for left, right in pairwise(row):
        text += " " * _apart(left, right) + right.text
    return text.translate(_RADICALS).strip()


def _once(row: Iterable[Character]) -> Iterator[Character]:
    """Leave out what is printed twice in nearly the same place to look bold."""
    last: Character | None = None
    for character in row:
        again = last and last.text == character.text
        if not (last and again and character.x0 - last.x0 < (last.x1 - last.x0) / 3):
            yield character
            last = character


def _apart(left: Character, right: Character) -> bool:
    """Whether there is a space between two characters that is none of them.

    Typesetters put a little room between ideographs and figures; that is no space.
    """
    if not (left.text.strip() and right.text.strip()):
        return False
    words = left.text.isascii() and right.text.isascii()
    return right.x0 - left.x1 > (_WORD_GAP if words else _WIDE_GAP) * left.size
