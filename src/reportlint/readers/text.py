"""Plain text: paragraphs, and tables whose cells are separated by tabs."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.readers.content import Content
from reportlint.readers.grids import Block, Grid, GridCell, Paragraph
from reportlint.readers.matching import assemble
from reportlint.report import Location, Report

SUFFIXES = (".txt", ".text", ".tsv")


def recognises(content: Content) -> bool:
    """Whether the text is not empty: any text may hold a report."""
    return bool(content.text.strip())


def read(content: Content) -> Report:
    """Read one report; ReadError where the text holds no table of the form."""
    return assemble(list(_blocks(content.text, content.file)), content.file)


def _blocks(text: str, file: str) -> Iterator[Block]:
    rows: list[tuple[GridCell, ...]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if "\t" in line:
            rows.append(tuple(_cells(line, number, file)))
            continue
        if rows:
            yield Grid(tuple(rows))
            rows = []
        if line.strip():
            yield Paragraph(line, Location(file, number, 1, excerpt=line))
    if rows:
        yield Grid(tuple(rows))


def _cells(line: str, number: int, file: str) -> Iterator[GridCell]:
    column = 1
    for text in line.split("\t"):
        yield GridCell(text, Location(file, number, column, excerpt=line))
        column += len(text) + 1
