"""The document model that every document reader makes: paragraphs and grids, in order."""

from __future__ import annotations

from dataclasses import dataclass

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
    """

    text: str
    location: Location
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as printed, row by row; rows of a text dump may differ in length."""

    rows: tuple[tuple[GridCell, ...], ...]


Block = Paragraph | Grid
