"""XLSX: the visible sheets of a workbook, one after the other."""

from __future__ import annotations

from reportlint.readers.content import Content
from reportlint.readers.packages import is_package, part_names
from reportlint.readers.workbooks.spreadsheetml import WORKBOOK, Workbook
from reportlint.readers.workbooks.workbook import read_sheets
from reportlint.report import Report

SUFFIXES = (".xlsx", ".xlsm")


def recognises(content: Content) -> bool:
    """Whether the bytes are a workbook, even a damaged one."""
    if not is_package(content):
        return False
    names = part_names(content)
    return WORKBOOK in names if names else b"xl/work" in content.data


def read(content: Content) -> Report:
    """Read one report; ReadError where the workbook is damaged or holds no table of the form."""
    return read_sheets(Workbook(content).sheets(), content.file)
