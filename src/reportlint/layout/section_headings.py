"""The headings of the six sections: no table goes on over one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportlint.document.blocks import Block, Paragraph
from reportlint.document.labels import label_key, vocabulary
from reportlint.document.outline import Outline
from reportlint.form.schema import forms
from reportlint.layout.text_lines import Region, TextLine
from reportlint.numbering import section_number

_LONGEST = 60


def section_headings(lines: Sequence[TextLine]) -> Iterator[Region]:
    """Find the headings, each on a line or broken over two."""
    filled = [i for i, line in enumerate(lines) if not line.blank]
    sure = section_numbers([lines[i].paragraph() for i in filled])
    for k, (i, after) in enumerate(pairwise([*filled, len(lines)])):
        below = lines[after].text.strip() if after < len(lines) else ""
        whole = lines[i].text.rstrip() + below
        if below and label_key(whole) in vocabulary().sections and section_number(below) is None:
            yield Region(i, after + 1, (Paragraph(whole, lines[i].at(0)),))
        elif k in sure:
            yield Region(i, i + 1, (lines[i].paragraph(),))


def section_numbers(blocks: Sequence[Block]) -> dict[int, int]:
    """Return which blocks are headings to the outline of any edition, and of which section."""
    likely = [i for i, x in enumerate(blocks) if isinstance(x, Paragraph) and _likely(x.text)]
    paragraphs = [blocks[i] for i in likely]
    found = [Outline(paragraphs, form).headings for form in forms().values()]
    return {likely[i]: section.number for every in found for i, section in every.items()}


def _likely(text: str) -> bool:
    if len(text.strip()) > _LONGEST:
        return False
    name = label_key(text)
    return name in vocabulary().sections or (
        section_number(text) is not None and name not in vocabulary().rows
    )
