"""Plain text: paragraphs, and tables in any of the layouts of `reportlint.layout`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlint.document.assembly import assemble
from reportlint.document.blocks import Block
from reportlint.document.content import Content
from reportlint.errors import ReadError
from reportlint.language import Text
from reportlint.layout.aligned import aligned_columns
from reportlint.layout.delimited import ruled, tabs
from reportlint.layout.running_text import full_width, running_text
from reportlint.layout.section_headings import section_headings
from reportlint.layout.stacked import stacked
from reportlint.layout.text_lines import Layout, TextLine, without_page_numbers
from reportlint.location import Location
from reportlint.report import Report

LAYOUTS: tuple[Layout, ...] = (tabs, ruled, section_headings, aligned_columns, stacked)
"""The marked before the unmarked: only after tabs and rules are gone do gaps mean a table."""


def blocks(lines: Sequence[TextLine]) -> Iterator[Block]:
    """Yield what the lines say: tables, and the prose around them."""
    yield from _blocks(lines, LAYOUTS, full_width(lines))


def _blocks(lines: Sequence[TextLine], layouts: Sequence[Layout], width: int) -> Iterator[Block]:
    if not layouts:
        yield from running_text(lines, width)
        return
    layout, *rest = layouts
    end = 0
    for region in layout(lines):
        yield from _blocks(lines[end : region.start], rest, width)
        yield from region.blocks
        end = region.stop
    yield from _blocks(lines[end:], rest, width)


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


def _lines(text: str, file: str) -> Iterator[TextLine]:
    if text.count("\n") > MOST_LINES or sum(map(text.count, "\t|│┃║｜")) > MOST_CELLS:
        raise ReadError(Text("行或格过多", "too many lines or cells"), Location(file))
    page = 0
    for number, line in enumerate(text.split("\n"), 1):
        page += line.count("\f")
        yield TextLine(file, line, number, page)
