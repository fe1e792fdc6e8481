"""Small programs whose answers are known by hand."""

from __future__ import annotations

from operator import mul

import pytest

from reportlint.solving import INFINITY, LinearProgram, UndecidedError

WEIGHTS = (5.0, 6.0, 4.0, 3.0, 7.0)


def knapsack(nodes: int = 100, seconds: float = INFINITY) -> LinearProgram:
    """Things that weigh eleven at the most, as heavy as may be."""
    program = LinearProgram(nodes=nodes, seconds=seconds)
    columns = [program.column(upper=1.0, cost=-weight, integer=True) for weight in WEIGHTS]
    program.row(dict(zip(columns, WEIGHTS, strict=True)), upper=11.0)
    return program


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    knapsack().solve()
    assert capfd.readouterr() == ("", "")


def test_program_grows_after_it_was_solved() -> None:
    program = LinearProgram()
    x, y = (program.column(upper=3.0, cost=-cost, integer=True) for cost in (2.0, 1.0))
    assert program.solve() == [3.0, 3.0]
    program.row({x: 1.0, y: 1.0}, upper=4.5)
    assert program.solve() == [3.0, 1.0]
    program.row({x: 1.0, y: 1.0}, lower=5.0)
    assert program.solve() is None


def test_any_solution_will_do_without_costs() -> None:
    program = LinearProgram()
    x = program.column(upper=3.0, cost=-1.0)
    program.forget_costs()
    program.row({x: 1.0}, 1.0, 2.0)
    values = program.solve()
    assert values is not None
    assert 1.0 <= values[x] <= 2.0


def test_search_that_is_given_up_is_undecided() -> None:
    values = knapsack().solve()
    assert values is not None
    assert sum(map(mul, values, WEIGHTS)) == 11.0
    with pytest.raises(UndecidedError):
        knapsack(nodes=0).solve()
    with pytest.raises(UndecidedError):
        knapsack(seconds=0.0).solve()


def test_program_without_a_least_value_is_undecided() -> None:
    program = LinearProgram()
    program.column(cost=-1.0)
    with pytest.raises(UndecidedError):
        program.solve()


def test_number_that_is_none_is_undecided() -> None:
    program = LinearProgram()
    x = program.column()
    with pytest.raises(UndecidedError):
        program.row({x: float("inf")}, upper=1.0)
