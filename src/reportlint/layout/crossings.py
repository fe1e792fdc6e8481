"""Boxes between crossing rules, and which of them make one table."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from reportlint.layout.rulings import Box, Ruling, missing_sides

_NEAR = 3
"""Points; rules nearer than this are one, and this much is missing where rules meet."""


@dataclass(frozen=True, slots=True)
class Rulings:
    """The rules of a page, each whole."""

    level: tuple[Ruling, ...]
    upright: tuple[Ruling, ...]

    @classmethod
    def of(cls, pieces: Iterable[Ruling]) -> Rulings:
        """Join what printers draw piece by piece, or twice, and leave out dots.

        >>> Rulings.of([Ruling(0, 50, 10, 10), Ruling(51, 90, 10.5, 10.5)]).level
        (Ruling(x0=0, x1=90, top=10.25, bottom=10.25),)
        """
        level: list[Ruling] = []
        upright: list[Ruling] = []
        for piece in set(pieces):
            is_level = piece.x1 - piece.x0 >= piece.bottom - piece.top
            (level if is_level else upright).append(piece)
        turned = _joined([_mirrored(rule) for rule in upright])
        return cls(tuple(_joined(level)), tuple(_mirrored(rule) for rule in turned))


def _mirrored(rule: Ruling) -> Ruling:
    """Return a rule with its directions changed for each other."""
    return Ruling(rule.top, rule.bottom, rule.x0, rule.x1)


def _joined(pieces: Sequence[Ruling]) -> list[Ruling]:
    """Join level pieces."""
    found = []
    for row in _rows(pieces):
        y = sum(map(_middle, row)) / len(row)
        ends: list[list[float]] = []
        for piece in sorted(row, key=lambda x: x.x0):
            if ends and piece.x0 <= ends[-1][1] + _NEAR:
                ends[-1][1] = max(ends[-1][1], piece.x1)
            else:
                ends.append([piece.x0, piece.x1])
        found += [Ruling(x0, x1, y, y) for x0, x1 in ends if x1 - x0 > _NEAR]
    return found


def _middle(rule: Ruling) -> float:
    return (rule.top + rule.bottom) / 2


def _rows(pieces: Sequence[Ruling]) -> Iterator[list[Ruling]]:
    row: list[Ruling] = []
    for piece in sorted(pieces, key=_middle):
        if row and _middle(piece) > _middle(row[-1]) + _NEAR:
            yield row
            row = []
        row.append(piece)
    if row:
        yield row


_Point = tuple[float, float]


@dataclass
class _Crossings:
    """Where rules cross: from left to right and from top to bottom, with the rules of each."""

    rules: dict[_Point, set[Ruling]] = field(default_factory=dict)
    below: dict[float, list[float]] = field(default_factory=dict)
    beside: dict[float, list[float]] = field(default_factory=dict)

    def add(self, level: Ruling, upright: Ruling) -> None:
        """Note two rules that cross."""
        x, y = upright.x0, level.top
        if (x, y) not in self.rules:
            self.below.setdefault(x, []).append(y)
            self.beside.setdefault(y, []).append(x)
        self.rules.setdefault((x, y), set()).update((level, upright))

    def box(self, x: float, y: float) -> Box | None:
        """Return the smallest box whose upper left corner is here."""
        column, row = self.below[x], self.beside[y]
        rights = row[bisect_right(row, x) :]
        for bottom in column[bisect_right(column, y) :]:
            if not self._joined(x, y, x, bottom):
                break
            for right in rights:
                if not self._joined(x, y, right, y):
                    break
                if self._joined(right, y, right, bottom) and self._joined(x, bottom, right, bottom):
                    return x, y, right, bottom
        return None

    def _joined(self, x0: float, y0: float, x1: float, y1: float) -> bool:
        """Whether one rule goes through two crossings."""
        here, there = self.rules.get((x0, y0)), self.rules.get((x1, y1))
        return bool(here and there and not here.isdisjoint(there))


def tables(rulings: Rulings) -> list[list[Box]]:
    """Return the boxes of each table of more than one, from top to bottom.

    >>> edges = [Ruling(0, 40, y, y) for y in (0, 10)] + [Ruling(x, x, 0, 10) for x in (0, 20, 40)]
    >>> tables(Rulings.of(edges))
    [[(0.0, 0.0, 20.0, 10.0), (20.0, 0.0, 40.0, 10.0)]]
    """
    sides = missing_sides(rulings.level, rulings.upright)
    closed = Rulings.of([*rulings.level, *rulings.upright, *sides])
    crossings = _Crossings()
    level = sorted(closed.level, key=lambda rule: (rule.top, rule.x0))
    tops = [rule.top for rule in level]
    for upright in sorted(closed.upright, key=lambda rule: (rule.x0, rule.top)):
        first = bisect_left(tops, upright.top - _NEAR)
        for rule in level[first : bisect_right(tops, upright.bottom + _NEAR)]:
            if rule.x0 - _NEAR <= upright.x0 <= rule.x1 + _NEAR:
                crossings.add(rule, upright)
    boxes = (crossings.box(x, y) for x, y in sorted(crossings.rules))
    found = [group for group in _groups([box for box in boxes if box]) if len(group) > 1]
    return sorted(found, key=lambda group: min((box[1], box[0]) for box in group))


def _groups(boxes: Sequence[Box]) -> Iterator[list[Box]]:
    """Yield the boxes that are joined at their corners."""
    at: dict[_Point, list[Box]] = {}
    for box in boxes:
        for corner in _corners(box):
            at.setdefault(corner, []).append(box)
    seen: set[Box] = set()
    for first in boxes:
        if first in seen:
            continue
        seen.add(first)
        group = [first]
        for box in group:
            beside = {other for corner in _corners(box) for other in at[corner]} - seen
            seen |= beside
            group += sorted(beside)
        yield group


def _corners(box: Box) -> tuple[_Point, ...]:
    x0, y0, x1, y1 = box
    return (x0, y0), (x1, y0), (x0, y1), (x1, y1)
