"""Rosters as files: a workbook, a table in text, or TOML."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from reportlint.collection.roster import (
    CODE,
    COLUMNS,
    NAME,
    OTHER_NAMES,
    Roster,
    RosterRow,
    column_of,
    roster,
)
from reportlint.document.content import Content
from reportlint.document.packages import is_package
from reportlint.errors import ReadError, RosterError, WriteError, reason
from reportlint.files.writing import replace_file
from reportlint.formats import LARGEST_FILE
from reportlint.formats.csv import delimiter, unrun
from reportlint.language import LIST, Text, joined
from reportlint.location import Location
from reportlint.opening import contents

_UNOPENED = Text("无法打开名册：{reason}", "the roster cannot be opened: {reason}")
_NO_HEADING = Text(
    "没有找到名册的表头，应有“机关名称”或“统一社会信用代码”一列",
    "no heading of a roster was found: there must be a column 机关名称 (name) or 统一社会信用代码 "
    "(code)",
)
_NO_UNITS = Text("名册里没有单位", "the roster has no organ")
_NO_TABLES = Text(
    "名册应为若干 [[unit]]，各有 name 或 code",
    "a roster is of tables [[unit]], each with name or code",
)
_NO_TOML = Text("不是合法的 TOML：{said}", "not valid TOML: {said}")
_NO_CSV = Text("不是合法的 CSV：{said}", "not valid CSV: {said}")
_OLD_WORKBOOK = Text(
    "不能读取 .xls 名册，请另存为 .xlsx 或 .csv",
    "a roster in .xls is not read: save it as .xlsx or .csv",
)
_NO_FORMAT = Text("名册可写成 {suffixes}", "a roster is written as {suffixes}")
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_HEADING_ROWS = 20
"""A title and a note may stand above the headings."""

_Line = tuple[Location, Sequence[str]]


def read_roster(file: str | Path) -> Roster:
    """Return the roster that a file holds; RosterError where it holds none."""
    name = str(file)
    try:
        content = Content(name, contents(name, LARGEST_FILE + 1))
        found = roster(name, list(_rows(content)))
    except OSError as error:
        raise RosterError(_UNOPENED.fill(reason=reason(error)), Location(name)) from None
    except ReadError as error:
        raise RosterError(error.message, error.location) from None
    if not found.units:
        raise RosterError(_NO_UNITS, Location(name))
    return found


def _rows(content: Content) -> Iterator[RosterRow]:
    if is_package(content):
        yield from _under_headings(_workbook(content), content.file)
    elif content.data.startswith(_OLE):
        raise RosterError(_OLD_WORKBOOK, Location(content.file))
    elif content.suffix == ".toml":
        yield from _tables(content)
    else:
        yield from _under_headings([_lines(content)], content.file)


def _workbook(content: Content) -> Iterator[Iterator[_Line]]:
    from reportlint.formats.xlsx.spreadsheetml import Workbook

    for sheet in Workbook(content).sheets():
        yield (
            (
                sheet.location(number, min(row), ""),
                [row.get(column, "") for column in range(max(row) + 1)],
            )
            for number, row in sorted(sheet.rows.items())
            if row
        )


def _lines(content: Content) -> Iterator[_Line]:
    text = content.text.removeprefix("\ufeff")
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text))
    try:
        for cells in lines:
            yield Location(content.file, lines.line_num), cells
    except csv.Error as error:
        raise RosterError(_NO_CSV.fill(said=error), Location(content.file)) from None


def _under_headings(sheets: Iterable[Iterator[_Line]], file: str) -> Iterator[RosterRow]:
    """Yield the rows of the first sheet that has the headings of a roster."""
    for sheet in sheets:
        for _, (_, cells) in zip(range(_HEADING_ROWS), sheet, strict=False):
            columns = {
                i: name for i, cell in enumerate(cells) if (name := column_of(cell)) is not None
            }
            if {NAME, CODE} & set(columns.values()):
                for location, values in sheet:
                    yield location, {x: values[i] for i, x in columns.items() if i < len(values)}
                return
    raise RosterError(_NO_HEADING, Location(file))


def _tables(content: Content) -> Iterator[RosterRow]:
    location = Location(content.file)
    try:
        whole = tomllib.loads(content.text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise RosterError(_NO_TOML.fill(said=error), location) from None
    arrays = [value for value in whole.values() if isinstance(value, list)]
    if len(arrays) != 1:
        raise RosterError(_NO_TABLES, location)
    for number, item in enumerate(arrays[0], 1):
        if isinstance(item, str):
            yield Location(content.file), {NAME: item}
        elif isinstance(item, dict):
            place = Location(content.file, pointer=f"/unit/{number}")
            yield place, {x: _text(v) for key, v in item.items() if (x := column_of(key))}
        else:
            raise RosterError(_NO_TABLES, location)


def _text(value: object) -> str:
    if isinstance(value, list):
        return "、".join(map(_text, value))
    return value.isoformat() if isinstance(value, date) else str(value)


def write_roster(file: str | Path, found: Roster) -> None:
    """Write a roster in the format of the file's ending; WriteError where there is none for it."""
    write = _WRITERS.get(Path(file).suffix.lower())
    if write is None:
        said = _NO_FORMAT.fill(suffixes=joined(_WRITERS, LIST))
        raise WriteError(said, Location(str(file)))
    rows = [
        {NAME: x.name or "", CODE: x.code or "", OTHER_NAMES: "、".join(x.other_names)}
        for x in found.units
    ]
    replace_file(file, write(rows))


_WRITTEN = (NAME, CODE, OTHER_NAMES)
_TOML = '[[unit]]\nname = "{name}"\ncode = "{code}"\n'
_WIDTHS = (40, 26, 40)


def _as_toml(rows: Sequence[Mapping[str, str]]) -> bytes:
    tables = []
    for row in rows:
        safe = {x: v.replace("\\", "\\\\").replace('"', '\\"') for x, v in row.items()}
        others = "".join(f'"{x}", ' for x in safe[OTHER_NAMES].split("、") if x)
        more = f"other_names = [{others.removesuffix(', ')}]\n" if others else ""
        tables.append(_TOML.format(**safe) + more)
    return "\n".join(tables).encode()


def _as_csv(rows: Sequence[Mapping[str, str]]) -> bytes:
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS[name][0] for name in _WRITTEN)
    writer.writerows([unrun(row[name]) for name in _WRITTEN] for row in rows)
    return lines.getvalue().encode("utf-8-sig")


def _as_workbook(rows: Sequence[Mapping[str, str]]) -> bytes:
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("名册")
        # A code that is typed later must not become a number.
        text, bold = workbook.add_format({"num_format": "@"}), workbook.add_format({"bold": True})
        for column, (name, width) in enumerate(zip(_WRITTEN, _WIDTHS, strict=True)):
            sheet.set_column(column, column, width, text)
            sheet.write_string(0, column, COLUMNS[name][0], bold)
            for line, row in enumerate(rows, 1):
                sheet.write_string(line, column, row[name], text)
        sheet.freeze_panes(1, 0)
    return file.getvalue()


_WRITERS: Mapping[str, Callable[[Sequence[Mapping[str, str]]], bytes]] = {
    ".xlsx": _as_workbook,
    ".csv": _as_csv,
    ".toml": _as_toml,
}
