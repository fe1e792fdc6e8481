"""What the statements of an edition can and cannot do: that they agree, and which are implied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from itertools import chain, product
from math import lcm

from reportlint.audit.detection import Audit, ErrorCounts, audit, error_counts
from reportlint.form.edits import Condition, Decimals, Edit, Identity, Limit, Record, ReservedRow
from reportlint.form.schema import Form, forms
from reportlint.form.structure import Section
from reportlint.number import Number, from_float
from reportlint.organs import BELOW_CITY_LEVELS
from reportlint.solving import INFINITY, LinearProgram, connected_edits, redundant


@dataclass(frozen=True, slots=True)
class Constraint:
    """A weighted sum of cells lies from `low` to `high`."""

    weights: Mapping[str, int]
    low: float = -INFINITY
    high: float = INFINITY


_Constraints = tuple[Constraint, ...]
_LARGEST_DENOMINATOR = 100


def solution(constraints: Iterable[Constraint]) -> dict[str, float] | None:
    """Return small numbers that meet every constraint; None where there are none.

    >>> nonnegative, difference = Constraint({"a": 1}, low=0), Constraint({"a": 1, "b": -1}, 2, 2)
    >>> solution([nonnegative, difference, Constraint({"b": 1}, low=1)])
    {'a': 3.0, 'b': 1.0}
    """
    bounds: dict[str, tuple[float, float]] = {}
    sums: list[Constraint] = []
    for constraint in constraints:
        for key in constraint.weights:
            bounds.setdefault(key, (-INFINITY, INFINITY))
        if list(constraint.weights.values()) == [1]:
            (key,) = constraint.weights
            low, high = bounds[key]
            bounds[key] = max(low, constraint.low), min(high, constraint.high)
        else:
            sums.append(constraint)
    if any(low > high for low, high in bounds.values()):
        return None
    return _least(bounds, sums)


def _least(
    bounds: Mapping[str, tuple[float, float]], sums: Iterable[Constraint]
) -> dict[str, float] | None:
    program = LinearProgram()
    columns = {
        key: program.column(low, high, cost=float(low > -INFINITY))
        for key, (low, high) in bounds.items()
    }
    for constraint in sums:
        terms = {columns[key]: float(weight) for key, weight in constraint.weights.items()}
        program.row(terms, constraint.low, constraint.high)
    values = program.solve()
    return None if values is None else dict(zip(bounds, values, strict=True))


@dataclass(frozen=True, slots=True)
class EditAudit:
    """A statement, and a report that breaks it and no other; None where the others imply it.

    `witness` holds the cells that are not 0, and `agency.level` where it matters.
    """

    edit: Edit
    witness: Mapping[str, Number | str] | None


def satisfying(form: Form) -> dict[str, Number] | None:
    """Return a report with a number above 0 in every cell on which every statement holds."""
    found: dict[str, Number] = {}
    for edits in _parts(form):
        cells = dict.fromkeys(key for edit in edits for key in edit.cells)
        filled = tuple(Constraint({key: 1}, low=1) for key in cells)
        part = _solution(form, [(filled,), *map(_holding, edits)])
        if part is None:
            return None
        found |= part
    _verify(form, found, form.edits, [])
    return {key: found[key] for key in form.cells}


def edit_audits(form: Form) -> tuple[EditAudit, ...]:
    """Return every statement of a form but the redundant identities, with what breaks it alone."""
    found: dict[Edit, EditAudit] = {}
    for edits in _parts(form):
        holding = {edit: _holding(edit) for edit in edits}
        for edit in edits:
            cells = _solution(form, [*({**holding, edit: _breaking(edit)}).values()])
            witness = None if cells is None else {**cells, **_organ(edit)}
            found[edit] = EditAudit(edit, witness)
            if witness is not None:
                _verify(form, witness, edits, [edit])
    return tuple(found[edit] for edit in form.edits if edit in found)


def _verify(form: Form, witness: Record, edits: Sequence[Edit], broken: list[Edit]) -> None:
    """Make sure, in exact numbers, of what HiGHS computed in floating point.

    A statement without a cell of the witness holds: 0 everywhere breaks none.
    """
    row: Record = {**dict.fromkeys(form.cells, 0), **witness}
    touched = [edit for edit in edits if not witness.keys().isdisjoint(edit.cells)]
    if [edit for edit in touched if edit.fails(row)] != broken:
        raise ArithmeticError(f"a report that should break {broken} alone does not: {witness}")


def _parts(form: Form) -> list[list[Edit]]:
    """Return the statements in groups that share no cell, without redundant identities."""
    implied = redundant(form.identities)
    return connected_edits(edit for edit in form.edits if edit not in implied)


def _solution(form: Form, asked: Sequence[Sequence[_Constraints]]) -> dict[str, Number] | None:
    """Return the cells other than 0 of a report that meets one alternative of everything asked."""
    for chosen in product(*asked):
        found = solution(chain.from_iterable(chosen))
        if found is not None:
            whole = lcm(*(_denominator(form, key, value) for key, value in found.items()))
            exact = {key: _exact(form, key, value * whole) for key, value in found.items()}
            return {key: value for key, value in exact.items() if value}
    return None


def _denominator(form: Form, key: str, value: float) -> int:
    """Return by what to multiply a count to make it whole."""
    money = form.cells[key].decimals is not None
    return 1 if money else Fraction(value).limit_denominator(_LARGEST_DENOMINATOR).denominator


def _exact(form: Form, key: str, value: float) -> Number:
    decimals = form.cells[key].decimals
    if decimals is None:
        return round(value)
    return from_float(round(value, decimals + 1))


def _holding(edit: Edit) -> Sequence[_Constraints]:
    """Return the alternatives that make a statement true."""
    match edit:
        case Identity():
            return [(Constraint(_difference(edit), 0, 0),)]
        case Limit():
            return [(Constraint(_difference(edit), low=0),)]
        case Condition():
            needed = [(Constraint({key: 1}, low=1),) for key in edit.needs]
            return [(Constraint({edit.positive: 1}, high=0),), *needed]
        case _:
            return [()]


def _breaking(edit: Edit) -> Sequence[_Constraints]:
    """Return the alternatives that make a statement false, by as little as may be."""
    match edit:
        case Identity():
            return [(Constraint(_difference(edit), by, by),) for by in (1, -1)]
        case Limit():
            return [(Constraint(_difference(edit), -1, -1),)]
        case Condition():
            lacking = (Constraint({key: 1}, high=0) for key in edit.needs)
            return [(Constraint({edit.positive: 1}, low=1), *lacking)]
        case Decimals():
            finer = 1 + 10.0 ** -(edit.places + 1)
            return [(Constraint({edit.cell: 1}, finer, finer),)]
        case _:
            return [(Constraint({key: 1}, low=1),) for key in edit.cells]


def _difference(edit: Identity | Limit) -> dict[str, int]:
    """Return the right side less the left one."""
    return dict.fromkeys(edit.right, 1) | dict.fromkeys(edit.left, -1)


def _organ(edit: Edit) -> dict[str, Number | str]:
    """Return the organ that a statement is about, where it is about some only."""
    return {"agency.level": BELOW_CITY_LEVELS[-1]} if isinstance(edit, ReservedRow) else {}


@dataclass(frozen=True)
class EditionAudit:
    """What is proven about one edition, each part when it is first asked for."""

    form: Form

    @cached_property
    def whole(self) -> Audit:
        """The identities of the whole form, counted."""
        return audit(self.form)

    @cached_property
    def tables(self) -> list[tuple[Section, Audit, ErrorCounts]]:
        """Each table, with its identities and with the wrong cells that they show."""
        own = self.form.tables
        counted = (audit(self.form, table) for table in own)
        return list(zip(own, counted, error_counts(self.form, own), strict=True))

    @cached_property
    def statements(self) -> tuple[EditAudit, ...]:
        """Each statement but the redundant identities, with a report that breaks it alone."""
        return edit_audits(self.form)

    @cached_property
    def satisfying(self) -> Mapping[str, Number] | None:
        """A report with every cell filled on which all statements hold."""
        return satisfying(self.form)

    @cached_property
    def implied(self) -> list[Edit]:
        """The statements that no report breaks alone."""
        return [found.edit for found in self.statements if found.witness is None]


@cache
def edition_audit(edition: str) -> EditionAudit:
    """Return the audit of an edition, which takes seconds to work out whole."""
    return EditionAudit(forms()[edition])
