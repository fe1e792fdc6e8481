"""Markdown with pipe tables, as GitHub shows them; what is read is read as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.document.content import Content
from reportlint.document.printed_form import PrintedTable, printed_report
from reportlint.formats import text
from reportlint.formats.format import Format
from reportlint.report import Report

_SIGN = re.compile(r"^(?=[#>|]|[-+*] |=+$|-+$|```|~~~)|(?=[<\[])")


def recognises(_: Content) -> bool:
    """Nothing tells it from plain text."""
    return False


def write(report: Report) -> bytes:
    """Return a report as Markdown: a merged cell stands at its first place, blanks after it."""
    pages = printed_report(report)
    blocks = [] if pages.title is None else [f"# {_prose(pages.title)}"]
    blocks += map(_prose, pages.preamble)
    for part in pages.parts:
        blocks.append(f"## {part.heading}")
        blocks += map(_prose, part.paragraphs)
        if part.table:
            blocks.append("\n".join(_lines(part.table, report)))
    return ("\n\n".join(blocks) + "\n").encode()


def _prose(paragraph: str) -> str:
    """Keep a paragraph one, whatever it begins like, without links and pictures."""
    return _SIGN.sub(r"\\", paragraph)


def _lines(table: PrintedTable, report: Report) -> Iterator[str]:
    for number, boxes in enumerate(table.rows):
        cells = [""] * table.width
        for box in boxes:
            cells[box.column] = _cell(box.text_in(report))
        yield f"| {' | '.join(cells)} |"
        if number == 0:
            yield "|" + " --- |" * table.labels + " ---: |" * (table.width - table.labels)


def _cell(text: str) -> str:
    return re.sub(r"(?=[|<\[])", r"\\", text).replace("\n", "<br>")


FORMAT = Format(
    "markdown",
    suffixes=(".md", ".markdown"),
    marks=(),
    recognises=recognises,
    read=text.read,
    patience=0,
    written=(".md",),
    write=write,
    amend=text.amend,
)
