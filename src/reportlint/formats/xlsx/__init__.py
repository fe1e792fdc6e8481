"""XLSX: the workbooks of Excel and of WPS.

In: the bytes of a file, or a report.
Out: a report with its places, or bytes; the bytes with other numbers in some cells.
May import: document, errors, form, formats, language, location, number, report, spelling.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from reportlint.document.content import Content
from reportlint.document.packages import OfficePackage, is_package
from reportlint.formats.format import ZIP, Format
from reportlint.number import Number
from reportlint.report import Report


def recognises(content: Content) -> bool:
    """Whether the bytes are a workbook, even a damaged one."""
    return is_package(content) and OfficePackage(content).kind == "workbook"


def read(content: Content) -> Report:
    """Read one report; ReadError where the workbook is damaged or holds no table of the form."""
    from reportlint.document.sheets import read_sheets
    from reportlint.formats.xlsx.spreadsheetml import Workbook

    book = Workbook(content)
    return read_sheets(book.sheets(), content.file, tuple(book.unseen()))


def write(report: Report, *, formulas: bool = False) -> bytes:
    """Return a report as a workbook; with `formulas`, totals that it leaves blank are sums."""
    from reportlint.formats.xlsx import workbook_writer

    return workbook_writer.write(report, formulas=formulas)


def amend(content: Content, changes: Mapping[str, Number], report: Report) -> bytes:
    """Return the workbook with other numbers; a text or a blank cell becomes a number."""
    from reportlint.formats.xlsx import workbook_amendment

    return workbook_amendment.amend(content, changes, report)


FORMAT = Format(
    "xlsx",
    suffixes=(".xlsx", ".xlsm"),
    marks=(ZIP,),
    recognises=recognises,
    read=read,
    written=(".xlsx",),
    write=write,
    write_blank=partial(write, formulas=True),
    amend=amend,
)
