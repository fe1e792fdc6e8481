"""What is asked of the cells of a form, and numbers that meet it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportlint.solving.program import INFINITY, Program


@dataclass(frozen=True, slots=True)
class Demand:
    """A weighted sum of cells lies from `low` to `high`."""

    weights: Mapping[str, int]
    low: float = -INFINITY
    high: float = INFINITY


def solved(demands: Iterable[Demand]) -> dict[str, float] | None:
    """Return small numbers that meet every demand; None where there are none.

    >>> solved([Demand({"a": 1}, low=0), Demand({"a": 1, "b": -1}, 2, 2), Demand({"b": 1}, low=1)])
    {'a': 3.0, 'b': 1.0}
    """
    bounds: dict[str, tuple[float, float]] = {}
    sums: list[Demand] = []
    for demand in demands:
        for key in demand.weights:
            bounds.setdefault(key, (-INFINITY, INFINITY))
        if list(demand.weights.values()) == [1]:
            (key,) = demand.weights
            low, high = bounds[key]
            bounds[key] = max(low, demand.low), min(high, demand.high)
        else:
            sums.append(demand)
    if any(low > high for low, high in bounds.values()):
        return None
    return _run(bounds, sums)


def _run(
    bounds: Mapping[str, tuple[float, float]], sums: Iterable[Demand]
) -> dict[str, float] | None:
    program = Program()
    columns = {
        key: program.column(low, high, cost=float(low > -INFINITY))
        for key, (low, high) in bounds.items()
    }
    for demand in sums:
        terms = {columns[key]: float(weight) for key, weight in demand.weights.items()}
        program.row(terms, demand.low, demand.high)
    values = program.solve()
    return None if values is None else dict(zip(bounds, values, strict=True))
