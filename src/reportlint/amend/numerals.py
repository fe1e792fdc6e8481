"""Numbers written as the ones were whose place they take."""

from __future__ import annotations

import re
from decimal import Decimal

from reportlint.report import Number
from reportlint.writers.layout import digits

_NUMERAL = re.compile(
    r"(?P<sign>[-+])?[0-9]{1,40}(?P<groups>(?:,[0-9]{3}){0,12})(?:\.([0-9]{1,6}))?"
)


def like(old: str, value: Number) -> str:
    """Return a number with the plus sign, thousands separators and decimals that the old one had.

    >>> like("6", 7), like("1,200.50", Decimal("13000")), like("+3", 4), like("无", 5)
    ('7', '13,000.00', '+4', '5')
    """
    plain = digits(value)
    found = _NUMERAL.fullmatch(old)
    if found is None:
        return plain
    sign = "+" if found["sign"] == "+" and value else ""
    separator = "," if found["groups"] else ""
    places = max(len(found[3] or ""), len(plain.partition(".")[2]))
    return format(Decimal(plain), f"{sign}{separator}.{places}f")
