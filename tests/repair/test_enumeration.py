"""Enumeration: the shortcut of known changes finds what the full search finds."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.repair.planted import filled, in_sums

from reportlint.form.edits import Identity
from reportlint.form.schema import form, forms
from reportlint.repair.enumeration import (
    lightest_sets,
    packing,
    sets_by_search,
    single_cells,
    single_changes,
)
from reportlint.repair.search import components
from reportlint.repair.verification import Imputation

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


@given(st.data())
def test_one_wrong_cell_is_found_by_crossing_sums_as_by_the_search(data: st.DataObject) -> None:
    own = data.draw(st.sampled_from([*forms().values()]))
    cells = filled(own, Random(data.draw(st.integers(0, 2**16))))
    keys = data.draw(st.lists(st.sampled_from(in_sums(own)), min_size=1, max_size=2))
    row = cells | {key: data.draw(st.integers(0, 40)) for key in keys}
    for component in components(own.edits, row):
        if any(isinstance(edit, Identity) for edit in component.broken):
            crossing = {shown(found) for found in single_cells(component)}
            weights = dict.fromkeys(component.by_cell, 1.0)
            assert crossing == {shown(found) for found in sets_by_search(component, weights, 1.0)}


def shown(found: Imputation) -> str:
    return repr((sorted(found.values.items()), sorted(found.open)))
