"""Every smallest set of cells whose change makes the edits of one component hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from math import fsum

from reportlint.repair.components import Component, Neighbourhood
from reportlint.repair.packing import packing, single_changes
from reportlint.repair.search import SAME_WEIGHT, CellSetSearch, sets_to_cover
from reportlint.repair.verification import Imputation, RefutedError, Verification
from reportlint.solving.linear_program import INFINITY, LinearProgram, UndecidedError

_MOST_REFUTED = 100


@dataclass(frozen=True, slots=True)
class Enumeration:
    """The sets that were found; `complete` where no other weighs as little."""

    sets: tuple[Imputation, ...]
    complete: bool


def smallest_sets(
    component: Component, weights: Mapping[str, float], most: int, largest: int | None
) -> Enumeration:
    """List the smallest sets of a component: at most `most`, none of more than `largest` cells.

    `weights` has every cell of the component.
    """
    limit = INFINITY if largest is None else largest * max(weights.values())
    found: tuple[Imputation, ...] = ()
    complete = True
    try:
        for imputation in islice(_enumerate(component, weights, limit), most + 1):
            found = (*found, imputation)
    except UndecidedError:
        complete = False
    if largest is not None:
        found = tuple(imputation for imputation in found if len(imputation.cells) <= largest)
    return Enumeration(found[:most], complete and 0 < len(found) <= most)


def _enumerate(
    component: Component, weights: Mapping[str, float], limit: float
) -> Iterator[Imputation]:
    """Yield the smallest sets, from the first neighbourhood that is large enough for all.

    Cells of a smallest set tie each of its cells to a broken edit. So a set with a cell that lies
    `n` neighbourhoods beyond the first weighs `n` cells more than one that covers the broken edits.
    """
    neighbourhoods = list(component.neighbourhoods())
    packed = packing(component, weights)
    least, lightest = _least_cover(component, weights), min(weights.values())
    if least > limit + SAME_WEIGHT:
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


def _least_cover(component: Component, weights: Mapping[str, float]) -> float:
    """Return the least weight of cells without which some broken edit cannot be mended."""
    program = LinearProgram()
    sets = list(sets_to_cover(component.broken, component.row))
    columns = {
        cell: program.column(upper=1.0, cost=weights[cell], integer=True)
        for cell in dict.fromkeys(cell for cells in sets for cell in cells)
    }
    for cells in sets:
        program.row({columns[cell]: 1.0 for cell in cells}, lower=1.0)
    values = program.solve() or []
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
