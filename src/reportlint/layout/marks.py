"""Marks on printed characters: figures that are a note's mark, text that is struck through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from reportlint.layout.characters import Character

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
_LONGEST_MARK = 2
_SIGNS = frozenset("0123456789０１２３４５６７８９.,，．*＊※[]［］()（）①②③④⑤⑥⑦⑧⑨⑩")
_FIGURES = frozenset("0123456789０１２３４５６７８９.,，．")


def figures(characters: Iterable[Character]) -> Iterator[list[Character]]:
    """Yield digits that stand together, as drawn, and every other character alone."""
    figure: list[Character] = []
    for character in characters:
        if figure and not _goes_on(figure[-1], character):
            yield figure
            figure = []
        figure.append(character)
    if figure:
        yield figure


def _goes_on(left: Character, right: Character) -> bool:
    if left.text not in _FIGURES or right.text not in _FIGURES or left.turn or right.turn:
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
    for run in (inked, inked[::-1]):
        for sign in filter(_is_sign, run):
            if any(_makes_mark(x, sign, of_mark=id(x) in marks) for x in inked if x is not sign):
                marks.add(id(sign))
    return [x._replace(raised=True) if id(x) in marks else x for x in cell]


def _stand_level(cell: Sequence[Character]) -> bool:
    """Whether all are of one size and stand on one line."""
    return len({x.size for x in cell}) < 2 and len({x.bottom for x in cell}) < 2


def _is_sign(character: Character) -> bool:
    return character.text in _SIGNS


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
    of_figure = beside.text in _FIGURES
    if ratio > _SMALLER:
        return of_figure and _RISE_OF_EQUALS < rise < _HIGHEST_OF_EQUALS
    return rise > _RISE or (of_figure and ratio < _SMALL)


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
