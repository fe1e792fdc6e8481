"""A mixed-integer linear program, kept in HiGHS and solved again after every addition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from highspy import Highs

INFINITY = float("inf")
_MOST_NODES = 200
_OPTIONS: dict[str, bool | float | str] = {
    "threads": 1,
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    # Programs so small are solved by the time that these have paid.
    "mip_heuristic_effort": 0.0,
    "mip_heuristic_run_feasibility_jump": False,
    "mip_detect_symmetry": False,
    "presolve": "off",
    # At 1e-9 HiGHS 1.16 calls some of these programs infeasible that are not.
    "mip_feasibility_tolerance": 1e-7,
}


class UndecidedError(Exception):
    """HiGHS reached its limit of nodes, or could not solve the program."""


class Program:
    """Columns are named by the number that `column` returns."""

    def __init__(self) -> None:
        self._highs = _silent()
        for name, value in _OPTIONS.items():
            self._highs.setOptionValue(name, value)
        self._upper: list[float] = []
        self._nodes = 0

    def column(
        self,
        lower: float = 0.0,
        upper: float = INFINITY,
        cost: float = 0.0,
        *,
        integer: bool = False,
    ) -> int:
        """Add a variable."""
        import highspy

        self._highs.addCol(cost, lower, upper, 0, [], [])
        self._upper.append(upper)
        index = len(self._upper) - 1
        if integer:
            self._highs.changeColIntegrality(index, highspy.HighsVarType.kInteger)
        return index

    def upper(self, column: int) -> float:
        """Return the upper bound of a variable."""
        return self._upper[column]

    def row(
        self, terms: Mapping[int, float], lower: float = -INFINITY, upper: float = INFINITY
    ) -> None:
        """Add a constraint."""
        self._highs.addRow(lower, upper, len(terms), list(terms), list(terms.values()))

    def forget_costs(self) -> None:
        """From now on any solution will do."""
        count = len(self._upper)
        self._highs.changeColsCost(count, list(range(count)), [0.0] * count)

    def solve(self) -> list[float] | None:
        """Return the variables' values in an optimal solution; None where there is no solution."""
        import highspy

        # Nodes, not seconds: every machine gives the same answer.
        self._highs.setOptionValue("mip_max_nodes", max(_MOST_NODES - self._nodes, 0))
        self._highs.run()
        self._nodes += max(self._highs.getInfo().mip_node_count, 0)
        status = self._highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            raise UndecidedError
        return list(self._highs.getSolution().col_value)


def _silent() -> Highs:
    """Return a new solver that prints nothing."""
    import highspy

    # HiGHS prints a banner when the constructor enables callbacks, before an option can be set.
    silent: type[Highs] = type(
        "Silent", (highspy.Highs,), {"enableCallbacks": highspy.Highs.silent}
    )
    return silent()
