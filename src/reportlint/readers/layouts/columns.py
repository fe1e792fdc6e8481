"""Columns parted by white space, as `pdftotext -layout` prints them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlint.readers.grids import Grid, GridCell
from reportlint.readers.labels import plain
from reportlint.readers.layouts.broken import Label, labels
from reportlint.readers.layouts.gaps import Gaps
from reportlint.readers.layouts.heads import from_left, heading_rows
from reportlint.readers.layouts.line import Line, Region
from reportlint.readers.layouts.pieces import Piece, pieces, values
from reportlint.readers.layouts.prose import between_sentences
from reportlint.readers.layouts.rows import Row, rows
from reportlint.readers.vocabulary import numbered, vocabulary

_FEWEST_LABELS = 2


def columns(lines: Sequence[Line]) -> Iterator[Region]:
    """Find tables between the sentences of prose."""
    for start, stop in between_sentences(lines):
        filled = [i for i in range(start, stop) if not lines[i].blank]
        parts = pieces([lines[i] for i in filled])
        if not _is_table(parts):
            continue
        found = labels([x for part in parts for x in part if x not in values(part)])
        known = [label for label in found if label.known]
        if len({plain(label.text) for label in known}) >= _FEWEST_LABELS:
            first, last = _extent(parts, known)
            inside = [label for label in found if first <= label.top <= last]
            grid = _grid(rows(parts[first : last + 1], inside), inside)
            yield Region(filled[first], filled[last] + 1, (grid,))


def _extent(parts: Sequence[Sequence[Piece]], known: Sequence[Label]) -> tuple[int, int]:
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


def _grid(found: Sequence[Row], every: Sequence[Label]) -> Grid:
    """Return the table, each block of it under its headings."""
    used = {id(row.label) for row in found}
    spare = [label for label in every if id(label) not in used]
    blank = [] if any(not row.label for row in found) else _blank_rows(found, spare)
    heads = [label for label in spare if not any(row.label is label for row in blank)]
    cells = [row for block in _blocks([*found, *blank], heads) for row in _block(*block)]
    return Grid(tuple(cells))


def _blank_rows(found: Sequence[Row], spare: Sequence[Label]) -> list[Row]:
    """Return the rows that have a label only, to the left of all numbers and beside none."""
    edge = min(piece.left for row in found for piece in row.numbers)
    beside = {piece.row for row in found for piece in row.numbers}
    named = (x for x in spare if plain(x.text) in vocabulary().rows)
    return [Row(x, []) for x in named if x.left < edge and beside.isdisjoint(x.rows)]


_Block = tuple[list[Label], list[Row]]


def _blocks(found: Sequence[Row], heads: Sequence[Label]) -> list[_Block]:
    """Begin a block at each row of column headings."""
    blocks: list[_Block] = [([], [])]
    parts = [(row.first.row, row) for row in found] + [(head.top, head) for head in heads]
    for _, part in sorted(parts, key=lambda place: place[0]):
        if isinstance(part, Row):
            blocks[-1][1].append(part)
        else:
            if blocks[-1][1] and _is_heading(part):
                blocks.append(([], []))
            blocks[-1][0].append(part)
    return blocks


def _is_heading(label: Label) -> bool:
    return plain(label.text) in vocabulary().columns and not numbered(label.text)


def _block(heads: Sequence[Label], found: Sequence[Row]) -> Iterator[tuple[GridCell, ...]]:
    yield from heading_rows(from_left(heads))
    gaps = Gaps(found)
    for row in found:
        label = [row.label.cell] if row.label else []
        yield (*label, *gaps.cells(row))
