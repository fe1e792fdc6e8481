"""Characters as they are printed, the lines that they stand in, and which are marks of notes."""

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
    for character in sorted(characters, key=_height):
        middle = (character.top + character.bottom) / 2
        if row and middle > lowest:
            row = []
            rows.append(row)
        if not row:
            lowest = middle + _SAME_LINE * character.size
        row.append(character)
    return [_line(row, place) for row in rows if any(x.text.strip() for x in row)]


def _height(character: Character) -> float:
    return character.top + character.bottom


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
        text += f" {right.text}" if _apart(left, right) else right.text
    return with_ideographs(text).strip()


def _once(row: Iterable[Character]) -> Iterator[Character]:
    """Leave out what is printed twice in nearly the same place to look bold."""
    last: Character | None = None
    for character in row:
        if last is None or last.text != character.text or not _is_copy(last, character):
            yield character
            last = character


def _is_copy(first: Character, second: Character) -> bool:
    return first.run != second.run and second.x0 - first.x0 < _COPY * (first.x1 - first.x0)


def _apart(left: Character, right: Character) -> bool:
    """Whether there is a space between two characters that is none of them.

    Typesetters put a little room between ideographs and figures; that is no space.
    """
    gap = right.x0 - left.x1
    if gap <= _WORD_GAP * left.size or not (left.text.strip() and right.text.strip()):
        return False
    return gap > _WIDE_GAP * left.size or (left.text.isascii() and right.text.isascii())


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


_DESCENT = 0.12
"""What of its size a character's box reaches under the line that it stands on."""

_TOUCHING = 0.15
_BESIDE = 0.3
_LEVEL = 0.1
_SMALLER = 0.9
_SMALL = 0.72
_RISE = 0.15
_RISE_OF_EQUALS = 0.25
_HIGHEST = 0.8
_HIGHEST_OF_EQUALS = 0.6
_LONGEST = 500
_FARTHEST = 4
"""Characters, from left to right, from a mark to what it touches; some are printed twice."""
_LONGEST_MARK = 2
_SIGNS = frozenset("*＊※†‡#[]［］〔〕()（）①②③④⑤⑥⑦⑧⑨⑩注")
_POINTS = frozenset(".,，．")
_BEFORE_FIGURES = frozenset("+-−＋－￥¥")
_UNITS = frozenset("元万件次人条项个份宗户起例笔部篇批家")


def figures(characters: Iterable[Character]) -> Iterator[list[Character]]:
    """Yield figures that stand together, as drawn, with a sign; every other character alone."""
    figure: list[Character] = []
    for character in characters:
        if figure and not _goes_on(figure[-1], character):
            yield figure
            figure = []
        figure.append(character)
    if figure:
        yield figure


def _goes_on(left: Character, right: Character) -> bool:
    if not _is_figure(right) or left.turn or right.turn:
        return False
    if not (_is_figure(left) or left.text in _BEFORE_FIGURES):
        return False
    gap = right.x0 - left.x1
    level = abs(left.bottom - right.bottom) <= _LEVEL * left.size
    return level and left.size == right.size and -_BESIDE < gap / left.size < _TOUCHING


def with_notes(cell: Sequence[Character], row: Sequence[Character] = ()) -> list[Character]:
    """Return the characters of one cell or line, told which are a note's mark.

    A mark is smaller than what it stands beside and stands higher or lower, or is much smaller
    than the figure beside it. One that stands alone is told by the figures of the same row.

    >>> seven = Character("7", x0=0, x1=4, top=0, bottom=8, size=8)
    >>> one = Character("1", x0=4, x1=6, top=-1, bottom=4, size=5)
    >>> [x.raised for x in with_notes([seven, one])]
    [False, True]
    """
    smaller = cell and row and cell[0].size < max(x.size for x in row)
    if _stand_level(cell) and not smaller:
        return list(cell)
    inked = sorted((x for x in cell if x.text.strip()), key=lambda x: x.x0)
    if len(inked) > _LONGEST:
        return list(cell)
    marks = set(map(id, inked)) if _is_lone_mark(inked, row) else set[int]()
    signs = [i for i, x in enumerate(inked) if _is_sign(x)]
    for i in (*signs, *signs[::-1]):
        sign = inked[i]
        near = [x for x in inked[max(0, i - _FARTHEST) : i + _FARTHEST + 1] if x is not sign]
        is_mark = any(_makes_mark(x, sign, of_mark=id(x) in marks) for x in near)
        if is_mark and not any(_is_shadow(x, sign) for x in near):
            marks.add(id(sign))
    return [x._replace(raised=True) if id(x) in marks else x for x in cell]


def _stand_level(cell: Sequence[Character]) -> bool:
    """Whether all are of one size and stand on one line."""
    return len({x.size for x in cell}) < 2 and len({x.bottom for x in cell}) < 2


def _is_figure(character: Character) -> bool:
    return character.text.isdecimal() or character.text in _POINTS


def _is_sign(character: Character) -> bool:
    return _is_figure(character) or character.text in _SIGNS


def _is_lone_mark(inked: Sequence[Character], row: Sequence[Character]) -> bool:
    if len(inked) > _LONGEST_MARK or not row or not all(map(_is_sign, inked)):
        return False
    size, foot = median(x.size for x in row), median(_foot(x) for x in row)
    return all(x.size < _SMALL * size and foot - _foot(x) > _RISE * size for x in inked)


def _makes_mark(beside: Character, sign: Character, *, of_mark: bool) -> bool:
    """Whether a sign is a note's mark, or goes on with one, by what stands beside it."""
    if not -_BESIDE < _gap(beside, sign) < _BESIDE:
        return False
    ratio, rise = sign.size / beside.size, abs(_foot(sign) - _foot(beside)) / beside.size
    if of_mark:
        return rise < _LEVEL and abs(ratio - 1) < _LEVEL
    if rise > _HIGHEST or ratio > 1:
        return False
    of_figure = _is_figure(beside) or beside.text in _UNITS
    if ratio > _SMALLER:
        return of_figure and _RISE_OF_EQUALS < rise < _HIGHEST_OF_EQUALS
    return rise > _RISE or (of_figure and ratio < _SMALL)


def _is_shadow(a: Character, b: Character) -> bool:
    """Whether one of two characters is the other's, also where it stands higher or lower."""
    level = abs(a.top - b.top) < _SAME_LINE * a.size and abs(a.size - b.size) <= _LEVEL * a.size
    return level and a.text == b.text and _is_copy(*sorted((a, b), key=lambda x: x.x0))


def _gap(a: Character, b: Character) -> float:
    """Return the room between two characters, in the size of the larger."""
    return max(b.x0 - a.x1, a.x0 - b.x1) / max(a.size, b.size)


def _foot(character: Character) -> float:
    """Return the height of the line that a character stands on."""
    return character.bottom - _DESCENT * character.size


def turned(character: Character, quarters: int) -> Character:
    """Return a character with its page turned clockwise about the page's corner."""
    if quarters % 4 == 0:
        return character
    x0, x1, top, bottom = character.x0, character.x1, character.top, character.bottom
    for _ in range(quarters % 4):
        x0, x1, top, bottom = -bottom, -top, x0, x1
    turn = (character.turn + quarters) % 4
    return character._replace(x0=x0, x1=x1, top=top, bottom=bottom, turn=turn)
