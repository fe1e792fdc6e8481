"""The least explanations are those that a search through all of them finds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.solving import UndecidedError
from reportlint.units.difference import (
    CELL_WEIGHT,
    UNIT_WEIGHT,
    Discrepancy,
    ExplanationSearch,
    Proposal,
    UnitGroup,
    least_explanations,
    remaining,
    wrong_cells,
)

# Two parts and their total, and two cells that no total counts.
CELLS = ("part", "other", "total", "alone", "money")
FOLLOWERS = {"part": {"total": 1}, "other": {"total": 1}}


@st.composite
def problems(draw: st.DrawFn) -> Discrepancy:
    small = st.integers(0, 3) | st.sampled_from((70, 10**9 + 1, 10**13 + 7))
    stated = [tuple(draw(small) for _ in range(4)) for _ in range(draw(st.integers(1, 4)))]
    groups = tuple(
        UnitGroup((i,), {key: n for key, n in _with_total(numbers).items() if n})
        for i, numbers in enumerate(sorted(set(stated) - {(0, 0, 0, 0)}))
    )
    multiples = [draw(st.sampled_from((-1, 0, 0, 0, 1, 2))) for _ in groups]
    amounts = dict.fromkeys(CELLS, 0)
    for group, multiple in zip(groups, multiples, strict=True):
        for key, number in group.numbers.items():
            amounts[key] += multiple * number
    amounts[draw(st.sampled_from(CELLS))] += draw(st.sampled_from((0, 0, 1, -2)))
    return Discrepancy(amounts, frozenset(), groups, FOLLOWERS)


def _with_total(numbers: tuple[int, ...]) -> dict[str, int]:
    part, other, alone, money = numbers
    return {"part": part, "other": other, "total": part + other, "alone": alone, "money": money}


def fewest(left: dict[str, int]) -> int:
    """The fewest wrong cells: each part with or without its total."""
    wrong = [key for key in FOLLOWERS if left[key]]
    ways = product((0, 1), repeat=len(wrong))
    total = min(
        int(left["total"] != sum(left[key] for key, c in zip(wrong, way, strict=True) if c))
        for way in ways
    )
    return len(wrong) + total + sum(left[key] != 0 for key in ("alone", "money"))


def every(discrepancy: Discrepancy) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    for multiples in product((-1, 0, 1, 2), repeat=len(discrepancy.groups)):
        cells = fewest(remaining(discrepancy, multiples))
        units = sum(abs(multiple) for multiple in multiples)
        yield UNIT_WEIGHT * units + CELL_WEIGHT * cells, cells, multiples


@given(problems())
def test_wrong_cells_are_the_fewest(discrepancy: Discrepancy) -> None:
    cells = wrong_cells(discrepancy)
    assert cells is not None
    assert len(cells.mistyped) == fewest(dict(discrepancy.amounts))


@given(problems())
def test_least_explanations_are_all_found(discrepancy: Discrepancy) -> None:
    cells = wrong_cells(discrepancy)
    assert cells is not None
    allowed = max(1, len(cells.mistyped) // 4)
    lighter = [
        (weight, multiples)
        for weight, left, multiples in every(discrepancy)
        if weight < cells.weight and left <= allowed
    ]
    lightest = min(lighter, default=(0, ()))[0]
    found = least_explanations(discrepancy, cells, cells.weight)
    assert found.proved
    assert {x.multiples for x in found.explanations} == {m for w, m in lighter if w == lightest}


@given(problems())
def test_explanation_accounts_for_every_difference(discrepancy: Discrepancy) -> None:
    cells = wrong_cells(discrepancy)
    assert cells is not None
    for explanation in (cells, *least_explanations(discrepancy, cells, cells.weight).explanations):
        left = remaining(discrepancy, explanation.multiples)
        for cause in explanation.mistyped:
            left[cause.key] -= cause.amount
            if cause.carried:
                left["total"] -= cause.amount
        assert not any(left.values())


def test_unknown_parts_may_hold_more() -> None:
    amounts = {"alone": 5, "money": -3}
    discrepancy = Discrepancy(amounts, frozenset(amounts), (), {})
    cells = wrong_cells(discrepancy)
    assert cells is not None
    assert [cause.key for cause in cells.mistyped] == ["money"]


def pairs(count: int) -> Discrepancy:
    """A difference that each of `count` pairs of units explains, and nothing lighter does."""
    amounts = {f"c{n}": 1000 for n in range(6)}
    groups = []
    for pair in range(count):
        part = {key: 10 * pair + n + 1 for n, key in enumerate(amounts)}
        groups += [part, {key: amounts[key] - number for key, number in part.items()}]
    units = tuple(UnitGroup((i,), numbers) for i, numbers in enumerate(groups))
    return Discrepancy(amounts, frozenset(), units, {})


@pytest.mark.parametrize(("count", "proved"), [(5, True), (6, False)])
def test_more_explanations_than_are_listed_are_not_proved_to_be_all(
    count: int, *, proved: bool
) -> None:
    discrepancy = pairs(count)
    cells = wrong_cells(discrepancy)
    assert cells is not None
    found = least_explanations(discrepancy, cells, cells.weight)
    assert (len(found.explanations), found.proved) == (5, proved)
    assert {x.weight for x in found.explanations} == {2 * UNIT_WEIGHT}


def test_a_search_that_is_given_up_has_proved_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    discrepancy = pairs(2)
    cells = wrong_cells(discrepancy)
    assert cells is not None
    proposals = iter([ExplanationSearch(discrepancy).next()])

    def next_proposal(_: ExplanationSearch) -> Proposal | None:
        for proposal in proposals:
            return proposal
        raise UndecidedError

    monkeypatch.setattr(ExplanationSearch, "next", next_proposal)
    found = least_explanations(discrepancy, cells, cells.weight)
    assert (len(found.explanations), found.proved) == (1, False)
