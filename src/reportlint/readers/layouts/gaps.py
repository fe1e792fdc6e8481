"""Rows with fewer numbers than the rows around: which of their cells are blank."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from reportlint.readers.grids import GridCell
from reportlint.readers.layouts.pieces import Piece
from reportlint.readers.layouts.rows import Row

_Span = tuple[int, int]


class Gaps:
    """The columns that the full rows of a block of rows make, page by page."""

    def __init__(self, block: Sequence[Row]) -> None:
        self.width = _usual([len(row.numbers) for row in block if row.numbers])
        full = defaultdict(list)
        for row in block:
            if len(row.numbers) == self.width:
                full[row.line.page].append(row.numbers)
        self.spans = {page: _spans(rows) for page, rows in full.items()}

    def cells(self, row: Row) -> list[GridCell]:
        """Return the cells of a row, blank ones too where it is sure which are."""
        found = [piece.cell for piece in row.numbers]
        if row.label and not found:
            return [row.label.blank] * self.width
        spans = self.spans.get(row.line.page, [])
        if len(found) >= self.width or not spans:
            return found
        under = [[i for i, span in enumerate(spans) if _meet(x, span)] for x in row.numbers]
        places = [found[0] for found in under if len(found) == 1]
        if len(set(places)) < len(found) or any(b - a < 1 for a, b in pairwise(places)):
            return found
        at = dict(zip(places, found, strict=True))
        return [at.get(i) or _blank(row, span) for i, span in enumerate(spans)]


def _usual(widths: Sequence[int]) -> int:
    """Return the largest width that two rows have, or the largest."""
    seen = Counter(widths)
    return max((width for width, n in seen.items() if n > 1), default=max(seen, default=0))


def _spans(rows: Sequence[Sequence[Piece]]) -> list[_Span]:
    """Return from where to where each column has numbers; none where columns overlap."""
    columns = zip(*rows, strict=True)
    spans = [(min(x.left for x in column), max(x.right for x in column)) for column in columns]
    apart = all(left[1] < right[0] for left, right in pairwise(spans))
    return spans if apart else []


def _meet(piece: Piece, span: _Span) -> bool:
    return piece.left < span[1] and span[0] < piece.right


def _blank(row: Row, span: _Span) -> GridCell:
    return row.line.cell("", min(span[0], len(row.line.text)))
