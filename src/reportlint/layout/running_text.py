"""What no layout of tables takes: running text, and the headings of the six sections."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportlint.document.blocks import Paragraph
from reportlint.document.labels import all_labels, label_key
from reportlint.document.outline import section_numbers
from reportlint.document.shown import is_value
from reportlint.layout.text_lines import Region, TextLine, printed_width
from reportlint.spelling import is_numbered, section_number

_LONGEST_LABEL = 45
_GAP = re.compile(r"\s{2,}")
_NARROWEST = 40
_LONGEST_LINE = 200
_FEWEST_FULL_LINES = 5
_RAGGED_EDGE = 8
"""By how many columns full lines differ: a mark begins no line, and a number is not broken."""


def between_sentences(lines: Sequence[TextLine]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of lines that may be a table: those between sentences."""
    start = 0
    for i, line in enumerate(lines):
        if _is_sentence(line.text.strip()):
            if i > start:
                yield start, i
            start = i + 1
    if start < len(lines):
        yield start, len(lines)


def _is_sentence(text: str) -> bool:
    if "。" not in text and len(text) <= _LONGEST_LABEL:
        return False
    parts = _GAP.split(text)
    if len(parts) > 1 and is_value(parts[-1]):
        return False
    longest = max(text.split(), key=len)
    return "。" in text or (len(longest) > _LONGEST_LABEL and not all_labels().knows(longest))


def full_width(lines: Sequence[TextLine]) -> int:
    """Return the width at which the prose was broken into lines; 0 where it was not.

    Then most long lines are about as wide as the widest.
    """
    texts = (line.text for line in lines if len(line.text) <= _LONGEST_LINE)
    prose = (text for text in texts if not _GAP.search(text.strip()))
    # A piece of a label far to the right is no line of prose.
    widths = sorted(_right(text) for text in prose if printed_width(text.strip()) >= _NARROWEST)
    if not widths:
        return 0
    width = widths[len(widths) * 9 // 10]
    full = sum(abs(width - other) <= _RAGGED_EDGE for other in widths)
    return width if full >= _FEWEST_FULL_LINES and full * 2 >= len(widths) else 0


def running_text(lines: Sequence[TextLine], width: int) -> Iterator[Paragraph]:
    """Yield the paragraphs: a line each, or the lines that one was broken into at `width`."""
    paragraph: list[TextLine] = []
    for line in lines:
        if line.blank:
            continue
        if paragraph and not _continues(paragraph[-1], line, width):
            yield _joined(paragraph)
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield _joined(paragraph)


def _continues(last: TextLine, line: TextLine, width: int) -> bool:
    """Whether a line goes on with the paragraph of the one before."""
    next_to = line.number == last.number + 1 or line.page != last.page
    full = 0 < width <= _right(last.text[:_LONGEST_LINE]) + _RAGGED_EDGE
    indented = _indent(line.text) > _indent(last.text) + 1
    return next_to and full and not indented and not is_numbered(line.text)


def _joined(lines: Sequence[TextLine]) -> Paragraph:
    first, *rest = lines
    if not rest:
        return first.paragraph()
    text = re.sub(r"(?<=[A-Za-z,.;])\n(?=[A-Za-z])", " ", "\n".join(x.text.strip() for x in lines))
    return Paragraph(text.replace("\n", ""), first.at(_indent(first.text)))


def _right(text: str) -> int:
    return printed_width(text.rstrip())


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def section_headings(lines: Sequence[TextLine]) -> Iterator[Region]:
    """Find the headings, each on a line or broken over two."""
    filled = [i for i, line in enumerate(lines) if not line.blank]
    whole_lines = section_numbers([lines[i].paragraph() for i in filled])
    for k, (i, after) in enumerate(pairwise([*filled, len(lines)])):
        below = lines[after].text.strip() if after < len(lines) else ""
        joined = lines[i].text.rstrip() + below
        if below and label_key(joined) in all_labels().sections and section_number(below) is None:
            yield Region(i, after + 1, (Paragraph(joined, lines[i].at(0)),))
        elif k in whole_lines:
            yield Region(i, i + 1, (lines[i].paragraph(),))
