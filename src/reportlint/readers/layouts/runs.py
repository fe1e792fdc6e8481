"""Cells one after another: the labels and the numbers that follow them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from reportlint.readers.labels import plain
from reportlint.readers.layouts.broken import Label, labels
from reportlint.readers.layouts.pieces import Piece
from reportlint.readers.values import is_value
from reportlint.readers.vocabulary import numbered, vocabulary


@dataclass(eq=False)
class Run:
    """Numbers without a word between, the label that they follow, and the words before it."""

    heads: list[Label]
    label: Label | None
    numbers: list[Piece]


def runs(cells: Sequence[Piece]) -> list[Run]:
    """Return the runs of a table; the first label of the form begins it."""
    found: list[Run] = []
    heads: list[Label] = []
    for is_number, group in groupby(_with_units(cells), lambda cell: cell.is_value):
        if not is_number:
            heads = labels(list(group))
            if not found:
                heads = heads[next((i for i, x in enumerate(heads) if x.known), len(heads)) :]
        elif heads or found:
            found.append(Run(heads, None, list(group)))
            heads = []
    known = max((i for i, head in enumerate(heads) if head.known), default=-1)
    if known >= 0:
        found.append(Run(heads[: known + 1], None, []))
    _name(found)
    return found


def _with_units(cells: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the cells, a number together with a unit on the next line."""
    above: Piece | None = None
    for cell in cells:
        if above and above.is_value and not cell.is_value and is_value(above.text + cell.text):
            above = replace(above, text=above.text + cell.text)
            continue
        if above:
            yield above
        above = cell
    if above:
        yield above


def _name(found: Sequence[Run]) -> None:
    """Take the last word before numbers for their label, unless it is a heading of columns."""
    words = vocabulary()
    sure = words.rows - words.columns
    certain = any(plain(label.text) in sure for run in found for label in run.heads)
    for run in found:
        if not run.heads or not run.numbers:
            continue
        names = [plain(label.text) for label in run.heads]
        last = run.heads[-1]
        heading = names[-1] in words.columns and not numbered(last.text)
        if heading and (not certain or any(name in words.columns - words.rows for name in names)):
            continue
        run.label = run.heads.pop()
