"""What a set of cells would hold: worked out and verified in exact arithmetic."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import islice, product

from reportlint.form.edits import Condition, Decimals, Edit, Identity, Sum
from reportlint.number import Number, from_fraction
from reportlint.repair.search import Candidate, Neighbourhood
from reportlint.solving import Expression, expression, solve, substitute

_MOST_TRIALS = 200


@dataclass(frozen=True, slots=True)
class Imputation:
    """The numbers that the edits determine, and the cells that they leave `open`."""

    values: Mapping[str, Number]
    open: frozenset[str]

    @property
    def cells(self) -> frozenset[str]:
        """The set."""
        return self.open.union(self.values)


class RefutedError(Exception):
    """No numbers of the cells make the edits hold: `proven`, or only none found."""

    def __init__(self, *, proven: bool) -> None:
        super().__init__()
        self.proven = proven


class Verification:
    """One set of cells put to the test against the edits near it."""

    def __init__(self, near: Neighbourhood, candidate: Candidate) -> None:
        self._row = near.row
        self._candidate = candidate
        unknown = dict.fromkeys((*candidate.cells, *near.blanks))
        self._unknown = unknown
        self._edits = [edit for edit in near.edits if not unknown.keys().isdisjoint(edit.cells)]
        self._places = {e.cell: e.places for e in self._edits if isinstance(e, Decimals)}
        self._known = self._solve()

    def imputation(self) -> Imputation:
        """Return what the cells would hold; raises RefutedError where the edits cannot all hold."""
        loose = {cell for cell in self._unknown if self._expression(cell)[0]}
        for trial in self._trials():
            numbers = self._numbers(trial)
            if numbers is not None and self._hold(numbers):
                cells = self._candidate.cells
                values = {cell: numbers[cell] for cell in cells if cell not in loose}
                return Imputation(values, frozenset(loose.intersection(cells)))
        raise RefutedError(proven=not loose)

    def _expression(self, cell: str) -> Expression:
        return self._known.get(cell, ({cell: Fraction(1)}, Fraction()))

    def _solve(self) -> dict[str, Expression]:
        """Return what the identities, and then the other edits, say of the unknowns."""
        identities = [edit for edit in self._edits if isinstance(edit, Identity)]
        known = solve(expression(edit, self._row, self._unknown) for edit in identities)
        if known is None:
            raise RefutedError(proven=True)
        self._known = known
        for cell in self._candidate.cells:
            value = self._only_number(cell) if cell not in known else None
            if value is not None:
                found: dict[str, Expression] = {cell: ({}, value)}
                known = {name: substitute(own, found) for name, own in known.items()} | found
                self._known = known
        return known

    def _only_number(self, cell: str) -> Fraction | None:
        """Return the only number that limits and conditions leave a cell, or its rounded one."""
        bounds = [self._bound(cell, edit) for edit in self._edits]
        lower = max((value for sign, value in filter(None, bounds) if sign < 0), default=None)
        upper = min((value for sign, value in filter(None, bounds) if sign > 0), default=None)
        if lower is not None and lower == upper:
            return lower
        places = self._places.get(cell)
        rounded = None if places is None else round(Fraction(self._row[cell]), places)
        return rounded if rounded != self._row[cell] else None

    def _bound(self, cell: str, edit: Edit) -> tuple[int, Fraction] | None:
        """Return the bound that an edit sets a cell alone, after -1 below it and 1 above it."""
        if isinstance(edit, Condition) and edit.positive == cell:
            needs = [self._constant(need) for need in edit.needs]
            return (1, Fraction()) if all(n is not None and n <= 0 for n in needs) else None
        if not isinstance(edit, Sum):
            return None
        terms, constant = substitute(expression(edit, self._row, self._unknown), self._known)
        if terms.keys() != {cell}:
            return None
        return (1 if terms[cell] > 0 else -1), -constant / terms[cell]

    def _constant(self, cell: str) -> Fraction | None:
        if cell not in self._unknown:
            return Fraction(self._row[cell])
        terms, constant = self._expression(cell)
        return None if terms else constant

    def _trials(self) -> Iterator[dict[str, Expression]]:
        """Yield numbers for the unknowns of which nothing else is known."""
        free = [cell for cell in self._unknown if cell not in self._known]
        choices = product(*(self._numbers_to_try(cell) for cell in free))
        for values in islice(choices, _MOST_TRIALS):
            constants = zip(free, values, strict=True)
            yield {cell: ({}, value) for cell, value in constants}

    def _numbers_to_try(self, cell: str) -> tuple[Fraction, ...]:
        """HiGHS's number, then 0 and the smallest above it, which satisfy a condition."""
        places = self._decimals(cell)
        own = round(self._candidate.numbers[cell], places)
        if self._row.get(cell) is None:
            return (own,)
        return tuple(dict.fromkeys((own, Fraction(), Fraction(1, 10**places))))

    def _decimals(self, cell: str) -> int:
        return 0 if isinstance(self._number_like(cell), int) else self._places.get(cell, 6)

    def _number_like(self, cell: str) -> Number:
        """Return a number of the kind that the cell holds; of a blank, what its edits hold."""
        value: Number | None = self._row.get(cell)
        if value is not None:
            return value
        beside = (self._row.get(key) for e in self._edits if cell in e.cells for key in e.cells)
        return Decimal() if any(isinstance(number, Decimal) for number in beside) else 0

    def _numbers(self, trial: Mapping[str, Expression]) -> dict[str, Number] | None:
        """Return every unknown's number; None where one is none that its cell can hold."""
        numbers = {}
        for cell in self._unknown:
            _, value = substitute(self._expression(cell), trial)
            number = from_fraction(value, self._number_like(cell))
            if number is None:
                return None
            numbers[cell] = number
        return numbers

    def _hold(self, numbers: dict[str, Number]) -> bool:
        row = ChainMap(numbers, dict(self._row))
        return not any(edit.fails(row) for edit in self._edits)
