"""HTML: pages, saved under whatever name.

In: the bytes of a file.
Out: a report with its places; the bytes with other numbers in some cells.
May import: document, errors, formats, language, layout, location, number, report, spelling.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from reportlint.document.content import Content
from reportlint.formats.format import TAG, Format
from reportlint.number import Number
from reportlint.report import Report

_SUFFIXES = (".html", ".htm", ".shtml", ".xhtml")

_TAG = re.compile(
    r"<(?:!doctype\s+html|html|head|body|meta|title|link|style|script|div|table|tbody|thead|tr|td"
    r"|p|span|font|center|section|article|main|header|nav|form|h[1-6]|ul|ol|br|strong|b|a)\b",
    re.IGNORECASE,
)
_BEFORE = (("<!--", "-->"), ("<?xml", ">"))
_PREAMBLE = 65_536


def recognises(content: Content) -> bool:
    """Whether the text begins as a page does, or is named as one and has a tag."""
    named = content.suffix in _SUFFIXES
    head = content.data if named else content.head
    if TAG not in head.replace(b"\0", b""):
        return False
    return named or _TAG.match(_without_preamble(content.page)) is not None


def _without_preamble(text: str) -> str:
    """Return the text from its first tag on, without comments and an XML declaration."""
    text = text[:_PREAMBLE].lstrip()
    for begin, end in _BEFORE * 2:
        while text.startswith(begin):
            text = text.partition(end)[2].lstrip()
    return text


def read(content: Content) -> Report:
    """Read one report; ReadError where the page holds no table of the form or is hostile."""
    from reportlint.formats.html import article

    return article.read(content)


def amend(content: Content, changes: Mapping[str, Number], report: Report) -> bytes:
    """Return the page with other numbers in the text of some cells."""
    from reportlint.formats.html import page_amendment

    return page_amendment.amend(content, changes, report)


FORMAT = Format(
    "html", suffixes=_SUFFIXES, marks=(TAG,), recognises=recognises, read=read, amend=amend
)
