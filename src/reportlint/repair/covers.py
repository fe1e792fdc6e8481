"""Sets of cells of which one at least must change, whatever else does.

The known cells of a broken edit are one. Two broken identities that share a cell imply another edit
without that cell (Fellegi and Holt's implied edits); where it does not hold, as the two differ in
size, its cells are one too: the shared cell alone cannot mend both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from reportlint.edits import Edit, Identity, Row
from reportlint.repair.exact import coefficients, expression

Terms = Mapping[str, int]


def covers(broken: Sequence[Edit], row: Row) -> Iterator[tuple[str, ...]]:
    """Yield the sets, those of the broken edits first."""
    known = [tuple(cell for cell in edit.cells if row.get(cell) is not None) for edit in broken]
    yield from known
    complete = [
        (coefficients(edit), expression(edit, row, {})[1])
        for edit, cells in zip(broken, known, strict=True)
        if isinstance(edit, Identity) and len(cells) == len(edit.cells)
    ]
    for one, other in combinations(complete, 2):
        yield from _implied(*one, *other)


def _implied(
    one: Terms, excess: Fraction, other: Terms, beside: Fraction
) -> Iterator[tuple[str, ...]]:
    """Yield the cells of every broken edit that follows from two by leaving out a shared cell."""
    for ratio in {Fraction(one[cell], other[cell]) for cell in one.keys() & other.keys()}:
        if excess != ratio * beside:
            cells = dict.fromkeys((*one, *other))
            yield tuple(c for c in cells if one.get(c, 0) != ratio * other.get(c, 0))
