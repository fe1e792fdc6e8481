"""Numbers in every writing."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.narrative.numerals import PATTERN, numeral

DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """A number below a hundred million in Chinese characters."""
    if number >= 10**4:
        high, low = divmod(number, 10**4)
        gap = "零" if 0 < low < 1000 else ""
        return f"{chinese(high)}万{gap}{chinese(low) if low else ''}"
    text, zero = "", False
    for worth, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // worth % 10
        if digit:
            text += ("零" if zero and text else "") + DIGITS[digit] + unit
        zero = not digit
    return text or "零"


@given(st.integers(0, 10**8 - 1))
def test_every_writing_of_a_number_is_that_number(number: int) -> None:
    for writing in (str(number), f"{number:,}", chinese(number)):
        assert re.fullmatch(PATTERN, writing)
        found = numeral(writing)
        assert found is not None
        assert (int(found.value), found.rounded) == (number, False)


@pytest.mark.parametrize(
    ("text", "value"), [("5500余", 5500), ("18万余", 180000), ("近百", 100), ("约20", 20)]
)
def test_rounding_is_seen(text: str, value: int) -> None:
    found = numeral(text)
    assert found is not None
    assert (int(found.value), found.rounded) == (value, True)


def test_chinese_tens_and_odd_places_are_read() -> None:
    numbers = {"十二": 12, "一百五": 150, "两千零二十四": 2024, "三万五": 35000, "二〇二四": 2024}
    read = {text: numeral(text) for text in numbers}
    assert {text: found and found.value for text, found in read.items()} == {
        text: Decimal(number) for text, number in numbers.items()
    }


@pytest.mark.parametrize("text", ["十百", "一一十", "件", ""])
def test_what_is_no_number_is_none(text: str) -> None:
    assert numeral(text) is None
