"""The document model that every document reader makes: paragraphs and grids, in order."""

from __future__ import annotations

from dataclasses import dataclass

from reportlint.document.shown import ShownText
from reportlint.location import Location


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of prose or a heading."""

    text: str
    location: Location


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a table as printed; a merged one stands once, at its first column.

    `column` counts from 0 where the columns of the table line up, and is None in a text dump.
    `notes` and `struck` are marks of notes and text struck out, which are not in `text`.
    """

    text: str
    location: Location
    column: int | None = None
    notes: tuple[str, ...] = ()
    struck: tuple[str, ...] = ()

    @property
    def shown(self) -> ShownText:
        """What the cell shows."""
        return ShownText(self.text, self.notes, self.struck)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as printed, row by row; rows of a text dump may differ in length."""

    rows: tuple[tuple[GridCell, ...], ...]


Block = Paragraph | Grid
