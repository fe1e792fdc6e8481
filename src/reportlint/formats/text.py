"""Plain text: paragraphs, and tables in any of the layouts of `reportlint.layout`.

Amended, a number is replaced where it stands, and nothing is moved for it: the columns of a text
stay as far from each other as they were.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from reportlint.document.amendment import PlacedCharacter, renumbered, shown_in
from reportlint.document.content import Content
from reportlint.document.places import LineIndex, Replacement, rewritten
from reportlint.errors import AmendError, ReadError
from reportlint.formats.format import Format
from reportlint.language import Text
from reportlint.location import Location
from reportlint.number import Number, shortest
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


_NO_PLACE = Text("报告不是从这个文件读出来的", "the report was not read from this file")


def amend(content: Content, changes: Mapping[str, Number], report: Report) -> bytes:
    """Return the file with other numbers, in the manner of the old ones."""
    lines = _PlacedLines(content)
    found = (x for key, new in changes.items() for x in lines.replacements(report, key, new))
    return rewritten(content, found)


class _PlacedLines:
    """The lines of a text as they are read, and where each character stands in the file's text."""

    def __init__(self, content: Content) -> None:
        text = content.text
        self.lines = LineIndex(content.file, without_zero_width(text))
        # Of each character that is read the offset; what takes no room is not read.
        seen = [i for i, x in enumerate(text) if without_zero_width(x)]
        self.offsets = [*seen, len(text)] if len(seen) < len(text) else range(len(text) + 1)

    def replacements(self, report: Report, key: str, new: Number) -> list[Replacement]:
        """Return what changes for a cell to show another number."""
        place = report.locations[key]
        if place.line is None or place.column is None or place.line > self.lines.count:
            raise AmendError(_NO_PLACE)
        at = self.lines.start(place.line) + place.column - 1
        shown = shown_in(report, key)
        if not shown:
            at -= self.lines.text[max(at - 2, 0) : at] == "  "
            return [((self.offsets[at], self.offsets[at]), shortest(new))]
        end = self.lines.start(place.line) + len(place.excerpt or "")
        placed = [
            PlacedCharacter(self.lines.text[i], (self.offsets[i], self.offsets[i] + 1))
            for i in range(at, end)
        ]
        return renumbered(placed, shown, report.value(key), new)


FORMAT = Format(
    "text",
    suffixes=(".txt", ".text", ".tsv"),
    recognises=recognises,
    read=read,
    patience=0,
    amend=amend,
)
