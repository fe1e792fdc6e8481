"""A workbook's sheets as one report.

A sheet may say, key by key of the data file, what no printed line says: it begins with `HEADING`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reportlint.forms import Form
from reportlint.readers.errors import ReadError
from reportlint.readers.matching import assemble
from reportlint.readers.workbooks.sheets import TOO_MANY, Sheet, blocks
from reportlint.report import Location, Observation, Report, flatten, nest

MOST_CELLS = 30_000
"""Blank and merged ones included; a report has three hundred."""

HEADING = ("项目", "键", "数值")


def read_sheets(sheets: Iterable[Sheet], file: str) -> Report:
    """Read the report that a workbook's sheets make; ReadError where there is none."""
    every = list(sheets)
    if sum(sheet.area for sheet in every) > MOST_CELLS:
        raise ReadError(TOO_MANY, Location(file))
    printed = (sheet for sheet in every if not _is_keyed(sheet))
    report = assemble([block for sheet in printed for block in blocks(sheet)], file)
    keyed = [sheet for sheet in every if _is_keyed(sheet)]
    return _with_keyed(report, keyed) if keyed else report


def _is_keyed(sheet: Sheet) -> bool:
    first = sheet.rows.get(0, {})
    return tuple(first.get(column, "").strip() for column in range(len(HEADING))) == HEADING


def _with_keyed(report: Report, sheets: Iterable[Sheet]) -> Report:
    """Return the report with what the sheets say of it."""
    data, places = dict(flatten(report.data)), dict(report.locations)
    unknown = []
    for key, value, place in (line for sheet in sheets for line in _lines(sheet)):
        kind = _kind(report.form, key)
        if kind is None:
            unknown.append(Observation("unmatched_row", key, place))
        else:
            is_year = kind == "integer" and value.isdecimal() and len(value) < 10
            data[key] = int(value) if is_year else value
            places[key] = place
    observations = (*report.observations, *unknown)
    return replace(report, data=nest(data.items()), locations=places, observations=observations)


def _lines(sheet: Sheet) -> Iterator[tuple[str, str, Location]]:
    """Yield key, value and place of the lines that have a value."""
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
