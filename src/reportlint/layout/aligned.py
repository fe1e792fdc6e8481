"""Columns parted by white space, as `pdftotext -layout` prints them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportlint.document.blocks import Grid, GridCell
from reportlint.document.labels import all_labels, label_key
from reportlint.layout.label_candidates import (
    LabelCandidate,
    from_left,
    heading_rows,
    label_candidates,
)
from reportlint.layout.running_text import between_sentences
from reportlint.layout.text_lines import Piece, Region, TextLine, pieces, values
from reportlint.spelling import is_numbered


@dataclass(eq=False)
class AlignedRow:
    """A label and the numbers beside it; numbers alone, or a label alone."""

    label: LabelCandidate | None
    numbers: list[Piece]

    @property
    def first(self) -> Piece:
        """What it begins with."""
        return self.label.pieces[0] if self.label else self.numbers[0]

    @property
    def line(self) -> TextLine:
        """The line that its numbers are on."""
        return (self.numbers or [self.first])[0].line

    def continues(self, other: AlignedRow) -> bool:
        """Whether these may be the ends of numbers too long for the cells of the line beside."""
        beside = abs(self.line.number - other.line.number) == 1
        alone = other.label is not None and len(other.numbers) == 1
        return beside and not self.label and (alone or len(self.numbers) < len(other.numbers))


def aligned_rows(
    lines: Sequence[Sequence[Piece]], labels: Sequence[LabelCandidate]
) -> list[AlignedRow]:
    """Return the rows from top to bottom.

    Numbers that may belong to a row are put in it, so that it has too many to be read wrongly.
    """
    parts = [
        AlignedRow(_label(numbers, labels), numbers) for line in lines if (numbers := values(line))
    ]
    whole: dict[int, AlignedRow] = {}
    for i, part in enumerate(parts):
        beside = parts[max(i - 1, 0) : i] + parts[i + 1 : i + 2]
        if any(part.continues(other) for other in beside):
            continue
        row = whole.setdefault(id(part.label or part), AlignedRow(part.label, []))
        row.numbers += part.numbers
        row.numbers += [x for other in beside if other.continues(part) for x in other.numbers]
    return list(whole.values())


def _label(numbers: Sequence[Piece], labels: Sequence[LabelCandidate]) -> LabelCandidate | None:
    """Return the innermost label that stands on a line of numbers or reaches over it."""
    row, left = numbers[0].row, numbers[0].left
    beside = [x for x in labels if x.top <= row <= x.bottom and x.left < left]
    return max(beside, key=lambda label: label.left, default=None)


_ColumnExtent = tuple[int, int]
"""Where the numbers of a column begin, and where they end."""


class NumberColumns:
    """The columns that the full rows of a block of rows make, page by page."""

    def __init__(self, block: Sequence[AlignedRow]) -> None:
        self.width = _usual_width([len(row.numbers) for row in block if row.numbers])
        full = defaultdict(list)
        for row in block:
            if len(row.numbers) == self.width:
                full[row.line.page].append(row.numbers)
        self.extents = {page: _extents(rows) for page, rows in full.items()}

    def cells(self, row: AlignedRow) -> list[GridCell]:
        """Return the cells of a row, blank ones too where it is sure which are."""
        cells = [piece.cell for piece in row.numbers]
        if row.label and not cells:
            return [row.label.blank] * self.width
        extents = self.extents.get(row.line.page, [])
        if len(cells) >= self.width or not extents:
            return cells
        under = [[i for i, x in enumerate(extents) if _meet(piece, x)] for piece in row.numbers]
        columns = [found[0] for found in under if len(found) == 1]
        if len(set(columns)) < len(cells) or any(b - a < 1 for a, b in pairwise(columns)):
            return cells
        by_column = dict(zip(columns, cells, strict=True))
        return [by_column.get(i) or _blank(row, extent) for i, extent in enumerate(extents)]


def _usual_width(widths: Sequence[int]) -> int:
    """Return the largest width that two rows have, or the largest."""
    counts = Counter(widths)
    return max((width for width, n in counts.items() if n > 1), default=max(counts, default=0))


def _extents(rows: Sequence[Sequence[Piece]]) -> list[_ColumnExtent]:
    """Return from where to where each column has numbers; none where columns overlap."""
    columns = zip(*rows, strict=True)
    extents = [(min(x.left for x in column), max(x.right for x in column)) for column in columns]
    apart = all(left[1] < right[0] for left, right in pairwise(extents))
    return extents if apart else []


def _meet(piece: Piece, extent: _ColumnExtent) -> bool:
    return piece.left < extent[1] and extent[0] < piece.right


def _blank(row: AlignedRow, extent: _ColumnExtent) -> GridCell:
    return row.line.cell("", min(extent[0], len(row.line.text)))


_FEWEST_LABELS = 2


def aligned_columns(lines: Sequence[TextLine]) -> Iterator[Region]:
    """Find tables between the sentences of prose."""
    for start, stop in between_sentences(lines):
        filled = [i for i in range(start, stop) if not lines[i].blank]
        split = pieces([lines[i] for i in filled])
        if not _is_table(split):
            continue
        labels = label_candidates([x for line in split for x in line if x not in values(line)])
        known = [label for label in labels if label.known]
        if len({label_key(label.text) for label in known}) >= _FEWEST_LABELS:
            first, last = _first_and_last(split, known)
            inside = [label for label in labels if first <= label.top <= last]
            grid = _grid(aligned_rows(split[first : last + 1], inside), inside)
            yield Region(filled[first], filled[last] + 1, (grid,))


def _first_and_last(
    lines: Sequence[Sequence[Piece]], known: Sequence[LabelCandidate]
) -> tuple[int, int]:
    """Return the first and last line of the table, and of numbers that touch its last."""
    with_numbers = [i for i, line in enumerate(lines) if _ends_in_number(line)]
    first = min(with_numbers[0], known[0].top)
    last = max(with_numbers[-1], *(label.bottom for label in known))
    while last + 1 < len(lines) and _touches(lines[last], lines[last + 1]):
        last += 1
    return first, last


def _touches(above: Sequence[Piece], below: Sequence[Piece]) -> bool:
    """Whether a line of numbers alone touches the line above it."""
    alone = below and len(values(below)) == len(below)
    return bool(alone) and below[0].line.number == above[0].line.number + 1


def _ends_in_number(line: Sequence[Piece]) -> bool:
    """Whether a number ends the line, beside something else."""
    return len(line) > 1 and line[-1].is_value


def _is_table(lines: Sequence[Sequence[Piece]]) -> bool:
    """Whether numbers stand beside something more often than on a line of their own."""
    beside = sum(map(_ends_in_number, lines))
    alone = sum(len(line) == 1 and line[0].is_value for line in lines)
    return 0 < beside >= alone


def _grid(rows: Sequence[AlignedRow], labels: Sequence[LabelCandidate]) -> Grid:
    """Return the table, each block of it under its headings."""
    used = {id(row.label) for row in rows}
    unused = [label for label in labels if id(label) not in used]
    blank = [] if any(not row.label for row in rows) else _blank_rows(rows, unused)
    headings = [label for label in unused if not any(row.label is label for row in blank)]
    blocks = _blocks([*rows, *blank], headings)
    return Grid(tuple(row for block in blocks for row in _grid_rows(*block)))


def _blank_rows(rows: Sequence[AlignedRow], labels: Sequence[LabelCandidate]) -> list[AlignedRow]:
    """Return the rows that have a label only, to the left of all numbers and beside none."""
    edge = min(piece.left for row in rows for piece in row.numbers)
    beside = {piece.row for row in rows for piece in row.numbers}
    of_rows = (x for x in labels if label_key(x.text) in all_labels().rows)
    return [AlignedRow(x, []) for x in of_rows if x.left < edge and beside.isdisjoint(x.rows)]


_RowBlock = tuple[list[LabelCandidate], list[AlignedRow]]
"""Headings and the rows under them."""


def _blocks(rows: Sequence[AlignedRow], headings: Sequence[LabelCandidate]) -> list[_RowBlock]:
    """Begin a block at each row of column headings, with what stands between it and the rows."""
    blocks: list[_RowBlock] = [([], [])]
    between: list[LabelCandidate] = []
    parts = [(row.first.row, row) for row in rows] + [(x.top, x) for x in headings]
    for _, part in sorted(parts, key=lambda place: place[0]):
        above, below = blocks[-1]
        if isinstance(part, AlignedRow):
            below.append(part)
            between = []
            continue
        if below and _is_over_column(part):
            del above[len(above) - len(between) :]
            blocks.append((between.copy(), []))
        blocks[-1][0].append(part)
        between.append(part)
    return blocks


def _is_over_column(label: LabelCandidate) -> bool:
    return label_key(label.text) in all_labels().columns and not is_numbered(label.text)


def _grid_rows(
    headings: Sequence[LabelCandidate], rows: Sequence[AlignedRow]
) -> Iterator[tuple[GridCell, ...]]:
    yield from heading_rows(from_left(headings))
    columns = NumberColumns(rows)
    for row in rows:
        label = [row.label.cell] if row.label else []
        yield (*label, *columns.cells(row))
