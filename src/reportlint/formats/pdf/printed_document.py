"""The text that a PDF places on its pages, and the tables that it rules there.

Needs pdfplumber, which the extra `pdf` installs.
"""

from __future__ import annotations

import logging
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any

from reportlint.document.assembly import assemble
from reportlint.document.blocks import Grid
from reportlint.document.content import Content
from reportlint.errors import ReadError
from reportlint.language import Text
from reportlint.layout.characters import Character, PrintedLine, printed_lines
from reportlint.layout.pages import PrintedPage, blocks
from reportlint.layout.rulings import RuledTable, Ruling, missing_sides
from reportlint.location import Location
from reportlint.report import Report

if TYPE_CHECKING:
    from pdfplumber.page import Page as Sheet

MOST_PAGES = 500
"""A report has about ten."""

MOST_OBJECTS = 20_000
"""Characters, rules and pictures on a page; a full one has about two thousand."""

MOST_CROSSINGS = 10_000
"""Upright rules of a page times level ones; a page full of tables has about a thousand."""

LARGEST_EXPANSION = 256 * 2**20
"""Bytes of all that the file holds compressed; a report has less than a million."""

_FEWEST_CHARACTERS = 200
_THICKEST_RULE = 3
_WIDEST = 5000
_PIECE = 2**14

_NO_LIBRARY = Text(
    "读取 PDF 需要先安装：pip install 'reportlint[pdf]'",
    "to read PDF: pip install 'reportlint[pdf]'",
)
_LOCKED = Text("PDF 已加密，需要密码", "the PDF is encrypted and needs a password")
_BROKEN = Text("PDF 已损坏，无法读取", "the PDF is broken and cannot be read")
_NO_TEXT = Text(
    "PDF 中几乎没有文字，可能是扫描件：请检查排版前的原文件，或先做文字识别（OCR）",
    "the PDF has hardly any text and may be a scan: check the document that it was made from, "
    "or run OCR on it first",
)
_TOO_LONG = Text("PDF 页数过多", "the PDF has too many pages")
_TOO_FULL = Text("这一页的内容过多", "there is too much on this page")
_TOO_LARGE = Text("PDF 解压后过大", "the PDF is too large when decompressed")

# The library warns of each flaw that it mends; that is for those who set up logging.
logging.getLogger("pdfminer").addHandler(logging.NullHandler())
logging.getLogger("pdfplumber").addHandler(logging.NullHandler())


def read(content: Content) -> Report:
    """Read one report; ReadError where the PDF is broken, locked, a scan, or no report."""
    file = Location(content.file)
    if _expansion(content.data) > LARGEST_EXPANSION:
        raise ReadError(_TOO_LARGE, file)
    pages = _pages(content.data, file)
    if _is_scan(pages):
        raise ReadError(_NO_TEXT, file)
    return assemble(blocks(pages), content.file)


def _expansion(data: bytes) -> int:
    """Return the size of what is compressed; counting ends where it is too much."""
    total = 0
    for stream in re.finditer(rb"stream\r?\n", data):
        inflater = zlib.decompressobj()
        try:
            for start in range(stream.end(), len(data), _PIECE):
                total += len(inflater.decompress(data[start : start + _PIECE]))
                if total > LARGEST_EXPANSION:
                    return total
                if inflater.eof:
                    break
        except zlib.error:
            continue
    return total


def _is_scan(pages: Sequence[PrintedPage]) -> bool:
    items = [item for page in pages for item in page.items]
    characters = sum(len(item.text) for item in items if isinstance(item, PrintedLine))
    return characters < _FEWEST_CHARACTERS and not any(isinstance(x, Grid) for x in items)


def _pages(data: bytes, file: Location) -> list[PrintedPage]:
    try:
        from pdfminer.pdfdocument import PDFEncryptionError

        return list(_sheets(data, file))
    except ImportError as error:
        raise ReadError(_NO_LIBRARY, file) from error
    except (ReadError, MemoryError):
        raise
    except Exception as error:
        # On broken bytes the library raises whatever happens to go wrong inside it.
        locked = any(isinstance(cause, PDFEncryptionError) for cause in error.args)
        raise ReadError(_LOCKED if locked else _BROKEN, file) from error


def _sheets(data: bytes, file: Location) -> Iterator[PrintedPage]:
    from pdfminer.pdfpage import PDFPage
    from pdfplumber.page import Page as Sheet
    from pdfplumber.pdf import PDF

    pdf = PDF(BytesIO(data))
    found = list(islice(PDFPage.create_pages(pdf.doc), MOST_PAGES + 1))
    if len(found) > MOST_PAGES:
        raise ReadError(_TOO_LONG, file)
    if not found:
        raise ReadError(_BROKEN, file)
    for number, page in enumerate(found, 1):
        sheet = Sheet(pdf, page, number)
        yield _page(sheet, replace(file, page=number))
        sheet.close()


def _page(sheet: Sheet, place: Location) -> PrintedPage:
    if sum(map(len, sheet.objects.values())) > MOST_OBJECTS:
        raise ReadError(_TOO_FULL, place)
    tables = _tables(sheet, place)
    prose = [x for x in _characters(sheet) if not any(table.takes(x) for table in tables)]
    items: list[tuple[float, PrintedLine | Grid]] = [
        (line.top, line) for line in printed_lines(prose, place)
    ]
    for number, table in enumerate(tables, 1):
        items.append((table.tops[0], table.grid(replace(place, table=number))))
    in_order = sorted(items, key=lambda item: item[0])
    return PrintedPage(float(sheet.height), tuple(item for _, item in in_order))


def _characters(sheet: Sheet) -> Iterator[Character]:
    """Yield what is legible on the page; slanted text is a stamp or a watermark."""
    for x in sheet.chars:
        on_page = 0 <= x["x0"] <= _WIDEST and 0 <= x["top"] <= sheet.height
        if on_page and x["upright"] and x["size"] >= 1 and not x["text"].startswith("(cid:"):
            yield Character(x["text"], x["x0"], x["x1"], x["top"], x["bottom"], x["size"])


def _tables(sheet: Sheet, place: Location) -> list[RuledTable]:
    """Return the tables of at least two columns; a frame around prose has one."""
    ruled = sheet.filter(_is_rule)
    level, upright = _rules(ruled.horizontal_edges), _rules(ruled.vertical_edges)
    if len(level) * len(upright) > MOST_CROSSINGS:
        raise ReadError(_TOO_FULL, place)
    sides = [_edge(rule) for rule in missing_sides(level, upright)]
    found = ruled.find_tables({"explicit_vertical_lines": sides})
    return [table for table in (RuledTable(x.cells) for x in found) if len(table.lefts) > 1]


def _rules(edges: list[dict[str, Any]]) -> list[Ruling]:
    """Return whole rules: many a printer draws them piece by piece, and both their edges."""
    from pdfplumber.table import merge_edges

    merged = merge_edges(edges, *[_THICKEST_RULE] * 4)
    rules = [Ruling(x["x0"], x["x1"], x["top"], x["bottom"]) for x in merged]
    return [x for x in rules if max(x.x1 - x.x0, x.bottom - x.top) > _THICKEST_RULE]


def _edge(rule: Ruling) -> dict[str, Any]:
    """Return an upright rule as the library has them."""
    height = rule.bottom - rule.top
    return asdict(rule) | {"object_type": "line_edge", "orientation": "v", "height": height}


def _is_rule(item: Mapping[str, Any]) -> bool:
    """Whether something printed is a rule, and no shade behind a text."""
    if item["object_type"] != "rect":
        return item["object_type"] in ("line", "curve")
    thickness = min(item["width"], item["height"])
    return bool(item["stroke"]) or thickness <= _THICKEST_RULE
