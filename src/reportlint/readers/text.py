"""Plain text: paragraphs, and tables in any of the layouts of `reportlint.readers.layouts`."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.language import Text
from reportlint.readers.content import Content
from reportlint.readers.errors import ReadError
from reportlint.readers.layouts import blocks
from reportlint.readers.layouts.line import Line
from reportlint.readers.layouts.page_numbers import without_page_numbers
from reportlint.readers.matching import assemble
from reportlint.report import Location, Report

SUFFIXES = (".txt", ".text", ".tsv")

MOST_LINES = 20_000
MOST_CELLS = 20_000


def recognises(content: Content) -> bool:
    """Whether the text is not empty: any text may hold a report."""
    return bool(content.text.strip())


def read(content: Content) -> Report:
    """Read one report; ReadError where the text holds no table of the form."""
    lines = without_page_numbers(list(_lines(content.text, content.file)))
    return assemble(list(blocks(lines)), content.file)


def _lines(text: str, file: str) -> Iterator[Line]:
    if text.count("\n") > MOST_LINES or sum(map(text.count, "\t|│┃║｜")) > MOST_CELLS:
        raise ReadError(Text("行或格过多", "too many lines or cells"), Location(file))
    page = 0
    for number, line in enumerate(text.split("\n"), 1):
        page += line.count("\f")
        yield Line(file, line, number, page)
