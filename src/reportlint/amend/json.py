"""JSON: the token of the value is replaced."""

from __future__ import annotations

from collections.abc import Mapping

from reportlint.amend.numerals import like
from reportlint.amend.text import rewritten, span
from reportlint.readers.content import Content
from reportlint.report import Number, Report


def amend(content: Content, changes: Mapping[str, Number], report: Report) -> bytes:
    """Return the file with other numbers; null, or a number in quotes, becomes a plain number."""
    places = {key: span(report, key) for key in changes}
    return rewritten(
        content,
        ((places[key], like(content.text[slice(*places[key])], x)) for key, x in changes.items()),
    )
