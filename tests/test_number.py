"""How numbers are read and written, exactly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.number import (
    MOST_DIGITS,
    Number,
    as_json,
    decimals,
    from_float,
    from_fraction,
    parsed,
    shortest,
    term,
    written,
    written_like,
)

numbers = (
    st.integers(-(10**MOST_DIGITS), 10**MOST_DIGITS)
    | st.decimals(-(10**9), 10**9, allow_nan=False, places=6)
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.integers(-(10**6), 10**6).map(lambda exponent: Decimal(f"1E{exponent}"))
)


@given(numbers)
def test_number_is_written_exactly(number: Number) -> None:
    for text in (written(number), shortest(number), term(number).strip("()")):
        assert Decimal(text) == number
        assert len(text) < 200


@given(numbers)
def test_number_is_written_in_plain_digits_unless_they_are_very_many(number: Number) -> None:
    if decimals(number) < 60 and Decimal(number).adjusted() < 60:
        assert set(written(number) + shortest(number)) <= set("-.0123456789")
        assert decimals(number) == len(written(number).partition(".")[2])


def test_number_of_more_digits_than_memory_holds_is_written() -> None:
    for literal in ("1E-9999999999", "1E+9999999999", "-1.50E-9999999999"):
        number = Decimal(literal)
        assert {written(number), shortest(number), written_like("1,000.00", number)} == {literal}


@given(st.integers(min_value=-(10**MOST_DIGITS) + 1, max_value=10**MOST_DIGITS - 1))
def test_integer_literal_is_an_int(number: int) -> None:
    found = parsed(str(number))
    assert (found, type(found)) == (number, int)


def test_longer_integer_is_a_decimal() -> None:
    literal = "1" * (MOST_DIGITS + 1)
    found = parsed(literal)
    assert (found, type(found)) == (Decimal(literal), Decimal)


@given(st.decimals(places=6, min_value=-(10**9), max_value=10**9))
def test_amount_is_the_same_by_every_way(amount: Decimal) -> None:
    assert parsed(str(amount)) == amount
    assert from_fraction(Fraction(amount), amount) == amount
    assert from_float(float(as_json(amount))) == amount


def test_fraction_that_no_decimal_states_is_no_number() -> None:
    assert from_fraction(Fraction(1, 3), Decimal(1)) is None


@pytest.mark.parametrize(
    ("old", "value", "new"),
    [
        ("1,000", 2000000, "2,000,000"),
        ("-5", 5, "5"),
        ("+5", 0, "0"),
        ("320.50", Decimal("0.125"), "0.125"),
        ("null", Decimal("7.10"), "7.1"),
    ],
)
def test_number_takes_the_place_of_another(old: str, value: Number, new: str) -> None:
    assert written_like(old, value) == new
