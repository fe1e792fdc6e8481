"""Numbers of a table written in a wrong place: exchanged, shifted, copied from another row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import pairwise, product
from typing import Literal, NamedTuple

from reportlint.form.edits import Edit, Identity, Record, ReservedRow
from reportlint.form.schema import Form
from reportlint.form.structure import Column, FormRow, Section
from reportlint.language import Text
from reportlint.number import Number, from_fraction
from reportlint.solving import expression, solve

MisplacementKind = Literal[
    "rows exchanged", "cells exchanged", "row shifted", "row copied", "total copied"
]


_TELLING = 10
"""Smaller numbers are often equal by chance."""

_ENOUGH = 2
"""Fewer numbers in a row do not show that the row was moved."""


@dataclass(frozen=True, slots=True)
class Misplacement:
    """A way in which a table was miswritten: the `changes` that undo it, by cell, and why."""

    kind: MisplacementKind
    changes: Mapping[str, Number]
    reason: Text


class _Hypothesis(NamedTuple):
    """Cells with the numbers that they would have; None where the edits must tell the number.

    Most explain nothing, so that what would be said of one is worked out when it is said.
    """

    kind: MisplacementKind
    moved: dict[str, Number | None]
    reason: Callable[[], Text]


def misplacements(form: Form, row: Record) -> Iterator[Misplacement]:
    """Yield what undone makes every edit about the cells hold of which some edit is broken.

    `row` is a report as `Report.row` gives it. Only rows of a table with the same columns are
    exchanged, neighbours and those that one sum of each column sets against each other; a blank
    cell is never moved.

    >>> from reportlint.form.schema import form
    >>> form, cell = form("2021"), "requests.{}.{}".format
    >>> held = {cell(row, "other"): 8 for row in ("received", "carried_forward")}
    >>> held |= {cell("carried_over", "total"): 8, cell("carried_forward", "total"): 8}
    >>> for found in misplacements(form, dict.fromkeys(form.cells, 0) | held):
    ...     print(found.kind, found.changes)
    cells exchanged {'requests.received.other': 0, 'requests.carried_over.other': 8}
    cells exchanged {'requests.received.total': 8, 'requests.carried_over.total': 0}
    """
    trial = _Trial(form, row)
    known: list[dict[str, Number]] = []
    for hypothesis in _hypotheses(form, row) if trial.broken else ():
        changes = trial.changes(hypothesis.moved)
        if changes is not None and changes not in known:
            known.append(changes)
            yield Misplacement(hypothesis.kind, changes, hypothesis.reason())


class _Trial:
    """Tries what a table would be with other numbers."""

    def __init__(self, form: Form, row: Record) -> None:
        self._row = row
        self._edits = [edit for edit in form.edits if not isinstance(edit, ReservedRow)]
        self._by_cell: dict[str, list[int]] = {cell: [] for cell in form.cells}
        for place, edit in enumerate(self._edits):
            for cell in edit.cells:
                self._by_cell[cell].append(place)
        self.broken = {place for place, edit in enumerate(self._edits) if edit.fails(row)}
        self._doubtful = {cell for place in self.broken for cell in self._edits[place].cells}

    def changes(self, moved: Mapping[str, Number | None]) -> dict[str, Number] | None:
        """Return the numbers that change; None where an edit would not hold, or none was broken."""
        if self._doubtful.isdisjoint(moved):
            return None
        if all(self._row.get(cell) == number for cell, number in moved.items()):
            return None
        if any(self._row.get(cell) is None for cell in moved):
            return None
        places = dict.fromkeys(place for cell in moved for place in self._by_cell[cell])
        edits = [self._edits[place] for place in places]
        given = {cell: number for cell, number in moved.items() if number is not None}
        unknown = [cell for cell in moved if cell not in given]
        told = (edit for edit in edits if unknown and not set(unknown) & set(edit.cells))
        if any(edit.fails(self._with(given)) for edit in told):
            return None
        found = self._from_identities(unknown, edits, given) if unknown else {}
        if found is None or any(edit.fails(self._with(given | found)) for edit in edits):
            return None
        new = given | found
        return {cell: new[cell] for cell in moved if new[cell] != self._row[cell]}

    def _with(self, numbers: dict[str, Number]) -> Record:
        return {**self._row, **numbers}

    def _from_identities(
        self, cells: Sequence[str], edits: Sequence[Edit], given: dict[str, Number]
    ) -> dict[str, Number] | None:
        """Return the numbers that the identities without a blank leave to `cells`."""
        row, unknown = self._with(given), dict.fromkeys(cells)
        solved = solve(
            expression(edit, row, unknown)
            for edit in edits
            if isinstance(edit, Identity) and all(row[cell] is not None for cell in edit.cells)
        )
        if solved is None or any(cell not in solved or solved[cell][0] for cell in cells):
            return None
        numbers = {cell: from_fraction(solved[cell][1], self._row[cell]) for cell in cells}
        found = {cell: number for cell, number in numbers.items() if number is not None}
        return found if len(found) == len(cells) else None


def _hypotheses(form: Form, row: Record) -> Iterator[_Hypothesis]:
    for own in _neighbours(form):
        for one, other in own.pairs:
            yield _rows_exchanged(one, other, row)
            yield from _exchanged_in_column(one, other, row)
        for one, other in own.balanced:
            yield from _exchanged_with_totals(one, other, form, row)
        for each, like in own.alike:
            yield from _cells_exchanged(each, row)
            yield from _shifted(each, row)
            yield from _copied(each, like, row)
            yield from _totals_copied(each, like, form, row)


class _RowPairs(NamedTuple):
    """The rows of a table in `pairs` that may be exchanged, and each with all that are like it."""

    pairs: Sequence[tuple[FormRow, FormRow]]
    balanced: Sequence[tuple[FormRow, FormRow]]
    alike: Sequence[tuple[FormRow, Sequence[FormRow]]]


@lru_cache
def _neighbours(form: Form) -> tuple[_RowPairs, ...]:
    found = []
    for section in form.tables:
        balanced = list(dict.fromkeys(_balanced(section, form)))
        pairs = dict.fromkeys([*pairwise(section.rows), *balanced])
        found.append(
            _RowPairs(
                [(one, other) for one, other in pairs if _columns(one) == _columns(other)],
                balanced,
                [(own, _alike(own, section.rows)) for own in section.rows],
            )
        )
    return tuple(found)


def _balanced(section: Section, form: Form) -> Iterator[tuple[FormRow, FormRow]]:
    """Yield the rows in pairs of which a column has one on each side of a sum without a total."""
    rows = {row.key: row for row in section.rows}
    for edit in form.identities:
        if len(edit.left) > 1 and len(edit.right) > 1:
            for one, other in product(map(_row, edit.left), map(_row, edit.right)):
                if one in rows and other in rows:
                    yield rows[one], rows[other]


def _row(cell: str) -> str:
    return cell.rpartition(".")[0]


def _columns(row: FormRow) -> list[str]:
    return [column.key for column in row.columns]


def _keys(row: FormRow) -> list[str]:
    return [f"{row.key}.{column.key}" for column in row.columns]


def _said(reason: Text, **parts: FormRow | Column) -> Text:
    """Return a reason with the names of what it is about."""
    named = {k: x.label.text if isinstance(x, Column) else x.text for k, x in parts.items()}
    return reason.fill(**named)


_ROWS = Text("“{one}”与“{other}”两行填颠倒", "rows “{one}” and “{other}” exchanged")


def _rows_exchanged(one: FormRow, other: FormRow, row: Record) -> _Hypothesis:
    pairs = list(zip(_keys(one), _keys(other), strict=True))
    moved = {a: row.get(b) for a, b in pairs} | {b: row.get(a) for a, b in pairs}
    return _Hypothesis("rows exchanged", moved, partial(_said, _ROWS, one=one, other=other))


_IN_COLUMN = Text(
    "“{column}”一列的“{one}”与“{other}”两格填颠倒",
    "cells “{one}” and “{other}” of column “{column}” exchanged",
)


def _exchanged_in_column(one: FormRow, other: FormRow, row: Record) -> Iterator[_Hypothesis]:
    for a, b, column in zip(_keys(one), _keys(other), one.columns, strict=True):
        reason = partial(_said, _IN_COLUMN, column=column, one=one, other=other)
        yield _Hypothesis("cells exchanged", {a: row.get(b), b: row.get(a)}, reason)


def _exchanged_with_totals(
    one: FormRow, other: FormRow, form: Form, row: Record
) -> Iterator[_Hypothesis]:
    """Yield what the exchange in a column is where the rows were added up after it."""
    for cells in _exchanged_in_column(one, other, row):
        totals = [
            total
            for key in cells.moved
            for total in _keys(one) + _keys(other)
            if key in form.totals.get(total, ()) and _row(total) == _row(key)
        ]
        if totals and len(set(cells.moved.values())) > 1:
            moved = cells.moved | dict.fromkeys(totals)
            yield _Hypothesis("cells exchanged", moved, partial(_with_totals, cells.reason))


def _with_totals(exchanged: Callable[[], Text]) -> Text:
    reason = Text("{what}，两行的总计随之算错", "{what}, and the totals of both rows follow them")
    return reason.fill(what=exchanged())


def _cells_exchanged(own: FormRow, row: Record) -> Iterator[_Hypothesis]:
    reason = Text(
        "“{row}”一行的“{one}”与“{other}”两格填颠倒",
        "cells “{one}” and “{other}” of row “{row}” exchanged",
    )
    for (a, one), (b, other) in pairwise(zip(_keys(own), own.columns, strict=True)):
        filled = partial(_said, reason, row=own, one=one, other=other)
        yield _Hypothesis("cells exchanged", {a: row.get(b), b: row.get(a)}, filled)


def _shifted(own: FormRow, row: Record) -> Iterator[_Hypothesis]:
    keys = _keys(own)
    if sum(bool(row.get(key)) for key in keys) < _ENOUGH:
        return
    to_left: dict[str, Number | None] = {a: row.get(b) for a, b in pairwise(keys)}
    to_right: dict[str, Number | None] = {b: row.get(a) for a, b in pairwise(keys)}
    right = Text("“{row}”一行整体右移了一列", "row “{row}” shifted right by one column")
    left = Text("“{row}”一行整体左移了一列", "row “{row}” shifted left by one column")
    yield _Hypothesis("row shifted", to_left | {keys[-1]: None}, partial(_said, right, row=own))
    yield _Hypothesis("row shifted", {keys[0]: None} | to_right, partial(_said, left, row=own))


def _copied(own: FormRow, like: Sequence[FormRow], row: Record) -> Iterator[_Hypothesis]:
    """Yield the whole row where another, the nearest, has the same numbers."""
    reason = Text("“{row}”一行照抄了“{other}”一行", "row “{row}” repeats row “{other}”")
    numbers = [row.get(key) for key in _keys(own)]
    same = (other for other in like if numbers == [row.get(key) for key in _keys(other)])
    telling = sum((number or 0) >= _TELLING for number in numbers) >= _ENOUGH
    if telling and (other := next(same, None)):
        filled = partial(_said, reason, row=own, other=other)
        yield _Hypothesis("row copied", dict.fromkeys(_keys(own)), filled)


def _totals_copied(
    own: FormRow, like: Sequence[FormRow], form: Form, row: Record
) -> Iterator[_Hypothesis]:
    """Yield each total that another row, the nearest, has too."""
    reason = Text(
        "“{row}”的“{column}”照抄了“{other}”一行的数字",
        "“{column}” of row “{row}” repeats that of row “{other}”",
    )
    for key, column in zip(_keys(own), own.columns, strict=True):
        number = row.get(key)
        same = (other for other in like if row.get(f"{other.key}.{column.key}") == number)
        if key in form.totals and (number or 0) >= _TELLING and (found := next(same, None)):
            filled = partial(_said, reason, row=own, column=column, other=found)
            yield _Hypothesis("total copied", {key: None}, filled)


def _alike(own: FormRow, rows: Sequence[FormRow]) -> list[FormRow]:
    """Return the other rows with the same columns, the nearest first."""
    place = rows.index(own)
    near = sorted(enumerate(rows), key=lambda item: abs(item[0] - place))
    return [other for _, other in near if other is not own and _columns(other) == _columns(own)]
