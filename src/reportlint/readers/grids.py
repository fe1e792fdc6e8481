"""The document model that every document reader makes: paragraphs and grids, in order."""

from __future__ import annotations

from dataclasses import dataclass

from reportlint.report import Location


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of prose or a heading."""

    text: str
    location: Location


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a table as printed."""

    text: str
    location: Location


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as printed, row by row; rows of a text dump may differ in length."""

    rows: tuple[tuple[GridCell, ...], ...]


Block = Paragraph | Grid
