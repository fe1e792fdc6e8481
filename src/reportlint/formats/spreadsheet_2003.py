"""Workbooks as one XML file, as Excel 2003 and old systems write them, mostly named .xls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from reportlint.document.content import Content
from reportlint.document.packages import parsed
from reportlint.document.sheets import (
    MOST_CELLS,
    TOO_MANY,
    Merge,
    Sheet,
    formatted,
    read_sheets,
    shown_sheet,
)
from reportlint.document.shown import ShownText, Style
from reportlint.errors import ReadError
from reportlint.formats.format import TAG, Format
from reportlint.location import Location
from reportlint.report import Report
from reportlint.spelling import without_controls

_NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_SS = f"{{{_NAMESPACE}}}"
_NAMED_FORMATS = {
    "General Number": "",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Percent": "0.00%",
    **dict.fromkeys(("General Date", "Short Date", "Medium Date", "Long Date"), "yyyy/m/d"),
}
_STYLES: dict[str, Style] = {"Sup": "raised", "Sub": "raised", "S": "struck"}
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})T")
_PAGE = re.compile(rb"<html[\s>]", re.IGNORECASE)
"""Pages that Excel saved name the same namespace."""
_LOOKED_AT = 4096
_LAST = 1_048_576
"""Rows; as many as Excel has."""


def recognises(content: Content) -> bool:
    """Whether the bytes are such a workbook."""
    head = content.data[:_LOOKED_AT]
    return _NAMESPACE.encode() in head and _PAGE.search(head) is None


def read(content: Content) -> Report:
    """Read one report; ReadError where the workbook is damaged or holds no table of the form."""
    root = parsed(content.data.lstrip(b"\xef\xbb\xbf \t\r\n"), content.file)
    styles = {x.get(f"{_SS}ID", ""): x for x in root.iterfind(f"{_SS}Styles/{_SS}Style")}
    sheets = list(root.iterfind(f"{_SS}Worksheet"))
    seen = (x for x in sheets if not _is_hidden_sheet(x))
    unseen = [x.get(f"{_SS}Name", "") for x in sheets if _is_hidden_sheet(x)]
    return read_sheets([_sheet(x, styles, content.file) for x in seen], content.file, unseen)


def _is_hidden_sheet(sheet: Any) -> bool:
    stated = sheet.find("{*}WorksheetOptions/{*}Visible")
    return stated is not None and (stated.text or "").strip() in ("SheetHidden", "SheetVeryHidden")


def _sheet(sheet: Any, styles: dict[str, Any], file: str) -> Sheet:
    rows: dict[int, dict[int, ShownText]] = {}
    merges: list[Merge] = []
    hidden: set[int] = set()
    row = cells = 0
    for element in sheet.iterfind(f"{_SS}Table/{_SS}Row"):
        row = _number(element, "Index", row + 1)
        if element.get(f"{_SS}Hidden") == "1" or element.get(f"{_SS}Height") == "0":
            hidden.add(row - 1)
        own = rows.setdefault(row - 1, {})
        for column, shown, merge in _cells(element, row - 1, styles):
            own[column] = shown
            merges += [merge] if merge else []
        cells += len(own)
        if cells > MOST_CELLS or row > _LAST:
            raise ReadError(TOO_MANY, Location(file))
    title = without_controls(sheet.get(f"{_SS}Name", ""))
    return shown_sheet(file, title, rows, merges, hidden, _hidden_columns(sheet))


def _cells(
    row: Any, number: int, styles: dict[str, Any]
) -> Iterator[tuple[int, ShownText, Merge | None]]:
    column = 0
    for cell in row.iterfind(f"{_SS}Cell"):
        column = min(_number(cell, "Index", column + 1), MOST_CELLS)
        across = min(_number(cell, "MergeAcross", 0), MOST_CELLS)
        down = min(_number(cell, "MergeDown", 0), _LAST)
        merge = (number, column - 1, number + down + 1, column + across) if across or down else None
        style = cell.get(f"{_SS}StyleID") or row.get(f"{_SS}StyleID") or "Default"
        yield column - 1, _shown(cell.find(f"{_SS}Data"), styles.get(style)), merge
        column += across


def _shown(data: Any, style: Any) -> ShownText:
    if data is None:
        return ShownText("")
    if data.get(f"{_SS}Type") == "Number":
        return _struck(ShownText(_number_text(data.text or "", style)), style)
    if day := _DAY.match(data.text or ""):
        year, month, date = map(int, day.groups())
        return ShownText(f"{year}年{month}月{date}日")
    return _struck(ShownText.of(_runs(data, "plain")), style)


def _number_text(text: str, style: Any) -> str:
    stated = None if style is None else style.find(f"{_SS}NumberFormat")
    code = "" if stated is None else stated.get(f"{_SS}Format", "")
    try:
        return formatted(float(text), _NAMED_FORMATS.get(code, code), since_1904=False)
    except ValueError:
        return without_controls(text)


def _struck(shown: ShownText, style: Any) -> ShownText:
    font = None if style is None else style.find(f"{_SS}Font")
    if font is None or font.get(f"{_SS}StrikeThrough") != "1" or not shown.text:
        return shown
    return ShownText("", shown.notes, (shown.text, *shown.struck))


def _runs(element: Any, style: Style) -> Iterator[tuple[str, Style]]:
    yield without_controls(element.text or ""), style
    for child in element:
        yield from _runs(child, _STYLES.get(child.tag.rpartition("}")[2], style))
        yield without_controls(child.tail or ""), style


def _hidden_columns(sheet: Any) -> set[int]:
    hidden: set[int] = set()
    column = 0
    for element in sheet.iterfind(f"{_SS}Table/{_SS}Column"):
        column = _number(element, "Index", column + 1)
        span = min(_number(element, "Span", 0), MOST_CELLS)
        if element.get(f"{_SS}Hidden") == "1" or element.get(f"{_SS}Width") == "0":
            hidden |= set(range(column - 1, column + span))
        column += span
    return hidden


def _number(element: Any, name: str, default: int) -> int:
    """Return what an attribute states; rows and columns are counted from 1, so 0 states nothing."""
    stated = element.get(f"{_SS}{name}", "")
    return (int(stated) or default) if stated.isdecimal() and len(stated) < 8 else default


FORMAT = Format("spreadsheet 2003", suffixes=(), marks=(TAG,), recognises=recognises, read=read)
