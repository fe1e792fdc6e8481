"""Every smallest set of cells of one component."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from math import fsum

from reportlint.repair.components import Component, Neighbourhood
from reportlint.repair.packing import packing, single_changes
from reportlint.repair.search import SAME_WEIGHT, Search, covers
from reportlint.repair.verification import RefutedError, Verification, VerifiedRepair
from reportlint.solving.program import INFINITY, Program, UndecidedError

_MOST_REFUTED = 100


@dataclass(frozen=True, slots=True)
class Enumeration:
    """The sets that were found; `complete` where no other weighs as little."""

    sets: tuple[VerifiedRepair, ...]
    complete: bool


def enumerated(
    component: Component, weights: Mapping[str, float], most: int, largest: int | None
) -> Enumeration:
    """List the smallest sets of a component: at most `most`, none of more than `largest` cells.

    `weights` has every cell of the component.
    """
    limit = INFINITY if largest is None else largest * max(weights.values())
    found: tuple[VerifiedRepair, ...] = ()
    complete = True
    try:
        for repaired in islice(_smallest(component, weights, limit), most + 1):
            found = (*found, repaired)
    except UndecidedError:
        complete = False
    if largest is not None:
        found = tuple(repaired for repaired in found if len(repaired.cells) <= largest)
    return Enumeration(found[:most], complete and 0 < len(found) <= most)


def _smallest(
    component: Component, weights: Mapping[str, float], limit: float
) -> Iterator[VerifiedRepair]:
    """Yield the smallest sets, from the first neighbourhood that is large enough for all.

    Cells of a smallest set tie each of its cells to a broken edit. So a set with a cell that lies
    `n` neighbourhoods beyond the first weighs `n` cells more than one that covers the broken edits.
    """
    near = list(component.neighbourhoods())
    packed = packing(component, weights)
    least, lightest = _cover(component, weights), min(weights.values())
    if least > limit + SAME_WEIGHT:
        return
    single = single_changes(near[0], packed.edits) if least <= packed.weight + SAME_WEIGHT else {}
    if single:
        found = verified(near[0], weights, packed.weight, single=single)
        if (first := next(found, None)) is not None:
            yield first
            yield from found
            return
    radius = 1
    while radius <= len(near):
        found = verified(near[radius - 1], weights, limit, least=least)
        first = next(found, None)
        if first is None:
            radius += 1
            continue
        weight = _weight(first, weights)
        needed = int((weight + SAME_WEIGHT - least) / lightest) + 1
        if radius >= min(needed, len(near)):
            yield first
            yield from found
            return
        radius, limit = min(needed, len(near)), weight


def _cover(component: Component, weights: Mapping[str, float]) -> float:
    """Return the least weight of cells without which some broken edit cannot be mended."""
    program = Program()
    sets = list(covers(component.broken, component.row))
    columns = {
        cell: program.column(upper=1.0, cost=weights[cell], integer=True)
        for cell in dict.fromkeys(cell for cells in sets for cell in cells)
    }
    for cells in sets:
        program.row({columns[cell]: 1.0 for cell in cells}, lower=1.0)
    values = program.solve() or []
    return fsum(weights[cell] for cell, x in columns.items() if values[x] > 0.5)


def verified(
    near: Neighbourhood,
    weights: Mapping[str, float],
    limit: float,
    *,
    least: float = 0.0,
    single: Mapping[str, Fraction | None] | None = None,
) -> Iterator[VerifiedRepair]:
    """Yield the sets of least weight in a neighbourhood, each verified exactly."""
    search = Search(near, weights, limit, least=least, single=single)
    settled, doubts, refuted = False, 0, 0
    while (candidate := search.next()) is not None:
        try:
            repaired = Verification(near, candidate).repaired()
        except RefutedError as refutation:
            search.exclude(candidate.cells, larger=False)
            doubts += not refutation.proven
            refuted += 1
            if refuted > _MOST_REFUTED:
                raise UndecidedError from refutation
            continue
        if not settled:
            search.settle(_weight(repaired, weights))
            settled = True
        yield repaired
        search.exclude(candidate.cells, larger=True)
    if doubts:
        raise UndecidedError


def _weight(repaired: VerifiedRepair, weights: Mapping[str, float]) -> float:
    return fsum(weights[cell] for cell in repaired.cells)
