"""How headings, labels and paragraphs are numbered: 一、 （二） 3. 4）, in any width."""

from __future__ import annotations

import re

from reportlint.spelling import compact

DIGITS = "一二三四五六七八九"
_TEN = f"{DIGITS}十"
_NUMBER = re.compile(
    rf"[(（]?\s*(?:[{_TEN}]{{1,3}}|[0-9０-９]{{1,2}})\s*"
    r"(?:[)）][、.．]?|[、.．:：](?![0-9０-９]))"
)
_SECTION = re.compile(rf"([{_TEN}])[、.．]")


def is_numbered(text: str) -> bool:
    """Whether text begins with a number that counts it.

    >>> is_numbered("（一）予以公开"), is_numbered("１．属于"), is_numbered("3.5")
    (True, True, False)
    """
    return _NUMBER.match(text.lstrip()) is not None


def unnumbered(text: str) -> str:
    """Return text without the number that it begins with, if one does.

    >>> unnumbered("１．属于国家秘密")
    '属于国家秘密'
    """
    found = _NUMBER.match(text)
    return text[found.end() :] if found else text


def section_number(heading: str) -> int | None:
    """Return the number of a section's heading.

    >>> section_number("五、存在的主要问题"), section_number("（五）其他")
    (5, None)
    """
    found = _SECTION.match(compact(heading))
    return _TEN.index(found[1]) + 1 if found else None
