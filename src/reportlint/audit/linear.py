"""Exact linear algebra over the identities of a form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from reportlint.edits import Identity

Vector = dict[str, int]
"""A number for each cell; those that are 0 are left out."""


def coefficients(identity: Identity) -> Vector:
    """Return the identity as a row of the matrix: 1 for each cell of the left, -1 of the right."""
    return dict.fromkeys(identity.left, 1) | dict.fromkeys(identity.right, -1)


def redundant(identities: Sequence[Identity]) -> tuple[Identity, ...]:
    """Return the identities that linearly depend on those before them (Gaussian elimination)."""
    basis: dict[str, Vector] = {}
    return tuple(x for x in identities if not _extended(basis, coefficients(x)))


def solution(rows: Iterable[Vector], cells: Sequence[str]) -> dict[str, Fraction] | None:
    """Return the numbers of `cells` that make every row add up to nothing.

    None unless there is one way, up to a common factor, besides 0 everywhere.

    >>> solution([{"a": 1, "b": 2}], ["a", "b"])
    {'b': Fraction(1, 1), 'a': Fraction(-2, 1)}
    >>> solution([{"a": 1}, {"b": 1}], ["a", "b"]) is None
    True
    """
    basis: dict[str, Vector] = {}
    for row in rows:
        _extended(basis, row)
    free = [cell for cell in cells if cell not in basis]
    if len(free) != 1:
        return None
    found = {free[0]: Fraction(1)}
    # A line holds no pivot of an earlier one, so that the last is solved first.
    for pivot, line in reversed(basis.items()):
        rest = sum(line[key] * number for key, number in found.items() if key in line)
        found[pivot] = Fraction(-rest, line[pivot])
    return {cell: number for cell, number in found.items() if number}


def _extended(basis: dict[str, Vector], vector: Vector) -> bool:
    """Add to the basis, under its pivot, what it leaves of a vector; False where that is nothing.

    Rows are multiplied, not divided, so that every number stays whole.
    """
    row = vector
    while pivots := row.keys() & basis.keys():
        pivot = min(pivots)
        line = basis[pivot]
        own, its = line[pivot], row[pivot]
        row = {k: n for k in row | line if (n := own * row.get(k, 0) - its * line.get(k, 0))}
    if row:
        basis[next(iter(row))] = row
    return bool(row)
