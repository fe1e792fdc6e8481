"""The kinds of typing error, each a way to change some cells of one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random
from typing import TypeVar

from benchmarks.mutations.slips import SLIPS, Slip
from reportlint.form.schema import Form
from reportlint.form.structure import FormRow, Section
from reportlint.number import Number, written

T = TypeVar("T")
Cells = Mapping[str, Number]
Changes = dict[str, Number | None]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Sheet:
    """One table of a filled form, and the chance that decides where the error is made."""

    form: Form
    table: Section
    cells: Cells
    random: Random

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """Return the items in any order."""
        return self.random.sample(items, len(items))

    def filled(self) -> list[str]:
        """Return the cells above 0, in any order."""
        own = [f"{row.key}.{column.key}" for row in self.table.rows for column in row.columns]
        return self.shuffled([key for key in own if self.cells.get(key, 0) > 0])

    def beneath(self) -> list[Pair]:
        """Return every two neighbours of one column."""
        return [pair for rows in pairwise(self.table.rows) for pair in _aligned(*rows)]

    def differing(self, changes: Cells) -> Changes:
        """Return the changes that change anything."""
        return {key: number for key, number in changes.items() if number != self.cells[key]}

    def unequal(self, pairs: Sequence[Pair]) -> list[Pair]:
        """Return the pairs of cells that do not hold the same, in any order."""
        return [pair for pair in self.shuffled(pairs) if self.cells[pair[0]] != self.cells[pair[1]]]


Kind = Callable[[Sheet], Changes]
"""What is typed in place of some cells; empty where the kind has nothing to change."""


def in_one_cell(slip: Slip) -> Kind:
    """Make a slip in one of the cells above 0, each way of making it as likely as another."""

    def kind(sheet: Sheet) -> Changes:
        for key in sheet.filled():
            number = sheet.cells[key]
            ways = [type(number)(text) for text in slip(written(number))]
            if ways := [way for way in ways if way != number]:
                return {key: sheet.random.choice(ways)}
        return {}

    return kind


def in_two_cells(sheet: Sheet) -> Changes:
    """Make two slips, of any kinds, in two cells."""
    slips = list(SLIPS.values())
    first = in_one_cell(sheet.random.choice(slips))(sheet)
    rest = {key: number for key, number in sheet.cells.items() if key not in first}
    second = in_one_cell(sheet.random.choice(slips))(replace(sheet, cells=rest))
    return first | second if first and second else {}


def rows_exchanged(sheet: Sheet) -> Changes:
    """Two neighbours in a column stand in each other's row."""
    return _exchanged(sheet, sheet.beneath())


def columns_exchanged(sheet: Sheet) -> Changes:
    """Two neighbours in a row stand in each other's column."""
    return _exchanged(sheet, [pair for row in sheet.table.rows for pair in pairwise(_keys(row))])


def whole_rows_exchanged(sheet: Sheet) -> Changes:
    """Two neighbouring rows stand in each other's place, with all their numbers."""
    for rows in sheet.shuffled(list(pairwise(sheet.table.rows))):
        both = [pair for one, other in _aligned(*rows) for pair in ((one, other), (other, one))]
        if changes := sheet.differing({key: sheet.cells[other] for key, other in both}):
            return changes
    return {}


def row_shifted(sheet: Sheet) -> Changes:
    """A row's numbers stand one column too far right or left, and 0 fills the gap."""
    for row in sheet.shuffled([row for row in sheet.table.rows if len(row.columns) > 1]):
        numbers = [sheet.cells[key] for key in _keys(row)]
        moved = sheet.random.choice([[0, *numbers[:-1]], [*numbers[1:], 0]])
        if changes := sheet.differing(dict(zip(_keys(row), moved, strict=True))):
            return changes
    return {}


def total_of_another_row(sheet: Sheet) -> Changes:
    """A total repeats that of the row above or below."""
    totals = [pair for pair in sheet.beneath() if sheet.form.totals.keys() >= set(pair)]
    both = [*totals, *(pair[::-1] for pair in totals)]
    return {key: sheet.cells[other] for key, other in sheet.unequal(both)[:1]}


def blanked(sheet: Sheet) -> Changes:
    """A number above 0 is left out."""
    return dict.fromkeys(sheet.filled()[:1], None)


KINDS: dict[str, Kind] = {
    **{name: in_one_cell(slip) for name, slip in SLIPS.items()},
    "two numbers in each other's row": rows_exchanged,
    "two numbers in each other's column": columns_exchanged,
    "two whole rows exchanged": whole_rows_exchanged,
    "row shifted by one column": row_shifted,
    "total of a neighbouring row": total_of_another_row,
    "cell left blank": blanked,
    "two independent slips": in_two_cells,
}
"""Every kind by its name."""


def _keys(row: FormRow) -> list[str]:
    return [f"{row.key}.{column.key}" for column in row.columns]


def _aligned(one: FormRow, other: FormRow) -> list[Pair]:
    """Return the cells of two rows that stand in one column."""
    below = {column.key for column in other.columns}
    shared = [column.key for column in one.columns if column.key in below]
    return [(f"{one.key}.{column}", f"{other.key}.{column}") for column in shared]


def _exchanged(sheet: Sheet, pairs: Sequence[Pair]) -> Changes:
    chosen = sheet.unequal(pairs)[:1]
    both = [pair for one, other in chosen for pair in ((one, other), (other, one))]
    return {key: sheet.cells[other] for key, other in both}
