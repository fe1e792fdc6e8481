"""DOCX: the report laid out like the printed form, ready to be filled in or published."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import accumulate, pairwise, takewhile
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from reportlint.document.printed_form import (
    PrintedCell,
    PrintedTable,
    is_signature,
    printed_report,
)
from reportlint.formats.docx.word_styles import DECLARATION, NAMESPACES, PAGE, PARTS, WIDTH
from reportlint.report import Report

_VALUE, _DIGIT, _SIDES = 567, 92, 130
"""The width of a number's column in a wide table, in twentieths of a point: 10 mm, or that of its
digits and what is beside them."""
_GROUPS = (737, 1020, 1020)
"""The widths of the columns with the names of groups, which are tall and can be narrow."""
_WIDE = 8
"""From so many columns on a table is set small."""
_LARGE, _SMALL = 21, 18
_TITLE, _LONG_TITLE = 44, 36
"""Half-points."""
_LONGEST = 21
"""Characters of a title that stand on one line."""
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def write(report: Report) -> bytes:
    """Return a report as a Word document."""
    body = "".join(_body(report))
    document = f"<w:document {NAMESPACES}><w:body>{body}{PAGE}</w:body></w:document>"
    file = io.BytesIO()
    with ZipFile(file, "w") as package:
        for name, xml in {**PARTS, "word/document.xml": document}.items():
            # Always the same day, so that the same report gives the same bytes.
            part = ZipInfo(name)
            part.compress_type = ZIP_DEFLATED
            package.writestr(part, f"{DECLARATION}{xml}")
    return file.getvalue()


def _body(report: Report) -> Iterator[str]:
    pages = printed_report(report)
    titles = pages.preamble[: pages.titled] if pages.title is None else _broken(pages.title)
    for title in titles:
        yield _paragraph(
            title, "Title", look=_size(_TITLE if len(title) <= _LONGEST else _LONG_TITLE)
        )
    yield from map(_paragraph, pages.preamble[pages.titled :])
    for part in pages.parts:
        yield _paragraph(part.heading, "Heading1")
        for line in part.paragraphs:
            yield _paragraph(line, "Signature" if is_signature(line, report) else "")
        if part.table:
            yield from _table(part.table, report)
    if published := _DAY.fullmatch(str(pages.unprinted.get("published"))):
        yield _paragraph(report.agency or "", "Signature")
        yield _paragraph("{}年{}月{}日".format(*map(int, published.groups())), "Signature")


def _broken(title: str) -> Sequence[str]:
    """Return the lines of a title, the organ's name on one of its own where both are long."""
    organ, _, name = title.rpartition(" ")
    return (organ, name) if organ and len(title) > _LONGEST else (title,)


def _size(half_points: int) -> str:
    return f'<w:rPr><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr>'


def _paragraph(text: str, style: str = "", about: str = "", look: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    stated = f"<w:pPr>{named}{about}</w:pPr>" if named or about else ""
    space = ' xml:space="preserve"' if text.strip() != text else ""
    run = f"<w:r>{look}<w:t{space}>{escape(text, quote=False)}</w:t></w:r>" if text else ""
    return f"<w:p>{stated}{run}</w:p>"


def _table(table: PrintedTable, report: Report) -> Iterator[str]:
    widths = _widths(table, report)
    yield f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{WIDTH}" w:type="dxa"/>'
    yield '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>'
    yield "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield "</w:tblGrid>"
    headings = _headings(table)
    for row in range(table.height):
        repeated = "<w:tblHeader/>" if row < headings else ""
        yield f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="340"/>{repeated}</w:trPr>'
        boxes = (x for x in table.cells if x.row <= row < x.row + x.height)
        for box in sorted(boxes, key=lambda box: box.column):
            yield _cell(box, row, table, widths, report)
        yield "</w:tr>"
    yield "</w:tbl>"


def _is_filled_in(box: PrintedCell) -> bool:
    return box.form_cell is not None


def _widths(table: PrintedTable, report: Report) -> Sequence[int]:
    """Return the widths of the columns, which together are that of the text."""
    values = table.width - table.labels
    if not table.labels:
        edges = [WIDTH * i // values for i in range(values + 1)]
        return [right - left for left, right in pairwise(edges)]
    groups = list(_GROUPS[: table.labels - 1])
    longest = max(len(box.text_in(report)) for box in table.cells if box.form_cell)
    narrow = min(max(_VALUE, longest * _DIGIT + _SIDES), WIDTH // (values + 2))
    value = narrow if table.width > _WIDE else WIDTH // (values + 2)
    return [*groups, WIDTH - sum(groups) - value * values, *[value] * values]


def _headings(table: PrintedTable) -> int:
    """Return how many rows are repeated on each page: those over the numbers of all rows."""
    without = [not any(map(_is_filled_in, boxes)) for boxes in table.rows]
    leading = sum(1 for _ in takewhile(bool, without))
    return leading if leading == sum(without) else 0


def _cell(
    box: PrintedCell, row: int, table: PrintedTable, widths: Sequence[int], report: Report
) -> str:
    edges = list(accumulate(widths, initial=0))
    width = edges[box.column + box.width] - edges[box.column]
    about = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    about += f'<w:gridSpan w:val="{box.width}"/>' if box.width > 1 else ""
    if box.height > 1:
        about += '<w:vMerge w:val="restart"/>' if row == box.row else "<w:vMerge/>"
    is_label = (
        box.form_cell is None and box.height == 1 and any(map(_is_filled_in, table.rows[row]))
    )
    look = _size(_SMALL if table.width > _WIDE else _LARGE)
    kept = "<w:keepNext/>" if row < table.height - 1 else ""
    text = _paragraph(
        box.text_in(report) if row == box.row else "",
        "TableLabel" if is_label else "TableNumber",
        f"{kept}{look}",
        look,
    )
    return f'<w:tc><w:tcPr>{about}<w:vAlign w:val="center"/></w:tcPr>{text}</w:tc>'
