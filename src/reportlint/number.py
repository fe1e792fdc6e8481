"""Numbers as reports have them: counts and amounts, exact, and how they are read and written.

In: literals, fractions, binary floats.
Out: `Number`, and texts in plain digits.
May import: nothing.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation, localcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

Number = int | Decimal
"""A count, or an amount of money in 万元, which is a Decimal and keeps the digits it came with."""

MOST_DIGITS = 40
"""Digits of an int that is read; Python refuses to print one of several thousand."""

_FARTHEST = 60
"""Digits before or after the point beyond which a Decimal is written as a power of ten."""

_NUMERAL = re.compile(
    r"(?P<sign>[-+])?[0-9]{1,40}(?P<groups>(?:,[0-9]{3}){0,12})(?:\.(?P<decimals>[0-9]{1,6}))?"
)


def parsed(literal: str) -> Number | None:
    """Return the number of a data file's literal; None where its power of ten is beyond Decimal.

    An int where it has neither point nor power of ten, and no more than `MOST_DIGITS` digits.

    >>> parsed("-7"), parsed("320.50"), parsed("1e3"), parsed("1e99999999999999999999")
    (-7, Decimal('320.50'), Decimal('1E+3'), None)
    """
    digits = literal.lstrip("+-")
    if digits.isdecimal() and len(digits) <= MOST_DIGITS:
        return int(literal)
    try:
        return Decimal(literal)
    except InvalidOperation:
        return None


def from_float(value: float) -> Decimal:
    """Return the decimal that a binary float prints as.

    >>> from_float(320.23)
    Decimal('320.23')
    """
    return Decimal(repr(value))


def from_fraction(value: Fraction, like: object) -> Number | None:
    """Return a fraction as a cell's number: a Decimal where `like` is one, else an int.

    None where the value is no such number.

    >>> from fractions import Fraction
    >>> from_fraction(Fraction(7, 2), Decimal(1)), from_fraction(Fraction(7, 2), 1)
    (Decimal('3.5'), None)
    """
    if not isinstance(like, Decimal):
        return value.numerator if value.denominator == 1 else None
    with localcontext(prec=60):
        quotient = Decimal(value.numerator) / Decimal(value.denominator)
    return quotient if quotient.as_integer_ratio() == value.as_integer_ratio() else None


def decimals(value: Number) -> int:
    """Return how many decimals a number is written with.

    >>> decimals(7), decimals(Decimal("320.50")), decimals(Decimal("1E+3"))
    (0, 2, 0)
    """
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def written(value: Number) -> str:
    """Return a number in plain digits, with every decimal that it has.

    A file may state one whose digits no memory holds: it is written as a power of ten.

    >>> written(7), written(Decimal("320.50")), written(Decimal("1E+2")), written(Decimal("1E-99"))
    ('7', '320.50', '100', '1E-99')
    """
    plain = isinstance(value, Decimal) and _is_plain(value)
    return format(value, "f") if plain else str(value)


def shortest(value: Number) -> str:
    """Return a number in plain digits, without zeros at the end of its decimals.

    >>> shortest(70), shortest(Decimal("320.50")), shortest(Decimal("320.00"))
    ('70', '320.5', '320')
    """
    text = written(value)
    return text.rstrip("0").removesuffix(".") if "." in text and "E" not in text else text


def shown(value: Number | None) -> str:
    """Return a cell's number as an equation shows it, a blank as a box.

    >>> shown(None), shown(-3)
    ('□', '-3')
    """
    return "□" if value is None else written(value)


def term(value: Number | None) -> str:
    """Return a cell's number as a term of a sum.

    >>> term(3), term(-3)
    ('3', '(-3)')
    """
    return f"({written(value)})" if value is not None and value < 0 else shown(value)


def written_like(old: str, value: Number) -> str:
    """Return a number with the plus sign, thousands separators and decimals that the old one had.

    >>> written_like("6", 7), written_like("1,200.50", 13000), written_like("+3", 4)
    ('7', '13,000.00', '+4')
    >>> written_like("无", 5)
    '5'
    """
    plain = shortest(value)
    found = _NUMERAL.fullmatch(old)
    if found is None or "E" in plain:
        return plain
    sign = "+" if found["sign"] == "+" and value else ""
    separator = "," if found["groups"] else ""
    places = max(len(found["decimals"] or ""), len(plain.partition(".")[2]))
    return format(Decimal(plain), f"{sign}{separator}.{places}f")


def as_json(value: Number) -> int | float:
    """Return a number for JSON; exact for money, which has at most 15 digits.

    >>> as_json(7), as_json(Decimal("320.50"))
    (7, 320.5)
    """
    return float(value) if isinstance(value, Decimal) else value


def _is_plain(value: Decimal) -> bool:
    return decimals(value) < _FARTHEST and value.adjusted() < _FARTHEST
