"""Labels as documents write them, compared without what does not matter."""

from __future__ import annotations

import re
import unicodedata

_NUMBERING = re.compile(
    r"^[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:[)）][、.．]?|[、.．:：])"
)
_SILENT = re.compile(r"[\s\W_]+")


def plain(label: str) -> str:
    """Return a label without numbering, white space, brackets, quotes and punctuation.

    >>> plain("１．属于 国家秘密") == plain("1、属于国家秘密")
    True
    """
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", label))
    return _SILENT.sub("", _NUMBERING.sub("", text))
