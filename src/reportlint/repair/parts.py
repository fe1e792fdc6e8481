"""Splits the smallest sets of a component into parts that do not depend on each other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import prod

from reportlint.edits import Edit, Identity, Row
from reportlint.report import Number
from reportlint.solving.connected import connected
from reportlint.solving.linear import coefficients

Item = tuple[str, Number | None]
"""A cell and the number that it would have, None where the edits leave a choice."""

Part = list[frozenset[Item]]
"""The sets of one part: each combines with each of every other part."""


def parts(sets: Sequence[frozenset[Item]], edits: Sequence[Edit], row: Row) -> list[Part]:
    """Return the finest parts whose every combination is one of `sets`.

    Items whose changes only together keep one of `edits` true stay in one part.
    """
    blocks = _independent(sets)
    for edit in edits:
        if isinstance(edit, Identity):
            moving = [block for block in blocks if _moves(_projections(sets, block)[0], edit, row)]
            blocks = connected([*blocks, [item for block in moving for item in block]])
    return [_projections(sets, block) for block in blocks]


def _projections(sets: Sequence[frozenset[Item]], block: Sequence[Item]) -> Part:
    return list(dict.fromkeys(found.intersection(block) for found in sets))


def _independent(sets: Sequence[frozenset[Item]]) -> list[list[Item]]:
    """Return the items in blocks of which `sets` is the product."""
    items = list(dict.fromkeys(item for found in sets for item in sorted(found, key=str)))
    pairs = [pair for pair in combinations(items, 2) if not _uncorrelated(*pair, sets)]
    blocks = connected([*([item] for item in items), *pairs])
    combined = prod(len(_projections(sets, block)) for block in blocks)
    return blocks if combined == len(sets) else [items]


def _uncorrelated(one: Item, other: Item, sets: Sequence[frozenset[Item]]) -> bool:
    """Whether the items meet as often as the factors of a product would."""
    ones = [found for found in sets if one in found]
    both = sum(other in found for found in ones)
    return both * len(sets) == len(ones) * sum(other in found for found in sets)


def _moves(found: frozenset[Item], edit: Identity, row: Row) -> bool:
    """Whether the items alone change by how much the sides of `edit` differ."""
    factors = coefficients(edit)
    items = [(factors[cell], row[cell], after) for cell, after in found if cell in factors]
    if any(after is None for _, _, after in items):
        return True
    return bool(sum(factor * (after - before) for factor, before, after in items))
