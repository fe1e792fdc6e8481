"""Words of a page as they show, whatever the white space and the markup between them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportlint.readers.values import is_value

_NO_WIDTH = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_NEW_LINE = re.compile(r"(?<![!-~])\s*\n\s*|\s*\n\s*(?![!-~])")


def shown(text: str) -> str:
    r"""Return text with white space squeezed; a line break beside an ideograph is none.

    >>> shown(" 本\n 级 2024 年&\n x")
    '本级 2024 年& x'
    """
    if _NO_WIDTH.search(text):
        text = _NO_WIDTH.sub("", text)
    if "\n" in text:
        text = _NEW_LINE.sub("", text.strip())
    return " ".join(text.split())


def joined(pieces: Iterable[str]) -> str:
    """Return the paragraphs of a cell as one text; two numbers never become one.

    >>> joined(["第一", "行"]), joined(["12", "34"])
    ('第一行', '12；34')
    """
    whole = ""
    for piece in filter(None, map(shown, pieces)):
        two_numbers = whole and is_value(whole) and is_value(piece)
        two_words = whole and (whole[-1] + piece[0]).isascii()
        whole += ("；" if two_numbers else " " if two_words else "") + piece
    return whole
