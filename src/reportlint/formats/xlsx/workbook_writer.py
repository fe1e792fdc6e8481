"""XLSX: a sheet a section, laid out like the printed form."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from math import isfinite
from typing import Any

from wcwidth import wcswidth

from reportlint.document.printed_form import (
    PrintedCell,
    PrintedSection,
    PrintedTable,
    cell_text,
    printed_report,
)
from reportlint.document.sheets import HEADING
from reportlint.form.structure import FormCell
from reportlint.formats.csv import label
from reportlint.report import Report
from reportlint.spelling import printable

Position = tuple[int, int]

_LONGEST_TEXT = 32_767
_LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_ABOUT = "报告信息"

_PROSE_WIDTH = 100
_VALUE_WIDTHS = (10, 18)
_LABEL_WIDTHS = (10, 40)
_LINE_HEIGHT = 18
_A4 = 9
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""Always the same day, so that the same report gives the same bytes."""
_CENTRED = {"align": "center", "valign": "vcenter", "text_wrap": True}
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {**_CENTRED, "bold": True, "font_size": 18},
    "heading": {"bold": True, "font_size": 14},
    "prose": {"text_wrap": True, "valign": "top"},
    "label": {**_CENTRED, "border": 1},
    "count": {"border": 1, "align": "right", "valign": "vcenter", "num_format": "0"},
    "money": {"border": 1, "align": "right", "valign": "vcenter"},
}


def write(report: Report, *, formulas: bool = False) -> bytes:
    """Return a report as a workbook; with `formulas`, totals that it leaves blank are sums.

    What the printed lines do not say of the report stands on a last sheet, by key.
    """
    import xlsxwriter

    pages = printed_report(report)
    file = io.BytesIO()
    options = {"default_format_properties": {"font_name": "宋体", "font_size": 11}}
    with xlsxwriter.Workbook(file, {"in_memory": True, **options}) as workbook:
        workbook.set_properties({"created": _CREATED})
        book = _Book(workbook, report, formulas=formulas)
        first, *others = pages.parts
        opening = [] if pages.title is None else [(pages.title, "title")]
        book.add(first, [*opening, *((line, "prose") for line in pages.preamble)])
        for part in others:
            book.add(part)
        if pages.unprinted:
            book.add_about(pages.unprinted)
    return file.getvalue()


class _Book:
    """The workbook being written."""

    def __init__(self, workbook: Any, report: Report, *, formulas: bool) -> None:
        self.workbook = workbook
        self.report = report
        self.formulas = formulas
        self.formats = {name: workbook.add_format(x) for name, x in _FORMATS.items()}

    def add(self, part: PrintedSection, opening: Sequence[tuple[str, str]] = ()) -> None:
        """Add the sheet of a section, after the lines that open the report."""
        sheet = self._sheet(part.heading)
        prose = ((line, "prose") for line in part.paragraphs)
        row = 0
        for line, style in (*opening, (part.heading, "heading"), *prose):
            # A cell holds no more; what is longer goes on in the next.
            for start in range(0, len(line), _LONGEST_TEXT):
                text = line[start : start + _LONGEST_TEXT]
                sheet.write_string(row, 0, text, self.formats[style])
                row += 1
        if part.table:
            self._add_table(sheet, part.table, row)
        else:
            sheet.set_column(0, 0, _PROSE_WIDTH)

    def add_about(self, unsaid: Mapping[str, Any]) -> None:
        """Add the sheet of what stands on no other."""
        sheet = self._sheet(_ABOUT)
        sheet.set_column(0, 2, _PROSE_WIDTH // 4)
        lines = ((label(self.report.form, x), x, str(value)) for x, value in unsaid.items())
        for row, line in enumerate((HEADING, *lines)):
            for column, text in enumerate(line):
                sheet.write_string(row, column, printable(text)[:_LONGEST_TEXT])

    def _sheet(self, title: str) -> Any:
        sheet = self.workbook.add_worksheet(_NOT_IN_NAMES.sub(" ", title)[:_LONGEST_NAME])
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def _add_table(self, sheet: Any, table: PrintedTable, top: int) -> None:
        widths = [_width(table, column) for column in range(table.width)]
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        for row, boxes in enumerate(table.rows):
            sheet.set_row(top + row, _LINE_HEIGHT * _lines(boxes, widths))
        places = {
            box.form_cell.key: (top + box.row, box.column) for box in table.cells if box.form_cell
        }
        for box in table.cells:
            style = self.formats[box.form_cell.kind if box.form_cell else "label"]
            first = (top + box.row, box.column)
            if box.height * box.width > 1:
                last = (first[0] + box.height - 1, first[1] + box.width - 1)
                sheet.merge_range(*first, *last, "", style)
            if box.form_cell is None:
                sheet.write_string(*first, box.text, style)
            else:
                self._fill(sheet, first, box.form_cell, style, places)

    def _fill(
        self,
        sheet: Any,
        place: Position,
        cell: FormCell,
        style: Any,
        places: Mapping[str, Position],
    ) -> None:
        """Write a cell's number, or its text where it is none, or its sum, or leave it blank."""
        sheet.data_validation(*place, *place, _validation(cell))
        text = cell_text(self.report, cell)
        parts = self.report.form.totals.get(cell.key, ()) if self.report.form else ()
        if text and _is_exact(text):
            sheet.write_number(*place, float(text), style)
        elif text:
            sheet.write_string(*place, text, style)
        elif parts and self.formulas:
            # Blank parts add up to 0; a reader does not calculate and takes the value given here.
            sheet.write_formula(*place, _sum([places[part] for part in parts]), style, 0)
        else:
            sheet.write_blank(*place, None, style)


def _is_exact(text: str) -> bool:
    """Whether a number comes back from a workbook, which keeps 16 digits, as it was."""
    try:
        return isfinite(float(text)) and Decimal(f"{float(text):.16G}") == Decimal(text)
    except (ValueError, ArithmeticError):
        return False


def _sum(places: Sequence[Position]) -> str:
    """Return the formula that adds up cells: a range where they stand in one line."""
    from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

    (top, left), (bottom, right) = min(places), max(places)
    whole = [(row, x) for row in range(top, bottom + 1) for x in range(left, right + 1)]
    if sorted(places) == whole:
        return f"=SUM({xl_range(top, left, bottom, right)})"
    return f"=SUM({','.join(xl_rowcol_to_cell(*place) for place in places)})"


def _validation(cell: FormCell) -> dict[str, Any]:
    """Return what a spreadsheet program is to refuse."""
    kind = "整数" if cell.kind == "count" else "数"
    sign = f"不小于 {cell.minimum} 的" if cell.minimum >= 0 else ""
    decimals = f"，至多 {cell.decimals} 位小数" if cell.decimals else ""
    unit = f"，单位：{cell.unit}" if cell.unit else ""
    return {
        "validate": "integer" if cell.kind == "count" else "decimal",
        "criteria": "between",
        "minimum": cell.minimum,
        "maximum": cell.maximum,
        "error_title": "只填数字",
        "error_message": f"请填{sign}{kind}{unit}{decimals}；没有发生填 0。",
    }


def _width(table: PrintedTable, column: int) -> int:
    """Return a width at which a column's texts need few lines."""
    least, most = _LABEL_WIDTHS if column < table.labels else _VALUE_WIDTHS
    own = [x for x in table.cells if x.column == column and x.width == 1]
    # A label over several rows has room to be broken.
    needed = max((wcswidth(x.text) // min(x.height, 2) + 2 for x in own), default=least)
    return min(max(needed, least), most)


def _lines(boxes: Sequence[PrintedCell], widths: Sequence[int]) -> int:
    """Return how many lines the texts of a row need."""
    return max(
        (
            -(-wcswidth(box.text) // (sum(widths[box.column : box.column + box.width]) - 1))
            for box in boxes
            if box.height == 1 and box.text
        ),
        default=1,
    )
