"""DOCX: Word documents, also written as one XML file.

In: the bytes of a file, or a report.
Out: a report with its places, or bytes.
May import: document, errors, formats, language, location, report, spelling.
"""

from __future__ import annotations

from reportlint.document.content import Content
from reportlint.document.packages import OfficePackage, is_package
from reportlint.formats.docx.flat_package import is_flat, zipped
from reportlint.formats.format import TAG, ZIP, Format
from reportlint.report import Report


def recognises(content: Content) -> bool:
    """Whether the bytes are a Word document, even a damaged one."""
    return OfficePackage(content).kind == "text" if is_package(content) else is_flat(content)


def read(content: Content) -> Report:
    """Read one report; ReadError where the document is damaged or holds no table of the form."""
    from reportlint.formats.docx import word_blocks

    return word_blocks.read(zipped(content) if is_flat(content) else content)


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
