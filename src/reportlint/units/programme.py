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

from reportlint.solving.linear_program import INFINITY, LinearProgram, Options

UNIT_WEIGHT = 3
CELL_WEIGHT = 2
_LARGEST = 2**24
_MOST_NODES = 2000
_SECONDS = 5.0
_OPTIONS: Options = {
    "mip_feasibility_tolerance": 1e-6,
    "primal_feasibility_tolerance": 1e-6,
    "mip_abs_gap": 0.5,
}


@dataclass(frozen=True, slots=True)
class UnitKind:
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
    kinds: tuple[UnitKind, ...]
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
class _KindVariables:
    """The binary variables of a kind: counted once, twice too often; once, twice too seldom."""

    above: list[int] = field(default_factory=list)
    below: list[int] = field(default_factory=list)


class Programme:
    """The program of a problem."""

    def __init__(self, problem: Problem) -> None:
        self._program = LinearProgram(_OPTIONS, nodes=_MOST_NODES, seconds=_SECONDS)
        self._problem = problem
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
            self._program.row({self._alone[key]: 1.0, self._carried[key]: 1.0}, upper=1.0)
        self._balance()

    @property
    def _weights(self) -> dict[int, float]:
        units = {i: float(UNIT_WEIGHT) for k in self._kinds for i in (*k.above, *k.below)}
        cells = [*self._alone.values(), *self._carried.values()]
        return units | dict.fromkeys(cells, float(CELL_WEIGHT))

    def next(self) -> Choice | None:
        """Return a lightest proposal, None where there is none; raise UndecidedError."""
        value = self._program.solve()
        if value is None:
            return None
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
        self._program.row(self._weights, upper=weight)

    def few_cells(self, most: int) -> None:
        """From now on propose no more mistyped cells."""
        cells = [*self._alone.values(), *self._carried.values()]
        self._program.row(dict.fromkeys(cells, 1.0), upper=most)

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
        self._program.row(signs | dict.fromkeys(instead, 1.0), lower=1.0 - taken)

    def _on(self, choice: Choice) -> set[int]:
        on = {self._carried[key] for key in choice.carried}
        for kind, multiple in zip(self._kinds, choice.multiples, strict=True):
            on.update(kind.above[: max(multiple, 0)], kind.below[: max(-multiple, 0)])
        return on

    def _of_kind(self, number: int) -> list[int]:
        return [*self._kinds[number].above, *self._kinds[number].below]

    def _kind(self, kind: UnitKind) -> _KindVariables:
        """A unit may be missing or counted up to three times; of several alike two be missing."""
        found = _KindVariables(
            [self._binary(UNIT_WEIGHT) for _ in range(2)],
            [self._binary(UNIT_WEIGHT) for _ in kind.units[:2]],
        )
        for columns, sign in ((found.above, 1), (found.below, -1)):
            for key, number in kind.numbers.items():
                for i in columns:
                    self._terms[key][i] = sign * number / self._scale[key]
            if len(columns) > 1:
                self._program.row({columns[0]: 1.0, columns[1]: -1.0}, lower=0.0)
        return found

    def _mistyped(self, key: str, followers: Mapping[str, int]) -> int:
        """Add an amount by which a cell is wrong, and return the binary that allows it."""
        most = self._problem.reach(key) / self._scale[key]
        amount, allowed = self._program.column(-most, most), self._binary(CELL_WEIGHT)
        self._program.row({amount: 1.0, allowed: -most}, upper=0.0)
        self._program.row({amount: 1.0, allowed: most}, lower=0.0)
        self._terms[key][amount] = 1.0
        for total, times in followers.items():
            if total in self._terms:
                self._terms[total][amount] = times * self._scale[key] / self._scale[total]
        return allowed

    def _balance(self) -> None:
        """In every cell the causes make the difference; an open cell may hold more."""
        for key, amount in self._problem.amounts.items():
            scaled = amount / self._scale[key]
            least = -INFINITY if key in self._problem.open else scaled
            self._program.row(self._terms[key], least, scaled)

    def _binary(self, weight: int) -> int:
        return self._program.column(upper=1.0, cost=float(weight), integer=True)
