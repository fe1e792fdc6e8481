"""Tables from their rules: boxes between the rules, and the characters printed in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportlint.readers.grids import Grid, GridCell
from reportlint.readers.typeset.lines import Character, lines
from reportlint.report import Location

Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""


class Ruling:
    """One ruled table that takes the characters printed in it.

    >>> table = Ruling([(0, 0, 40, 10), (0, 10, 20, 20), (20, 10, 40, 20)])
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
                wrapped = lines(self.printed[row, column], table)
                yield column, "".join(line.text for line in wrapped)
