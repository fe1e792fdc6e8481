"""The smallest sets of wrong cells that no identity can show.

A circuit, as matroid theory says: cells whose columns in the matrix of the identities depend on
each other while those of any fewer of them do not. Changed in one proportion, all of them together
keep every identity; so the identities cannot tell one part of a circuit from the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cached_property

from reportlint.edits import Identity
from reportlint.solving.linear import coefficients, null_vector

Circuit = dict[str, Fraction]
"""The cells of a circuit, each with its share of the change."""


def circuits(
    cells: Iterable[str], identities: Iterable[Identity], most: int = 4
) -> tuple[Circuit, ...]:
    """Return every circuit of at most `most` cells.

    >>> from reportlint.forms import form
    >>> form = form("2021")
    >>> [len(circuit) for circuit in circuits(form.cells, form.identities, 1)][:3]
    [1, 1, 1]
    """
    search = _Search(cells, identities, most)
    return tuple(circuit for cell in search.order for circuit in search.grown((cell,)))


class _Search:
    """Grows sets of cells that may become a circuit, each from the first of its cells."""

    def __init__(self, cells: Iterable[str], identities: Iterable[Identity], most: int) -> None:
        self.most = most
        self.order = {key: n for n, key in enumerate(cells)}
        self.rows = [coefficients(identity) for identity in identities]
        self.seen: set[frozenset[str]] = set()

    @cached_property
    def of_cell(self) -> dict[str, tuple[int, ...]]:
        """The identities that a cell stands in."""
        found: dict[str, list[int]] = {key: [] for key in self.order}
        for n, row in enumerate(self.rows):
            for key in row:
                found[key].append(n)
        return {key: tuple(numbers) for key, numbers in found.items()}

    def grown(self, cells: tuple[str, ...]) -> Iterator[Circuit]:
        """Yield the circuits that hold all of `cells`, unless these were here in another order."""
        if frozenset(cells) in self.seen:
            return
        self.seen.add(frozenset(cells))
        touched = Counter(n for key in cells for n in self.of_cell[key])
        lonely = [n for n, times in touched.items() if times == 1]
        if not lonely:
            rows = ({k: self.rows[n][k] for k in cells if k in self.rows[n]} for n in touched)
            found = null_vector(rows, cells)
            if found is not None:
                if len(found) == len(cells):
                    yield found
                return
        if len(cells) < self.most:
            # An identity that one cell alone breaks needs another; else any connected cell may do.
            near = [min(lonely, key=lambda n: len(self.rows[n]))] if lonely else touched
            for key in dict.fromkeys(key for n in near for key in self.rows[n]):
                if key not in cells and self.order[key] > self.order[cells[0]]:
                    yield from self.grown((*cells, key))
