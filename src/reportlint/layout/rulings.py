"""Tables from their rules: boxes between crossing rules, and the characters printed in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from reportlint.document.blocks import Grid, GridCell
from reportlint.layout.characters import (
    Character,
    PrintedLine,
    figures,
    printed_lines,
    printed_text,
    turned,
    with_notes,
)
from reportlint.location import Location

_NEAR = 3
_CUT = 0.1
_OVER = 0.4


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

_Place = tuple[int, int]


class RuledTable:
    """One ruled table that takes the characters printed in it.

    >>> table = RuledTable([(0, 0, 40, 10), (0, 10, 20, 20), (20, 10, 40, 20)])
    >>> table.take([Character("7", x0=22, x1=27, top=11, bottom=19, size=8)])
    []
    >>> [[(cell.column, cell.text) for cell in row] for row in table.grid(Location("a.pdf")).rows]
    [[(0, '')], [(0, ''), (1, '7')]]
    """

    def __init__(self, boxes: Sequence[Box]) -> None:
        self.lefts = sorted({box[0] for box in boxes})
        self.tops = sorted({box[1] for box in boxes})
        self.right = max(box[2] for box in boxes)
        self.bottom = max(box[3] for box in boxes)
        self.printed: dict[_Place, list[Character]] = {}
        self.owners: dict[_Place, _Place] = {}
        self._boxes: dict[_Place, Box] = {}
        for box in boxes:
            self._add(box)

    def _add(self, box: Box) -> None:
        """Note a box under the row and column that it begins at, and all that it spans."""
        left, top, right, bottom = box
        own = bisect_left(self.tops, top), bisect_left(self.lefts, left)
        self.printed.setdefault(own, [])
        self._boxes.setdefault(own, box)
        for y in range(own[0], bisect_left(self.tops, bottom)):
            for x in range(own[1], bisect_left(self.lefts, right)):
                self.owners[y, x] = own

    def box(self, row: int, column: int) -> Box | None:
        """Return the box that begins at a row and a column, counted from 1; None where none is."""
        return self._boxes.get((row - 1, column - 1))

    def take(self, characters: Iterable[Character]) -> list[Character]:
        """Take what is printed in the boxes, and return what is not.

        A figure goes to one box, also where it is printed over a rule.
        """
        left: list[Character] = []
        astride: list[list[Character]] = []
        for figure in figures(characters):
            place = self._owner(figure[0])
            parted = len(figure) > 1 and any(self._owner(x) != place for x in figure)
            if parted and self._is_cut(figure):
                astride.append(figure)
                continue
            for character in figure:
                own = self._owner(character) if parted else place
                (left if own is None else self.printed[own]).append(character)
        for figure in astride:
            self.printed[self._place_for(figure)] += figure
        return left

    def _owner(self, character: Character) -> _Place | None:
        """Return the box that the centre of a character is in."""
        x = (character.x0 + character.x1) / 2
        y = (character.top + character.bottom) / 2
        if not (self.lefts[0] <= x < self.right and self.tops[0] <= y < self.bottom):
            return None
        return self.owners.get((bisect_right(self.tops, y) - 1, bisect_right(self.lefts, x) - 1))

    def _is_cut(self, figure: Sequence[Character]) -> bool:
        """Whether a rule goes through a figure, and not between two that touch."""
        if len({x.run for x in figure}) == 1:
            return True
        for x in (*self.lefts, self.right):
            for character in figure:
                margin = _CUT * (character.x1 - character.x0)
                if character.x0 + margin < x < character.x1 - margin:
                    return True
        return False

    def _place_for(self, figure: Sequence[Character]) -> _Place:
        """Return the only empty one of the boxes that a figure is printed over, or the nearest."""
        shares = Counter(place for x in figure if (place := self._owner(x)) is not None)
        empty = [place for place in shares if not any(x.text.strip() for x in self.printed[place])]
        return empty[0] if len(empty) == 1 else shares.most_common(1)[0][0]

    def grid(self, table: Location) -> Grid:
        """Return the rows of cells, given the place of the table."""
        return Grid(tuple(self._row(row, table) for row in range(len(self.tops))))

    def _row(self, row: int, table: Location) -> tuple[GridCell, ...]:
        cells = dict(self._cells(row))
        texts = {column: cell_text(cell, table) for column, cell in cells.items()}
        shown = (text.replace("\n", "") for text in texts.values())
        place = replace(table, row=row + 1, excerpt=" │ ".join(shown))
        return tuple(
            GridCell(
                texts[column],
                replace(place, column=column + 1),
                column,
                notes=_apart([x for x in cell if x.raised]),
                struck=_apart([x for x in cell if x.struck and not x.raised]),
            )
            for column, cell in cells.items()
        )

    def _cells(self, row: int) -> Iterator[tuple[int, list[Character]]]:
        """Yield the columns of a row with their characters, told which are a note's mark."""
        printed = {
            column: self.printed[row, column]
            for column in range(len(self.lefts))
            if (row, column) in self.printed
        }
        every = [x for cell in printed.values() for x in cell if x.text.isdigit()]
        for column, cell in printed.items():
            yield column, with_notes(cell, every)


def _apart(marked: Sequence[Character]) -> tuple[str, ...]:
    """Return what stands apart from a cell's text."""
    return (printed_text(sorted(marked, key=lambda x: x.x0)),) if marked else ()


def cell_text(printed: Sequence[Character], place: Location) -> str:
    r"""Return what the characters of one cell say; two figures never become one.

    >>> two = [Character(x, 0, 4, top, top + 8, size=8) for x, top in (("5", 0), ("7", 10))]
    >>> cell_text(two, Location("a.pdf"))
    '5\n7'
    """
    text = ""
    for turn in sorted({x.turn for x in printed}):
        own = [x for x in printed if x.turn == turn and x.is_text]
        own = [turned(x, -turn) for x in own] if turn else own
        for line in printed_lines(own, place):
            apart = text[-1:].isdigit() and line.text[:1].isdigit()
            text += "\n" * apart + _by_runs(line)
    return text


def _by_runs(line: PrintedLine) -> str:
    """Return the text of a line, run by run where two are printed over each other."""
    if len({x.run for x in line.characters}) == 1:
        return line.text
    inked = [x for x in line.characters if x.text.strip()]
    over = any(
        a.run != b.run and a.x1 - b.x0 > _OVER * max(a.x1 - a.x0, b.x1 - b.x0)
        for a, b in pairwise(inked)
    )
    if not over:
        return line.text
    runs: dict[int, list[Character]] = {}
    for character in line.characters:
        runs.setdefault(character.run, []).append(character)
    return " ".join(printed_text(run) for run in runs.values())


_NEAR_CROSSING = 3
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
            if ends and piece.x0 <= ends[-1][1] + _NEAR_CROSSING:
                ends[-1][1] = max(ends[-1][1], piece.x1)
            else:
                ends.append([piece.x0, piece.x1])
        found += [Ruling(x0, x1, y, y) for x0, x1 in ends if x1 - x0 > _NEAR_CROSSING]
    return found


def _middle(rule: Ruling) -> float:
    return (rule.top + rule.bottom) / 2


def _rows(pieces: Sequence[Ruling]) -> Iterator[list[Ruling]]:
    row: list[Ruling] = []
    for piece in sorted(pieces, key=_middle):
        if row and _middle(piece) > _middle(row[-1]) + _NEAR_CROSSING:
            yield row
            row = []
        row.append(piece)
    if row:
        yield row


_Corner = tuple[float, float]


@dataclass
class _Crossings:
    """Where rules cross: from left to right and from top to bottom, with the rules of each."""

    rules: dict[_Corner, set[Ruling]] = field(default_factory=dict)
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
        first = bisect_left(tops, upright.top - _NEAR_CROSSING)
        for rule in level[first : bisect_right(tops, upright.bottom + _NEAR_CROSSING)]:
            if rule.x0 - _NEAR_CROSSING <= upright.x0 <= rule.x1 + _NEAR_CROSSING:
                crossings.add(rule, upright)
    boxes = (crossings.box(x, y) for x, y in sorted(crossings.rules))
    found = [group for group in _groups([box for box in boxes if box]) if len(group) > 1]
    return sorted(found, key=lambda group: min((box[1], box[0]) for box in group))


def _groups(boxes: Sequence[Box]) -> Iterator[list[Box]]:
    """Yield the boxes that are joined at their corners."""
    at: dict[_Corner, list[Box]] = {}
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


def _corners(box: Box) -> tuple[_Corner, ...]:
    x0, y0, x1, y1 = box
    return (x0, y0), (x1, y0), (x0, y1), (x1, y1)
