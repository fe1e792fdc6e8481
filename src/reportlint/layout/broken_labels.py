"""Headings of columns, from left to right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from reportlint.document.blocks import GridCell
from reportlint.document.labels import all_labels, label_key
from reportlint.layout.pieces import Piece
from reportlint.numbering import is_numbered

_FARTHEST = 4
_MOST_PIECES = 12
_MOST_ALTERED = 4


@dataclass(frozen=True)
class BrokenLabel:
    """A label as printed, in one piece or more."""

    pieces: tuple[Piece, ...]

    @cached_property
    def text(self) -> str:
        """The pieces together."""
        return "".join(piece.text for piece in self.pieces)

    @cached_property
    def known(self) -> bool:
        """Whether it is one of the form's."""
        return all_labels().knows(self.text)

    @property
    def cell(self) -> GridCell:
        """The table cell that it is."""
        first = self.pieces[0]
        return first.line.cell(self.text, first.index)

    @property
    def blank(self) -> GridCell:
        """A blank cell after it."""
        line = self.pieces[-1].line
        return line.cell("", len(line.text))

    @property
    def top(self) -> int:
        """The row of its first piece."""
        return self.pieces[0].row

    @property
    def bottom(self) -> int:
        """The row of its last piece."""
        return self.pieces[-1].row

    @property
    def rows(self) -> set[int]:
        """The rows that its pieces are in."""
        return {piece.row for piece in self.pieces}

    @property
    def left(self) -> int:
        """Where it begins."""
        return min(piece.left for piece in self.pieces)

    @property
    def right(self) -> int:
        """Where it ends."""
        return max(piece.right for piece in self.pieces)


def broken_labels(pieces: Sequence[Piece]) -> list[BrokenLabel]:
    """Put pieces together, given line by line.

    Each piece begins the longest label of the form that it can, or a numbered one that is nearly
    the form's; a piece that can do neither stands alone.
    """
    taken: set[int] = set()
    found = []
    for i in range(len(pieces)):
        if i not in taken:
            chain = _chain(pieces, i, taken)
            taken.update(chain)
            found.append(BrokenLabel(tuple(pieces[k] for k in chain)))
    return found


def _chain(pieces: Sequence[Piece], first: int, taken: set[int]) -> list[int]:
    words = all_labels()
    chain, text = [first], pieces[first].text
    best = [first] if words.knows(text) else _beside(pieces, first)
    nearly, likeness = [first], words.likeness(text) if is_numbered(text) else 1
    while len(chain) < _MOST_PIECES and (below := _below(pieces, chain[-1], taken)):
        chain.append(below)
        text += pieces[below].text
        if words.knows(text):
            best = chain.copy()
        elif len(chain) <= _MOST_ALTERED and likeness < 1 and words.likeness(text) > likeness:
            nearly, likeness = chain.copy(), words.likeness(text)
    return best or nearly


def _below(pieces: Sequence[Piece], above: int, taken: set[int]) -> int | None:
    """Return the next piece down the same column, unless it begins a label of its own."""
    for i in range(above + 1, len(pieces)):
        if pieces[i].row > pieces[above].row + _FARTHEST:
            break
        lower = pieces[i].row > pieces[above].row and pieces[i].under(pieces[above])
        if lower and i not in taken:
            return None if is_numbered(pieces[i].text) else i
    return None


def _beside(pieces: Sequence[Piece], first: int) -> list[int]:
    """Two spaced halves of a label on one line, neither of which is a label."""
    second = first + 1
    if second == len(pieces) or pieces[second].row != pieces[first].row:
        return []
    knows, halves = all_labels().knows, (pieces[first].text, pieces[second].text)
    return [first, second] if knows("".join(halves)) and not knows(halves[1]) else []


def heading_rows(heads: Sequence[BrokenLabel]) -> Iterator[tuple[GridCell, ...]]:
    """Yield headings as one row, given from left to right; labels of rows are rows of their own."""
    together = tuple(head.cell for head in heads if not is_numbered(head.text))
    if together:
        yield together
    yield from ((head.cell,) for head in heads if is_numbered(head.text))


def from_left(heads: Sequence[BrokenLabel]) -> list[BrokenLabel]:
    """Return headings as they stand, or where columns overlap as they are printed."""
    columns = all_labels().columns
    ranged = sorted(heads, key=lambda head: head.left)
    named = (head for head in ranged if label_key(head.text) in columns)
    apart = all(first.right <= second.left for first, second in pairwise(named))
    return ranged if apart else list(under_groups(heads))


def under_groups(heads: Iterable[BrokenLabel]) -> Iterator[BrokenLabel]:
    """Yield headings with those of a group, which are printed on the line below, under it."""
    left = list(heads)
    while left:
        head, *left = left
        members = all_labels().groups.get(label_key(head.text), frozenset())
        yield head
        yield from (x for x in left if label_key(x.text) in members)
        left = [x for x in left if label_key(x.text) not in members]
