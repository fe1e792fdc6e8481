"""Tables open at their sides: no rule stands before the first column, or after the last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_NEAR = 3


@dataclass(frozen=True, slots=True)
class Rule:
    """A level or an upright rule, in points from the top left corner of its page."""

    x0: float
    x1: float
    top: float
    bottom: float

    def beside(self, top: float, bottom: float) -> bool:
        """Whether any part of this upright rule stands between two heights."""
        return self.top < bottom - _NEAR and self.bottom > top + _NEAR

    def crosses(self, above: Rule, below: Rule) -> bool:
        """Whether this upright rule goes all the way between two level ones, inside them."""
        inside = max(above.x0, below.x0) + _NEAR < self.x0 < min(above.x1, below.x1) - _NEAR
        return inside and self.top <= above.top + _NEAR and self.bottom >= below.top - _NEAR


def missing_sides(level: Iterable[Rule], upright: Sequence[Rule]) -> Iterator[Rule]:
    """Yield the upright rules that would close such tables, row by row.

    >>> level = [Rule(10, 90, 0, 0), Rule(10, 90, 20, 20)]
    >>> [(side.x0, side.bottom) for side in missing_sides(level, [Rule(50, 50, 0, 20)])]
    [(10, 20), (90, 20)]
    """
    for x, rules in _ends(level):
        standing = [rule for rule in upright if abs(rule.x0 - x) <= _NEAR]
        for above, below in pairwise(sorted(rules, key=lambda rule: rule.top)):
            is_open = not any(rule.beside(above.top, below.top) for rule in standing)
            if is_open and any(rule.crosses(above, below) for rule in upright):
                yield Rule(x, x, above.top, below.top)


def _ends(level: Iterable[Rule]) -> Iterator[tuple[float, list[Rule]]]:
    """Yield where level rules end, from left to right, each with the rules that end there."""
    ends = sorted(((x, rule) for rule in level for x in (rule.x0, rule.x1)), key=lambda end: end[0])
    starts = [i for i, end in enumerate(ends) if i == 0 or end[0] - ends[i - 1][0] > _NEAR]
    for start, stop in pairwise([*starts, len(ends)]):
        yield ends[start][0], [rule for _, rule in ends[start:stop]]
