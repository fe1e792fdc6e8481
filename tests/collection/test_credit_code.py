"""Codes of organs as they are printed, and the mistakes that are made in typing them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.collection.credit_code import check_character, fault

BODIES = st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=17, max_size=17)


@pytest.mark.parametrize("code", ["91350100M000100Y43", "91440300708461136T", "91100000100003962T"])
def test_published_codes_are_right(code: str) -> None:
    assert fault(code) is None


@given(BODIES, st.integers(0, 16), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_one_wrong_character_is_found(body: str, place: int, other: str) -> None:
    code = body + check_character(body)
    wrong = code[:place] + other + code[place + 1 :]
    assert (fault(wrong) is None) == (wrong == code)


@given(BODIES, st.integers(0, 15))
def test_two_exchanged_characters_are_found(body: str, place: int) -> None:
    code = body + check_character(body)
    wrong = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert (fault(wrong) is None) == (wrong == code)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("1.1350100000001E+17", "被电子表格当成了数"),
        ("113501000000012400", "可能被电子表格当成数"),
        ("91350100M000100Y4", "应为 18 位，现为 17 位"),
        ("91350100M000100YI3", "不能有“I”"),
    ],
)
def test_what_is_wrong_is_said(code: str, said: str) -> None:
    found = fault(code)
    assert found is not None
    assert said in found.zh
