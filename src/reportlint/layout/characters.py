"""Paragraphs from the lines that they are printed in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from reportlint.location import Location
from reportlint.spelling import is_numbered, with_ideographs

_WIDE_GAP = 0.6
_WORD_GAP = 0.15
_SAME_LINE = 0.5
_COPY = 0.6


class Character(NamedTuple):
    """One printed character and its box, in points from the top left corner of its page.

    `run` tells which were drawn in one go. `turn` is how many quarters it is turned clockwise.
    `strength` is how much it stands out from what is behind it, from 0 to 1. `raised` is one that
    is a note's mark, `struck` one with a stroke through it.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    run: int = 0
    turn: int = 0
    strength: float = 1
    raised: bool = False
    struck: bool = False

    @property
    def centre(self) -> float:
        """Half-way between left and right."""
        return (self.x0 + self.x1) / 2

    @property
    def middle(self) -> float:
        """Half-way between top and bottom."""
        return (self.top + self.bottom) / 2

    @property
    def is_text(self) -> bool:
        """Whether it belongs to what it stands in."""
        return not (self.raised or self.struck)


@dataclass(frozen=True, slots=True)
class PrintedLine:
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


def printed_lines(characters: Iterable[Character], place: Location) -> list[PrintedLine]:
    """Return the lines that the characters of one place stand in, from top to bottom."""
    row: list[Character] = []
    rows = [row]
    lowest = 0.0
    for middle, _, character in sorted((x.middle, n, x) for n, x in enumerate(characters)):
        if row and middle > lowest:
            row = []
            rows.append(row)
        if not row:
            lowest = middle + _SAME_LINE * character.size
        row.append(character)
    return [_line(row, place) for row in rows if any(x.text.strip() for x in row)]


def _line(row: Sequence[Character], place: Location) -> PrintedLine:
    ordered = tuple(_once(sorted(row, key=lambda x: x.x0)))
    inked = [x for x in ordered if x.text.strip()]
    return PrintedLine(
        text=printed_text(ordered),
        characters=ordered,
        place=place,
        x0=inked[0].x0,
        x1=inked[-1].x1,
        top=min(x.top for x in inked),
        bottom=max(x.bottom for x in inked),
        size=median(x.size for x in inked),
    )


def printed_text(row: Sequence[Character]) -> str:
    """Return what characters say, given from left to right."""
    text = row[0].text
    for left, right in pairwise(row):
        text += " " * _apart(left, right) + right.text
    return with_ideographs(text).strip()


def _once(row: Iterable[Character]) -> Iterator[Character]:
    """Leave out what is printed twice in nearly the same place to look bold."""
    last: Character | None = None
    for character in row:
        if not (last and _is_copy(last, character)):
            yield character
            last = character


def _is_copy(first: Character, second: Character) -> bool:
    again = first.text == second.text and first.run != second.run
    return again and second.x0 - first.x0 < _COPY * (first.x1 - first.x0)


def _apart(left: Character, right: Character) -> bool:
    """Whether there is a space between two characters that is none of them.

    Typesetters put a little room between ideographs and figures; that is no space.
    """
    if not (left.text.strip() and right.text.strip()):
        return False
    words = left.text.isascii() and right.text.isascii()
    return right.x0 - left.x1 > (_WORD_GAP if words else _WIDE_GAP) * left.size


_FIRST_UNIT = re.compile(r"[!-~]+|[《“‘（【「]*.?[，。、；：！？”’）】》」]*")
_ENDS = tuple("。！？；：.!?;:")
_PARAGRAPH_PITCH = 1.5
_SAME_SIZE = 0.15


@dataclass(frozen=True, slots=True)
class TypeArea:
    """The margins of a document's prose, and the usual step from line to line."""

    left: float
    right: float
    pitch: float

    @classmethod
    def of(cls, pages: Sequence[Sequence[PrintedLine]]) -> TypeArea:
        """Measure the prose of all pages: many lines reach a margin, and few go beyond."""
        every = [line for page in pages for line in page]
        if not every:
            return cls(0, 0, 0)
        steps = [b.top - a.top for page in pages for a, b in pairwise(page)]
        fifth = len(every) // 5
        return cls(
            left=sorted(line.x0 for line in every)[fifth],
            right=sorted(line.x1 for line in every)[-1 - fifth],
            pitch=median(steps) if steps else 0,
        )

    def continues(self, last: PrintedLine, line: PrintedLine) -> bool:
        """Whether `line` goes on with the paragraph of `last`, the line before.

        At the top of a page `line` stands higher than `last`, and no step is too wide.
        """
        if abs(line.size - last.size) > _SAME_SIZE * last.size or not self._full(last, line):
            return False
        if line.top - last.top > _PARAGRAPH_PITCH * self.pitch:
            return False
        ended = last.text.endswith(_ENDS)
        aligned = abs(line.x0 - last.x0) <= line.size
        if line.x0 - self.left > line.size and (ended or not aligned):
            return False
        return not (ended and is_numbered(line.text))

    def _full(self, last: PrintedLine, line: PrintedLine) -> bool:
        """Whether the first word of `line` had no room at the end of `last`."""
        word = _FIRST_UNIT.match(line.text)
        ems = sum(0.5 if x.isascii() else 1 for x in word[0]) if word else 1
        return self.right - last.x1 < (ems + 0.5) * line.size
