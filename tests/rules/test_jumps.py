"""What is a jump in a series, and what is not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.number import Number
from reportlint.rules.earlier_years import is_jump

counts = st.lists(st.integers(0, 10**6), min_size=1, max_size=9)


@pytest.mark.parametrize(
    ("value", "earlier"),
    [
        (560, [98, 110, 102, 95]),
        (139, [1370, 1412, 1288, 1391]),
        (60, [0, 1, 0, 2, 0]),
        (980, [98]),
        (139, [1370, 1412]),
        (300, [30]),
        (101, [0]),
        (0, [101]),
        (9650, [965, 1200, 870]),
        (Decimal(965), [Decimal("96.5")]),
        (Decimal("4100.5"), [Decimal(410), Decimal(398), Decimal("402.1"), Decimal(420)]),
    ],
)
def test_outlier_is_a_jump(value: Number, earlier: list[Number]) -> None:
    assert is_jump(value, earlier)


@pytest.mark.parametrize(
    ("value", "earlier"),
    [
        (560, [98, 110, 102]),
        (560, [98]),
        (200, [20]),
        (100, [0]),
        (0, [100]),
        (980, [98, 410]),
        (980, []),
        (190, [98, 110, 102, 95]),
        (14, [0, 1, 0, 2, 0]),
        (0, [10, 12, 9, 14]),
        (430, [40, 75, 130, 240]),
        (560, [50, 310, 45, 280]),
        (-5, [0, 0, 0, 0]),
    ],
    ids=[
        "three-years",
        "one-year",
        "small-tenfold",
        "from-nothing",
        "to-nothing-at-once",
        "once-before",
        "no-year",
        "double",
        "small",
        "to-nothing",
        "growth",
        "restless",
        "negative",
    ],
)
def test_what_the_series_supports_is_none(value: int, earlier: list[int]) -> None:
    assert not is_jump(value, earlier)


@pytest.mark.parametrize(
    ("earlier", "highest"),
    [
        # Fewer than four years: up to six times 80 + 20.
        ([80], 580),
        ([80, 40, 60], 580),
        # All alike: up to the double of 80 + 20.
        ([80] * 4, 179),
        # The median distance is ln 2: up to 3.5 × 1.4826 times that above the median of 80 + 20.
        ([30, 30, 80, 180, 180], 3628),
    ],
    ids=["second-year", "few-years", "alike", "spread"],
)
def test_jump_begins_above_the_threshold(earlier: list[int], highest: int) -> None:
    assert [is_jump(value, earlier) for value in (highest, highest + 2)] == [False, True]


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=3), st.integers(0, 10**6))
def test_what_leaves_few_years_leaves_each_of_them(earlier: list[int], value: int) -> None:
    assert is_jump(value, earlier) == all(is_jump(value, [number]) for number in earlier)


@given(counts, st.integers(0, 10**6))
def test_order_of_the_years_does_not_matter(earlier: list[int], value: int) -> None:
    assert is_jump(value, earlier) == is_jump(value, sorted(earlier))


@given(counts.filter(lambda earlier: len(earlier) % 2 == 1))
def test_the_middle_of_the_series_is_never_a_jump(earlier: list[int]) -> None:
    assert not is_jump(sorted(earlier)[len(earlier) // 2], earlier)
