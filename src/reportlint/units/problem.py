"""The problem that a comparison poses: its differences in whole numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from reportlint.forms import Form
from reportlint.report import Number
from reportlint.units.comparison import CellSum
from reportlint.units.programme import Kind, Problem


def problem(form: Form, sums: Mapping[str, CellSum]) -> Problem:
    """Return what is to be explained; cells that cannot be compared are left out."""
    steps = {key: _decimals(cell) for key, cell in sums.items() if cell.comparable}
    return Problem(
        {key: _steps(sums[key].difference, n) for key, n in steps.items()},
        frozenset(key for key in steps if not sums[key].complete),
        _kinds(sums, steps),
        _followers(form, steps),
    )


def _kinds(sums: Mapping[str, CellSum], steps: Mapping[str, int]) -> tuple[Kind, ...]:
    """Return the units that are not all 0, those with the same numbers together."""
    numbers: dict[int, dict[str, int]] = defaultdict(dict)
    for key, n in steps.items():
        for unit, part in enumerate(sums[key].parts):
            if part:
                numbers[unit][key] = _steps(part, n)
    alike: dict[tuple[tuple[str, int], ...], list[int]] = defaultdict(list)
    for unit in sorted(numbers):
        alike[tuple(numbers[unit].items())].append(unit)
    return tuple(Kind(tuple(units), dict(stated)) for stated, units in alike.items())


def _followers(form: Form, steps: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """Return for every cell that is no total the totals that count it, and how often."""
    counted: dict[str, dict[str, int]] = defaultdict(dict)
    for total in form.totals:
        for part in _expanded(form, total):
            counted[part][total] = counted[part].get(total, 0) + 1
    return {
        key: {total: times for total, times in totals.items() if total in steps}
        for key, totals in counted.items()
        if key in steps
    }


def _expanded(form: Form, key: str) -> list[str]:
    """Return the cells that a total counts, totals among them opened."""
    if key not in form.totals:
        return [key]
    return [cell for part in form.totals[key] for cell in _expanded(form, part)]


def _decimals(cell: CellSum) -> int:
    numbers = [n for n in (*cell.parts, cell.reported) if isinstance(n, Decimal)]
    return max((-int(n.as_tuple().exponent) for n in numbers), default=0)


def _steps(number: Number, decimals: int) -> int:
    return int(Decimal(number).scaleb(decimals))
