"""Every smallest set of cells whose change makes the edits of one component hold.

Broken edits that share no cell say beforehand how large a set must be: each needs one. Where as
many cells are enough, each edit has exactly one, so that the change of that cell is known, and no
cell outside them changes. Changes of known size that cannot add up to 0 in an identity that holds,
or to what a broken one lacks, are impossible.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from math import fsum

from reportlint.form.edits import Edit, Identity
from reportlint.number import from_fraction
from reportlint.repair.search import (
    SAME_WEIGHT,
    CellSetSearch,
    Component,
    Neighbourhood,
    sets_to_cover,
)
from reportlint.repair.verification import Imputation, RefutedError, Verification
from reportlint.solving import INFINITY, LinearProgram, UndecidedError, coefficients, expression

_MOST_SUMS = 2000


@dataclass(frozen=True, slots=True)
class Packing:
    """The edits, and the least weight of one cell of each."""

    edits: tuple[Edit, ...]
    weight: float


def packing(component: Component, weights: Mapping[str, float]) -> Packing:
    """Return broken edits that share no cell that may change, of the largest weight.

    Each has such a cell. Raises `UndecidedError`.
    """
    program = LinearProgram()
    known = [component.changeable(edit.cells) for edit in component.broken]
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
            changes |= dict.fromkeys(near.component.changeable(known))
            continue
        _, residual = expression(edit, near.row, {})
        for cell, factor in coefficients(edit).items():
            if cell in near.component.fixed:
                continue
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


_MOST_REFUTED = 20


@dataclass(frozen=True, slots=True)
class Enumeration:
    """The sets that were found; `complete` where no other weighs as little."""

    sets: tuple[Imputation, ...]
    complete: bool


def smallest_sets(
    component: Component, weights: Mapping[str, float], most: int, largest: int | None
) -> Enumeration:
    """List the smallest sets of a component: at most `most`, none of more than `largest` cells.

    `weights` has every cell of the component that may change.
    """
    if not all(component.changeable(edit.cells) for edit in component.broken):
        return Enumeration((), complete=False)
    alone = tuple(single_cells(component)) if len(set(weights.values())) == 1 else ()
    if 0 < len(alone) <= most:
        return Enumeration(alone, complete=True)
    limit = INFINITY if largest is None else largest * max(weights.values())
    found: tuple[Imputation, ...] = ()
    complete = True
    try:
        for imputation in islice(sets_by_search(component, weights, limit), most + 1):
            found = (*found, imputation)
    except UndecidedError:
        complete = False
    if largest is not None:
        found = tuple(imputation for imputation in found if len(imputation.cells) <= largest)
    return Enumeration(found[:most], complete and 0 < len(found) <= most)


def single_cells(component: Component) -> Iterator[Imputation]:
    """Yield every cell whose change alone makes the edits hold, by the sums that cross in it.

    Nothing where a cell of the component is blank, or where no broken edit says how large the
    change is: then the search has to tell. Where cells weigh the same, these are its smallest sets.
    """
    row = component.row
    sums = [edit for edit in component.broken if isinstance(edit, Identity)]
    if not sums or any(row.get(cell) is None for cell in component.by_cell):
        return
    factors, residual = coefficients(sums[0]), expression(sums[0], row, {})[1]
    crossing = set(factors).intersection(*(edit.cells for edit in component.broken))
    for cell in component.changeable(x for x in component.by_cell if x in crossing):
        number = from_fraction(Fraction(row[cell]) - residual / factors[cell], row[cell])
        if number is None:
            continue
        changed = ChainMap({cell: number}, dict(row))
        if not any(component.edits[place].fails(changed) for place in component.by_cell[cell]):
            yield Imputation({cell: number}, frozenset())


def sets_by_search(
    component: Component, weights: Mapping[str, float], limit: float
) -> Iterator[Imputation]:
    """Yield the smallest sets, from the first neighbourhood that is large enough for all.

    Cells of a smallest set tie each of its cells to a broken edit. So a set with a cell that lies
    `n` neighbourhoods beyond the first weighs `n` cells more than one that covers the broken edits.
    """
    neighbourhoods = list(component.neighbourhoods())
    packed = packing(component, weights)
    least, lightest = _least_cover(component, weights), min(weights.values())
    if least is None or least > limit + SAME_WEIGHT:
        return
    nearest = neighbourhoods[0]
    if least <= packed.weight + SAME_WEIGHT and (single := single_changes(nearest, packed.edits)):
        found = lightest_sets(nearest, weights, packed.weight, single=single)
        if (first := next(found, None)) is not None:
            yield first
            yield from found
            return
    radius = 1
    while radius <= len(neighbourhoods):
        found = lightest_sets(neighbourhoods[radius - 1], weights, limit, least=least)
        first = next(found, None)
        if first is None:
            radius += 1
            continue
        weight = _weight(first, weights)
        needed = int((weight + SAME_WEIGHT - least) / lightest) + 1
        if radius >= min(needed, len(neighbourhoods)):
            yield first
            yield from found
            return
        radius, limit = min(needed, len(neighbourhoods)), weight


def _least_cover(component: Component, weights: Mapping[str, float]) -> float | None:
    """Return the least weight of cells without which some broken edit cannot be mended.

    None where no cells that may change mend them all.
    """
    program = LinearProgram()
    sets = list(sets_to_cover(component))
    columns = {
        cell: program.column(upper=1.0, cost=weights[cell], integer=True)
        for cell in dict.fromkeys(cell for cells in sets for cell in cells)
    }
    for cells in sets:
        program.row({columns[cell]: 1.0 for cell in cells}, lower=1.0)
    values = program.solve()
    if values is None:
        return None
    return fsum(weights[cell] for cell, x in columns.items() if values[x] > 0.5)


def lightest_sets(
    neighbourhood: Neighbourhood,
    weights: Mapping[str, float],
    limit: float,
    *,
    least: float = 0.0,
    single: Mapping[str, Fraction | None] | None = None,
) -> Iterator[Imputation]:
    """Yield the sets of least weight in a neighbourhood, each verified exactly."""
    search = CellSetSearch(neighbourhood, weights, limit, least=least, single=single)
    settled, unproven, refuted = False, 0, 0
    while (candidate := search.next()) is not None:
        try:
            imputation = Verification(neighbourhood, candidate).imputation()
        except RefutedError as refutation:
            search.exclude(candidate.cells, larger=False)
            unproven += not refutation.proven
            refuted += 1
            if refuted > _MOST_REFUTED:
                raise UndecidedError from refutation
            continue
        if not settled:
            search.settle(_weight(imputation, weights))
            settled = True
        yield imputation
        search.exclude(candidate.cells, larger=True)
    if unproven:
        raise UndecidedError


def _weight(imputation: Imputation, weights: Mapping[str, float]) -> float:
    return fsum(weights[cell] for cell in imputation.cells)
