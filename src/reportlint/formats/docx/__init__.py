"""DOCX: Word documents, also written as one XML file.

In: the bytes of a file, or a report.
Out: a report with its places, or bytes.
May import: document, errors, formats, language, location, report, spelling.
"""

from __future__ import annotations

from reportlint.document.content import Content
from reportlint.document.packages import OfficePackage, is_package
from reportlint.formats.format import TAG, ZIP, Format
from reportlint.report import Report

_PACKAGE = b"http://schemas.microsoft.com/office/2006/xmlPackage"


def recognises(content: Content) -> bool:
    """Whether the bytes are a Word document, even a damaged one."""
    return OfficePackage(content).kind == "text" if is_package(content) else _is_flat(content)


def read(content: Content) -> Report:
    """Read one report; ReadError where the document is damaged or holds no table of the form."""
    from reportlint.formats.docx import wordml

    return wordml.read(_document(content), content.file)


def _document(content: Content) -> bytes:
    if not is_package(content):
        return content.data
    package = OfficePackage(content)
    return package.read(package.main or "")


def _is_flat(content: Content) -> bool:
    """Whether the package is written as one XML file, as Word can and templates of DOC files do."""
    return content.head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(TAG) and _PACKAGE in content.head


def write(report: Report) -> bytes:
    """Return a report as a Word document, laid out like the printed form."""
    from reportlint.formats.docx import word_writer

    return word_writer.write(report)


FORMAT = Format(
    "docx",
    suffixes=(".docx", ".docm"),
    marks=(ZIP, TAG),
    recognises=recognises,
    read=read,
    written=(".docx",),
    write=write,
)
