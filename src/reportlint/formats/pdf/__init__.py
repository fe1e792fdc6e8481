"""PDF: printed documents.

In: the bytes of a file.
Out: a report with its places.
May import: document, errors, formats, language, layout, location, report.
"""

from __future__ import annotations

from reportlint.document.content import Content
from reportlint.formats.format import Format
from reportlint.report import Report

_BEGINNING = b"%PDF-"


def recognises(content: Content) -> bool:
    """Whether a PDF begins in the first kilobyte, as viewers allow."""
    return _BEGINNING in content.data[:1024]


def read(content: Content) -> Report:
    """Read one report; ReadError where the PDF is broken, locked, a scan, or no report."""
    from reportlint.formats.pdf import printed_document

    begin = content.data.find(_BEGINNING)
    return printed_document.read(Content(content.file, content.data[begin:]))


FORMAT = Format("pdf", suffixes=(".pdf",), marks=(_BEGINNING,), recognises=recognises, read=read)
