"""Labels as documents write them, compared without what does not matter."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_DIGITS = "一二三四五六七八九十"
_NUMBERING = re.compile(rf"^[(（]?(?:[{_DIGITS}]{{1,3}}|\d{{1,2}})(?:[)）][、.．]?|[、.．:：])")
_SILENT = re.compile(r"[\s\W_]+")


@lru_cache(maxsize=2048)
def plain(label: str) -> str:
    """Return a label without numbering, white space, brackets, quotes and punctuation.

    >>> plain("１．甲 乙（丙）") == plain("1、甲乙丙")
    True
    """
    return _SILENT.sub("", _NUMBERING.sub("", _joined(label)))


def number(heading: str) -> int | None:
    """Return the number of a section's heading.

    >>> number("五、存在的主要问题"), number("（五）其他")
    (5, None)
    """
    found = re.match(rf"([{_DIGITS}])[、.．]", _joined(heading))
    return _DIGITS.index(found[1]) + 1 if found else None


def _joined(label: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", label))
