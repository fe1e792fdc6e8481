"""A workbook's sheets as one report.

A sheet may say, key by key of the data file, what no printed line says: it begins with `HEADING`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reportlint.document.assembly import assemble
from reportlint.document.sheets import Sheet, blocks
from reportlint.errors import ReadError
from reportlint.form.schema import Form
from reportlint.language import Text
from reportlint.location import Location
from reportlint.report import Observation, Report, flatten, nest

TOO_MANY = Text(
    "单元格过多，请只保留年度报告的工作表", "too many cells; keep only the sheets of the report"
)

MOST_CELLS = 30_000
"""Blank and merged ones included; a report has three hundred."""

HEADING = ("项目", "键", "数值")


def read_sheets(sheets: Iterable[Sheet], file: str) -> Report:
    """Read the report that a workbook's sheets make; ReadError where there is none."""
    sheets = list(sheets)
    if sum(sheet.area for sheet in sheets) > MOST_CELLS:
        raise ReadError(TOO_MANY, Location(file))
    printed = (sheet for sheet in sheets if not _is_key_sheet(sheet))
    report = assemble([block for sheet in printed for block in blocks(sheet)], file)
    key_sheets = [sheet for sheet in sheets if _is_key_sheet(sheet)]
    return _with_keys(report, key_sheets) if key_sheets else report


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
