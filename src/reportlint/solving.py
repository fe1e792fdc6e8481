"""What repair, units and audit calculate with: groups, equations solved exactly, linear programs.

HiGHS computes in binary floats: what it answers is a proposal, for the caller to verify.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction
from time import monotonic
from typing import TYPE_CHECKING, TypeVar, cast

from reportlint.form.edits import Edit, Identity, Record, Sum

if TYPE_CHECKING:
    from highspy import Highs, HighsStatus

T = TypeVar("T", bound=Hashable)


def connected(groups: Iterable[Iterable[T]]) -> list[list[T]]:
    """Join the groups that share a member, by union and find; the order is that of appearance.

    >>> connected([["a", "b"], ["c"], ["d", "b"]])
    [['a', 'b', 'd'], ['c']]
    """
    parent: dict[T, T] = {}

    def root(member: T) -> T:
        parent.setdefault(member, member)
        while parent[member] != member:
            parent[member] = member = parent[parent[member]]
        return member

    for group in groups:
        members = list(group)
        for member in members:
            parent[root(member)] = root(members[0])
    found: dict[T, list[T]] = {}
    for member in list(parent):
        found.setdefault(root(member), []).append(member)
    return list(found.values())


def connected_edits(edits: Iterable[Edit]) -> list[list[Edit]]:
    """Group edits that share cells, be it through others; the order is that of appearance."""
    given = list(edits)
    groups = connected(edit.cells for edit in given)
    group_of = {cell: n for n, cells in enumerate(groups) for cell in cells}
    found: list[list[Edit]] = [[] for _ in groups]
    for edit in given:
        found[group_of[edit.cells[0]]].append(edit)
    return found


Terms = dict[str, Fraction]
Expression = tuple[Terms, Fraction]
"""A linear expression: its unknowns with their factors, and its constant."""


def coefficients(edit: Sum) -> dict[str, int]:
    """Return the factor of every cell in left side − right side.

    >>> from reportlint.form.edits import Limit
    >>> from reportlint.language import Text
    >>> coefficients(Limit("", Text("", ""), Text("", ""), ("a", "b"), ("b", "c")))
    {'a': 1, 'c': -1}
    """
    found: dict[str, int] = dict.fromkeys(edit.cells, 0)
    for cell in edit.left:
        found[cell] += 1
    for cell in edit.right:
        found[cell] -= 1
    return {cell: factor for cell, factor in found.items() if factor}


def expression(edit: Sum, row: Record, unknown: Mapping[str, object]) -> Expression:
    """Return left side − right side with the numbers of `row` for the cells not in `unknown`."""
    terms: Terms = {}
    counts, amounts = 0, Fraction()
    for cell, factor in coefficients(edit).items():
        if cell in unknown:
            terms[cell] = Fraction(factor)
        elif isinstance(row[cell], int):
            counts += factor * row[cell]
        else:
            amounts += factor * Fraction(row[cell])
    return terms, counts + amounts


def solve(equations: Iterable[Expression]) -> dict[str, Expression] | None:
    """Solve expressions that shall be 0 by Gauss–Jordan elimination.

    Returns some of the unknowns as expressions of the others; None where there is no solution.

    >>> one = Fraction(1)
    >>> solve([({"a": one, "b": one}, Fraction(-5)), ({"a": one, "b": -one}, Fraction(-1))])
    {'a': ({}, Fraction(3, 1)), 'b': ({}, Fraction(2, 1))}
    >>> solve([({"a": one}, Fraction(-5)), ({"a": one}, Fraction(-4))]) is None
    True
    """
    solved: dict[str, Expression] = {}
    for equation in equations:
        terms, constant = _add(equation, solved)
        if constant and not terms:
            return None
    return solved


def _add(equation: Expression, solved: dict[str, Expression]) -> Expression:
    """Add what an equation says beside those that are solved; return what it came down to."""
    terms, constant = substitute(equation, solved)
    if terms:
        pivot, factor = next(iter(terms.items()))
        rest = {cell: -value / factor for cell, value in terms.items() if cell != pivot}
        found = {pivot: (rest, -constant / factor)}
        solved |= {cell: substitute(known, found) for cell, known in solved.items()} | found
    return terms, constant


def substitute(expression: Expression, known: Mapping[str, Expression]) -> Expression:
    """Return `expression` with the unknowns that are `known` replaced."""
    terms, constant = expression
    if not terms.keys() & known.keys():
        return expression
    total: Terms = {}
    for cell, factor in terms.items():
        inner, offset = known.get(cell, ({cell: Fraction(1)}, Fraction()))
        constant += factor * offset
        for name, value in inner.items():
            total[name] = total.get(name, Fraction()) + factor * value
    return {cell: value for cell, value in total.items() if value}, constant


def redundant(identities: Iterable[Identity]) -> tuple[Identity, ...]:
    """Return the identities that follow from those before them."""
    known: dict[str, Expression] = {}
    return tuple(x for x in identities if not _add(_homogeneous(coefficients(x)), known)[0])


def null_vector(
    rows: Iterable[Mapping[str, int]], cells: Iterable[str]
) -> dict[str, Fraction] | None:
    """Return the numbers of `cells` that make every row add up to nothing.

    None unless there is one way, up to a common factor, besides 0 everywhere.

    >>> null_vector([{"a": 1, "b": 2}], ["a", "b"])
    {'b': Fraction(1, 1), 'a': Fraction(-2, 1)}
    >>> null_vector([{"a": 1}, {"b": 1}], ["a", "b"]) is None
    True
    """
    known = solve(map(_homogeneous, rows)) or {}
    free = [cell for cell in cells if cell not in known]
    if len(free) != 1:
        return None
    shares = ((cell, terms.get(free[0])) for cell, (terms, _) in known.items())
    return {free[0]: Fraction(1)} | {cell: share for cell, share in shares if share}


def _homogeneous(row: Mapping[str, int]) -> Expression:
    return {cell: Fraction(factor) for cell, factor in row.items()}, Fraction()


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
