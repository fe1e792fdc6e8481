"""The layouts that a text may give its tables in; several may mix in one text.

Each is tried in turn on the lines that those before it left. What none takes is prose.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlint.readers.grids import Block
from reportlint.readers.layouts.columns import columns
from reportlint.readers.layouts.headings import headings
from reportlint.readers.layouts.line import Layout, Line
from reportlint.readers.layouts.prose import full_width, prose
from reportlint.readers.layouts.ruled import ruled
from reportlint.readers.layouts.stacked import stacked
from reportlint.readers.layouts.tabs import tabs

LAYOUTS: tuple[Layout, ...] = (tabs, ruled, headings, columns, stacked)
"""The marked before the unmarked: only after tabs and rules are gone do gaps mean a table."""


def blocks(lines: Sequence[Line]) -> Iterator[Block]:
    """Yield what the lines say: tables, and the prose around them."""
    yield from _blocks(lines, LAYOUTS, full_width(lines))


def _blocks(lines: Sequence[Line], layouts: Sequence[Layout], width: int) -> Iterator[Block]:
    if not layouts:
        yield from prose(lines, width)
        return
    layout, *rest = layouts
    end = 0
    for region in layout(lines):
        yield from _blocks(lines[end : region.start], rest, width)
        yield from region.blocks
        end = region.stop
    yield from _blocks(lines[end:], rest, width)
