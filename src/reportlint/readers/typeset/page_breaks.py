"""A table's row that a page break cuts in two."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reportlint.readers.grids import Block, Grid, GridCell
from reportlint.readers.labels import plain
from reportlint.readers.values import is_value
from reportlint.readers.vocabulary import vocabulary

_Row = tuple[GridCell, ...]


def rejoined(blocks: Iterable[Block]) -> list[Block]:
    """Return the blocks with each row whole that ended one page and began the next."""
    found: list[Block] = []
    for block in blocks:
        above = found.pop() if found else None
        if isinstance(above, Grid) and isinstance(block, Grid):
            found += _mended(above, block)
        else:
            found += [block] if above is None else [above, block]
    return found


def _mended(above: Grid, below: Grid) -> list[Grid]:
    row = _whole(above.rows[-1], below.rows[0])
    if row is None:
        return [above, below]
    rest = below.rows[1:]
    return [Grid((*above.rows[:-1], row)), *([Grid(rest)] if rest else [])]


def _whole(upper: _Row, lower: _Row) -> _Row | None:
    """Join two rows where their labels are the halves of one of the form's."""
    begin, end = _label(upper), _label(lower)
    labels = vocabulary().rows
    if not begin or plain(begin + end) not in labels or plain(end) in labels | {""}:
        return None
    # A cell that spans rows stands in the first of them alone, so rows line up at their ends.
    below = lower[::-1]
    joined = [
        _joined(cell, below[i]) if i < len(below) else cell for i, cell in enumerate(upper[::-1])
    ]
    return tuple(joined[::-1])


def _joined(upper: GridCell, lower: GridCell) -> GridCell:
    place = upper.location if upper.text.strip() else lower.location
    return replace(upper, text=upper.text + lower.text, location=place)


def _label(row: _Row) -> str:
    """Return the innermost label of a row."""
    return next((cell.text for cell in row[::-1] if not is_value(cell.text)), "")
