"""Small systems, and every one beside what its own solution says."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from reportlint.form.edits import Identity
from reportlint.language import Text
from reportlint.solving import Expression, null_vector, redundant, solve, substitute

NAMES = "abcd"
factors = st.dictionaries(st.sampled_from(NAMES), st.integers(-2, 2).filter(bool))


def equation(terms: dict[str, int], constant: int) -> Expression:
    return {name: Fraction(n) for name, n in terms.items()}, Fraction(constant)


@given(st.lists(st.builds(equation, factors, st.integers(-3, 3)), max_size=5))
def test_solution_makes_every_expression_nothing(equations: list[Expression]) -> None:
    solved = solve(equations)
    if solved is not None:
        assert all(substitute(each, solved) == ({}, Fraction()) for each in equations)


@given(st.lists(factors, max_size=4))
def test_null_vector_makes_every_row_nothing(rows: list[dict[str, int]]) -> None:
    found = null_vector(rows, NAMES)
    if found is not None:
        assert all(found.values())
        assert all(not sum(n * found.get(name, 0) for name, n in row.items()) for row in rows)


def test_identity_that_follows_from_others_is_redundant() -> None:
    pairs = [("ab", "x"), ("cd", "y"), ("xy", "z"), ("abcd", "z")]
    sums = [Identity("sum", Text("", ""), Text("", ""), tuple(a), tuple(b)) for a, b in pairs]
    assert redundant(sums) == (sums[3],)
