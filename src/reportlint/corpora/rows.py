"""Reports as rows: the columns of a corpus, what of a report stands in them, and back.

A corpus has the columns of every edition: `file`; what the schemas state outside the tables, by its
key (`year`, `agency.name`); every cell; the prose, a column a section (`narrative.overview`); and
`as_read`, which is null but where these cannot hold all of a report, such as text in a cell: then
it is the whole report as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from decimal import ROUND_UP, Decimal
from typing import TYPE_CHECKING, Any

from reportlint.corpora.interchange import with_whole_counts
from reportlint.form.schema import Form, form_of_year, forms
from reportlint.form.structure import FormCell, Schema
from reportlint.number import from_float, parsed
from reportlint.report import Data, Report, flatten, nest

if TYPE_CHECKING:
    import polars as pl
    from polars.datatypes import DataTypeClass

FILE, AS_READ = "file", "as_read"
_BESIDE_DATA = (FILE, AS_READ)

_MONEY_SCALE = 9
"""More decimals than money may have, so that one too many is still seen."""
_LARGEST = 2**63

_Row = Mapping[str, Any]


def column_type(cell: FormCell) -> pl.DataType | DataTypeClass:
    """Return the type of the column of a cell."""
    import polars as pl

    return pl.Int64 if cell.kind == "count" else pl.Decimal(38, _MONEY_SCALE)


def columns() -> dict[str, pl.DataType | DataTypeClass]:
    """Return the columns of a corpus with their types, in order."""
    import polars as pl

    found: dict[str, pl.DataType | DataTypeClass] = {FILE: pl.String}
    prose: dict[str, pl.DataType | DataTypeClass] = {}
    for form in forms().values():
        for key, node in _beside_cells(form, "", form.schema):
            kind = pl.Int64 if node.get("type") == "integer" else pl.String
            (prose if key.startswith("narrative.") else found).setdefault(key, kind)
    for form in forms().values():
        for key, cell in form.cells.items():
            found.setdefault(key, column_type(cell))
    return found | prose | {AS_READ: pl.String}


def whole_columns() -> frozenset[str]:
    """Return the columns that hold whole numbers."""
    cells = [cell for form in forms().values() for cell in form.cells.values()]
    return frozenset({"year", *(cell.key for cell in cells if cell.kind == "count")})


def frame_of(reports: Iterable[Report]) -> pl.DataFrame:
    """Return reports as a corpus in memory."""
    import polars as pl

    schema = columns()
    texts = _texts(schema)
    rows = [_row(report, texts) for report in reports]
    return pl.DataFrame({key: [row.get(key) for row in rows] for key in schema}, schema=schema)


def reports_of(frame: pl.DataFrame, name: str, first: int = 0) -> Iterator[Report]:
    """Yield the report of each row: `name#7` of the eighth, where it has no `file`.

    Columns that are none of a corpus are passed over; one that is not there is nothing that the
    report states. `first` is the number of the first row.
    """
    schema = columns()
    texts = _texts(schema)
    there = frame.select(key for key in frame.columns if key in schema)
    rows = with_whole_counts(there, whole_columns()).iter_rows(named=True)
    for number, row in enumerate(rows, first):
        file = row.get(FILE)
        yield Report(_whole(row, texts), file if isinstance(file, str) else f"{name}#{number}")


def stored(value: object) -> object:
    """Return a number as its column holds it.

    Rounding away from zero keeps the sign of money and whether it has too many decimals.
    """
    if isinstance(value, Decimal):
        return value.quantize(Decimal(1).scaleb(-_MONEY_SCALE), rounding=ROUND_UP)
    return value


def _beside_cells(form: Form, key: str, unresolved: Schema) -> Iterator[tuple[str, Schema]]:
    """Yield the parts of the schema that hold one value each and are no cell."""
    node = form.resolve(unresolved)
    if key in form.cells:
        return
    if "properties" not in node:
        yield key, node
    for name, child in node.get("properties", {}).items():
        yield from _beside_cells(form, f"{key}.{name}" if key else name, child)


def _texts(schema: Mapping[str, object]) -> frozenset[str]:
    """Return the columns that hold a text of the report."""
    import polars as pl

    return frozenset(key for key, kind in schema.items() if kind == pl.String) - {FILE, AS_READ}


def _row(report: Report, texts: Container[str]) -> _Row:
    """Return what the columns say of a report, and all of it where that is not all."""
    whole = report.with_cells(dict.fromkeys(report.unprinted, 0)) if report.unprinted else report
    row = _stated(whole, texts)
    data = _with_edition(whole)
    kept = {} if _data(row) == data else {AS_READ: _dumped(data)}
    return {FILE: report.file, **row, **kept}


def _stated(report: Report, texts: Container[str]) -> dict[str, object]:
    """Return what the columns say of a report, `file` and `as_read` aside."""
    row: dict[str, object] = {
        key: value
        for key, value in flatten(_with_edition(report))
        if key in texts and isinstance(value, str) and _is_encodable(value)
    }
    if report.year is not None and report.year < _LARGEST:
        row["year"] = report.year
    cells = report.form.cells if report.form else ()
    return row | {key: stored(report.record[key]) for key in cells}


def _with_edition(report: Report) -> Data:
    """Return the data with the edition, which the year implies where it is not stated.

    Prose of which there is none is as good as left out.
    """
    stated = {key: x for key, x in report.data.items() if x != {} or key != "narrative"}
    return {**({"edition": report.form.edition} if report.form else {}), **stated}


def _data(row: _Row) -> Data:
    """Return the report that the columns state: a cell of its edition that is null is blank."""
    edition, year = row.get("edition"), row.get("year")
    form = forms().get(edition) if isinstance(edition, str) else None
    if edition is None and isinstance(year, int):
        form = form_of_year(year)
    cells = form.cells if form else ()
    stated = ((key, x) for key, x in row.items() if key not in _BESIDE_DATA)
    return nest((key, _plain(x)) for key, x in stated if x is not None or key in cells)


def _plain(value: object) -> object:
    """Return what stands in a column as a data file would state it."""
    if isinstance(value, float):
        value = from_float(value)
    if isinstance(value, Decimal) and value.is_finite():
        return int(value) if value == value.to_integral_value() else value.normalize()
    return value.isoformat() if isinstance(value, date) else value


def _is_encodable(text: str) -> bool:
    """Whether it is text: half of a surrogate pair is none."""
    with suppress(UnicodeEncodeError):
        return text.isascii() or bool(text.encode())
    return False


def _whole(row: _Row, texts: Container[str]) -> Data:
    """Return the report of a row: as it was read, with what the columns say otherwise since."""
    as_read = row.get(AS_READ)
    if not isinstance(as_read, str):
        return _data(row)
    try:
        read = Report.from_dict(json.loads(as_read, parse_int=_number, parse_float=_number))
        stated = _stated(read, texts)
        changed = {
            key: _plain(value)
            for key, value in row.items()
            if key not in _BESIDE_DATA and value != stated.get(key)
        }
        return nest({**dict(flatten(read.data)), **changed}.items()) if changed else read.data
    except (AttributeError, TypeError, ValueError, RecursionError):
        return _data(row)  # it was written by others, who may have changed what is in it


def _number(literal: str) -> object:
    value = parsed(literal)
    return literal if value is None else value


def _dumped(data: Data) -> str:
    import simplejson

    return str(simplejson.dumps(data, use_decimal=True, default=str))
