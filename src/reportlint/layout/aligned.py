"""Columns parted by white space, as `pdftotext -layout` prints them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportlint.document.blocks import Grid, GridCell
from reportlint.document.labels import all_labels, label_key
from reportlint.layout.broken_labels import BrokenLabel, broken_labels, from_left, heading_rows
from reportlint.layout.pieces import Piece, pieces, values
from reportlint.layout.running_text import between_sentences
from reportlint.layout.text_lines import Region, TextLine
from reportlint.numbering import is_numbered


@dataclass(eq=False)
class AlignedRow:
    """A label and the numbers beside it; numbers alone, or a label alone."""

    label: BrokenLabel | None
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


def rows(parts: Sequence[Sequence[Piece]], labels: Sequence[BrokenLabel]) -> list[AlignedRow]:
    """Return the rows from top to bottom.

    Numbers that may belong to a row are put in it, so that it has too many to be read wrongly.
    """
    lines = [AlignedRow(_label(found, labels), found) for part in parts if (found := values(part))]
    whole: dict[int, AlignedRow] = {}
    for i, line in enumerate(lines):
        beside = lines[max(i - 1, 0) : i] + lines[i + 1 : i + 2]
        if any(line.continues(other) for other in beside):
            continue
        row = whole.setdefault(id(line.label or line), AlignedRow(line.label, []))
        row.numbers += line.numbers
        row.numbers += [x for other in beside if other.continues(line) for x in other.numbers]
    return list(whole.values())


def _label(numbers: Sequence[Piece], labels: Sequence[BrokenLabel]) -> BrokenLabel | None:
    """Return the innermost label that stands on a line of numbers or reaches over it."""
    row, left = numbers[0].row, numbers[0].left
    beside = [x for x in labels if x.top <= row <= x.bottom and x.left < left]
    return max(beside, key=lambda label: label.left, default=None)


_Columns = tuple[int, int]


class BlankCells:
    """The columns that the full rows of a block of rows make, page by page."""

    def __init__(self, block: Sequence[AlignedRow]) -> None:
        self.width = _usual([len(row.numbers) for row in block if row.numbers])
        full = defaultdict(list)
        for row in block:
            if len(row.numbers) == self.width:
                full[row.line.page].append(row.numbers)
        self.spans = {page: _spans(rows) for page, rows in full.items()}

    def cells(self, row: AlignedRow) -> list[GridCell]:
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


def _spans(rows: Sequence[Sequence[Piece]]) -> list[_Columns]:
    """Return from where to where each column has numbers; none where columns overlap."""
    columns = zip(*rows, strict=True)
    spans = [(min(x.left for x in column), max(x.right for x in column)) for column in columns]
    apart = all(left[1] < right[0] for left, right in pairwise(spans))
    return spans if apart else []


def _meet(piece: Piece, span: _Columns) -> bool:
    return piece.left < span[1] and span[0] < piece.right


def _blank(row: AlignedRow, span: _Columns) -> GridCell:
    return row.line.cell("", min(span[0], len(row.line.text)))


_FEWEST_LABELS = 2


def aligned_columns(lines: Sequence[TextLine]) -> Iterator[Region]:
    """Find tables between the sentences of prose."""
    for start, stop in between_sentences(lines):
        filled = [i for i in range(start, stop) if not lines[i].blank]
        parts = pieces([lines[i] for i in filled])
        if not _is_table(parts):
            continue
        found = broken_labels([x for part in parts for x in part if x not in values(part)])
        known = [label for label in found if label.known]
        if len({label_key(label.text) for label in known}) >= _FEWEST_LABELS:
            first, last = _extent(parts, known)
            inside = [label for label in found if first <= label.top <= last]
            grid = _grid(rows(parts[first : last + 1], inside), inside)
            yield Region(filled[first], filled[last] + 1, (grid,))


def _extent(parts: Sequence[Sequence[Piece]], known: Sequence[BrokenLabel]) -> tuple[int, int]:
    """Return the first and last line of the table, and of numbers that touch its last."""
    anchors = [i for i, part in enumerate(parts) if _is_anchor(part)]
    first = min(anchors[0], known[0].top)
    last = max(anchors[-1], *(label.bottom for label in known))
    while last + 1 < len(parts) and _go_on(parts[last], parts[last + 1]):
        last += 1
    return first, last


def _go_on(above: Sequence[Piece], below: Sequence[Piece]) -> bool:
    """Whether a line of numbers alone touches the line above it."""
    alone = below and len(values(below)) == len(below)
    return bool(alone) and below[0].line.number == above[0].line.number + 1


def _is_anchor(part: Sequence[Piece]) -> bool:
    return len(part) > 1 and part[-1].is_value


def _is_table(parts: Sequence[Sequence[Piece]]) -> bool:
    """Whether numbers stand beside something more often than on a line of their own."""
    beside = sum(map(_is_anchor, parts))
    lonely = sum(len(part) == 1 and part[0].is_value for part in parts)
    return 0 < beside >= lonely


def _grid(found: Sequence[AlignedRow], every: Sequence[BrokenLabel]) -> Grid:
    """Return the table, each block of it under its headings."""
    used = {id(row.label) for row in found}
    spare = [label for label in every if id(label) not in used]
    blank = [] if any(not row.label for row in found) else _blank_rows(found, spare)
    heads = [label for label in spare if not any(row.label is label for row in blank)]
    cells = [row for block in _blocks([*found, *blank], heads) for row in _block(*block)]
    return Grid(tuple(cells))


def _blank_rows(found: Sequence[AlignedRow], spare: Sequence[BrokenLabel]) -> list[AlignedRow]:
    """Return the rows that have a label only, to the left of all numbers and beside none."""
    edge = min(piece.left for row in found for piece in row.numbers)
    beside = {piece.row for row in found for piece in row.numbers}
    named = (x for x in spare if label_key(x.text) in all_labels().rows)
    return [AlignedRow(x, []) for x in named if x.left < edge and beside.isdisjoint(x.rows)]


_ColumnBlock = tuple[list[BrokenLabel], list[AlignedRow]]


def _blocks(found: Sequence[AlignedRow], heads: Sequence[BrokenLabel]) -> list[_ColumnBlock]:
    """Begin a block at each row of column headings."""
    blocks: list[_ColumnBlock] = [([], [])]
    parts = [(row.first.row, row) for row in found] + [(head.top, head) for head in heads]
    for _, part in sorted(parts, key=lambda place: place[0]):
        if isinstance(part, AlignedRow):
            blocks[-1][1].append(part)
        else:
            if blocks[-1][1] and _is_heading(part):
                blocks.append(([], []))
            blocks[-1][0].append(part)
    return blocks


def _is_heading(label: BrokenLabel) -> bool:
    return label_key(label.text) in all_labels().columns and not is_numbered(label.text)


def _block(
    heads: Sequence[BrokenLabel], found: Sequence[AlignedRow]
) -> Iterator[tuple[GridCell, ...]]:
    yield from heading_rows(from_left(heads))
    gaps = BlankCells(found)
    for row in found:
        label = [row.label.cell] if row.label else []
        yield (*label, *gaps.cells(row))
