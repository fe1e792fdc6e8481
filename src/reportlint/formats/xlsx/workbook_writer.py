"""XLSX: the report on one sheet, laid out like the printed form, on A4 as it stands.

The sheet has as many columns as the widest table, all alike; the others' cells take several.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from math import ceil, isfinite
from typing import Any

from wcwidth import wcswidth

from reportlint.document.printed_form import (
    PrintedCell,
    PrintedReport,
    PrintedTable,
    cell_text,
    is_signature,
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

_SHEET_WIDTH = 88
"""Of all columns together, in digits of the size of prose: A4 between its margins."""
_PROSE, _TABLE, _TITLE, _HEADING = 11, 9, 18, 14
"""Sizes of type, in points."""
_VALUES = 7 / 15
"""The part of the sheet's width that the numbers of a table with labels take."""
_LINE = 1.4
"""How high a line is, by the size of its type."""
_ROW = 18
"""How high a row of a table is at least, in points."""
_ROOM = 4
"""Lines for a paragraph of a blank form."""
_MOST_LINES = 20
"""Of a paragraph in one row: programs show no row of more than 409 points."""
_PADDED = 1.06
"""A column is wider than its digits by a few points."""
_SHORT = 8
"""Characters of a heading that is broken evenly."""
_MARGIN = 0.5
_SHORT_MARGIN = 0.4
"""Inches."""
_A4 = 9
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""Always the same day, so that the same report gives the same bytes."""
_CENTRED = {"align": "center", "valign": "vcenter", "text_wrap": True}
_BOXED = {"border": 1, "font_size": _TABLE, "valign": "vcenter"}
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {**_CENTRED, "bold": True, "font_size": _TITLE},
    "heading": {"bold": True, "font_size": _HEADING, "valign": "vcenter"},
    "prose": {"text_wrap": True, "valign": "top", "font_size": _PROSE},
    "signature": {"align": "right", "valign": "top", "font_size": _PROSE},
    "head": {**_BOXED, **_CENTRED},
    "label": {**_BOXED, "text_wrap": True, "align": "left", "indent": 1},
    "count": {**_BOXED, "align": "center", "num_format": "0", "shrink": True},
    "money": {**_BOXED, "align": "center", "shrink": True},
}


def write(report: Report, *, formulas: bool = False) -> bytes:
    """Return a report as a workbook; with `formulas`, totals that it leaves blank are sums.

    What the printed lines do not say of the report stands on a second sheet, by key.
    """
    import xlsxwriter

    pages = printed_report(report)
    file = io.BytesIO()
    options = {"default_format_properties": {"font_name": "宋体", "font_size": _PROSE}}
    with xlsxwriter.Workbook(file, {"in_memory": True, **options}) as workbook:
        workbook.set_properties({"created": _CREATED})
        sheet = _FormSheet(workbook, report, pages, formulas=formulas)
        sheet.fill(pages)
        if pages.unprinted:
            _add_about(workbook, report, pages.unprinted)
    return file.getvalue()


def _add_about(workbook: Any, report: Report, unsaid: Mapping[str, Any]) -> None:
    """Add the sheet of what stands on no other."""
    sheet = workbook.add_worksheet(_ABOUT)
    sheet.set_column(0, 2, _SHEET_WIDTH // 3)
    lines = ((label(report.form, x), x, str(value)) for x, value in unsaid.items())
    for row, line in enumerate((HEADING, *lines)):
        for column, text in enumerate(line):
            sheet.write_string(row, column, printable(text)[:_LONGEST_TEXT])


class _FormSheet:
    """The sheet being written; `row` is the next that is free."""

    def __init__(
        self, workbook: Any, report: Report, pages: PrintedReport, *, formulas: bool
    ) -> None:
        self.report = report
        self.formulas = formulas
        self.formats = {name: workbook.add_format(x) for name, x in _FORMATS.items()}
        self.columns = max(part.table.width for part in pages.parts if part.table)
        self.width = _SHEET_WIDTH / self.columns
        self.row = 0
        title = report.form.schema["title"] if report.form else ""
        self.sheet = workbook.add_worksheet(_NOT_IN_NAMES.sub(" ", title)[:_LONGEST_NAME])
        self.sheet.set_column(0, self.columns - 1, self.width)
        self.sheet.set_paper(_A4)
        self.sheet.set_margins(_MARGIN, _MARGIN, _SHORT_MARGIN, _MARGIN)
        self.sheet.set_footer("&C— &P —", {"margin": 0.2})
        self.sheet.center_horizontally()
        self.sheet.fit_to_pages(1, 0)

    def fill(self, pages: PrintedReport) -> None:
        """Write all that is printed; the widest tables begin a page, and so does what follows."""
        titles = pages.preamble[: pages.titled] if pages.title is None else (pages.title,)
        for line in titles:
            self._add_line(line, "title", _TITLE)
        for line in pages.preamble[pages.titled :]:
            self._add_line(line, "prose", _PROSE)
        breaks: list[int] = []
        before = False
        for part in pages.parts:
            is_wide = part.table is not None and part.table.width * 2 > self.columns
            breaks += [self.row] if is_wide != before else []
            before = is_wide
            self._add_line(part.heading, "heading", _HEADING)
            for line in part.paragraphs:
                style = "signature" if is_signature(line, self.report) else "prose"
                self._add_line(line, style, _PROSE, least=_ROOM if self.formulas else 1)
            if part.table:
                self._add_table(part.table)
        self.sheet.set_h_pagebreaks(breaks)
        self.sheet.print_area(0, 0, self.row - 1, self.columns - 1)

    def _add_line(self, line: str, style: str, size: int, least: int = 1) -> None:
        """Add a line over the width of the sheet, in as many rows as it needs.

        `least` is for how many lines there is room at least: no program makes a merged cell
        higher for what is typed into it.
        """
        # A cell holds no more; what is longer goes on in the next.
        for start in range(0, len(line), _LONGEST_TEXT):
            text = line[start : start + _LONGEST_TEXT]
            lines = max(least, _lines(text, _SHEET_WIDTH, size))
            rows = ceil(lines / _MOST_LINES)
            for row in range(self.row, self.row + rows):
                self.sheet.set_row(row, (ceil(lines / rows) + 0.3) * size * _LINE)
            place = (self.row, 0, self.row + rows - 1, self.columns - 1)
            self.sheet.merge_range(*place, "", self.formats[style])
            self.sheet.write_string(self.row, 0, text, self.formats[style])
            self.row += rows

    def _add_table(self, table: PrintedTable) -> None:
        edges = list(_edges(table, self.columns))
        for row, boxes in enumerate(table.rows):
            self.sheet.set_row(self.row + row, self._height(boxes, edges))
        places = {
            box.form_cell.key: (self.row + box.row, edges[box.column])
            for box in table.cells
            if box.form_cell
        }
        for box in table.cells:
            style = self.formats[_style(box, table)]
            first = (self.row + box.row, edges[box.column])
            last = (first[0] + box.height - 1, edges[box.column + box.width] - 1)
            if first != last:
                self.sheet.merge_range(*first, *last, "", style)
            if box.form_cell is None:
                width = (last[1] + 1 - first[1]) * self.width
                self.sheet.write_string(*first, _balanced(box.text, width), style)
            else:
                self._fill(first, last, box.form_cell, style, places)
        self.row += table.height

    def _height(self, boxes: Sequence[PrintedCell], edges: Sequence[int]) -> float:
        """Return how high a row must be for the labels that begin and end in it."""
        lines = (
            _lines(
                box.text, (edges[box.column + box.width] - edges[box.column]) * self.width, _TABLE
            )
            for box in boxes
            if box.height == 1 and box.text
        )
        return max(_ROW, (max(lines, default=1) + 0.3) * _TABLE * _LINE)

    def _fill(
        self,
        place: Position,
        last: Position,
        cell: FormCell,
        style: Any,
        places: Mapping[str, Position],
    ) -> None:
        """Write a cell's number, or its text where it is none, or its sum, or leave it blank."""
        self.sheet.data_validation(*place, *place, _validation(cell))
        text = cell_text(self.report, cell)
        parts = self.report.form.totals.get(cell.key, ()) if self.report.form else ()
        if text and _is_exact(text):
            self.sheet.write_number(*place, float(text), style)
        elif text:
            self.sheet.write_string(*place, text, style)
        elif parts and self.formulas:
            # A reader does not calculate and takes the value given here; of an empty one
            # xlsxwriter does not write that it is text.
            self.sheet.write_formula(*place, _sum([places[part] for part in parts]), style, " ")
        elif place == last:
            self.sheet.write_blank(*place, None, style)


def _edges(table: PrintedTable, columns: int) -> Iterator[int]:
    """Yield where the columns of a table begin in those of the sheet, and where the last ends."""
    values = table.width - table.labels
    each = max(1, round(columns * _VALUES / values))
    own = each * values if table.labels else columns
    start = columns - own
    # Names of groups stand in narrow columns, the second wider than the first.
    yield from (min(i * (i + 1) // 2, start) for i in range(table.labels))
    yield from (start + round(i * own / values) for i in range(values + 1))


def _style(box: PrintedCell, table: PrintedTable) -> str:
    if box.form_cell:
        return box.form_cell.kind
    is_label = box.height == 1 and any(x.form_cell for x in table.rows[box.row])
    return "label" if is_label else "head"


def _lines(text: str, width: float, size: int) -> int:
    """Return how many lines a text needs in a width, in digits of the size of prose."""
    room = max(2, int(width * _PADDED * _PROSE / size) - 1)
    return max(1, ceil(wcswidth(text) / room))


def _balanced(text: str, width: float) -> str:
    """Return a heading that is short, in lines of one length where it needs a few."""
    length = ceil(len(text) / _lines(text, width, _TABLE))
    if len(text) > _SHORT or length == len(text):
        return text
    return "\n".join(text[i : i + length] for i in range(0, len(text), length))


def _is_exact(text: str) -> bool:
    """Whether a number comes back from a workbook, which keeps 16 digits, as it was."""
    try:
        return isfinite(float(text)) and Decimal(f"{float(text):.16G}") == Decimal(text)
    except (ValueError, ArithmeticError):
        return False


def _sum(places: Sequence[Position]) -> str:
    """Return the formula that adds up cells, and shows nothing while none of them is filled in."""
    from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

    (top, left), (bottom, right) = min(places), max(places)
    whole = [(row, x) for row in range(top, bottom + 1) for x in range(left, right + 1)]
    cells = ",".join(xl_rowcol_to_cell(*place) for place in places)
    parts = xl_range(top, left, bottom, right) if sorted(places) == whole else cells
    return f'=IF(COUNT({parts})=0,"",SUM({parts}))'


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
