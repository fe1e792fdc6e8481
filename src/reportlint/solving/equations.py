"""Systems of linear equations, solved exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from reportlint.form.edits import Identity, Record, Sum

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
