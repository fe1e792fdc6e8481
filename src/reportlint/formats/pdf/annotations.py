"""Annotations and form fields, drawn onto their pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument, PdfPage

_LINK: int = pdfium.FPDF_ANNOT_LINK
_BESIDE_THE_TEXT = frozenset(
    {
        pdfium.FPDF_ANNOT_TEXT,
        pdfium.FPDF_ANNOT_POPUP,
        pdfium.FPDF_ANNOT_STAMP,
        pdfium.FPDF_ANNOT_WATERMARK,
    }
)
_MOST = 2000


@contextmanager
def flat_page(document: PdfDocument, i: int) -> Iterator[PdfPage]:
    """Open a page on which annotations look as they are shown; stamps and notes are left out."""
    page = document[i]
    if _has_annotations(page):
        _drop_what_is_no_text(page)
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
        page.close()
        page = document[i]
    try:
        yield page
    finally:
        page.close()


def _has_annotations(page: PdfPage) -> bool:
    return any(kind != _LINK for kind in _kinds(page))


def _kinds(page: PdfPage) -> list[int]:
    count = min(pdfium.FPDFPage_GetAnnotCount(page), _MOST)
    return [_kind(page, i) for i in range(count)]


def _kind(page: PdfPage, i: int) -> int:
    annotation = pdfium.FPDFPage_GetAnnot(page, i)
    if not annotation:
        return _LINK
    try:
        return int(pdfium.FPDFAnnot_GetSubtype(annotation))
    finally:
        pdfium.FPDFPage_CloseAnnot(annotation)


def _drop_what_is_no_text(page: PdfPage) -> None:
    for i, kind in reversed(list(enumerate(_kinds(page)))):
        if kind in _BESIDE_THE_TEXT:
            pdfium.FPDFPage_RemoveAnnot(page, i)
