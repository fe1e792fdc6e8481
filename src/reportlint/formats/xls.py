"""XLS: the workbooks of Excel 97–2003, of older ones, and of WPS (.et)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import pairwise
from struct import unpack_from
from typing import Any

from reportlint.document.content import Content
from reportlint.document.sheets import Sheet, formatted, read_sheets, shown_sheet
from reportlint.document.shown import ShownText, Style
from reportlint.errors import ReadError
from reportlint.formats.format import OLE, Format
from reportlint.language import Text
from reportlint.location import Location
from reportlint.report import Report
from reportlint.spelling import without_controls

LARGEST = 4 * 2**20
"""Bytes; a cell can take as few as two, and a report has some tens of thousands."""

_BOOKS = tuple(name.encode("utf-16-le") for name in ("Workbook\0", "Book\0"))
_WORD = "WordDocument\0".encode("utf-16-le")
_WORD_SUFFIXES = (".doc", ".wps")
_BLANK = frozenset({0, 6})
"""How xlrd calls cells that are not there, and formatted ones without a value."""
_CHINESE = "gb18030"
_WITH_UNICODE = 80
"""Workbooks of this version and later say in which encoding their texts are."""


def recognises(content: Content) -> bool:
    """Whether a compound file holds a workbook; one in a Word document only its name tells."""
    if not content.data.startswith(OLE) or not any(name in content.data for name in _BOOKS):
        return False
    return _WORD not in content.data or content.suffix not in _WORD_SUFFIXES


def read(content: Content) -> Report:
    """Read one report; ReadError where the workbook is damaged or holds no table of the form."""
    if len(content.data) > LARGEST:
        raise ReadError(Text("文件过大", "the file is too large"), Location(content.file))
    sheets, unseen = _sheets(content)
    return read_sheets(sheets, content.file, unseen)


def _sheets(content: Content) -> tuple[list[Sheet], list[str]]:
    """Return the visible sheets, and the titles of the others."""
    try:
        with _opened(content) as book:
            unseen = [without_controls(sheet.name) for sheet in book.sheets() if sheet.visibility]
            return [_sheet(book, sheet, content.file) for sheet in _visible(book)], unseen
    except MemoryError:
        raise
    # On broken bytes xlrd raises what its reads come upon: struct's errors, IndexError, …
    except Exception as error:
        raise ReadError(
            Text("工作簿已损坏，或设有密码", "the workbook is damaged or has a password"),
            Location(content.file),
        ) from error


def _opened(content: Content, encoding: str | None = None) -> Any:
    """Open a workbook; an old one that names no encoding is taken for one of a Chinese system."""
    import xlrd

    # Merged cells are told only with the formats.
    book = xlrd.open_workbook(
        file_contents=content.data,
        formatting_info=True,
        on_demand=True,
        ragged_rows=True,
        encoding_override=encoding,
        logfile=io.StringIO(),
    )
    unsaid = book.biff_version < _WITH_UNICODE and not book.codepage and encoding is None
    if not unsaid:
        return book
    book.release_resources()
    return _opened(content, _CHINESE)


def _visible(book: Any) -> Iterator[Any]:
    return (sheet for sheet in book.sheets() if not sheet.visibility)


def _sheet(book: Any, sheet: Any, file: str) -> Sheet:
    rows = {row: _row(book, sheet, row) for row in range(sheet.nrows)}
    merges = [(top, left, bottom, right) for top, bottom, left, right in sheet.merged_cells]
    filtered = _is_filtered(book, sheet)
    hidden_rows = {
        row
        for row, about in sheet.rowinfo_map.items()
        if (about.hidden and not filtered) or about.height == 0
    }
    hidden_columns = {
        column for column, about in sheet.colinfo_map.items() if about.hidden or about.width == 0
    }
    title = without_controls(sheet.name)
    return shown_sheet(file, title, rows, merges, hidden_rows, hidden_columns)


_FILTERED, _BEGIN, _END = 0x009B, (0x0009, 0x0209, 0x0409, 0x0809), 0x000A
"""The records of a sheet that is filtered, and of the beginning and end of a sheet or chart."""


def _is_filtered(book: Any, sheet: Any) -> bool:
    """Whether a filter hides rows of a sheet, which xlrd does not tell."""
    at, depth = book._sh_abs_posn[sheet.number], 0  # noqa: SLF001
    while at + 4 <= len(book.mem):
        record, length = unpack_from("<HH", book.mem, at)
        depth += (record in _BEGIN) - (record == _END)
        if record == _FILTERED or depth == 0:
            return bool(record == _FILTERED)
        at += 4 + length
    return False


def _row(book: Any, sheet: Any, row: int) -> dict[int, ShownText]:
    kinds = sheet.row_types(row)
    if set(kinds) <= _BLANK:
        return dict.fromkeys(range(len(kinds)), ShownText(""))
    return {column: _shown(book, sheet, row, column) for column in range(len(kinds))}


def _shown(book: Any, sheet: Any, row: int, column: int) -> ShownText:
    import xlrd

    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    if kind in _BLANK:
        return ShownText("")
    style = book.xf_list[sheet.cell_xf_index(row, column)]
    if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        code = book.format_map[style.format_key].format_str
        text = formatted(value, code, since_1904=bool(book.datemode))
    elif kind == xlrd.XL_CELL_BOOLEAN:
        text = str(bool(value)).upper()
    elif kind == xlrd.XL_CELL_ERROR:
        text = xlrd.error_text_from_code.get(value, "#N/A")
    else:
        text = value
    runs = sheet.rich_text_runlist_map.get((row, column), ()) if kind == xlrd.XL_CELL_TEXT else ()
    # Runs are counted in the halves of UTF-16.
    halves = text.encode("utf-16-le", "surrogatepass")
    bounds = [(0, style.font_index), *runs, (len(halves) // 2, 0)]
    pieces = (
        (halves[2 * start : 2 * end].decode("utf-16-le", "replace"), font)
        for (start, font), (end, _) in pairwise(bounds)
    )
    return ShownText.of(
        (without_controls(piece), _style(book.font_list[font])) for piece, font in pieces
    )


def _style(font: Any) -> Style:
    if font.struck_out:
        return "struck"
    return "raised" if font.escapement else "plain"


FORMAT = Format("xls", suffixes=(".xls", ".et"), marks=(OLE,), recognises=recognises, read=read)
