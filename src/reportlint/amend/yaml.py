"""YAML: the scalar is replaced, or where there is none, put after its key's colon."""

from __future__ import annotations

from collections.abc import Mapping

from reportlint.amend.errors import AmendError
from reportlint.amend.numerals import like
from reportlint.amend.text import Replacement, rewritten, span
from reportlint.language import Text
from reportlint.readers.content import Content
from reportlint.readers.places import Span
from reportlint.report import Number, Report

_LINES = Text(
    "这一格的值写成了几行，请手工修改",
    "the value of the cell takes several lines; change it by hand",
)


def amend(content: Content, changes: Mapping[str, Number], report: Report) -> bytes:
    """Return the file with other numbers; a number in quotes becomes a plain one."""
    return rewritten(
        content, (_replacement(content.text, span(report, key), x) for key, x in changes.items())
    )


def _replacement(text: str, place: Span, value: Number) -> Replacement:
    start, end = place
    if "\n" in text[start:end]:
        raise AmendError(_LINES)
    number = like(text[start:end], value)
    if start < end:
        return place, number
    while text[start - 1 : start].isspace():
        start -= 1
    return (start, start), f" {number}"
