"""A text file that other characters are put into."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from reportlint.amend.errors import AmendError
from reportlint.amend.splicing import spliced
from reportlint.language import Text
from reportlint.readers.content import Content
from reportlint.readers.decoding import script
from reportlint.readers.places import Places, Span
from reportlint.report import Report

_NO_PLACE = Text("报告不是从这个文件读出来的", "the report was not read from this file")

Replacement = tuple[Span, str]
"""A span of the text as readers see it, and what comes in its place."""


def rewritten(content: Content, replacements: Iterable[Replacement]) -> bytes:
    """Return a file's bytes with other text in some places: same encoding, mark and line ends."""
    own = script(content.data, content.file)
    # Readers see one line feed where the file has a carriage return before it.
    pairs = [match.start() - i for i, match in enumerate(re.finditer("\r\n", own.text))]
    pieces = (
        (start + bisect_left(pairs, start), end + bisect_left(pairs, end), new)
        for (start, end), new in replacements
    )
    return own.with_text(spliced(own.text, pieces))


def span(report: Report, key: str) -> Span:
    """Return where the value of a key stands in the text that a data file's report came from."""
    if not isinstance(report.locations, Places):
        raise AmendError(_NO_PLACE)
    return report.locations.spans[key]
