"""Slips in typing one number: for each, every way to make it in the text of the number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

_DIGITS = "0123456789"
Slip = Callable[[str], Iterator[str]]


def transposed(text: str) -> Iterator[str]:
    """Two adjacent, unequal digits change places.

    >>> list(transposed("365"))
    ['635', '356']
    """
    for i, (one, two) in enumerate(pairwise(text)):
        if one != two and (one + two).isdigit():
            yield text[:i] + two + one + text[i + 2 :]


def doubled(text: str) -> Iterator[str]:
    """A digit is typed twice.

    >>> list(doubled("36"))
    ['336', '366']
    """
    for i, digit in enumerate(text):
        if digit in _DIGITS:
            yield text[:i] + digit + text[i:]


def dropped(text: str) -> Iterator[str]:
    """One of several digits is left out.

    >>> list(dropped("36")), list(dropped("3"))
    (['6', '3'], [])
    """
    for i, digit in enumerate(text):
        if digit in _DIGITS and len(text) > 1:
            yield text[:i] + text[i + 1 :]


def added(text: str) -> Iterator[str]:
    """A digit unlike its neighbours is typed in between, before or after; no 0 before.

    >>> list(added("3"))[:3], list(added("3"))[-3:]
    (['13', '23', '43'], ['37', '38', '39'])
    """
    for i in range(len(text) + 1):
        for digit in _DIGITS[not i :]:
            if digit not in text[max(i - 1, 0) : i + 1]:
                yield text[:i] + digit + text[i:]


def mistyped(text: str) -> Iterator[str]:
    """One digit is another.

    >>> len(list(mistyped("36")))
    18
    """
    for i, digit in enumerate(text):
        if digit in _DIGITS:
            yield from (text[:i] + other + text[i + 1 :] for other in _DIGITS if other != digit)


def signed(text: str) -> Iterator[str]:
    """A minus stands before the number.

    >>> list(signed("36"))
    ['-36']
    """
    yield f"-{text}"


SLIPS: dict[str, Slip] = {
    "adjacent digits transposed": transposed,
    "digit doubled": doubled,
    "digit dropped": dropped,
    "digit added": added,
    "digit mistyped": mistyped,
    "sign": signed,
}
