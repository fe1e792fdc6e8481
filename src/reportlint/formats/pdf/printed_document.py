"""The text that is seen on the pages of a PDF, and the tables that are ruled there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from threading import Lock

from pypdfium2 import PdfDocument, PdfiumError
from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

from reportlint.document.assembly import assemble
from reportlint.document.blocks import Grid
from reportlint.document.content import Content
from reportlint.errors import ReadError
from reportlint.formats.pdf.sheets import drawing, expansion, flat_page
from reportlint.language import Text
from reportlint.layout.drawing import Drawing, printed_pages
from reportlint.layout.pages import PrintedPage, blocks
from reportlint.location import Location
from reportlint.report import Report

MOST_PAGES = 500
"""A report has about ten."""

LARGEST_EXPANSION = 256 * 2**20
"""Bytes of all that the file holds compressed; a report has less than a million."""

_FEWEST_CHARACTERS = 200
_UNKNOWN = "\ufffd"
_ONE_AT_A_TIME = Lock()
"""The library is not made for threads."""

_LOCKED = Text("PDF 已加密，需要密码", "the PDF is encrypted and needs a password")
_BROKEN = Text("PDF 已损坏，无法读取", "the PDF is broken and cannot be read")
_NO_TEXT = Text(
    "PDF 中几乎没有文字，可能是扫描件：请检查排版前的原文件，或先做文字识别（OCR）",
    "the PDF has hardly any text and may be a scan: check the document that it was made from, "
    "or run OCR on it first",
)
_TOO_LONG = Text("PDF 页数过多", "the PDF has too many pages")
_TOO_LARGE = Text("PDF 解压后过大", "the PDF is too large when decompressed")


def read(content: Content) -> Report:
    """Read one report; ReadError where the PDF is broken, locked, a scan, or no report."""
    file = Location(content.file)
    if expansion(content.data, LARGEST_EXPANSION) > LARGEST_EXPANSION:
        raise ReadError(_TOO_LARGE, file)
    with _ONE_AT_A_TIME:
        drawings = _drawings(content.data, file)
    pages = printed_pages(drawings, file)
    if _is_scan(drawings, pages):
        raise ReadError(_NO_TEXT, file)
    return assemble(blocks(pages), content.file)


def _is_scan(drawings: Sequence[Drawing], pages: Sequence[PrintedPage]) -> bool:
    """Whether there is no table, and next to no text or none that its fonts tell."""
    if any(isinstance(item, Grid) for page in pages for item in page.items):
        return False
    texts = (x.text.strip() for drawing in drawings for x in drawing.characters)
    return sum(text not in ("", _UNKNOWN) for text in texts) < _FEWEST_CHARACTERS


def _drawings(data: bytes, file: Location) -> list[Drawing]:
    with _opened(data, file) as document:
        count = len(document)
        if count > MOST_PAGES:
            raise ReadError(_TOO_LONG, file)
        return [_drawing(document, i, file) for i in range(count)]


def _drawing(document: PdfDocument, i: int, file: Location) -> Drawing:
    with flat_page(document, i) as page:
        return drawing(document.raw, page.raw, replace(file, page=i + 1))


@contextmanager
def _opened(data: bytes, file: Location) -> Iterator[PdfDocument]:
    """Open a document, its form fields filled in."""
    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        locked = error.err_code in (FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY)
        raise ReadError(_LOCKED if locked else _BROKEN, file) from error
    try:
        document.init_forms()
        yield document
    except PdfiumError as error:
        raise ReadError(_BROKEN, file) from error
    finally:
        document.close()
