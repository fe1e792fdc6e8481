"""XLSX: one `<c>` of a sheet's XML is edited; every other part of the package is taken over.

openpyxl is not used: it makes the workbook anew from what it understands. Loaded and saved by
3.1.5, a workbook has lost its text boxes, buttons and sparklines, its pictures where Pillow is
absent, and the values that its formulas had, so that a reader that does not calculate finds none.
Edited in its XML a workbook keeps all of these.

A formula is never overwritten: it computes what its cell shows. Where there are formulas, the
workbook is told to compute them when it is next opened, since what they show may be out of date.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from reportlint.document.content import Content
from reportlint.document.packages import (
    is_package,
    part_names,
    read_part,
    refuse_unsafe,
    with_parts,
)
from reportlint.document.sheets import read_sheets
from reportlint.errors import AmendError
from reportlint.formats.xlsx import worksheet_amendment
from reportlint.formats.xlsx.spreadsheetml import WORKBOOK, Workbook
from reportlint.formats.xlsx.worksheet_amendment import recalculated
from reportlint.language import Text
from reportlint.number import Number
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


_SHEETS = "xl/worksheets/"
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_NO_SHEET = Text("无法确定是哪一张工作表", "it is not known which sheet is meant")


def amend(content: Content, changes: Mapping[str, Number], report: Report) -> bytes:
    """Return the workbook with other numbers; a text or a blank cell becomes a number."""
    refuse_unsafe(content)
    parts = {
        part: worksheet_amendment.amended(read_part(content, part), numbers)
        for part, numbers in _by_part(content, changes, report).items()
    }
    if has_formulas(content):
        parts[WORKBOOK] = recalculated(read_part(content, WORKBOOK))
    return with_parts(content, parts)


def has_formulas(content: Content) -> bool:
    """Whether a sheet of the workbook, visible or not, computes a cell."""
    sheets = (name for name in part_names(content) if name.startswith(_SHEETS))
    return any(_FORMULA.search(read_part(content, name)) for name in sheets)


def _by_part(
    content: Content, changes: Mapping[str, Number], report: Report
) -> dict[str, dict[str, Number]]:
    """Return the numbers by the part and the cell that they go to."""
    titles = list(Workbook(content).parts())
    found: dict[str, dict[str, Number]] = defaultdict(dict)
    for key, value in changes.items():
        place = report.locations[key]
        parts = [part for title, part in titles if title == place.sheet]
        if len(parts) != 1 or place.reference is None or place.reference in found[parts[0]]:
            raise AmendError(_NO_SHEET)
        found[parts[0]][place.reference] = value
    return found
