"""The cells of a total beside its units: what differs in words, and a sheet with every number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wcwidth import wcswidth

from reportlint.findings import Findings
from reportlint.form.edits import gap
from reportlint.form.schema import forms
from reportlint.form.structure import FormCell
from reportlint.language import LIST, Language, Text, joined
from reportlint.number import Number, written
from reportlint.spelling import printable
from reportlint.total_cells import TotalCell, TotalCells

_HEAD = Text("与各单位之和不符的单元格（{n}）：", "cells that differ from the sum ({n}):")
_LINE = Text(
    "  {cell}：各单位之和 {sum}，汇总填报 {reported}，{difference}",
    "  {cell}: sum {sum}, reported {reported}, {difference}",
)
_SHEET = Text("汇总核对", "total by unit")
_MISSING = Text("名册上没有报告的单位：{units}", "organs of the roster without a report: {units}")
_COLUMNS = (
    (Text("部分", "section"), 30),
    (Text("行", "row"), 44),
    (Text("列", "column"), 20),
    (Text("各单位之和", "sum"), 12),
    (Text("汇总填报", "reported"), 12),
    (Text("相差", "difference"), 10),
)
_UNIT_WIDTH, _MOST_UNITS, _A4, _LINE_HEIGHT = 12, 16_000, 9, 16
_CELL = {"border": 1, "text_wrap": True, "valign": "vcenter"}
_HEADING = {**_CELL, "bold": True, "align": "center", "bg_color": "#E7E6E6"}
_WRONG = {**_CELL, "bold": True, "bg_color": "#F8A5A5"}


def lines(findings: Findings, language: Language) -> Iterator[str]:
    """Yield every cell that differs, with its numbers, where the findings do not list them all."""
    if findings.comparison is None:
        return
    listed = {key for x in findings if len(x.cells) == 1 and x.actual for key in x.cells}
    listed |= {key for x in findings for statement in x.broken for key in statement.cells}
    differing = findings.comparison.differing
    if {cell.key for cell in differing} <= listed:
        return
    yield _HEAD.fill(n=len(differing)).of(language)
    for cell in differing:
        said = _LINE.fill(
            cell=cell.subject,
            sum=written(cell.known),
            reported=_shown(cell.reported),
            difference=gap(cell.difference),
        )
        yield said.of(language)


def add_sheet(workbook: Any, comparison: TotalCells, language: Language) -> None:
    """Add a sheet with a row for each cell and a column for each unit; what differs is marked."""
    sheet = workbook.add_worksheet(_SHEET.of(language))
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    heading, plain, wrong = (workbook.add_format(x) for x in (_HEADING, _CELL, _WRONG))
    units = comparison.units[:_MOST_UNITS]
    for column, (text, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, text.of(language), heading)
    sheet.set_column(len(_COLUMNS), len(_COLUMNS) + len(units), _UNIT_WIDTH)
    for column, unit in enumerate(units, len(_COLUMNS)):
        sheet.write_string(0, column, printable(unit), heading)
    cells = _form_cells(comparison)
    for row, cell in enumerate(comparison.cells, 1):
        style = wrong if cell.difference else plain
        labels = _labels(cell, cells.get(cell.key), language)
        widths = (width for _, width in _COLUMNS)
        lines_needed = (-(-wcswidth(x) // (y - 1)) for x, y in zip(labels, widths, strict=False))
        sheet.set_row(row, _LINE_HEIGHT * max(1, *lines_needed))
        for column, label in enumerate(labels):
            sheet.write_string(row, column, label, style)
        numbers = (cell.known, cell.reported, cell.difference or None, *cell.parts[:_MOST_UNITS])
        for column, number in enumerate(numbers, 3):
            if number is None:
                sheet.write_blank(row, column, None, style)
            else:
                sheet.write_number(row, column, float(number), style)
    if comparison.missing:
        said = _MISSING.fill(units=joined(comparison.missing, LIST))
        sheet.write_string(len(comparison.cells) + 2, 0, printable(said.of(language)))
    sheet.freeze_panes(1, len(_COLUMNS))
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, len(comparison.cells), len(_COLUMNS) + len(units) - 1)


def _form_cells(comparison: TotalCells) -> dict[str, FormCell]:
    """Return the cells of the form that the total follows."""
    keys = {cell.key for cell in comparison.cells}
    found = (form.cells for form in forms().values() if keys == form.cells.keys())
    return next(found, {})


def _labels(cell: TotalCell, of_form: FormCell | None, language: Language) -> tuple[str, str, str]:
    if of_form is None:
        return "", cell.subject.of(language), ""
    section, row = of_form.section.label.text.of(language), of_form.row.text.of(language)
    return section, row, of_form.column.label.text.of(language)


def _shown(number: Number | None) -> str:
    return "□" if number is None else written(number)
