"""The headings of the six sections: no table goes on over one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportlint.document.blocks import Paragraph
from reportlint.document.labels import all_labels, label_key
from reportlint.document.outline import section_numbers
from reportlint.layout.text_lines import Region, TextLine
from reportlint.numbering import section_number


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
