"""The text that is seen on the pages of a PDF, and the tables that are ruled there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Lock

from pypdfium2 import PdfDocument, PdfiumError
from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

from reportlint.document.assembly import assemble
from reportlint.document.content import Content
from reportlint.errors import ReadError
from reportlint.formats.pdf.sheets import drawing, expansion, flat_page
from reportlint.language import Text
from reportlint.layout.drawing import (
    MOST_PAGES,
    NO_TEXT,
    TOO_MANY_PAGES,
    Drawing,
    is_scan,
    printed_pages,
)
from reportlint.layout.pages import blocks
from reportlint.location import Location
from reportlint.report import Report

LARGEST_EXPANSION = 256 * 2**20
"""Bytes of all that the file holds compressed; a report has less than a million."""

ONE_AT_A_TIME = Lock()
"""The library is not made for threads."""

_LOCKED = Text("PDF 已加密，需要密码", "the PDF is encrypted and needs a password")
_BROKEN = Text("PDF 已损坏，无法读取", "the PDF is broken and cannot be read")
_TOO_LARGE = Text("PDF 解压后过大", "the PDF is too large when decompressed")


def read(content: Content) -> Report:
    """Read one report; ReadError where the PDF is broken, locked, a scan, or no report."""
    file = Location(content.file)
    if expansion(content.data, LARGEST_EXPANSION) > LARGEST_EXPANSION:
        raise ReadError(_TOO_LARGE, file)
    with ONE_AT_A_TIME:
        drawings = _drawings(content.data, file)
    pages = printed_pages(drawings, file)
    if is_scan(drawings, pages):
        raise ReadError(NO_TEXT.fill(format="PDF"), file)
    return assemble(blocks(pages), content.file)


def _drawings(data: bytes, file: Location) -> list[Drawing]:
    with opened(data, file) as document:
        count = len(document)
        if count > MOST_PAGES:
            raise ReadError(TOO_MANY_PAGES.fill(format="PDF"), file)
        return [_drawing(document, i, file) for i in range(count)]


def _drawing(document: PdfDocument, i: int, file: Location) -> Drawing:
    with flat_page(document, i) as page:
        return drawing(document.raw, page.raw, replace(file, page=i + 1))


@contextmanager
def opened(data: bytes, file: Location) -> Iterator[PdfDocument]:
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
