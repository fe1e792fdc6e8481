"""One cell a line, as a table is copied from a web page or dumped by `pdftotext`.

A label and the numbers under it, up to the next label, are a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlint.language import Text
from reportlint.readers.errors import ReadError
from reportlint.readers.grids import Grid, GridCell
from reportlint.readers.labels import plain
from reportlint.readers.layouts.broken import Label
from reportlint.readers.layouts.heads import heading_rows, under_groups
from reportlint.readers.layouts.line import Line, Region
from reportlint.readers.layouts.pieces import MOST_PIECES, Piece
from reportlint.readers.layouts.prose import between_sentences
from reportlint.readers.layouts.runs import Run, runs
from reportlint.readers.layouts.strays import settled, usual_width
from reportlint.readers.vocabulary import vocabulary

_FEWEST_LABELS = 2
_FARTHEST = 8


def stacked(lines: Sequence[Line]) -> Iterator[Region]:
    """Find tables between the sentences of prose."""
    for start, stop in between_sentences(lines):
        filled = [i for i in range(start, stop) if not lines[i].blank]
        cells = [_piece(lines[i], i) for i in filled]
        if sum(cell.is_value for cell in cells) == 0:
            continue
        if len(cells) > MOST_PIECES:
            raise ReadError(Text("表格过大", "the table is too large"), lines[start].at(0))
        found = runs(cells)
        every = [piece.row for run in found for piece in _pieces(run)]
        if sum(x.known for run in found for x in _labels(run)) >= _FEWEST_LABELS:
            yield Region(min(every), max(every) + 1, (Grid(tuple(_rows(found))),))


def _piece(line: Line, row: int) -> Piece:
    text = line.text.strip()
    return Piece(text, line, line.text.index(text), row, 0, 1)


def _labels(run: Run) -> list[Label]:
    return [*run.heads, *([run.label] if run.label else [])]


def _pieces(run: Run) -> list[Piece]:
    return [*(piece for label in _labels(run) for piece in label.pieces), *run.numbers]


def _rows(found: Sequence[Run]) -> Iterator[tuple[GridCell, ...]]:
    words, width, headings = vocabulary(), usual_width(found), 0
    for run in settled(found):
        yield from _heads(run.heads)
        named = {plain(head.text) for head in run.heads} & (words.columns - words.rows)
        headings = len(named) or headings
        label = [run.label.cell] if run.label else []
        blank = [run.label.blank] * (width or headings) if run.label and not run.numbers else []
        if label or run.numbers:
            yield (*label, *(number.cell for number in run.numbers), *blank)


def _heads(heads: Sequence[Label]) -> Iterator[tuple[GridCell, ...]]:
    """Yield headings; where one is broken by another their order says nothing."""
    pairs = ((x, y) for i, x in enumerate(heads) for y in heads[i + 2 : i + _FARTHEST])
    if any(_are_halves(*pair) for pair in pairs):
        yield from ((head.cell,) for head in heads)
    else:
        yield from heading_rows(list(under_groups(heads)))


def _are_halves(first: Label, second: Label) -> bool:
    alone = not first.known and not second.known
    return alone and vocabulary().knows(first.text + second.text)
