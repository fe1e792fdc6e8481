"""Plain text: paragraphs, and tables in any of the layouts of `reportlint.layout`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportlint.document.content import Content
from reportlint.errors import ReadError
from reportlint.formats.format import Format
from reportlint.language import Text
from reportlint.location import Location
from reportlint.report import Report
from reportlint.spelling import without_zero_width

if TYPE_CHECKING:
    from reportlint.document.blocks import Block
    from reportlint.layout.text_lines import TextLine

MOST_LINES = 20_000
MOST_CELLS = 20_000


def recognises(_: Content) -> bool:
    """Any text may hold a report."""
    return True


def read(content: Content) -> Report:
    """Read one report; ReadError where the text holds no table of the form."""
    from reportlint.document.assembly import assemble

    return assemble(blocks(content), content.file)


def blocks(content: Content) -> list[Block]:
    """Return what the lines of a text say; ReadError where there are too many."""
    from reportlint.layout import text_layouts
    from reportlint.layout.text_lines import without_page_numbers

    lines = without_page_numbers(list(_lines(content.text, content.file)))
    return list(text_layouts.blocks(lines))


def _lines(text: str, file: str) -> Iterator[TextLine]:
    from reportlint.layout.text_lines import TextLine

    if text.count("\n") > MOST_LINES or sum(map(text.count, "\t|│┃║｜")) > MOST_CELLS:
        raise ReadError(Text("行或格过多", "too many lines or cells"), Location(file))
    page = 0
    for number, line in enumerate(without_zero_width(text).split("\n"), 1):
        page += line.count("\f")
        yield TextLine(file, line, number, page)


FORMAT = Format(
    "text", suffixes=(".txt", ".text", ".tsv"), recognises=recognises, read=read, patience=0
)
