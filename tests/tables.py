"""Tables of other libraries: frames of which only the Arrow interface is known, and DuckDB."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb
import polars as pl

from reportlint.form.dialects import DIALECTS


class ArrowStream:
    """A frame of another library, of which only the Arrow PyCapsule interface is known."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._frame.__arrow_c_stream__(requested_schema)


def in_duckdb(frame: pl.DataFrame, expressions: Mapping[str, str]) -> dict[str, list[object]]:
    """Return what DuckDB says of every row of a frame, by the names of some expressions."""
    identifier = DIALECTS["duckdb"].identifier
    columns = ", ".join(f"{text} AS {identifier(name)}" for name, text in expressions.items())
    with duckdb.connect() as database:
        database.register("reports", ArrowStream(frame))
        rows = database.sql(f"SELECT {columns} FROM reports").fetchall()
    return {name: [row[i] for row in rows] for i, name in enumerate(expressions)}
