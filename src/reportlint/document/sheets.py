"""Sheets of cells, of whatever format, as blocks, and a workbook of them as one report.

A sheet may say, key by key of the data file, what no printed line says: it begins with `HEADING`.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import product

from reportlint.document.assembly import assemble
from reportlint.document.blocks import Block, Grid, GridCell, Paragraph
from reportlint.document.labels import all_labels
from reportlint.document.number_formats import is_date, shown_number
from reportlint.document.outline import section_numbers
from reportlint.document.shown import HIDDEN, ShownText, is_value
from reportlint.errors import NoTableError, ReadError
from reportlint.form.schema import Form
from reportlint.language import LIST, Text, joined
from reportlint.location import Location
from reportlint.number import from_float, written
from reportlint.report import Observation, Report, flatten, nest
from reportlint.spelling import single_spaced

_AFTER_THE_LAST_DAY = 2_957_004
"""In the count from 1904, the day after 31 December 9999."""

Merge = tuple[int, int, int, int]
"""The first row and column of a merged cell, and the row and column after its last."""


@dataclass(frozen=True)
class Sheet:
    """The texts of a sheet by row and column, counted from 0; a cell not there is blank.

    `marked` are the cells with marks of notes or text struck out, by row and column. `hidden` are
    the rows that are not seen; they are none of `rows`.
    """

    file: str
    title: str
    rows: Mapping[int, Mapping[int, str]]
    merges: Sequence[Merge] = ()
    marked: Mapping[tuple[int, int], ShownText] = field(default_factory=dict)
    hidden: Mapping[int, Mapping[int, str]] = field(default_factory=dict)

    @property
    def area(self) -> int:
        """How many cells its tables and its merged cells have at most."""
        rows = [row for row in self.rows.values() if any(map(str.strip, row.values()))]
        columns = {column for row in rows for column, text in row.items() if text.strip()}
        merged = sum(len(rows) * len(columns) for rows, columns in self._merged)
        return len(rows) * len(columns) + merged

    @cached_property
    def covered(self) -> frozenset[tuple[int, int]]:
        """The cells under a merged cell but its first, as far as the sheet is filled."""
        under = {place for area in self._merged for place in product(*area)}
        return frozenset(under - {(top, left) for top, left, _, _ in self.merges})

    @cached_property
    def _merged(self) -> list[tuple[range, range]]:
        """The rows and columns of merged cells, as far as the sheet is filled."""
        last_row = max(self.rows, default=-1)
        last_column = max((max(row, default=-1) for row in self.rows.values()), default=-1)
        return [
            (range(top, min(bottom, last_row + 1)), range(left, min(right, last_column + 1)))
            for top, left, bottom, right in self.merges
        ]

    def location(self, row: int, column: int, excerpt: str) -> Location:
        """Return the place of a cell, such as `C12`."""
        reference = f"{column_letters(column)}{row + 1}"
        return Location(self.file, sheet=self.title, reference=reference, excerpt=excerpt)


def shown_sheet(
    file: str,
    title: str,
    cells: Mapping[int, Mapping[int, ShownText]],
    merges: Sequence[Merge],
    hidden_rows: Collection[int] = (),
    hidden_columns: Collection[int] = (),
) -> Sheet:
    """Return a sheet as it is seen; a merged cell shows its text in the first row that is seen."""
    moved = [_seen_part(merge, hidden_rows, hidden_columns) for merge in merges]
    texts = {row: dict(own) for row, own in cells.items()}
    for (top, left, *_), (row, column, *_) in zip(merges, moved, strict=True):
        if (row, column) != (top, left) and (first := texts.get(top, {}).pop(left, None)):
            texts.setdefault(row, {})[column] = first
    lost, labels = _under_hidden_labels(texts, hidden_columns)
    rows: dict[int, dict[int, str]] = {}
    hidden: dict[int, dict[int, str]] = {}
    marked: dict[tuple[int, int], ShownText] = {}
    for row, own in texts.items():
        seen = {
            column: ShownText(HIDDEN) if (row, column) in lost else shown
            for column, shown in own.items()
            if column not in hidden_columns or (row, column) in lost or (row, column) in labels
        }
        (hidden if row in hidden_rows else rows)[row] = {x: shown.text for x, shown in seen.items()}
        marked |= {(row, x): shown for x, shown in seen.items() if shown.notes or shown.struck}
    filled = {row: own for row, own in hidden.items() if any(map(str.strip, own.values()))}
    return Sheet(file, title, rows, moved, marked, filled)


def _under_hidden_labels(
    texts: Mapping[int, Mapping[int, ShownText]], columns: Collection[int]
) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Return the numbers and the labels of the form that stand in hidden columns.

    A hidden column is no part of the table, unless a label of the form stands over its numbers.
    """
    lost: set[tuple[int, int]] = set()
    labels: set[tuple[int, int]] = set()
    for column in columns:
        named = False
        for row, own in sorted(texts.items()):
            text = own[column].text if column in own else ""
            if all_labels().knows(text):
                named = True
                labels.add((row, column))
            elif named and text.strip() and is_value(text):
                lost.add((row, column))
            elif len(own) == 1:
                named = False
    return lost, labels


def _seen_part(merge: Merge, rows: Collection[int], columns: Collection[int]) -> Merge:
    """Return a merged cell from its first row and column that are seen; whole where none is."""
    top, left, bottom, right = merge
    row = next((x for x in range(top, bottom) if x not in rows), top) if top in rows else top
    column = left
    if left in columns:
        column = next((x for x in range(left, right) if x not in columns), left)
    return row, column, bottom, right


def column_letters(column: int) -> str:
    """Return the letters of a column counted from 0.

    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    before, last = divmod(column, 26)
    return (column_letters(before - 1) if before else "") + chr(ord("A") + last)


def number_text(number: float) -> str:
    """Return a number as it is typed.

    >>> number_text(7.0), number_text(320.23), number_text(1e-7)
    ('7', '320.23', '0.0000001')
    """
    if not math.isfinite(number):
        return str(number)
    return str(int(number)) if number.is_integer() else written(from_float(number))


def formatted(number: float, code: str, *, since_1904: bool) -> str:
    """Return the text that a sheet shows for a number in a number format.

    >>> formatted(41235.0, '0"件"', since_1904=False)
    '41235件'
    """
    if code in ("", "General") or not math.isfinite(number):
        return number_text(number)
    if is_date(code):
        return date_text(number, since_1904=since_1904)
    return shown_number(from_float(number), code)


def date_text(serial: float, *, since_1904: bool) -> str:
    """Return a number that is shown as a date; a time of day alone stays a number.

    >>> date_text(45688.0, since_1904=False)
    '2025年1月31日'
    """
    if not 1 <= serial < _AFTER_THE_LAST_DAY:
        return number_text(serial)
    epoch = date(1904, 1, 1) if since_1904 else date(1899, 12, 30)
    day = epoch + timedelta(days=int(serial))
    return f"{day.year}年{day.month}月{day.day}日"


def blocks(sheet: Sheet) -> list[Block]:
    """Return the paragraphs and tables of a sheet, after its title where that is the heading."""
    found = list(_blocks(sheet))
    headed = any(isinstance(block, Paragraph) and _is_heading(block.text) for block in found)
    if headed or not _is_heading(sheet.title):
        return found
    place = Location(sheet.file, sheet=sheet.title, excerpt=sheet.title)
    return [Paragraph(sheet.title, place), *found]


@dataclass(frozen=True)
class _SheetRow:
    """A row, without the cells that a merged cell covers."""

    number: int
    cells: Mapping[int, str]

    @cached_property
    def filled(self) -> list[int]:
        """The columns with text."""
        return sorted(column for column, text in self.cells.items() if text.strip())

    @property
    def has_numbers(self) -> bool:
        return any(is_value(self.cells[column]) for column in self.filled)


def _blocks(sheet: Sheet) -> Iterator[Block]:
    """Yield prose for rows with one text that stand alone, and tables of the rows between them."""
    rows = list(_rows(sheet))
    table: list[_SheetRow] = []
    has_numbers = False
    for row, below in zip(rows, [*rows[1:], None], strict=False):
        if not row.filled:
            # A row of the form left blank; of many blank rows one is enough.
            if table and table[-1].filled:
                table.append(row)
            continue
        has_numbers = has_numbers or row.has_numbers
        goes_on = has_numbers or bool(below and below.has_numbers)
        if len(row.filled) == 1 and not (table and _is_in_table(row, goes_on=goes_on)):
            yield from _grids(sheet, table)
            yield from _paragraphs(sheet, row)
            table, has_numbers = [], False
        else:
            table.append(row)
    yield from _grids(sheet, table)


def _paragraphs(sheet: Sheet, row: _SheetRow) -> Iterator[Paragraph]:
    column = row.filled[0]
    for line in filter(str.strip, row.cells[column].split("\n")):
        yield Paragraph(line, sheet.location(row.number, column, line))


def _grids(sheet: Sheet, table: Sequence[_SheetRow]) -> Iterator[Grid]:
    """Yield the rows as a grid, if there are any, with a cell in every column that they use."""
    columns = sorted({column for row in table for column in row.filled})
    rows = []
    for row in table:
        uncovered = (x for x in columns if (row.number, x) not in sheet.covered)
        texts = {x: row.cells.get(x, "") for x in uncovered}
        excerpt = " │ ".join(map(single_spaced, texts.values()))
        rows.append(
            tuple(_cell(sheet, row.number, column, text, excerpt) for column, text in texts.items())
        )
    if rows:
        yield Grid(tuple(rows))


def _cell(sheet: Sheet, row: int, column: int, text: str, excerpt: str) -> GridCell:
    shown = sheet.marked.get((row, column), ShownText(text))
    return GridCell(text, sheet.location(row, column, excerpt), column, shown.notes, shown.struck)


def _rows(sheet: Sheet) -> Iterator[_SheetRow]:
    for number in sorted(sheet.rows):
        cells = sheet.rows[number].items()
        yield _SheetRow(number, {x: text for x, text in cells if (number, x) not in sheet.covered})


def _is_in_table(row: _SheetRow, *, goes_on: bool) -> bool:
    """Whether a row with one filled cell, below a row with more, is of one table with it.

    Blank cells stand beside the label of a row that was left blank. Where a program left them out,
    the numbers around tell that this is a table that `goes_on`. A sentence is never in one.
    """
    text = row.cells[row.filled[0]]
    return (goes_on or len(row.cells) > 1) and "。" not in text and not _is_heading(text)


def _is_heading(text: str) -> bool:
    """Whether a section of the form, in any edition, is headed so."""
    return bool(section_numbers([Paragraph(text, Location(""))]))


TOO_MANY = Text(
    "单元格过多，请只保留年度报告的工作表", "too many cells; keep only the sheets of the report"
)

MOST_CELLS = 30_000
"""Blank and merged ones included; a report has three hundred."""

HEADING = ("项目", "键", "数值")


_UNSEEN = Text(
    "没有找到年度报告的表格；工作表{names}被隐藏，请取消隐藏并保存",
    "no table of the annual report was found; hidden sheets: {names}: unhide them and save",
)


FINDINGS = "reportlint"
"""The first sheet of a workbook of findings is called so, and a heading of their CSV begins so."""
_NO_REPORT = Text(
    "是 reportlint 的检查结果，不是报告", "it holds findings of reportlint, no report"
)


def require_no_findings(titles: Iterable[str], file: str) -> None:
    """Raise ReadError where a title is that of findings: they quote and draw reports."""
    if any(title.startswith(FINDINGS) for title in titles):
        raise ReadError(_NO_REPORT, Location(file), is_foreign=True)


def read_sheets(sheets: Iterable[Sheet], file: str, unseen: Sequence[str] = ()) -> Report:
    """Read the report that a workbook's sheets make; ReadError where there is none.

    `unseen` are the titles of hidden sheets.
    """
    given = list(sheets)
    require_no_findings((sheet.title for sheet in given[:1]), file)
    try:
        return _read(given, file)
    except NoTableError:
        if not unseen:
            raise
        names = joined((f"“{title}”" for title in unseen), LIST)
        raise ReadError(_UNSEEN.fill(names=names), Location(file)) from None


def _read(sheets: Sequence[Sheet], file: str) -> Report:
    if sum(sheet.area for sheet in sheets) > MOST_CELLS:
        raise ReadError(TOO_MANY, Location(file))
    printed = (sheet for sheet in sheets if not _is_key_sheet(sheet))
    hidden = [row for sheet in sheets for row in _hidden_rows(sheet)]
    report = assemble([block for sheet in printed for block in blocks(sheet)], file, hidden)
    key_sheets = [sheet for sheet in sheets if _is_key_sheet(sheet)]
    return _with_keys(report, key_sheets) if key_sheets else report


def _hidden_rows(sheet: Sheet) -> Iterator[tuple[GridCell, ...]]:
    for row, cells in sorted(sheet.hidden.items()):
        excerpt = " │ ".join(cells.values())
        place = sheet.location(row, min(cells), excerpt)
        yield tuple(GridCell(text, place, column) for column, text in sorted(cells.items()))


def _is_key_sheet(sheet: Sheet) -> bool:
    """Whether a sheet says what it says by keys of the data file."""
    first = sheet.rows.get(0, {})
    return tuple(first.get(column, "").strip() for column in range(len(HEADING))) == HEADING


def _with_keys(report: Report, sheets: Iterable[Sheet]) -> Report:
    """Return the report with what the sheets say of it."""
    data, places = dict(flatten(report.data)), dict(report.locations)
    unknown = []
    for key, value, place in (entry for sheet in sheets for entry in _entries(sheet)):
        kind = _kind(report.form, key)
        if kind is None:
            unknown.append(Observation("unmatched_row", key, place))
        else:
            is_year = kind == "integer" and value.isdecimal() and len(value) < 10
            data[key] = int(value) if is_year else value
            places[key] = place
    observations = (*report.observations, *unknown)
    return replace(report, data=nest(data.items()), locations=places, observations=observations)


def _entries(sheet: Sheet) -> Iterator[tuple[str, str, Location]]:
    """Yield key, value and place of the rows that have a value."""
    for row in sorted(sheet.rows)[1:]:
        name, key, value = (sheet.rows[row].get(i, "").strip() for i in range(len(HEADING)))
        if key and value:
            yield key, value, sheet.location(row, 2, f"{name} │ {key} │ {value}")


def _kind(form: Form | None, key: str) -> str | None:
    """Return the type of what a key says of the report; None for a cell, and what is no key."""
    try:
        node = form.node(key) if form and key not in form.cells else None
    except KeyError:
        return None
    return None if node is None or "properties" in node else str(node.get("type"))
