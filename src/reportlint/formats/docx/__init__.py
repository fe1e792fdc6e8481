"""DOCX: Word documents, also written as one XML file.

In: the bytes of a file, or a report.
Out: a report with its places, or bytes; the bytes with other numbers in some cells.
May import: document, errors, formats, language, location, number, report, spelling.
"""

from __future__ import annotations

import binascii
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from reportlint.document.content import Content
from reportlint.document.packages import OfficePackage, damaged, is_package, parsed
from reportlint.errors import AmendError
from reportlint.formats.format import TAG, ZIP, Amend, Format
from reportlint.language import Text
from reportlint.number import Number
from reportlint.report import Report

_SPACE = "http://schemas.microsoft.com/office/2006/xmlPackage"
_BEFORE = b"\xef\xbb\xbf \t\r\n"
_PKG = f"{{{_SPACE}}}"


def is_flat(content: Content) -> bool:
    """Whether the bytes are such a package."""
    begins = content.head.lstrip(_BEFORE).startswith(TAG)
    return begins and _SPACE.encode() in content.head


def zipped(content: Content) -> Content:
    """Return the package as a zip file; ReadError where it is damaged or too large."""
    from lxml import etree

    file = BytesIO()
    types = etree.Element("Types")
    with ZipFile(file, "w") as package:
        for part in parsed(content.data.lstrip(_BEFORE), content.file).iterchildren(f"{_PKG}part"):
            name = part.get(f"{_PKG}name", "/")
            stated = {"PartName": name, "ContentType": part.get(f"{_PKG}contentType", "")}
            etree.SubElement(types, "Override", stated)
            package.writestr(name.lstrip("/"), _bytes(part, content.file))
        package.writestr("[Content_Types].xml", etree.tostring(types))
    return Content(content.file, file.getvalue())


def _bytes(part: Any, file: str) -> bytes:
    from lxml import etree

    xml = part.find(f"{_PKG}xmlData/*")
    if xml is not None:
        return etree.tostring(xml, with_tail=False)
    try:
        return binascii.a2b_base64(part.findtext(f"{_PKG}binaryData", ""))
    except binascii.Error as error:
        raise damaged(file, str(error)) from error


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


_FLAT = Text(
    "文档存成了一个 XML 文件，请用 Word 另存为 DOCX 再改",
    "the document is one XML file; save it as DOCX in Word to change it",
)


def _amending(*, tracked: bool) -> Amend:
    def amend(content: Content, changes: Mapping[str, Number], report: Report) -> bytes:
        from reportlint.formats.docx import word_amendment

        if is_flat(content):
            raise AmendError(_FLAT)
        return word_amendment.amend(content, changes, report, tracked=tracked)

    return amend


FORMAT = Format(
    "docx",
    suffixes=(".docx", ".docm"),
    marks=(ZIP, TAG),
    recognises=recognises,
    read=read,
    written=(".docx",),
    write=write,
    amend=_amending(tracked=False),
    amend_tracked=_amending(tracked=True),
)
