"""Lines of numbers and the labels around them, as rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlint.readers.layouts.broken import Label
from reportlint.readers.layouts.line import Line
from reportlint.readers.layouts.pieces import Piece, values


@dataclass(eq=False)
class Row:
    """A label and the numbers beside it; numbers alone, or a label alone."""

    label: Label | None
    numbers: list[Piece]

    @property
    def first(self) -> Piece:
        """What it begins with."""
        return self.label.pieces[0] if self.label else self.numbers[0]

    @property
    def line(self) -> Line:
        """The line that its numbers are on."""
        return (self.numbers or [self.first])[0].line

    def continues(self, other: Row) -> bool:
        """Whether these may be the ends of numbers too long for the cells of the line beside."""
        beside = abs(self.line.number - other.line.number) == 1
        alone = other.label is not None and len(other.numbers) == 1
        return beside and not self.label and (alone or len(self.numbers) < len(other.numbers))


def rows(parts: Sequence[Sequence[Piece]], labels: Sequence[Label]) -> list[Row]:
    """Return the rows from top to bottom.

    Numbers that may belong to a row are put in it, so that it has too many to be read wrongly.
    """
    lines = [Row(_label(found, labels), found) for part in parts if (found := values(part))]
    whole: dict[int, Row] = {}
    for i, line in enumerate(lines):
        beside = lines[max(i - 1, 0) : i] + lines[i + 1 : i + 2]
        if any(line.continues(other) for other in beside):
            continue
        row = whole.setdefault(id(line.label or line), Row(line.label, []))
        row.numbers += line.numbers
        row.numbers += [x for other in beside if other.continues(line) for x in other.numbers]
    return list(whole.values())


def _label(numbers: Sequence[Piece], labels: Sequence[Label]) -> Label | None:
    """Return the innermost label that stands on a line of numbers or reaches over it."""
    row, left = numbers[0].row, numbers[0].left
    beside = [x for x in labels if x.top <= row <= x.bottom and x.left < left]
    return max(beside, key=lambda label: label.left, default=None)
