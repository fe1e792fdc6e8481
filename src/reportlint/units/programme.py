"""The least explanation of a difference, as a mixed-integer program that HiGHS solves.

Cell by cell, the difference is the sum of what is counted again (a unit's numbers, added or taken
away a whole number of times) and of what is mistyped: a cell alone, or a cell with the totals that
were computed from it. A binary variable says whether a cell is mistyped; units and binaries are
weighted, and the weight is least. HiGHS computes in binary floats, so what it answers is a
proposal: `explanation` verifies it, and `refute` has it think again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from highspy import HighsStatus

UNIT_WEIGHT = 3
CELL_WEIGHT = 2
_LARGEST = 2**24
_TOLERANCE = 1e-6
_SECONDS = 5.0


class UndecidedError(Exception):
    """HiGHS did not end in time."""


@dataclass(frozen=True, slots=True)
class Kind:
    """The units, by index, that state the same numbers, and those that are not 0."""

    units: tuple[int, ...]
    numbers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is to be explained, in whole numbers (money in the smallest step that occurs).

    `amounts` has the difference in every cell that can be compared; where a cell is `open`, parts
    of its sum are unknown and any amount above 0 needs no explanation. `followers` gives for a cell
    the totals that count it, and how often.
    """

    amounts: Mapping[str, int]
    open: frozenset[str]
    kinds: tuple[Kind, ...]
    followers: Mapping[str, Mapping[str, int]]

    def reach(self, key: str) -> int:
        """How large a mistyped amount can be: every unit wholly missing or counted three times."""
        most = sum(2 * len(k.units) * abs(k.numbers.get(key, 0)) for k in self.kinds)
        return abs(self.amounts[key]) + most


@dataclass(frozen=True, slots=True)
class Choice:
    """A proposal: how often each kind is counted too often, and which cells are mistyped."""

    multiples: tuple[int, ...]
    alone: frozenset[str]
    carried: frozenset[str]


@dataclass
class _Kind:
    """The binary variables of a kind: counted once, twice too often; once, twice too seldom."""

    above: list[int] = field(default_factory=list)
    below: list[int] = field(default_factory=list)


class Programme:
    """The program of a problem."""

    def __init__(self, problem: Problem) -> None:
        from highspy import Highs, kHighsInf

        # Highs itself prints a banner before it can be told to be silent; its base does not.
        self._highs = cast("type[Highs]", Highs.__base__)()
        self._infinity = kHighsInf
        for name, value in (
            ("output_flag", False),
            ("parallel", "off"),
            # Its presolve spends minutes on such programs, and does not look at the time.
            ("presolve", "off"),
            ("mip_feasibility_tolerance", _TOLERANCE),
            ("primal_feasibility_tolerance", _TOLERANCE),
            ("mip_abs_gap", 0.5),
            ("mip_rel_gap", 0.0),
        ):
            _done(self._highs.setOptionValue(name, value))
        self._ends = monotonic() + _SECONDS
        self._problem = problem
        self._columns = 0
        self._terms: dict[str, dict[int, float]] = {key: {} for key in problem.amounts}
        # Powers of two, so that scaling rounds nothing.
        self._scale = {
            key: 1 << (problem.reach(key) // _LARGEST).bit_length() for key in problem.amounts
        }
        self._kinds = [self._kind(kind) for kind in problem.kinds]
        self._alone = {key: self._mistyped(key, {}) for key in problem.amounts}
        self._carried = {
            key: self._mistyped(key, followers)
            for key, followers in problem.followers.items()
            if key in problem.amounts
        }
        for key in self._carried:
            self._row(0.0, 1.0, {self._alone[key]: 1.0, self._carried[key]: 1.0})
        self._balance()

    @property
    def _weights(self) -> dict[int, float]:
        units = {i: float(UNIT_WEIGHT) for k in self._kinds for i in (*k.above, *k.below)}
        cells = [*self._alone.values(), *self._carried.values()]
        return units | dict.fromkeys(cells, float(CELL_WEIGHT))

    def next(self) -> Choice | None:
        """Return a lightest proposal, None where there is none; raise UndecidedError."""
        from highspy import HighsModelStatus

        _done(self._highs.setOptionValue("time_limit", max(0.0, self._ends - monotonic())))
        _done(self._highs.run())
        status = self._highs.getModelStatus()
        if status == HighsModelStatus.kInfeasible:
            return None
        if status != HighsModelStatus.kOptimal:
            raise UndecidedError
        value = self._highs.getSolution().col_value
        return Choice(
            tuple(
                sum(round(value[i]) for i in kind.above) - sum(round(value[i]) for i in kind.below)
                for kind in self._kinds
            ),
            frozenset(key for key, i in self._alone.items() if round(value[i])),
            frozenset(key for key, i in self._carried.items() if round(value[i])),
        )

    def at_most(self, weight: int) -> None:
        """From now on propose nothing heavier."""
        self._row(-self._infinity, weight, self._weights)

    def few_cells(self, most: int) -> None:
        """From now on propose no more mistyped cells."""
        cells = [*self._alone.values(), *self._carried.values()]
        self._row(-self._infinity, most, dict.fromkeys(cells, 1.0))

    def leave_out(self, choice: Choice) -> None:
        """From now on propose other units."""
        kinds = range(len(self._kinds))
        self._differs(choice, [i for k in kinds for i in self._of_kind(k)], [])

    def refute(self, choice: Choice, key: str) -> None:
        """With these units, and these cells carried into it, `key` is mistyped."""
        problem = self._problem
        units = [
            i
            for k, kind in enumerate(problem.kinds)
            if key in kind.numbers
            for i in self._of_kind(k)
        ]
        parts = [base for base, totals in problem.followers.items() if key in totals]
        carried = [self._carried[base] for base in (*parts, key) if base in self._carried]
        self._differs(choice, units + carried, [self._alone[key]])

    def _differs(self, choice: Choice, binaries: Iterable[int], instead: Iterable[int]) -> None:
        """One of the binaries is other than in the choice, or one of `instead` is 1."""
        on = self._on(choice)
        signs = {i: -1.0 if i in on else 1.0 for i in binaries}
        taken = sum(sign < 0 for sign in signs.values())
        self._row(1.0 - taken, self._infinity, signs | dict.fromkeys(instead, 1.0))

    def _on(self, choice: Choice) -> set[int]:
        on = {self._carried[key] for key in choice.carried}
        for kind, multiple in zip(self._kinds, choice.multiples, strict=True):
            on.update(kind.above[: max(multiple, 0)], kind.below[: max(-multiple, 0)])
        return on

    def _of_kind(self, number: int) -> list[int]:
        return [*self._kinds[number].above, *self._kinds[number].below]

    def _kind(self, kind: Kind) -> _Kind:
        """A unit may be missing or counted up to three times; of several alike two be missing."""
        found = _Kind(
            [self._binary(UNIT_WEIGHT) for _ in range(2)],
            [self._binary(UNIT_WEIGHT) for _ in kind.units[:2]],
        )
        for columns, sign in ((found.above, 1), (found.below, -1)):
            for key, number in kind.numbers.items():
                for i in columns:
                    self._terms[key][i] = sign * number / self._scale[key]
            if len(columns) > 1:
                self._row(0.0, self._infinity, {columns[0]: 1.0, columns[1]: -1.0})
        return found

    def _mistyped(self, key: str, followers: Mapping[str, int]) -> int:
        """Add an amount by which a cell is wrong, and return the binary that allows it."""
        most = self._problem.reach(key) / self._scale[key]
        amount, allowed = self._column(0.0, -most, most), self._binary(CELL_WEIGHT)
        self._row(-self._infinity, 0.0, {amount: 1.0, allowed: -most})
        self._row(0.0, self._infinity, {amount: 1.0, allowed: most})
        self._terms[key][amount] = 1.0
        for total, times in followers.items():
            if total in self._terms:
                self._terms[total][amount] = times * self._scale[key] / self._scale[total]
        return allowed

    def _balance(self) -> None:
        """In every cell the causes make the difference; an open cell may hold more."""
        for key, amount in self._problem.amounts.items():
            scaled = amount / self._scale[key]
            least = -self._infinity if key in self._problem.open else scaled
            self._row(least, scaled, self._terms[key])

    def _binary(self, weight: int) -> int:
        from highspy import HighsVarType

        column = self._column(float(weight), 0.0, 1.0)
        _done(self._highs.changeColIntegrality(column, HighsVarType.kInteger))
        return column

    def _column(self, cost: float, least: float, most: float) -> int:
        _done(self._highs.addCol(cost, least, most, 0, [], []))
        self._columns += 1
        return self._columns - 1

    def _row(self, least: float, most: float, terms: Mapping[int, float]) -> None:
        _done(self._highs.addRow(least, most, len(terms), [*terms], [*terms.values()]))


def _done(status: HighsStatus) -> None:
    """HiGHS answers with a status where other libraries raise."""
    if status.name == "kError":
        raise UndecidedError
