"""Where what is drawn stands on a page: transformations, boxes of characters, lines as rules."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportlint.layout.rulings import Box, Ruling

_FARTHEST = 20_000.0
NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)

_ASCENT, _DESCENT = 0.88, 0.12
_SMALLEST, _LARGEST = 1.0, 400.0
_SLANTED = math.radians(5)
_QUARTER = math.pi / 2
_FARTHEST_CHARACTER = 5000.0
_THICKEST = 3
_STRAIGHT = 1.0
_ENDS = 2
_TALLEST = 15.0
_SHORT = 0.12

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Placing:
    """An affine transformation: a point (x, y) goes to (ax + cy + e, bx + dy + f)."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def within(self, outer: Placing) -> Placing:
        """Return this transformation followed by another."""
        return Placing(
            *outer.direction(self.a, self.b),
            *outer.direction(self.c, self.d),
            *outer.point(self.e, self.f),
        )

    def direction(self, x: float, y: float) -> tuple[float, float]:
        """Return which way an arrow points afterwards."""
        return self.a * x + self.c * y, self.b * x + self.d * y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Return the box around a box; nowhere where it is not finite."""
        ends = [self.point(x0, y0), self.point(x1, y1)]
        if self.b or self.c:
            ends += [self.point(x0, y1), self.point(x1, y0)]
        across, down = [x for x, _ in ends], [y for _, y in ends]
        found = min(across), min(down), max(across), max(down)
        inside = -_FARTHEST < found[0] <= found[2] < _FARTHEST
        return found if inside and -_FARTHEST < found[1] <= found[3] < _FARTHEST else NOWHERE


def around(boxes: Iterable[Box]) -> Box:
    """Return the box that holds some."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


@dataclass(frozen=True, slots=True)
class GlyphStyle:
    """What the characters of one object have in common: size, and the ways along and up.

    `turn` is how many quarters they are turned clockwise, None where they are slanted.
    """

    size: float
    turn: int | None
    along: tuple[float, float]
    up: tuple[float, float]

    @classmethod
    def of(cls, matrix: Placing, size: float, shown: Placing) -> GlyphStyle:
        """Return the style of text of a size under a matrix."""
        along = shown.direction(matrix.a, matrix.b)
        up = shown.direction(matrix.c, matrix.d)
        if size < 0:
            along, up, size = (-along[0], -along[1]), (-up[0], -up[1]), -size
        length = math.hypot(*along)
        if not 0 < length < _FARTHEST_CHARACTER:
            return cls(0, None, (1, 0), (0, -1))
        height = abs(along[0] * up[1] - along[1] * up[0]) / length
        angle = math.atan2(along[1], along[0])
        quarters = round(angle / _QUARTER)
        straight = abs(angle - quarters * _QUARTER) <= _SLANTED
        turn = quarters % 4
        return cls(size * height, turn if straight else None, *_WAYS[turn])

    @property
    def is_legible(self) -> bool:
        """Whether characters are of a size to be read."""
        return _SMALLEST <= self.size <= _LARGEST

    def reach(self, here: Point, there: Point, widest: float) -> float:
        """Return how wide a character is, no wider than to the next one, if that is on its line."""
        right, down = there[0] - here[0], there[1] - here[1]
        (ax, ay) = self.along
        step = right * ax + down * ay
        beside = abs(right * ay) + abs(down * ax) < self.size / 2
        return step if 0 < step < widest and beside else widest

    def box(self, x: float, y: float, advance: float) -> Box:
        """Return the box of a character that stands on a point."""
        (ax, ay), (ux, uy) = self.along, self.up
        if ax > 0:
            return x, y - _ASCENT * self.size, x + advance, y + _DESCENT * self.size
        high, low = _ASCENT * self.size, -_DESCENT * self.size
        across = [x + ax * a + ux * u for a in (0, advance) for u in (low, high)]
        down = [y + ay * a + uy * u for a in (0, advance) for u in (low, high)]
        return min(across), min(down), max(across), max(down)


_WAYS: Mapping[int, tuple[tuple[float, float], tuple[float, float]]] = {
    0: ((1, 0), (0, -1)),
    1: ((0, 1), (1, 0)),
    2: ((-1, 0), (0, 1)),
    3: ((0, -1), (-1, 0)),
}


def rules_along(line: Sequence[Point], *, stroked: bool) -> Iterator[Ruling]:
    """Yield the rules that a line draws: itself where it is thin, else its straight sides.

    >>> [rule.bottom for rule in rules_along([(0, 0), (9, 0), (9, 9), (0, 9)], stroked=True)]
    [0, 9, 9]
    """
    box = around((x, y, x, y) for x, y in line)
    if len(line) == _ENDS and stroked and _is_slanted(box):
        yield _levelled(box)
    elif min(box[2] - box[0], box[3] - box[1]) <= _THICKEST:
        yield from thin_rule(box)
    elif stroked:
        for (x0, y0), (x1, y1) in pairwise(line):
            if abs(x1 - x0) <= _STRAIGHT or abs(y1 - y0) <= _STRAIGHT:
                yield Ruling(min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1))


def _is_slanted(box: Box) -> bool:
    left, top, right, bottom = box
    return right - left > _THICKEST and _STRAIGHT < bottom - top <= min(
        _TALLEST, 2 * (right - left)
    )


def _levelled(box: Box) -> Ruling:
    """Return a slanted stroke as a level one, which strikes as much.

    It is short of the edges of a cell, unless it may be a rule that is not quite level.
    """
    left, top, right, bottom = box
    margin = _SHORT * (right - left) if bottom - top > _THICKEST else 0
    middle = (top + bottom) / 2
    return Ruling(left + margin, right - margin, middle, middle)


def thin_rule(box: Box) -> Iterator[Ruling]:
    """Yield a box as a rule where it is long and thin."""
    left, top, right, bottom = box
    if min(right - left, bottom - top) <= _THICKEST < max(right - left, bottom - top):
        yield Ruling(left, right, top, bottom)


def is_on_page(rule: Ruling, size: tuple[float, float]) -> bool:
    """Whether a part of a rule is on a page of a width and height."""
    width, height = size
    across = -_FARTHEST < rule.x0 <= width and 0 <= rule.x1 < _FARTHEST
    return across and -_FARTHEST < rule.top <= height and 0 <= rule.bottom < _FARTHEST
