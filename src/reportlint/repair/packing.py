"""Broken edits that share no cell, and what follows where no set needs more cells than they do.

Every set has a cell of each of these edits. Where as many cells are enough, each edit has exactly
one, so that the change of that cell is known beforehand, and no cell outside them changes. Changes
of known size that cannot add up to 0 in an identity that holds, or to what a broken one lacks, are
then left out by trying all sums: a row shifted by a column breaks seven sums, and in no other row
do the seven differences cancel.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import fsum

from reportlint.form.edits import Edit, Identity
from reportlint.repair.components import Component, Neighbourhood
from reportlint.solving.equations import coefficients, expression
from reportlint.solving.linear_program import LinearProgram

_MOST_SUMS = 2000


@dataclass(frozen=True, slots=True)
class Packing:
    """The edits, and the least weight of one cell of each."""

    edits: tuple[Edit, ...]
    weight: float


def packing(component: Component, weights: Mapping[str, float]) -> Packing:
    """Return broken edits that share no known cell, of the largest weight (or `UndecidedError`)."""
    program = LinearProgram()
    known = [
        [cell for cell in edit.cells if component.row.get(cell) is not None]
        for edit in component.broken
    ]
    least = [min(weights[cell] for cell in cells) for cells in known]
    columns = [program.column(upper=1.0, cost=-weight, integer=True) for weight in least]
    for cell in dict.fromkeys(cell for cells in known for cell in cells):
        own = (x for x, cells in zip(columns, known, strict=True) if cell in cells)
        program.row(dict.fromkeys(own, 1.0), upper=1.0)
    values = program.solve() or []
    chosen = [i for i, x in enumerate(columns) if values[x] > 0.5]
    return Packing(tuple(component.broken[i] for i in chosen), fsum(least[i] for i in chosen))


def single_changes(near: Neighbourhood, edits: Sequence[Edit]) -> dict[str, Fraction | None]:
    """Return the cells of which one in each of `edits` may change alone, with the change.

    None is a change of unknown size: that of a cell of an edit with blanks, or of no identity.
    """
    changes: dict[str, Fraction | None] = {}
    for edit in edits:
        known = [cell for cell in edit.cells if near.row.get(cell) is not None]
        if not isinstance(edit, Identity) or len(known) < len(edit.cells):
            changes |= dict.fromkeys(known)
            continue
        _, residual = expression(edit, near.row, {})
        for cell, factor in coefficients(edit).items():
            if not near.nonnegative(cell) or near.row[cell] >= residual / factor:
                changes[cell] = -residual / factor
    return _without_impossible(near, changes)


def _without_impossible(
    near: Neighbourhood, changes: dict[str, Fraction | None]
) -> dict[str, Fraction | None]:
    identities = [
        edit
        for edit in near.edits
        if isinstance(edit, Identity) and all(near.row.get(c) is not None for c in edit.cells)
    ]
    while impossible := {c for edit in identities for c in _impossible(edit, near, changes)}:
        changes = {cell: size for cell, size in changes.items() if cell not in impossible}
    return changes


def _impossible(
    edit: Identity, near: Neighbourhood, changes: Mapping[str, Fraction | None]
) -> Iterable[str]:
    """Return the cells that no choice of the changes makes the identity hold with."""
    sizes: dict[str, Fraction] = {}
    for cell, factor in coefficients(edit).items():
        change = changes.get(cell, Fraction())
        if change is None:
            return ()
        if change:
            sizes[cell] = factor * change
    if not sizes:
        return ()
    possible = _in_sums(list(sizes.values()), -expression(edit, near.row, {})[1])
    return () if possible is None else (c for i, c in enumerate(sizes) if i not in possible)


def _in_sums(sizes: Sequence[Fraction], target: Fraction) -> set[int] | None:
    """Return which sizes are part of a sum that is `target`; None where the sums are too many."""
    before, after = _sums(sizes), _sums(sizes[::-1])[::-1]
    if len(before[-1]) > _MOST_SUMS:
        return None
    return {
        i
        for i, size in enumerate(sizes)
        if any(target - size - other in after[i + 1] for other in before[i])
    }


def _sums(sizes: Sequence[Fraction]) -> list[set[Fraction]]:
    """Return the sums of the first 0, 1, 2 … sizes; no longer all where they are too many."""
    sums = [{Fraction()}]
    for size in sizes:
        last = sums[-1]
        sums.append(last if len(last) > _MOST_SUMS else last | {other + size for other in last})
    return sums
