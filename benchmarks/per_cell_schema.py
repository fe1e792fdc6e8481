"""The usual peer: a pandera schema with a Column and a ge(0) for every cell, and the same rules."""

from __future__ import annotations

import pandera.polars as pa
import polars as pl

from reportlint import Form, pandera_schema


def per_cell_schema(form: Form) -> pa.DataFrameSchema:
    """Return the schema; its dataframe-level checks are reportlint's own."""
    columns = {
        key: pa.Column(
            pl.Int64 if cell.kind == "count" else pl.Decimal(38, 6), pa.Check.ge(0), nullable=True
        )
        for key, cell in form.cells.items()
    }
    return pa.DataFrameSchema(columns, checks=pandera_schema(form.edition).checks)
