"""Numbers as Chinese prose writes them: digits, characters, both, and about how many."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from reportlint.number import decimals
from reportlint.spelling import DIGITS

_DIGITS = {c: n for n, c in enumerate(f"〇{DIGITS}")} | {"零": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_HAN = "".join([*_DIGITS, *_SMALL, *_LARGE])

_ABOUT = "大约|将近|接近|超过|不足|不到|至少|最多|约|近|超|逾|上(?=[百千万])|数(?=[十百千万])|好几"
_AND_MORE = "余|多|几"
# Every repetition is bounded and begins where no number stands before it: matching is linear.
PATTERN = (
    rf"(?:{_ABOUT})?"
    rf"(?:(?<![0-9A-Za-z.,/第〔\-~—])"
    rf"(?:[0-9]{{1,3}}(?:[, ][0-9]{{3}}){{1,4}}|[0-9](?: [0-9]){{1,5}}|[0-9]{{1,12}})(?![0-9])"
    rf"(?:\.[0-9]{{1,6}}(?![0-9.]))?(?:{_AND_MORE})?[十百千万亿]{{0,2}}"
    rf"|(?<![第{_HAN}])[{_HAN}]{{1,15}}(?![{_HAN}]))"
    rf"(?:{_AND_MORE})?[万亿]?"
)
"""A number, with what makes it a rounding; to be followed by a unit."""

_PARTS = re.compile(rf"({_ABOUT})?([0-9., ]*)([{_HAN}余多几]*)")


class Numeral(NamedTuple):
    """A number that prose states; `step` is the worth of its last digit, `rounded` about so many.

    >>> numeral("5500余")
    Numeral(value=Decimal('5500'), step=Decimal('1'), rounded=True)
    """

    value: Decimal
    step: Decimal
    rounded: bool


def numeral(text: str) -> Numeral | None:
    """Return what a match of `PATTERN` says; None where its characters make no number.

    >>> numeral("一百二十三").value, numeral("3,119").value, numeral("1.2万")
    (Decimal('123'), Decimal('3119'), Numeral(value=Decimal('12000.0'), step=Decimal('1000.0'), \
rounded=True))
    """
    match = _PARTS.fullmatch(text)
    if match is None:
        return None
    about, arabic, han = match.groups()
    plain = re.sub(_AND_MORE, "", han)
    rounded = bool(about) or plain != han
    if not arabic:
        value = _integer(plain)
        return value if value is None else Numeral(Decimal(value), Decimal(1), rounded)
    number = Decimal(re.sub("[, ]", "", arabic))
    scale = _scale(plain)
    step = Decimal(scale).scaleb(-decimals(number))
    # 12万 may be 120034 as well; 12 is 12.
    return Numeral(number * scale, step, rounded or step > 1)


def _scale(units: str) -> int:
    scale = 1
    for unit in units:
        scale *= (_SMALL | _LARGE)[unit]
    return scale


def _integer(text: str) -> int | None:
    """Return a number in Chinese characters, by places (三百零五) or by digits (二〇二四)."""
    if not text:
        return None
    if all(character in _DIGITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    for unit, worth in reversed(_LARGE.items()):
        if unit in text:
            high, _, low = text.rpartition(unit)
            return _joined(_integer(high or "一"), _rest(low, worth), worth)
    return _below_ten_thousand(text)


def _rest(text: str, worth: int) -> int | None:
    """Return what follows 万 or 亿; one digit alone is of the place below it: 三万五 is 35000."""
    if len(text) == 1 and text in _DIGITS:
        return _DIGITS[text] * worth // 10
    return _integer(text.lstrip("零〇")) if text.strip("零〇") else 0


def _joined(high: int | None, low: int | None, worth: int) -> int | None:
    return None if high is None or low is None else high * worth + low


def _below_ten_thousand(text: str) -> int | None:
    total, digit, last, zero = 0, None, 10**4, False
    for character in text:
        if character in _SMALL:
            worth = _SMALL[character]
            if worth >= last:
                return None
            total, digit, last = total + (1 if digit is None else digit) * worth, None, worth
            zero = False
        elif digit is not None and digit != 0:
            return None
        else:
            digit, zero = _DIGITS[character], zero or _DIGITS[character] == 0
    if digit is None:
        return total
    return total + (digit if zero or last in (10, 10**4) else digit * last // 10)
