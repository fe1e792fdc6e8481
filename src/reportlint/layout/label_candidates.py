"""Labels in a text that has no rules: pieces that belong together, broken over lines or spaced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from reportlint.document.blocks import GridCell
from reportlint.document.labels import all_labels, label_key
from reportlint.layout.text_lines import Piece
from reportlint.spelling import is_numbered

_FARTHEST = 4
_MOST_PIECES = 12
_MOST_ALTERED = 4


@dataclass(frozen=True)
class LabelCandidate:
    """What may be a label, in one piece or more; most are labels of the form."""

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


def label_candidates(pieces: Sequence[Piece]) -> list[LabelCandidate]:
    """Put pieces together, given line by line.

    Each piece begins the longest label of the form that it can, or a numbered one that is nearly
    the form's; a piece that can do neither stands alone.
    """
    used: set[int] = set()
    candidates = []
    for i in range(len(pieces)):
        if i not in used:
            chain = _chain(pieces, i, used)
            used.update(chain)
            candidates.append(LabelCandidate(tuple(pieces[k] for k in chain)))
    return candidates


def _chain(pieces: Sequence[Piece], first: int, used: set[int]) -> list[int]:
    """Return the pieces that make the longest label, or else what is most like one."""
    labels = all_labels()
    chain, text = [first], pieces[first].text
    exact = [first] if labels.knows(text) else _beside(pieces, first)
    nearest, likeness = [first], labels.likeness(text) if is_numbered(text) else 1
    while len(chain) < _MOST_PIECES and (below := _below(pieces, chain[-1], used)):
        chain.append(below)
        text += pieces[below].text
        if labels.knows(text):
            exact = chain.copy()
        elif len(chain) <= _MOST_ALTERED and likeness < 1 and labels.likeness(text) > likeness:
            nearest, likeness = chain.copy(), labels.likeness(text)
    return exact or nearest


def _below(pieces: Sequence[Piece], above: int, used: set[int]) -> int | None:
    """Return the next piece down the same column, unless it begins a label of its own."""
    for i in range(above + 1, len(pieces)):
        if pieces[i].row > pieces[above].row + _FARTHEST:
            break
        lower = pieces[i].row > pieces[above].row and pieces[i].under(pieces[above])
        if lower and i not in used:
            return None if is_numbered(pieces[i].text) else i
    return None


def _beside(pieces: Sequence[Piece], first: int) -> list[int]:
    """Two spaced halves of a label on one line, neither of which is a label."""
    second = first + 1
    if second == len(pieces) or pieces[second].row != pieces[first].row:
        return []
    knows, halves = all_labels().knows, (pieces[first].text, pieces[second].text)
    return [first, second] if knows("".join(halves)) and not knows(halves[1]) else []


def heading_rows(labels: Sequence[LabelCandidate]) -> Iterator[tuple[GridCell, ...]]:
    """Yield headings as one row, given from left to right; labels of rows are rows of their own."""
    headings = tuple(label.cell for label in labels if not is_numbered(label.text))
    if headings:
        yield headings
    yield from ((label.cell,) for label in labels if is_numbered(label.text))


def from_left(headings: Sequence[LabelCandidate]) -> list[LabelCandidate]:
    """Return headings as they stand, or where columns overlap as they are printed."""
    columns = all_labels().columns
    ordered = sorted(headings, key=lambda heading: heading.left)
    over_columns = (heading for heading in ordered if label_key(heading.text) in columns)
    apart = all(first.right <= second.left for first, second in pairwise(over_columns))
    return ordered if apart else list(under_groups(headings))


def under_groups(headings: Iterable[LabelCandidate]) -> Iterator[LabelCandidate]:
    """Yield headings with those of a group, which are printed on the line below, under it."""
    ahead = list(headings)
    while ahead:
        heading, *ahead = ahead
        members = all_labels().groups.get(label_key(heading.text), frozenset())
        yield heading
        yield from (x for x in ahead if label_key(x.text) in members)
        ahead = [x for x in ahead if label_key(x.text) not in members]
