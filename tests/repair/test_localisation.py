"""Error localisation: what is restored, what is left open, and that nothing else is claimed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, product
from math import inf
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.repair.planted import filled, in_sums, swaps, two_swaps

from reportlint.form.edits import Condition, Decimals, Edit, Identity, Limit
from reportlint.form.schema import form, forms
from reportlint.language import Text
from reportlint.repair.localisation import Localisation, localise
from reportlint.report import Report
from reportlint.strategies import reports

NONE = Text("", "")
SEED = 20240131


def identity(left: str, right: str) -> Identity:
    return Identity("sum", NONE, NONE, tuple(left), tuple(right))


def limit(left: str, right: str) -> Limit:
    return Limit("limit", NONE, NONE, tuple(left), tuple(right))


def nonnegative(cells: str) -> list[Edit]:
    return [limit("", cell) for cell in cells]


def sets(found: Localisation) -> set[frozenset[str]]:
    return {frozenset(r) | o for r, o in zip(found.repairs, found.open, strict=True)}


@pytest.mark.parametrize("edition", tuple(forms()))
def test_any_two_swapped_digits_are_restored(edition: str) -> None:
    own = form(edition)
    cells = filled(own, Random(SEED))
    planted = [(key, wrong) for key in in_sums(own) for wrong in swaps(cells[key])]
    assert len(planted) > 50
    for key, wrong in planted:
        [found] = localise(own.edits, cells | {key: wrong})
        assert (found.repairs, found.unique) == (({key: cells[key]},), True)
        assert found.broken == tuple(edit for edit in own.identities if key in edit.cells)


@pytest.mark.parametrize("edition", tuple(forms()))
def test_two_errors_that_differ_in_size_are_restored(edition: str) -> None:
    own = form(edition)
    random = Random(SEED)
    restored = []
    for _ in range(40):
        cells = filled(own, random)
        wrong = two_swaps(own, cells, random)
        found = localise(own.edits, cells | wrong)
        right = [dict(part.repairs[0]) for part in found if part.unique]
        restored.append(sorted(map(str, right)) == sorted(str({k: cells[k]}) for k in wrong))
        one, other = (abs(wrong[key] - cells[key]) for key in wrong)
        assert restored[-1] or one == other
    assert sum(restored) >= 0.9 * len(restored)


@given(reports("2021"))
def test_a_right_report_has_nothing_to_localise(report: Report) -> None:
    assert localise(form("2021").edits, report.record) == ()


def test_in_section_four_five_cells_may_be_wrong(zeros: Callable[..., Report]) -> None:
    group = "review.litigation.direct"
    numbers = {"upheld": 3, "corrected": 2, "other": 4, "pending": 1, "total": 11}
    row = zeros({f"{group}.{key}": number for key, number in numbers.items()}).record
    [found] = localise(form("2021").edits, row)
    right = {"upheld": 4, "corrected": 3, "other": 5, "pending": 2, "total": 10}
    assert found.repairs == tuple({f"{group}.{key}": number} for key, number in right.items())
    assert (found.complete, found.unique) == (True, False)


def test_a_part_cannot_fall_below_zero(zeros: Callable[..., Report]) -> None:
    group = "review.reconsideration"
    row = zeros({f"{group}.upheld": 2, f"{group}.other": 9, f"{group}.total": 6}).record
    [found] = localise(form("2021").edits, row)
    assert found.repairs == ({f"{group}.other": 4}, {f"{group}.total": 11})


def test_two_errors_in_one_row_each_have_their_own_localisation() -> None:
    own = form("2021")
    cells = filled(own, Random(SEED))
    row = "requests.outcomes.granted"
    wrong = {f"{row}.natural_person": 5, f"{row}.other": 70}
    found = localise(own.edits, {**cells, **{k: cells[k] + n for k, n in wrong.items()}})
    assert [part.repairs for part in found] == [({key: cells[key]},) for key in wrong]
    [shared] = set(found[0].broken) & set(found[1].broken)
    assert shared.cells[-1] == f"{row}.total"


def test_cells_that_balance_each_other_stay_together() -> None:
    edits = [identity("ab", "c"), identity("ad", "e"), identity("bf", "g")]
    row = {"a": 3, "b": 1, "c": 4, "d": 1, "e": 3, "f": 1, "g": 3}
    [found] = localise([*edits, identity("de", "x"), identity("fg", "y")], row | {"x": 4, "y": 4})
    assert found.repairs == ({"a": 2, "b": 2},)


def test_a_blank_is_free_but_shared() -> None:
    edits = [identity("ab", "c"), identity("ad", "e"), *nonnegative("abcde")]
    row = {"a": None, "b": 9, "c": 4, "d": 1, "e": 2}
    [found] = localise(edits, row)
    assert found.repairs == ({"b": 3}, {"c": 10})


def test_a_negative_cell_alone_is_open() -> None:
    [found] = localise(nonnegative("a"), {"a": -3})
    assert (found.repairs, found.open, found.unique) == (({},), (frozenset("a"),), False)


def test_open_cells_of_one_broken_sum_are_one_localisation() -> None:
    edits = [identity("ab", "c"), *nonnegative("abc")]
    [found] = localise(edits, {"a": -3, "b": 0, "c": -5})
    assert (sets(found), found.complete) == ({frozenset("ac")}, True)
    assert found.broken == (edits[0], edits[1], edits[3])


def test_open_cells_that_a_blank_ties_are_one_localisation() -> None:
    edits = [identity("ax", "b"), identity("cx", "d"), *nonnegative("abcdx")]
    [found] = localise(edits, {"a": -1, "b": 4, "c": -2, "d": 5, "x": None})
    assert found.open == (frozenset("ac"),)


def test_open_cells_that_no_edit_ties_are_two_localisations() -> None:
    edits = [limit("a", "c"), limit("b", "c"), *nonnegative("abc")]
    found = localise(edits, {"a": -1, "b": -2, "c": 5})
    assert [part.open for part in found] == [(frozenset("a"),), (frozenset("b"),)]


@pytest.mark.parametrize("weights", [{"T": 2.0}, {"T": inf}, {"N": inf}])
def test_the_published_example_of_two_open_cells(weights: dict[str, float]) -> None:
    # Edits and record of de Waal, Pannekoek and Scholtus (2011), Handbook of Statistical Data
    # Editing and Imputation: turnover, profit and costs in thousands, but for P and C; N persons.
    edits = [
        identity("PC", "T"),
        limit("PP", "T"),
        Limit("loss", NONE, NONE, (), (*"P" * 10, "T")),
        Limit("large", NONE, NONE, ("T",), tuple("N" * 550)),
        *nonnegative("TCN"),
    ]
    [found] = localise(edits, {"T": 100, "P": 40_000, "C": 60_000, "N": 5}, weights=weights)
    assert (found.repairs, found.open) == (({},), (frozenset("PC"),))
    assert found.broken == (edits[0], edits[1])


def test_cells_that_mend_the_same_sums_are_one_localisation() -> None:
    edits = [identity("ab", "c"), identity("a", "bd"), *nonnegative("abcd")]
    row = {"a": 1, "b": 1, "c": 10, "d": 4}
    [found] = localise(edits, row, weights={"c": inf, "d": inf})
    assert (found.repairs, found.unique) == (({"a": 7, "b": 3},), True)


def test_a_condition_leaves_its_grounds_open() -> None:
    edits = [Condition("c", NONE, NONE, "a", ("b", "c"), (NONE,) * 3), *nonnegative("abc")]
    [found] = localise(edits, {"a": 5, "b": 0, "c": 0})
    assert found.repairs == ({}, {}, {"a": 0})
    assert found.open == (frozenset("b"), frozenset("c"), frozenset())


def test_a_number_that_a_condition_forbids_is_no_repair() -> None:
    condition = Condition("c", NONE, NONE, "a", ("d",), (NONE,) * 2)
    edits = [identity("ab", "c"), condition, *nonnegative("abcd")]
    [found] = localise(edits, {"a": 0, "b": 2, "c": 5, "d": 0})
    assert (found.repairs, found.complete) == (({"b": 5}, {"c": 2}), True)


def test_too_many_decimals_are_rounded() -> None:
    edits = [Decimals("d", NONE, NONE, "a", 6), *nonnegative("a")]
    [found] = localise(edits, {"a": Decimal("1.2345674")})
    assert (found.repairs, found.unique) == (({"a": Decimal("1.234567")},), True)


def test_money_is_exact() -> None:
    [found] = localise(
        [identity("ab", "c")], {"a": Decimal("0.1"), "b": Decimal("0.2"), "c": Decimal(5)}
    )
    assert {str(n) for repair in found.repairs for n in repair.values()} == {"0.3", "4.8", "4.9"}


def test_a_count_is_whole() -> None:
    edits = [identity("a", "b"), identity("ab", "c"), identity("c", "d")]
    [found] = localise(edits, {"a": 2, "b": 2, "c": 5, "d": 5})
    assert found.repairs == ({"c": 4, "d": 4},)


def test_weights_decide() -> None:
    row = {"a": 1, "b": 2, "c": 9}
    [found] = localise([identity("ab", "c")], row, weights={"b": 0.5, "c": 2})
    assert found.repairs == ({"b": 8},)
    with pytest.raises(ValueError, match="weight"):
        localise([identity("ab", "c")], row, weights={"a": 0})


def test_an_infinite_weight_holds_a_cell() -> None:
    row = {"a": 1, "b": 2, "c": 9}
    [found] = localise([identity("ab", "c")], row, weights={"c": inf})
    assert found.repairs == ({"a": 7}, {"b": 8})
    [found] = localise([identity("ab", "c")], row, weights={"a": inf, "b": inf}, largest=1)
    assert (found.repairs, found.unique) == (({"c": 3},), True)


def test_where_every_cell_is_held_nothing_can_be_wrong() -> None:
    weights = dict.fromkeys("abc", inf)
    [found] = localise([identity("ab", "c")], {"a": 1, "b": 2, "c": 9}, weights=weights)
    assert (found.repairs, found.complete) == ((), False)
    edits = [identity("ab", "c"), identity("ab", "d")]
    row = {"a": 1, "b": 2, "c": 9, "d": 8}
    [found] = localise(edits, row, weights=dict.fromkeys("cd", inf))
    assert (found.repairs, found.complete) == ((), False)


def test_a_blank_that_is_held_is_still_unknown() -> None:
    row = {"a": None, "b": 9, "c": 4}
    [found] = localise([identity("ab", "c"), *nonnegative("abc")], row, weights={"a": inf})
    assert {frozenset(repair) for repair in found.repairs} | set(found.open) >= {frozenset("b")}


@pytest.mark.parametrize("edition", tuple(forms()))
def test_a_wrong_cell_that_is_held_is_made_up_for_by_others(edition: str) -> None:
    own, random = form(edition), Random(SEED)
    cells = filled(own, random)
    for key in random.sample(in_sums(own), 3):
        found = localise(own.edits, cells | {key: cells[key] + 1}, weights={key: inf}, most=4)
        assert key not in {cell for part in found for cell in part.cells}
        assert any(part.repairs for part in found)


def test_more_sets_than_asked_for_are_no_full_list() -> None:
    [found] = localise([identity("abc", "d")], dict.fromkeys("abc", 4) | {"d": 5}, most=2)
    assert (len(found.repairs), found.complete, found.unique) == (2, False, False)


def test_a_set_larger_than_allowed_is_not_listed() -> None:
    row = dict.fromkeys("ac", 1) | dict.fromkeys("bd", 2) | {"x": 0, "y": 0}
    edits = [identity("ax", "b"), identity("cy", "d"), identity("x", "y")]
    [found] = localise(edits, row, largest=1)
    assert (found.repairs, found.complete) == ((), False)


def test_sums_that_one_cell_each_cannot_mend_take_more() -> None:
    edits = [identity("ab", "c"), identity("ad", "e"), *map(identity, "bcde", "xypq")]
    row = dict.fromkeys("abdxp", 1) | dict.fromkeys("cy", 3) | dict.fromkeys("eq", 4)
    [found] = localise(edits, row)
    assert sets(found) == {frozenset("abx"), frozenset("acy"), frozenset("adp"), frozenset("aeq")}
    assert found.complete


terms = st.lists(st.sampled_from("abcd"), min_size=1, max_size=3, unique=True).map(tuple)
kinds = st.sampled_from([Identity, Identity, Limit])
sums = st.builds(lambda kind, a, b: kind("sum", NONE, NONE, a, b), kinds, terms, terms)
rows = st.fixed_dictionaries(dict.fromkeys("abcd", st.integers(0, 4)))


@given(rows, st.lists(sums, min_size=1, max_size=3))
def test_the_sets_are_those_that_trying_every_number_finds(
    row: dict[str, int], stated: list[Edit]
) -> None:
    edits = [*stated, *nonnegative("abcd")]
    found = localise(edits, row, most=100)
    assume(all(part.complete for part in found))
    together = {frozenset[str]().union(*chosen) for chosen in product(*map(sets, found))}
    tried = smallest_by_trying(edits, row, len(min(together, key=len)))
    assert together == tried


@given(rows, st.lists(sums, min_size=1, max_size=3), st.sets(st.sampled_from("abcd"), max_size=3))
def test_with_cells_held_they_are_those_of_the_others(
    row: dict[str, int], stated: list[Edit], held: set[str]
) -> None:
    edits = [*stated, *nonnegative("abcd")]
    found = localise(edits, row, most=100, weights=dict.fromkeys(held, inf))
    assert held.isdisjoint(cell for part in found for cell in part.cells)
    assume(all(part.complete for part in found))
    together = {frozenset[str]().union(*chosen) for chosen in product(*map(sets, found))}
    assert together == smallest_by_trying(edits, row, len(min(together, key=len)), held)


def smallest_by_trying(
    edits: Sequence[Edit], row: Mapping[str, int], most: int, held: Collection[str] = ()
) -> set[frozenset[str]]:
    """The smallest sets of at most `most` cells not `held` that some numbers up to 12 mend."""
    for size in range(most + 1):
        found = {
            frozenset(cells)
            for cells in combinations([cell for cell in row if cell not in held], size)
            for numbers in product(range(13), repeat=size)
            if not any(e.fails({**row, **dict(zip(cells, numbers, strict=True))}) for e in edits)
        }
        if found:
            return found
    return set()
