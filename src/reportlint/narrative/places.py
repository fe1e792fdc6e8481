"""Where in its file a piece of prose stands."""

from __future__ import annotations

from dataclasses import replace

from reportlint.narrative.quantities import Paragraph
from reportlint.narrative.sentences import Span
from reportlint.report import Location


def place(read: Paragraph, at: Span, within: Span) -> Location | None:
    """Return where a number stands; `within` is the sentence that a document is quoted with.

    In a line of text that is the number's column. Where the line does not hold the paragraph as
    it is (a document, a block of several lines, escaped characters), it is the paragraph's place.
    """
    location, source = read.passage.location, read.passage.text
    if location is None:
        return None
    if location.line is None:
        return replace(location, excerpt=read.spelled.quote(within))
    start = (location.excerpt or "").find(source)
    if start < 0:
        return location
    return replace(location, column=start + read.spelled.offsets[at.start] + 1)
