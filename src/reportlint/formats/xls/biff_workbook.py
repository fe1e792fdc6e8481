"""The sheets of an XLS workbook."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from reportlint.document.content import Content
from reportlint.document.sheets import Sheet, date_text, number_text, read_sheets
from reportlint.errors import ReadError
from reportlint.language import Text
from reportlint.location import Location
from reportlint.report import Report
from reportlint.spelling import without_controls

LARGEST = 4 * 2**20
"""Bytes; a cell can take as few as two, and a report has some tens of thousands."""

_BLANK = frozenset({0, 6})
"""How xlrd calls cells that are not there, and formatted ones without a value."""


def read(content: Content) -> Report:
    """Read one report; ReadError where the workbook is damaged or holds no table of the form."""
    if len(content.data) > LARGEST:
        raise ReadError(Text("文件过大", "the file is too large"), Location(content.file))
    return read_sheets(_sheets(content), content.file)


def _sheets(content: Content) -> list[Sheet]:
    import xlrd

    try:
        # Merged cells are told only with the formats.
        with xlrd.open_workbook(
            file_contents=content.data,
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
            logfile=io.StringIO(),
        ) as book:
            return [_sheet(sheet, content.file) for sheet in _visible(book)]
    except MemoryError:
        raise
    # On broken bytes xlrd raises what its reads come upon: struct's errors, IndexError, …
    except Exception as error:
        raise ReadError(
            Text("工作簿已损坏，或设有密码", "the workbook is damaged or has a password"),
            Location(content.file),
        ) from error


def _visible(book: Any) -> Iterator[Any]:
    return (sheet for sheet in book.sheets() if not sheet.visibility)


def _sheet(sheet: Any, file: str) -> Sheet:
    rows = {row: _row(sheet, row) for row in range(sheet.nrows)}
    merges = [(top, left, bottom, right) for top, bottom, left, right in sheet.merged_cells]
    return Sheet(file, without_controls(sheet.name), rows, merges)


def _row(sheet: Any, row: int) -> dict[int, str]:
    kinds, since_1904 = sheet.row_types(row), bool(sheet.book.datemode)
    if set(kinds) <= _BLANK:
        return dict.fromkeys(range(len(kinds)), "")
    cells = zip(kinds, sheet.row_values(row), strict=True)
    return {column: _text(*cell, since_1904=since_1904) for column, cell in enumerate(cells)}


def _text(kind: int, value: Any, *, since_1904: bool) -> str:
    import xlrd

    if kind == xlrd.XL_CELL_NUMBER:
        return number_text(value)
    if kind == xlrd.XL_CELL_DATE:
        return date_text(value, since_1904=since_1904)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return str(bool(value)).upper()
    if kind == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(value, "#N/A")
    return without_controls(value)
