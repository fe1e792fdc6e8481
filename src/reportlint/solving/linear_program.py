"""A linear program, some of its variables whole, kept in HiGHS and solved again when it grows.

HiGHS computes in binary floats: what it answers is a proposal, for the caller to verify.
"""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from highspy import Highs, HighsStatus

INFINITY = float("inf")

Options = Mapping[str, bool | float | str]
"""Options of HiGHS by their names."""

_OPTIONS: Options = {
    "output_flag": False,
    # Not `threads`: where a process has solved with another number, HiGHS refuses.
    "parallel": "off",
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    # Programs so small are solved by the time that these have paid.
    "mip_heuristic_effort": 0.0,
    "mip_heuristic_run_feasibility_jump": False,
    "mip_detect_symmetry": False,
    # It spends minutes on dense programs, and does not look at the time.
    "presolve": "off",
    # At 1e-9 HiGHS 1.16 calls some of these programs infeasible that are not.
    "mip_feasibility_tolerance": 1e-7,
}


class UndecidedError(Exception):
    """HiGHS reached its limit of nodes or of time, or could not solve the program."""


class LinearProgram:
    """Columns are named by the number that `column` returns; costs are minimised.

    >>> program = LinearProgram()
    >>> x, y = program.column(cost=1.0, integer=True), program.column(upper=0.25)
    >>> program.row({x: 1.0, y: 1.0}, lower=1.0)
    >>> program.solve()
    [1.0, 0.0]
    """

    def __init__(
        self, options: Options | None = None, *, nodes: int = 200, seconds: float = INFINITY
    ) -> None:
        """`nodes` and `seconds` limit the search, in all that is solved.

        Nodes are the same on every machine; but a large program may take seconds for the first one.
        """
        import highspy

        # `Highs` prints a banner before it can be told to be silent; its base does not.
        self._highs = cast("type[Highs]", highspy.Highs.__base__)()
        for name, value in {**_OPTIONS, **(options or {})}.items():
            self._highs.setOptionValue(name, value)
        self._upper: list[float] = []
        self._nodes = nodes
        self._ends = monotonic() + seconds

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

        _done(self._highs.addCol(cost, lower, upper, 0, [], []))
        self._upper.append(upper)
        index = len(self._upper) - 1
        if integer:
            _done(self._highs.changeColIntegrality(index, highspy.HighsVarType.kInteger))
        return index

    def upper(self, column: int) -> float:
        """Return the upper bound of a variable."""
        return self._upper[column]

    def row(
        self, terms: Mapping[int, float], lower: float = -INFINITY, upper: float = INFINITY
    ) -> None:
        """Add a constraint."""
        _done(self._highs.addRow(lower, upper, len(terms), list(terms), list(terms.values())))

    def forget_costs(self) -> None:
        """From now on any solution will do."""
        count = len(self._upper)
        _done(self._highs.changeColsCost(count, list(range(count)), [0.0] * count))

    def solve(self) -> list[float] | None:
        """Return the variables' values in an optimal solution; None where there is no solution."""
        import highspy

        _done(self._highs.setOptionValue("mip_max_nodes", self._nodes))
        _done(self._highs.setOptionValue("time_limit", max(0.0, self._ends - monotonic())))
        _done(self._highs.run())
        self._nodes -= min(max(self._highs.getInfo().mip_node_count, 0), self._nodes)
        status = self._highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            raise UndecidedError
        return list(self._highs.getSolution().col_value)


def _done(status: HighsStatus) -> None:
    """HiGHS answers with a status where other libraries raise."""
    if status.name == "kError":
        raise UndecidedError
