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

from reportlint.amend import worksheet
from reportlint.amend.calculation import recalculated
from reportlint.amend.errors import AmendError
from reportlint.amend.package import refuse_unsafe, with_parts
from reportlint.language import Text
from reportlint.readers.content import Content
from reportlint.readers.packages import part_names, read_part
from reportlint.readers.workbooks.spreadsheetml import WORKBOOK, Workbook
from reportlint.report import Number, Report

_SHEETS = "xl/worksheets/"
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_NO_SHEET = Text("无法确定是哪一张工作表", "it is not known which sheet is meant")


def amend(content: Content, changes: Mapping[str, Number], report: Report) -> bytes:
    """Return the workbook with other numbers; a text or a blank cell becomes a number."""
    refuse_unsafe(content)
    parts = {
        part: worksheet.amended(read_part(content, part), numbers)
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
