"""Linear programs over the cells of a form, solved by HiGHS."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import highspy


@dataclass(frozen=True, slots=True)
class Demand:
    """A weighted sum of cells lies from `low` to `high`."""

    weights: Mapping[str, int]
    low: float = -inf
    high: float = inf


def solved(demands: Iterable[Demand]) -> dict[str, float] | None:
    """Return small numbers that meet every demand; None where there are none.

    >>> solved([Demand({"a": 1}, low=0), Demand({"a": 1, "b": -1}, 2, 2), Demand({"b": 1}, low=1)])
    {'a': 3.0, 'b': 1.0}
    """
    bounds: dict[str, tuple[float, float]] = {}
    sums: list[Demand] = []
    for demand in demands:
        for key in demand.weights:
            bounds.setdefault(key, (-inf, inf))
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
    import highspy

    highs = _quiet()
    places = {key: place for place, key in enumerate(bounds)}
    for low, high in bounds.values():
        highs.addCol(float(low > -inf), low, high, 0, [], [])
    for demand in sums:
        cells = [places[key] for key in demand.weights]
        weights = [float(weight) for weight in demand.weights.values()]
        highs.addRow(demand.low, demand.high, len(cells), cells, weights)
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return dict(zip(bounds, highs.getSolution().col_value, strict=True))


def _quiet() -> highspy.Highs:
    """Return a solver that prints nothing."""
    import highspy

    class Quiet(highspy.Highs):
        def __init__(self) -> None:
            # What `Highs.__init__` does before it can be silenced prints the name of the solver.
            super(highspy.Highs, self).__init__()
            self.silent()

    return Quiet()
