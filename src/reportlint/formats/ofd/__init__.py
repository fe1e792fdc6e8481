"""OFD (GB/T 33190), the national standard for printed documents.

In: the bytes of a file.
Out: a report with its places.
May import: document, errors, formats, language, layout, location, report.
"""

from __future__ import annotations

from reportlint.document.content import Content
from reportlint.document.packages import OfficePackage, is_package
from reportlint.formats.format import ZIP, Format
from reportlint.report import Report

_ENTRY = "ofd.xml"


def recognises(content: Content) -> bool:
    """Whether the bytes are a package with the entry of an OFD."""
    return is_package(content) and _ENTRY in OfficePackage(content).names


def read(content: Content) -> Report:
    """Read one report; ReadError where the OFD is broken, locked, a scan, or no report."""
    from reportlint.formats.ofd import printed_document

    return printed_document.read(content)


FORMAT = Format("ofd", suffixes=(".ofd",), marks=(ZIP,), recognises=recognises, read=read)
