"""DOCX: the paragraphs and tables of a Word document's body, in order.

python-docx is not used to read: it loads every part of the package and gives up on a missing
picture, and it leaves out inserted text, text boxes and content controls. One part is read, with
lxml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from reportlint.document.assembly import assemble
from reportlint.document.blocks import Block, Grid, GridCell, Paragraph
from reportlint.document.content import Content
from reportlint.document.packages import is_package, part_names, read_part
from reportlint.errors import ReadError
from reportlint.formats.docx import wordml
from reportlint.language import Text
from reportlint.location import Location
from reportlint.report import Report
from reportlint.spelling import single_spaced

SUFFIXES = (".docx", ".docm")
MOST_PIECES = 20_000
"""Paragraphs and cells; a report has a thousand."""

_HEAD = 4096
_PACKAGE = b"http://schemas.microsoft.com/office/2006/xmlPackage"
_BODY = re.compile(r"/?word[/\\]document\d*\.xml", re.IGNORECASE)


def recognises(content: Content) -> bool:
    """Whether the bytes are a Word document, even a damaged one."""
    if not is_package(content):
        return _is_flat(content)
    names = part_names(content)
    return _body(names) is not None if names else b"word/document" in content.data


def read(content: Content) -> Report:
    """Read one report; ReadError where the document is damaged or holds no table of the form."""
    body = wordml.body(_document(content), content.file)
    return assemble(list(_Blocks(content.file).within(body)), content.file)


def _document(content: Content) -> bytes:
    if not is_package(content):
        return content.data
    return read_part(content, _body(part_names(content)) or "word/document.xml")


def _is_flat(content: Content) -> bool:
    """Whether the package is written as one XML file, as Word can and templates of DOC files do."""
    head = content.data[:_HEAD]
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and _PACKAGE in head


def _body(names: Sequence[str]) -> str | None:
    return next((name for name in names if _BODY.fullmatch(name)), None)


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
