"""What explains the difference between a total and the sum over its units: the least, proved.

Cell by cell, the difference is the sum of what is counted again (a unit's numbers, added or taken
away a whole number of times) and of what is mistyped: a cell alone, or a cell with the totals that
were computed from it. A binary variable says whether a cell is mistyped; units and binaries are
weighted, and the weight is least. HiGHS computes in binary floats, so what it answers is a
proposal, verified in integers; where it does not hold, the search is told why and goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from reportlint.solving import INFINITY, LinearProgram, Options, UndecidedError

UNIT_WEIGHT = 3
CELL_WEIGHT = 2
_LARGEST_FACTOR = 2**24
_MOST_NODES = 2000
_SECONDS = 5.0
_OPTIONS: Options = {
    "mip_feasibility_tolerance": 1e-6,
    "primal_feasibility_tolerance": 1e-6,
    "mip_abs_gap": 0.5,
}
MOST_LISTED = 5
_MOST_REFUTED = 60
_LEFT_WRONG = 4


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """The units, by index, that state the same numbers, and those that are not 0."""

    units: tuple[int, ...]
    numbers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """What is to be explained, in whole numbers (money in the smallest step that occurs).

    `amounts` has the difference in every cell that can be compared; where a cell is `open`, parts
    of its sum are unknown and any amount above 0 needs no explanation. `followers` gives for a cell
    the totals that count it, and how often.
    """

    amounts: Mapping[str, int]
    open: frozenset[str]
    groups: tuple[UnitGroup, ...]
    followers: Mapping[str, Mapping[str, int]]

    def reach(self, key: str) -> int:
        """How large a mistyped amount can be: every unit wholly missing or counted three times."""
        most = sum(2 * len(group.units) * abs(group.numbers.get(key, 0)) for group in self.groups)
        return abs(self.amounts[key]) + most


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell that is wrong by an amount; the totals that count it are too if `carried`."""

    key: str
    amount: int
    carried: bool


@dataclass(frozen=True, slots=True)
class DifferenceExplanation:
    """How often each group of units is counted too often (below 0: too seldom), and wrong cells."""

    multiples: tuple[int, ...]
    mistyped: tuple[CellError, ...]

    @property
    def weight(self) -> int:
        """What it supposes; the least is taken."""
        units = sum(abs(multiple) for multiple in self.multiples)
        return UNIT_WEIGHT * units + CELL_WEIGHT * len(self.mistyped)


def wrong_cells(discrepancy: Discrepancy) -> DifferenceExplanation | None:
    """Return the fewest wrong cells that explain the difference without any unit.

    None where the search was given up.
    """
    if not any(discrepancy.amounts.values()):
        return DifferenceExplanation((), ())
    try:
        return next(_proved(replace(discrepancy, groups=()), None, None), None)
    except UndecidedError:
        return None


@dataclass(frozen=True, slots=True)
class LeastExplanations:
    """The least explanations by units; `proved` is False where there may be others as small."""

    explanations: tuple[DifferenceExplanation, ...] = ()
    proved: bool = True


def least_explanations(
    discrepancy: Discrepancy, cells: DifferenceExplanation, most: int
) -> LeastExplanations:
    """Return what weighs least among the explanations by units lighter than wrong `cells` alone.

    None weighs more than `most`, and none leaves more cells wrong than one, or a quarter of those
    that differ: what leaves more explains nothing.
    """
    wrong = len(cells.mistyped)
    most = min(most, cells.weight - 1)
    if most < UNIT_WEIGHT or not discrepancy.groups:
        return LeastExplanations()
    found: list[DifferenceExplanation] = []
    try:
        for explanation in _proved(discrepancy, most, max(1, wrong // _LEFT_WRONG)):
            if len(found) == MOST_LISTED:
                return LeastExplanations(tuple(found), proved=False)
            found.append(explanation)
    except UndecidedError:
        return LeastExplanations(tuple(found), proved=False)
    return LeastExplanations(tuple(found))


def _proved(
    discrepancy: Discrepancy, most: int | None, cells: int | None
) -> Iterator[DifferenceExplanation]:
    """Yield the least explanations, of one weight; raise UndecidedError."""
    search = ExplanationSearch(discrepancy)
    if most is not None:
        search.at_most(most)
    if cells is not None:
        search.few_cells(cells)
    refuted = 0
    while proposal := search.next():
        explanation, wrong = _verified(discrepancy, proposal)
        if not wrong:
            yield explanation
            search.at_most(explanation.weight)
            search.exclude(proposal)
            continue
        refuted += len(wrong)
        if refuted > _MOST_REFUTED:
            raise UndecidedError
        for key in wrong:
            search.refute(proposal, key)


def _verified(
    discrepancy: Discrepancy, proposal: Proposal
) -> tuple[DifferenceExplanation, list[str]]:
    """Return the explanation in integers, and the cells where it does not hold."""
    left = remaining(discrepancy, proposal.multiples)
    mistyped = [CellError(key, left[key], True) for key in left if key in proposal.carried]
    for cause in mistyped:
        left[cause.key] = 0
        for total, times in discrepancy.followers[cause.key].items():
            left[total] -= times * cause.amount
    mistyped += [CellError(key, left[key], False) for key in left if key in proposal.alone]
    wrong = [
        key
        for key, amount in left.items()
        if (amount < 0 or (amount and key not in discrepancy.open)) and key not in proposal.alone
    ]
    used = tuple(cause for cause in mistyped if cause.amount)
    return DifferenceExplanation(proposal.multiples, used), wrong


def remaining(discrepancy: Discrepancy, multiples: tuple[int, ...]) -> dict[str, int]:
    """Return the difference without what those multiples of the units account for."""
    left = dict(discrepancy.amounts)
    for group, multiple in zip(discrepancy.groups, multiples, strict=False):
        if multiple:
            for key, number in group.numbers.items():
                left[key] -= multiple * number
    return left


@dataclass(frozen=True, slots=True)
class Proposal:
    """How often each group is counted too often, and which cells are mistyped, as HiGHS has it."""

    multiples: tuple[int, ...]
    alone: frozenset[str]
    carried: frozenset[str]


@dataclass
class _GroupVariables:
    """A group's binary variables: counted once, twice too often; once, twice too seldom."""

    above: list[int] = field(default_factory=list)
    below: list[int] = field(default_factory=list)


class ExplanationSearch:
    """Proposes what may explain a discrepancy, the lightest first, until there is none left."""

    def __init__(self, discrepancy: Discrepancy) -> None:
        self._program = LinearProgram(_OPTIONS, nodes=_MOST_NODES, seconds=_SECONDS)
        self._discrepancy = discrepancy
        self._terms: dict[str, dict[int, float]] = {key: {} for key in discrepancy.amounts}
        # Powers of two, so that scaling rounds nothing.
        self._scale = {
            key: 1 << (discrepancy.reach(key) // _LARGEST_FACTOR).bit_length()
            for key in discrepancy.amounts
        }
        self._groups = [self._group(group) for group in discrepancy.groups]
        self._alone = {key: self._error(key, {}) for key in discrepancy.amounts}
        self._carried = {
            key: self._error(key, followers)
            for key, followers in discrepancy.followers.items()
            if key in discrepancy.amounts
        }
        for key in self._carried:
            self._program.row({self._alone[key]: 1.0, self._carried[key]: 1.0}, upper=1.0)
        self._balance()

    @property
    def _weights(self) -> dict[int, float]:
        units = {
            i: float(UNIT_WEIGHT) for group in self._groups for i in (*group.above, *group.below)
        }
        cells = [*self._alone.values(), *self._carried.values()]
        return units | dict.fromkeys(cells, float(CELL_WEIGHT))

    def next(self) -> Proposal | None:
        """Return a lightest proposal, None where there is none; raise UndecidedError."""
        value = self._program.solve()
        if value is None:
            return None
        return Proposal(
            tuple(
                sum(round(value[i]) for i in group.above)
                - sum(round(value[i]) for i in group.below)
                for group in self._groups
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

    def exclude(self, proposal: Proposal) -> None:
        """From now on propose other units."""
        numbers = range(len(self._groups))
        self._differs(proposal, [i for n in numbers for i in self._of_group(n)], [])

    def refute(self, proposal: Proposal, key: str) -> None:
        """With these units, and these cells carried into it, `key` is mistyped."""
        discrepancy = self._discrepancy
        units = [
            i
            for number, group in enumerate(discrepancy.groups)
            if key in group.numbers
            for i in self._of_group(number)
        ]
        parts = [base for base, totals in discrepancy.followers.items() if key in totals]
        carried = [self._carried[base] for base in (*parts, key) if base in self._carried]
        self._differs(proposal, units + carried, [self._alone[key]])

    def _differs(self, proposal: Proposal, binaries: Iterable[int], instead: Iterable[int]) -> None:
        """One of the binaries is other than in the proposal, or one of `instead` is 1."""
        on = self._on(proposal)
        signs = {i: -1.0 if i in on else 1.0 for i in binaries}
        taken = sum(sign < 0 for sign in signs.values())
        self._program.row(signs | dict.fromkeys(instead, 1.0), lower=1.0 - taken)

    def _on(self, proposal: Proposal) -> set[int]:
        on = {self._carried[key] for key in proposal.carried}
        for group, multiple in zip(self._groups, proposal.multiples, strict=True):
            on.update(group.above[: max(multiple, 0)], group.below[: max(-multiple, 0)])
        return on

    def _of_group(self, number: int) -> list[int]:
        return [*self._groups[number].above, *self._groups[number].below]

    def _group(self, group: UnitGroup) -> _GroupVariables:
        """A unit may be missing or counted up to three times; of several alike two be missing."""
        found = _GroupVariables(
            [self._binary(UNIT_WEIGHT) for _ in range(2)],
            [self._binary(UNIT_WEIGHT) for _ in group.units[:2]],
        )
        for columns, sign in ((found.above, 1), (found.below, -1)):
            for key, number in group.numbers.items():
                for i in columns:
                    self._terms[key][i] = sign * number / self._scale[key]
            if len(columns) > 1:
                self._program.row({columns[0]: 1.0, columns[1]: -1.0}, lower=0.0)
        return found

    def _error(self, key: str, followers: Mapping[str, int]) -> int:
        """Add an amount by which a cell is wrong, and return the binary that allows it."""
        most = self._discrepancy.reach(key) / self._scale[key]
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
        for key, amount in self._discrepancy.amounts.items():
            scaled = amount / self._scale[key]
            lowest = -INFINITY if key in self._discrepancy.open else scaled
            self._program.row(self._terms[key], lowest, scaled)

    def _binary(self, weight: int) -> int:
        return self._program.column(upper=1.0, cost=float(weight), integer=True)
