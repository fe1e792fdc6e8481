"""XLS: the workbooks of Excel 97–2003 and of WPS (.et).

In: the bytes of a file.
Out: a report with its places.
May import: document, errors, formats, language, location, report, spelling.
"""

from __future__ import annotations

from reportlint.document.content import Content
from reportlint.formats.format import OLE, Format
from reportlint.report import Report

_BOOKS = tuple(name.encode("utf-16-le") for name in ("Workbook\0", "Book\0"))
_WORD = "WordDocument\0".encode("utf-16-le")
_WORD_SUFFIXES = (".doc", ".wps")


def recognises(content: Content) -> bool:
    """Whether a compound file holds a workbook; one in a Word document only its name tells."""
    if not content.data.startswith(OLE) or not any(name in content.data for name in _BOOKS):
        return False
    return _WORD not in content.data or content.suffix not in _WORD_SUFFIXES


def read(content: Content) -> Report:
    """Read one report; ReadError where the workbook is damaged or holds no table of the form."""
    from reportlint.formats.xls import biff_workbook

    return biff_workbook.read(content)


FORMAT = Format("xls", suffixes=(".xls", ".et"), marks=(OLE,), recognises=recognises, read=read)
