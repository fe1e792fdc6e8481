"""What the identities of a form can and cannot guard, by exact linear algebra."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from reportlint.edits import Identity
from reportlint.forms import Form


@dataclass(frozen=True, slots=True)
class Audit:
    """The identities of one form, counted.

    `redundant` are those that earlier ones imply; `unguarded` are the cells in no identity, which
    no sum can show to be wrong; `doubly` and `singly` count the cells in two or more, and in one.
    """

    edition: str
    cells: int
    identities: int
    rank: int
    redundant: tuple[Identity, ...]
    unguarded: tuple[str, ...]
    singly: int
    doubly: int


def audit(form: Form) -> Audit:
    """Count the identities of a form and what they guard.

    >>> from reportlint.forms import form
    >>> found = audit(form("2021"))
    >>> found.identities, found.rank, len(found.unguarded)
    (42, 40, 10)
    """
    redundant = _redundant(form.identities)
    guards = {key: sum(key in x.cells for x in form.identities) for key in form.cells}
    return Audit(
        edition=form.edition,
        cells=len(form.cells),
        identities=len(form.identities),
        rank=len(form.identities) - len(redundant),
        redundant=redundant,
        unguarded=tuple(key for key, n in guards.items() if n == 0),
        singly=sum(n == 1 for n in guards.values()),
        doubly=sum(n > 1 for n in guards.values()),
    )


def _redundant(identities: Sequence[Identity]) -> tuple[Identity, ...]:
    """Return the identities that linearly depend on those before them (Gaussian elimination)."""
    basis: dict[str, dict[str, Fraction]] = {}
    redundant = []
    for identity in identities:
        row = _reduced(_coefficients(identity), basis)
        if row:
            pivot = next(iter(row))
            basis[pivot] = {key: value / row[pivot] for key, value in row.items()}
        else:
            redundant.append(identity)
    return tuple(redundant)


def _coefficients(identity: Identity) -> dict[str, Fraction]:
    return {key: Fraction(1) for key in identity.left} | {
        key: Fraction(-1) for key in identity.right
    }


def _reduced(
    row: dict[str, Fraction], basis: dict[str, dict[str, Fraction]]
) -> dict[str, Fraction]:
    """Subtract multiples of the basis until no pivot is left in the row."""
    while pivots := row.keys() & basis.keys():
        pivot = min(pivots)
        factor, line = row[pivot], basis[pivot]
        reduced = {k: row.get(k, Fraction()) - factor * line.get(k, Fraction()) for k in row | line}
        row = {key: value for key, value in reduced.items() if value}
    return row
