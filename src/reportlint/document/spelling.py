"""The words in which a report says what it is: its title, its period, the notice it follows."""

from __future__ import annotations

import re

_WIDE = re.compile("[０-９]")
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


def close(text: str) -> str:
    """Return text as its words are compared: without spaces, its digits in ASCII.

    >>> close("２０２４ 年 1 月")
    '2024年1月'
    """
    joined = "".join(text.split())
    return joined.translate(_DIGITS) if _WIDE.search(joined) else joined
