"""Tables from their rules: boxes between the rules, and the characters printed in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reportlint.document.blocks import Grid, GridCell
from reportlint.layout.characters import Character, printed_lines
from reportlint.location import Location

_NEAR = 3


@dataclass(frozen=True, slots=True)
class Ruling:
    """A level or an upright rule, in points from the top left corner of its page."""

    x0: float
    x1: float
    top: float
    bottom: float

    def beside(self, top: float, bottom: float) -> bool:
        """Whether any part of this upright rule stands between two heights."""
        return self.top < bottom - _NEAR and self.bottom > top + _NEAR

    def crosses(self, above: Ruling, below: Ruling) -> bool:
        """Whether this upright rule goes all the way between two level ones, inside them."""
        inside = max(above.x0, below.x0) + _NEAR < self.x0 < min(above.x1, below.x1) - _NEAR
        return inside and self.top <= above.top + _NEAR and self.bottom >= below.top - _NEAR


def missing_sides(level: Iterable[Ruling], upright: Sequence[Ruling]) -> Iterator[Ruling]:
    """Yield the upright rules that would close such tables, row by row.

    >>> level = [Ruling(10, 90, 0, 0), Ruling(10, 90, 20, 20)]
    >>> [(side.x0, side.bottom) for side in missing_sides(level, [Ruling(50, 50, 0, 20)])]
    [(10, 20), (90, 20)]
    """
    for x, rules in _ends(level):
        standing = [rule for rule in upright if abs(rule.x0 - x) <= _NEAR]
        for above, below in pairwise(sorted(rules, key=lambda rule: rule.top)):
            is_open = not any(rule.beside(above.top, below.top) for rule in standing)
            if is_open and any(rule.crosses(above, below) for rule in upright):
                yield Ruling(x, x, above.top, below.top)


def _ends(level: Iterable[Ruling]) -> Iterator[tuple[float, list[Ruling]]]:
    """Yield where level rules end, from left to right, each with the rules that end there."""
    ends = sorted(((x, rule) for rule in level for x in (rule.x0, rule.x1)), key=lambda end: end[0])
    starts = [i for i, end in enumerate(ends) if i == 0 or end[0] - ends[i - 1][0] > _NEAR]
    for start, stop in pairwise([*starts, len(ends)]):
        yield ends[start][0], [rule for _, rule in ends[start:stop]]


Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""


class RuledTable:
    """One ruled table that takes the characters printed in it.

    >>> table = RuledTable([(0, 0, 40, 10), (0, 10, 20, 20), (20, 10, 40, 20)])
    >>> table.takes(Character("7", x0=22, x1=27, top=11, bottom=19, size=8))
    True
    >>> [[(cell.column, cell.text) for cell in row] for row in table.grid(Location("a.pdf")).rows]
    [[(0, '')], [(0, ''), (1, '7')]]
    """

    def __init__(self, boxes: Sequence[Box]) -> None:
        self.lefts = sorted({box[0] for box in boxes})
        self.tops = sorted({box[1] for box in boxes})
        self.right = max(box[2] for box in boxes)
        self.bottom = max(box[3] for box in boxes)
        self.printed: dict[tuple[int, int], list[Character]] = {}
        self.owners: dict[tuple[int, int], list[Character]] = {}
        for box in boxes:
            self._add(box)

    def _add(self, box: Box) -> None:
        """Note a box under the row and column that it begins at, and all that it spans."""
        left, top, right, bottom = box
        row, column = bisect_left(self.tops, top), bisect_left(self.lefts, left)
        printed = self.printed.setdefault((row, column), [])
        for y in range(row, bisect_left(self.tops, bottom)):
            for x in range(column, bisect_left(self.lefts, right)):
                self.owners[y, x] = printed

    def takes(self, character: Character) -> bool:
        """Take a character whose centre is in one of the boxes; False where it is in none."""
        if character.centre >= self.right or character.middle >= self.bottom:
            return False
        row = bisect_right(self.tops, character.middle) - 1
        column = bisect_right(self.lefts, character.centre) - 1
        printed = self.owners.get((row, column))
        if printed is None:
            return False
        printed.append(character)
        return True

    def grid(self, table: Location) -> Grid:
        """Return the rows of cells, given the place of the table."""
        return Grid(tuple(self._row(row, table) for row in range(len(self.tops))))

    def _row(self, row: int, table: Location) -> tuple[GridCell, ...]:
        texts = dict(self._texts(row, table))
        place = replace(table, row=row + 1, excerpt=" │ ".join(texts.values()))
        return tuple(GridCell(text, place, column) for column, text in texts.items())

    def _texts(self, row: int, table: Location) -> Iterator[tuple[int, str]]:
        for column in range(len(self.lefts)):
            if (row, column) in self.printed:
                wrapped = printed_lines(self.printed[row, column], table)
                yield column, "".join(line.text for line in wrapped)
