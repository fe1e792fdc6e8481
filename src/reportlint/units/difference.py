"""What explains the difference between a total and the sum over its units, proved in integers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportlint.solving.linear_program import UndecidedError
from reportlint.units.programme import CELL_WEIGHT, UNIT_WEIGHT, Choice, Problem, Programme

MOST_LISTED = 5
_MOST_REFUTED = 60
_LEFT_WRONG = 4


@dataclass(frozen=True, slots=True)
class MistypedCell:
    """A cell that is wrong by an amount; the totals that count it are too if `carried`."""

    key: str
    amount: int
    carried: bool


@dataclass(frozen=True, slots=True)
class DifferenceExplanation:
    """How often each kind of units is counted too often (below 0: too seldom), and wrong cells."""

    multiples: tuple[int, ...]
    mistyped: tuple[MistypedCell, ...]

    @property
    def weight(self) -> int:
        """What it supposes; the least is taken."""
        units = sum(abs(multiple) for multiple in self.multiples)
        return UNIT_WEIGHT * units + CELL_WEIGHT * len(self.mistyped)


def wrong_cells(problem: Problem) -> DifferenceExplanation | None:
    """Return the fewest wrong cells that explain the difference without any unit.

    None where the search was given up.
    """
    if not any(problem.amounts.values()):
        return DifferenceExplanation((), ())
    try:
        return next(_proved(replace(problem, kinds=()), None, None), None)
    except UndecidedError:
        return None


@dataclass(frozen=True, slots=True)
class LeastExplanations:
    """The least explanations by units; `proved` is False where there may be others as small."""

    explanations: tuple[DifferenceExplanation, ...] = ()
    proved: bool = True


def least(problem: Problem, cells: DifferenceExplanation, most: int) -> LeastExplanations:
    """Return what weighs least among the explanations by units lighter than wrong `cells` alone.

    None weighs more than `most`, and none leaves more cells wrong than one, or a quarter of those
    that differ: what leaves more explains nothing.
    """
    wrong = len(cells.mistyped)
    most = min(most, cells.weight - 1)
    if most < UNIT_WEIGHT or not problem.kinds:
        return LeastExplanations()
    found: list[DifferenceExplanation] = []
    try:
        for explanation in _proved(problem, most, max(1, wrong // _LEFT_WRONG)):
            if len(found) == MOST_LISTED:
                return LeastExplanations(tuple(found), proved=False)
            found.append(explanation)
    except UndecidedError:
        return LeastExplanations(tuple(found), proved=False)
    return LeastExplanations(tuple(found))


def _proved(
    problem: Problem, most: int | None, cells: int | None
) -> Iterator[DifferenceExplanation]:
    """Yield the least explanations, of one weight; raise UndecidedError."""
    programme = Programme(problem)
    if most is not None:
        programme.at_most(most)
    if cells is not None:
        programme.few_cells(cells)
    refuted = 0
    while choice := programme.next():
        explanation, wrong = _verified(problem, choice)
        if not wrong:
            yield explanation
            programme.at_most(explanation.weight)
            programme.leave_out(choice)
            continue
        refuted += len(wrong)
        if refuted > _MOST_REFUTED:
            raise UndecidedError
        for key in wrong:
            programme.refute(choice, key)


def _verified(problem: Problem, choice: Choice) -> tuple[DifferenceExplanation, list[str]]:
    """Return the explanation in integers, and the cells where it does not hold."""
    left = remaining(problem, choice.multiples)
    mistyped = [MistypedCell(key, left[key], True) for key in left if key in choice.carried]
    for cause in mistyped:
        left[cause.key] = 0
        for total, times in problem.followers[cause.key].items():
            left[total] -= times * cause.amount
    mistyped += [MistypedCell(key, left[key], False) for key in left if key in choice.alone]
    wrong = [
        key
        for key, amount in left.items()
        if (amount < 0 or (amount and key not in problem.open)) and key not in choice.alone
    ]
    used = tuple(cause for cause in mistyped if cause.amount)
    return DifferenceExplanation(choice.multiples, used), wrong


def remaining(problem: Problem, multiples: tuple[int, ...]) -> dict[str, int]:
    """Return the difference without what those multiples of the units account for."""
    left = dict(problem.amounts)
    for kind, multiple in zip(problem.kinds, multiples, strict=False):
        if multiple:
            for key, number in kind.numbers.items():
                left[key] -= multiple * number
    return left
