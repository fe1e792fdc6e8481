"""Corpora in Parquet, read and written in batches, so that memory does not grow with the rows."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path, PurePath
from typing import IO, TYPE_CHECKING

from reportlint.corpora.rows import columns, frame_of, reports_of
from reportlint.errors import ReadError
from reportlint.findings import Unreadable
from reportlint.form.schema import forms
from reportlint.language import Text
from reportlint.location import Location
from reportlint.report import Report

if TYPE_CHECKING:
    import polars as pl

SUFFIX = ".parquet"
_BATCH = 10_000
"""Rows; a batch takes some tens of MiB."""

_BROKEN = Text("不能作为 Parquet 读取：{why}", "cannot be read as Parquet: {why}")
_FOREIGN = Text(
    "表中没有一列是报告的格（列名如 {key}）",
    "no column is a cell of a report, such as {key}",
)


def is_corpus(path: str | Path) -> bool:
    """Whether a file is a corpus, by its name."""
    return PurePath(path).suffix.lower() == SUFFIX


def reports(path: str | Path) -> Iterator[Report | Unreadable]:
    """Yield the report of each row, named by its `file`, else as `corpus.parquet#0`."""
    number = 0
    try:
        for batch in batches(path):
            yield from reports_of(batch, str(path), number)
            number += batch.height
    except ReadError as error:
        yield Unreadable(error.location, error.message, is_foreign=error.is_foreign)


def batches(path: str | Path, rows: int = _BATCH) -> Iterator[pl.DataFrame]:
    """Yield the rows of a corpus, no more than `rows` at a time, in their order.

    Raises ReadError for what is no Parquet file, or one without a single cell of the form.
    """
    import polars as pl

    known = columns()
    try:
        # A name that is no path of this machine would be looked for in the network.
        lazy = pl.scan_parquet(os.path.abspath(path), glob=False)
        there = [name for name in lazy.collect_schema() if name in known]
        cells = {key for form in forms().values() for key in form.cells}
        if cells.isdisjoint(there):
            raise ReadError(
                _FOREIGN.fill(key=min(cells, key=len)), Location(str(path)), is_foreign=True
            )
        yield from lazy.select(there).collect_batches(chunk_size=rows, maintain_order=True)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        why = (str(error).splitlines() or [type(error).__name__])[0]
        raise ReadError(_BROKEN.fill(why=why), Location(str(path))) from None


def write(found: Iterable[Report], file: IO[bytes]) -> None:
    """Write reports as a corpus, a batch at a time."""
    from polars.io.plugins import register_io_source

    # Whatever Polars asks for, it is never less than all of them.
    source = register_io_source(lambda *_: _made(iter(found)), schema=columns())
    source.sink_parquet(file, row_group_size=_BATCH)


def _made(found: Iterator[Report]) -> Iterator[pl.DataFrame]:
    while batch := list(islice(found, _BATCH)):
        yield frame_of(batch)
