"""Error localisation after Fellegi and Holt: the smallest sets of cells that explain what fails.

What a component's sets have in common is told apart: sets that are every combination of smaller
ones are as many localisations.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf, prod

from reportlint.form.edits import Edit, Identity, Record
from reportlint.number import Number
from reportlint.repair.enumeration import Enumeration, smallest_sets
from reportlint.repair.search import Component, components
from reportlint.repair.verification import Imputation
from reportlint.solving import coefficients, connected


@dataclass(frozen=True, slots=True)
class Localisation:
    """Edits that fail for one reason, and every smallest set of cells whose change mends them.

    Each of `repairs` holds one set of cells with the numbers that they would have. Cells of the set
    to which the edits leave a choice stand at the same place in `open` instead. Where not
    `complete` there are more such sets than were asked for, or none was found: `repairs` holds what
    was found.
    """

    broken: tuple[Edit, ...]
    repairs: tuple[Mapping[str, Number], ...]
    open: tuple[frozenset[str], ...]
    complete: bool

    @property
    def cells(self) -> frozenset[str]:
        """Every cell of any repair."""
        return frozenset[str]().union(*self.repairs, *self.open)

    @property
    def unique(self) -> bool:
        """Whether the edits leave one set of cells, and one number to each."""
        return self.complete and len(self.repairs) == 1 and not self.open[0]


def localise(
    edits: Sequence[Edit],
    row: Record,
    *,
    weights: Mapping[str, float] | None = None,
    most: int = 20,
    largest: int | None = None,
) -> tuple[Localisation, ...]:
    """Return for every independent group of failing edits the smallest sets of wrong cells.

    `edits` may be about any keys, of one report or of several; `ReservedRow` is left out, being
    about no number. A change of a cell weighs 1, or its entry in `weights` (above 0); a cell whose
    weight is infinite is in no set. A blank cell (None) may hold any number that is not negative,
    at no cost, whatever its weight. Where a group has more than `most` smallest sets, or none, or
    needs more than `largest` cells, its entry is not `complete`. Raises `ValueError` for a weight
    that is not above 0.

    >>> from reportlint.form.schema import form
    >>> row = dict.fromkeys(form("2021").cells, 0) | {"requests.received.other": 12}
    >>> [found] = localise(form("2021").edits, row)
    >>> found.repairs, found.unique, [edit.name for edit in found.broken]
    (({'requests.received.other': 0},), True, ['applicants-total', 'requests-balance'])
    """
    given = weights or {}
    if not all(weight > 0 for weight in given.values()):
        raise ValueError("a weight is not above 0")
    fixed = frozenset(cell for cell, weight in given.items() if weight == inf)
    found: list[Localisation] = []
    for component in components(edits, row, fixed):
        own = {cell: given.get(cell, 1.0) for cell in component.by_cell if cell not in fixed}
        found += _localisations(component, smallest_sets(component, own, most, largest))
    return tuple(found)


Assignment = tuple[str, Number | None]
"""A cell and the number that it would have, None where the edits leave a choice."""

Alternatives = list[frozenset[Assignment]]
"""The sets of one part: each combines with each of every other part."""


def _localisations(component: Component, found: Enumeration) -> Iterator[Localisation]:
    """Yield one localisation, or one for every part that is independent of the others."""
    order = {cell: i for i, cell in enumerate(component.by_cell)}
    sets = [_items(repaired) for repaired in found.sets]
    if not found.complete:
        yield _localisation(component.broken, sets, order, complete=False)
        return
    for part in _independent_parts(sets, component):
        cells = (cell for chosen in part for cell, _ in chosen)
        yield _localisation(_broken(component, cells), part, order, complete=True)


def _broken(component: Component, cells: Iterable[str]) -> tuple[Edit, ...]:
    """Return the broken edits about one of the cells at least."""
    own = set(cells)
    return tuple(edit for edit in component.broken if not own.isdisjoint(edit.cells))


def _items(repaired: Imputation) -> frozenset[Assignment]:
    return frozenset({*repaired.values.items(), *((cell, None) for cell in repaired.open)})


def _localisation(
    broken: tuple[Edit, ...],
    sets: Sequence[frozenset[Assignment]],
    order: Mapping[str, int],
    *,
    complete: bool,
) -> Localisation:
    ordered = sorted(
        (sorted(chosen, key=lambda item: order[item[0]]) for chosen in sets),
        key=lambda items: [order[cell] for cell, _ in items],
    )
    return Localisation(
        broken,
        tuple({cell: n for cell, n in items if n is not None} for items in ordered),
        tuple(frozenset(cell for cell, n in items if n is None) for items in ordered),
        complete,
    )


def _independent_parts(
    sets: Sequence[frozenset[Assignment]], component: Component
) -> list[Alternatives]:
    """Return the finest parts whose every combination is one of `sets`, numbers included.

    In one part stay items whose changes only together keep an edit true, cells of a set whose
    numbers the edits leave open and tie to each other, and items that mend the same broken edits.
    """
    ties = (tie for found in sets for tie in _ties(found, component))
    blocks = connected([*_independent(sets), *ties])
    for edit in component.edits:
        if isinstance(edit, Identity) and edit not in component.broken:
            moving = [
                block
                for block in blocks
                if _moves(_projections(sets, block)[0], edit, component.row)
            ]
            blocks = connected([*blocks, [item for block in moving for item in block]])
    same: dict[tuple[Edit, ...], list[Assignment]] = defaultdict(list)
    for block in blocks:
        same[_broken(component, (cell for cell, _ in block))] += block
    return [_projections(sets, block) for block in same.values()]


def _ties(found: frozenset[Assignment], component: Component) -> list[list[Assignment]]:
    """Return the open cells of a set in groups: a number of one bounds those of its group."""
    left = {cell for cell, number in found if number is None}
    if len(left) < 2:
        return []
    unknown = (
        [cell for cell in edit.cells if cell in left or component.row.get(cell) is None]
        for edit in component.edits
    )
    groups = connected(cells for cells in unknown if cells)
    return [[(cell, None) for cell in group if cell in left] for group in groups]


def _projections(
    sets: Sequence[frozenset[Assignment]], block: Sequence[Assignment]
) -> Alternatives:
    return list(dict.fromkeys(found.intersection(block) for found in sets))


def _independent(sets: Sequence[frozenset[Assignment]]) -> list[list[Assignment]]:
    """Return the items in blocks of which `sets` is the product."""
    items = list(dict.fromkeys(item for found in sets for item in sorted(found, key=str)))
    pairs = [pair for pair in combinations(items, 2) if not _are_independent(*pair, sets)]
    blocks = connected([*([item] for item in items), *pairs])
    combined = prod(len(_projections(sets, block)) for block in blocks)
    return blocks if combined == len(sets) else [items]


def _are_independent(
    one: Assignment, other: Assignment, sets: Sequence[frozenset[Assignment]]
) -> bool:
    """Whether the items meet as often as the factors of a product would."""
    ones = [found for found in sets if one in found]
    both = sum(other in found for found in ones)
    return both * len(sets) == len(ones) * sum(other in found for found in sets)


def _moves(found: frozenset[Assignment], edit: Identity, row: Record) -> bool:
    """Whether the items alone change by how much the sides of `edit` differ."""
    factors = coefficients(edit)
    items = [(factors[cell], row[cell], after) for cell, after in found if cell in factors]
    if any(after is None for _, _, after in items):
        return True
    return bool(sum(factor * (after - before) for factor, before, after in items))
