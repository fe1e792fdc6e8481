"""Headings of columns, from left to right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from reportlint.readers.grids import GridCell
from reportlint.readers.labels import plain
from reportlint.readers.layouts.broken import Label
from reportlint.readers.vocabulary import numbered, vocabulary


def heading_rows(heads: Sequence[Label]) -> Iterator[tuple[GridCell, ...]]:
    """Yield headings as one row, given from left to right; labels of rows are rows of their own."""
    together = tuple(head.cell for head in heads if not numbered(head.text))
    if together:
        yield together
    yield from ((head.cell,) for head in heads if numbered(head.text))


def from_left(heads: Sequence[Label]) -> list[Label]:
    """Return headings as they stand, or where columns overlap as they are printed."""
    columns = vocabulary().columns
    ranged = sorted(heads, key=lambda head: head.left)
    named = (head for head in ranged if plain(head.text) in columns)
    apart = all(first.right <= second.left for first, second in pairwise(named))
    return ranged if apart else list(under_groups(heads))


def under_groups(heads: Iterable[Label]) -> Iterator[Label]:
    """Yield headings with those of a group, which are printed on the line below, under it."""
    left = list(heads)
    while left:
        head, *left = left
        members = vocabulary().groups.get(plain(head.text), frozenset())
        yield head
        yield from (x for x in left if plain(x.text) in members)
        left = [x for x in left if plain(x.text) not in members]
