"""Typing errors: which slip is named, and that each rank beats the weaker."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.repair.planted import swaps

from reportlint.number import Number
from reportlint.repair.evidence import typing_error

D = Decimal


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (12, 21, "transposed"),
        (1024, 1042, "transposed"),
        (D("320.32"), D("320.23"), "transposed"),
        (D("320.2"), D("320.02"), "transposed"),
        (112, 12, "doubled"),
        (122, 12, "doubled"),
        (12, 112, "undoubled"),
        (D("3.5"), D("3.55"), "undoubled"),
        (-7, 7, "sign"),
        (D(32023), D("320.23"), "point"),
        (D("0.5"), D(50), "point"),
        (5, 50, "dropped"),
        (13, 123, "dropped"),
        (123, 13, "added"),
        (123, 173, "mistyped"),
        (D("1.5"), D("1.7"), "mistyped"),
    ],
)
def test_a_slip_is_named(before: Number, after: Number, kind: str) -> None:
    found = typing_error(before, after)
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize(
    ("before", "after"),
    [(0, 10), (10, 0), (5, 7), (12, 12), (123, 321), (1234, 1342), (-12, 21), (7, 700), (12, 3456)],
)
def test_nothing_is_said_where_one_slip_does_not_explain_it(before: int, after: int) -> None:
    assert typing_error(before, after) is None


@given(st.integers(10, 10**9))
def test_every_swap_of_digits_is_recognised(after: int) -> None:
    for before in swaps(after):
        found = typing_error(before, after)
        # A swap that moves 0 to the front is seen as a digit left out.
        short = len(str(before)) < len(str(after))
        assert found is not None or short
        assert found is None or short or found.kind == "transposed"


amounts = st.decimals(-(10**6), 10**6, places=3)


@given(*[st.one_of(st.integers(-(10**4), 10**4), amounts)] * 2)
def test_slips_are_mirrored(one: Number, other: Number) -> None:
    mirrored = {"doubled": "undoubled", "dropped": "added"}
    mirrored |= {there: here for here, there in mirrored.items()}
    if type(one) is type(other):
        there, back = typing_error(one, other), typing_error(other, one)
        assert (there and mirrored.get(there.kind, there.kind)) == (back and back.kind)


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_the_text_has_both_numbers(before: int, after: int) -> None:
    found = typing_error(before, after)
    assert found is None or found.text.zh.endswith(f"：{before} 应为 {after}")
