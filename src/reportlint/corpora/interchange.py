"""Frames of other libraries as Polars frames, by the Arrow PyCapsule interface."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


def polars_frame(frame: object) -> pl.DataFrame:
    """Return a frame of any library that has `__arrow_c_stream__`, a LazyFrame collected.

    pandas, DuckDB, pyarrow and Ibis have it. Raises TypeError for what is no frame, and
    ModuleNotFoundError where the frame's own library needs pyarrow for it, which is not there.
    """
    import polars as pl

    if isinstance(frame, pl.DataFrame):
        return frame
    if isinstance(frame, pl.LazyFrame):
        return frame.collect()
    if not hasattr(frame, "__arrow_c_stream__"):
        kind = f"{type(frame).__module__.partition('.')[0]} {type(frame).__name__}"
        raise TypeError(f"a frame with __arrow_c_stream__ is checked, not a {kind}")
    try:
        return pl.DataFrame(frame)
    except ImportError as error:
        name = type(frame).__module__.partition(".")[0]
        raise ModuleNotFoundError(
            f"a {name} frame is read by pyarrow, which is not installed: pip install pyarrow"
        ) from error


def with_whole_counts(frame: pl.DataFrame, counts: Container[str]) -> pl.DataFrame:
    """Return a frame whose floats are integers in `counts`, where all are whole; NaN is a blank."""
    import polars as pl

    floats = [name for name, kind in frame.schema.items() if kind.is_float()]
    blank = frame.with_columns(pl.col(name).fill_nan(None) for name in floats)
    whole = [
        name
        for name in floats
        if name in counts
        and bool(
            (blank[name].is_null() | (blank[name] % 1 == 0) & blank[name].abs().lt(2**53)).all()
        )
    ]
    return blank.with_columns(pl.col(name).cast(pl.Int64, strict=False) for name in whole)
