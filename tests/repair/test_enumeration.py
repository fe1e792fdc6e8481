"""Enumeration: the shortcut of known changes finds what the full search finds."""

from __future__ import annotations

from random import Random

import pytest
from tests.repair.planted import filled

from reportlint.form.schema import form
from reportlint.repair.enumeration import lightest_sets, packing, single_changes
from reportlint.repair.search import components

FORM = form("2021")


@pytest.mark.parametrize("seed", range(2))
def test_known_changes_lose_no_set(seed: int) -> None:
    random = Random(seed)
    cells = filled(FORM, random)
    keys = [f"requests.outcomes.granted.{c.key}" for c in FORM.rows["requests.received"].columns]
    wrong = random.sample(keys[:-1], 3)
    shifted = {**cells, **{key: cells[key] + n for key, n in zip(wrong, (4, 6, -10), strict=True)}}
    [component] = components(FORM.edits, shifted)
    weights = dict.fromkeys(component.by_cell, 1.0)
    near, packed = next(component.neighbourhoods()), packing(component, weights)
    single = single_changes(near, packed.edits)
    quick = {found.cells for found in lightest_sets(near, weights, packed.weight, single=single)}
    full = {found.cells for found in lightest_sets(near, weights, packed.weight)}
    assert quick == full
    assert frozenset(wrong) in quick
