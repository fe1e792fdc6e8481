"""Findings as a Polars frame, a row each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

import polars as pl

from reportlint.location import Location

_YEARS = range(1, 10_000)
"""Of four digits; a file may state any number."""
_TEXTS = ("code", "severity", "message", "expected", "actual")


def frame_of_entries(entries: Iterable[dict[str, Any]]) -> pl.DataFrame:
    """Return a frame of findings as `schemas/findings.schema.json` states them."""
    schema = _columns()
    rows = []
    for entry in entries:
        numbers = entry.get("suggestion", {}).items()
        changes = [{"cell": key, "value": float(value)} for key, value in numbers]
        year = entry.get("year") if entry.get("year") in _YEARS else None
        row = {**entry, **entry.get("location", {}), "year": year, "suggestion": changes}
        rows.append({key: row.get(key) for key in schema})
    return pl.DataFrame(rows, schema=schema)


def _columns() -> dict[str, Any]:
    """Return the columns with their types: file and organ, what is said, of what, and where."""
    suggested = pl.List(pl.Struct({"cell": pl.String, "value": pl.Float64}))
    said: dict[str, Any] = {"file": pl.String, "organ": pl.String, "year": pl.Int64}
    said |= dict.fromkeys(_TEXTS, pl.String)
    said |= {"cells": pl.List(pl.String), "suggestion": suggested, "unique": pl.Boolean}
    places: dict[str, Any] = {x.name: pl.Int64 for x in fields(Location) if x.compare}
    return said | places | dict.fromkeys(("file", "pointer", "sheet", "reference"), pl.String)
