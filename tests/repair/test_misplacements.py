"""Misplaced numbers: each kind is undone as it was planted."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.repair.planted import Cells, filled

from reportlint.form.schema import form
from reportlint.repair.misplacements import Misplacement, misplacements

FORM = form("2021")
COLUMNS = [column.key for column in FORM.rows["requests.received"].columns]
GRANTED, PARTIAL = "requests.outcomes.granted", "requests.outcomes.partially_granted"


@pytest.fixture
def right() -> Cells:
    """A report with nothing wrong."""
    return filled(FORM, Random(5))


def found(right: Cells, wrong: Cells) -> Iterator[Misplacement]:
    """What brings back all that was changed."""
    row = right | wrong
    restored = {key: right[key] for key in wrong if row[key] != right[key]}
    return (each for each in misplacements(FORM, row) if each.changes == restored)


def keys(row: str) -> list[str]:
    return [f"{row}.{column}" for column in COLUMNS]


def test_a_right_report_has_none(right: Cells) -> None:
    assert list(misplacements(FORM, right)) == []


def test_two_rows_exchanged(right: Cells) -> None:
    one, other = keys("requests.carried_over"), keys(GRANTED)
    pairs = list(zip(one, other, strict=True))
    wrong = {a: right[b] for a, b in pairs} | {b: right[a] for a, b in pairs}
    [undone] = found(right, wrong)
    assert undone.kind == "rows exchanged"


def test_a_row_shifted_right(right: Cells) -> None:
    numbers = [right[key] for key in keys(GRANTED)]
    wrong = dict(zip(keys(GRANTED), [0, *numbers], strict=False))
    [undone] = found(right, wrong)
    assert undone.kind == "row shifted"
    assert undone.reason.zh == "“（一）予以公开”一行整体右移了一列"


def test_a_row_shifted_left(right: Cells) -> None:
    numbers = [right[key] for key in keys(GRANTED)]
    [undone] = found(right, dict(zip(keys(GRANTED), [*numbers[1:], 0], strict=True)))
    assert undone.reason.en.endswith("shifted left by one column")


def test_neighbours_of_a_row_exchanged(right: Cells) -> None:
    for one, other in pairwise(keys(GRANTED)):
        kinds = [each.kind for each in found(right, {one: right[other], other: right[one]})]
        assert kinds == ([] if right[one] == right[other] else ["cells exchanged"])


def test_a_number_in_the_row_below(right: Cells) -> None:
    one, other = "requests.received.total", "requests.carried_over.total"
    [undone] = found(right, {one: right[other], other: right[one]})
    assert undone.reason.zh == (
        "“总计”一列的“一、本年新收政府信息公开申请数量”与“二、上年结转政府信息公开申请数量”两格填颠倒"
    )


RECEIVED, OVER, FORWARD, ALL = (
    f"requests.{row}" for row in ("received", "carried_over", "carried_forward", "outcomes.total")
)
AGAINST = [(one, other) for one in (RECEIVED, OVER) for other in (ALL, FORWARD)]
"""The rows that the sum of a column sets against each other."""


@pytest.mark.parametrize(("one", "other"), AGAINST)
@given(seed=st.integers(0, 10**6), column=st.sampled_from(COLUMNS))
def test_rows_of_two_sides_exchanged_in_one_column(
    one: str, other: str, seed: int, column: str
) -> None:
    right = filled(FORM, Random(seed))
    a, b = f"{one}.{column}", f"{other}.{column}"
    assume(right[a] != right[b])
    [undone] = found(right, {a: right[b], b: right[a]})
    assert undone.kind == "cells exchanged"
    assert all(FORM.rows[row].text.zh in undone.reason.zh for row in (one, other))


@pytest.mark.parametrize(("one", "other"), AGAINST)
@given(seed=st.integers(0, 10**6), column=st.sampled_from(COLUMNS[:-1]))
def test_rows_exchanged_in_one_column_and_added_up_after_it(
    one: str, other: str, seed: int, column: str
) -> None:
    right = filled(FORM, Random(seed))
    a, b = f"{one}.{column}", f"{other}.{column}"
    more = right[b] - right[a]
    assume(more)
    totals = {
        f"{one}.total": right[f"{one}.total"] + more,
        f"{other}.total": right[f"{other}.total"] - more,
    }
    [undone] = found(right, {a: right[b], b: right[a], **totals})
    assert undone.reason.zh.endswith("两格填颠倒，两行的总计随之算错")
    assert undone.reason.en.endswith("exchanged, and the totals of both rows follow them")


def test_first_and_fourth_row_exchanged_whole(right: Cells) -> None:
    pairs = list(zip(keys(RECEIVED), keys(FORWARD), strict=True))
    wrong = {a: right[b] for a, b in pairs} | {b: right[a] for a, b in pairs}
    [undone] = found(right, wrong)
    assert undone.reason.zh == (
        "“一、本年新收政府信息公开申请数量”与“四、结转下年度继续办理”两行填颠倒"
    )


def test_a_row_copied(right: Cells) -> None:
    wrong = {b: right[a] for a, b in zip(keys(GRANTED), keys(PARTIAL), strict=True)}
    [undone] = found(right, wrong)
    assert undone.kind == "row copied"


def test_a_total_copied(right: Cells) -> None:
    [undone] = found(right, {f"{PARTIAL}.total": right[f"{GRANTED}.total"]})
    assert (undone.kind, undone.reason.en.startswith("“total”")) == ("total copied", True)


def test_a_blank_is_not_moved(right: Cells) -> None:
    row = {**right, f"{GRANTED}.other": None, f"{GRANTED}.total": 0}
    assert not any(f"{GRANTED}.other" in each.changes for each in misplacements(FORM, row))


def test_what_breaks_another_edit_is_no_misplacement(right: Cells) -> None:
    row = right | {f"{GRANTED}.other": right[f"{GRANTED}.other"] + 1}
    for each in misplacements(FORM, row):
        mended = {**row, **each.changes}
        touched = [e for e in FORM.identities if not each.changes.keys().isdisjoint(e.cells)]
        assert not any(edit.fails(mended) for edit in touched)
