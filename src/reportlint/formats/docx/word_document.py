"""The paragraphs and tables of a Word document's body, in order.

python-docx is not used: it loads every part of the package and gives up on a missing picture, and
it leaves out inserted text, text boxes and content controls. One part is read, with lxml.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportlint.document.assembly import assemble
from reportlint.document.blocks import Block, Grid, GridCell, Paragraph
from reportlint.errors import ReadError
from reportlint.formats.docx import wordml
from reportlint.language import Text
from reportlint.location import Location
from reportlint.report import Report
from reportlint.spelling import single_spaced

MOST_PIECES = 20_000
"""Paragraphs and cells; a report has a thousand."""


def read(xml: bytes, file: str) -> Report:
    """Read the report that a document's XML holds."""
    return assemble(list(_Blocks(file).within(wordml.body(xml, file))), file)


class _Blocks:
    """Makes the blocks of a document, and counts its tables and paragraphs on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.tables = 0
        self.paragraphs = 0
        self.pieces = 0

    def within(
        self, container: Any, table: int | None = None, row: int | None = None
    ) -> Iterator[Block]:
        """Yield what stands in the body, or in a cell that frames a part of it."""
        for part in wordml.contents(container):
            if not isinstance(part, str):
                yield from self._table(part)
                continue
            lines = part.split("\n")
            self._count(len(lines))
            self.paragraphs += table is None
            number = self.paragraphs if table is None else None
            for line in filter(str.strip, lines):
                place = Location(self.file, table=table, row=row, paragraph=number, excerpt=line)
                yield Paragraph(line, place)

    def _table(self, table: Any) -> Iterator[Block]:
        """Yield a table's rows as a grid, and what a row frames as blocks of their own."""
        self.tables += 1
        number = self.tables
        rows = list(wordml.rows(table))
        single = all(len(cells) <= 1 for cells in rows)
        grid: list[tuple[GridCell, ...]] = []
        for row, cells in enumerate(rows, 1):
            if not single and not _frames(cells):
                grid += self._row(cells, number, row)
                continue
            if grid:
                yield Grid(tuple(grid))
                grid = []
            for _, cell in cells:
                yield from self.within(cell, number, row)
        if grid:
            yield Grid(tuple(grid))

    def _row(
        self, cells: list[tuple[int, Any]], table: int, row: int
    ) -> Iterator[tuple[GridCell, ...]]:
        self._count(1 + len(cells))
        texts = ["\n".join(wordml.contents(cell)) for _, cell in cells]
        excerpt = " │ ".join(single_spaced(text) for text in texts)
        if cells:
            yield tuple(
                GridCell(
                    text,
                    Location(self.file, column=column + 1, table=table, row=row, excerpt=excerpt),
                    column,
                )
                for text, (column, _) in zip(texts, cells, strict=True)
            )

    def _count(self, pieces: int) -> None:
        self.pieces += pieces
        if self.pieces > MOST_PIECES:
            raise ReadError(
                Text("段落和单元格过多", "too many paragraphs and cells"), Location(self.file)
            )


def _frames(cells: list[tuple[int, Any]]) -> bool:
    """Whether a row lays out the page: a table stands inside it."""
    return any(cell.find(wordml.TABLE) is not None for _, cell in cells)
