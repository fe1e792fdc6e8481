"""Plain text: which of the layouts its lines are in, from the marked to the unmarked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlint.document.blocks import Block
from reportlint.layout.aligned import aligned_columns
from reportlint.layout.delimited import ruled, tabs
from reportlint.layout.running_text import full_width, running_text, section_headings
from reportlint.layout.stacked import stacked
from reportlint.layout.text_lines import Layout, TextLine

LAYOUTS: tuple[Layout, ...] = (tabs, ruled, section_headings, aligned_columns, stacked)
"""The marked before the unmarked: only after tabs and rules are gone do gaps mean a table."""


def blocks(lines: Sequence[TextLine]) -> Iterator[Block]:
    """Yield what the lines say: tables, and the prose around them."""
    yield from _blocks(lines, LAYOUTS, full_width(lines))


def _blocks(lines: Sequence[TextLine], layouts: Sequence[Layout], width: int) -> Iterator[Block]:
    if not layouts:
        yield from running_text(lines, width)
        return
    layout, *rest = layouts
    end = 0
    for region in layout(lines):
        yield from _blocks(lines[end : region.start], rest, width)
        yield from region.blocks
        end = region.stop
    yield from _blocks(lines[end:], rest, width)
