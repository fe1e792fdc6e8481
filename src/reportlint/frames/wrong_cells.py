"""Which cell is wrong in the rows of a frame: those that fail are looked at one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reportlint.corpora import parquet
from reportlint.corpora.interchange import polars_frame
from reportlint.corpora.rows import FILE, reports_of
from reportlint.findings import Finding, Findings
from reportlint.form.schema import Form, form
from reportlint.frames.validation import failing_rows
from reportlint.repair.explanation import explained
from reportlint.report import Report
from reportlint.rules import selected
from reportlint.rules.rule import Rule

if TYPE_CHECKING:
    import polars as pl

_BATCH = 50_000
"""Rows that are checked at once, in some 200 MiB."""
_EDITION = "edition"


def wrong_cells(
    frame: object, edition: str, *, select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> Findings:
    """Return what the A and C rules find in the rows of a frame, and which cells are wrong.

    The frame is one that `pandera_schema(edition)` takes, or the path of a corpus in Parquet, of
    which no more than 50,000 rows are in memory at a time. Rows that state another `edition` are
    passed over. A finding's location is the row's `file`, or `#7` for the eighth where there is
    none, and as its `row` the number counted from 1.

    Raises pandera's SchemaErrors for a frame that lacks cells, ReadError for a file that is no
    corpus, KeyError for an edition that is not there.

    >>> import polars as pl
    >>> cells = {key: [0, 0] for key in form("2021").cells}
    >>> cells["review.reconsideration.upheld"] = [0, 3]
    >>> found = wrong_cells(pl.DataFrame(cells), "2021")
    >>> [(x.code, x.location.row, len(x.repairs)) for x in found]
    [('A201', 2, 2)]
    """
    own = form(edition)
    rules = [rule for rule in selected(tuple(select), tuple(ignore)) if rule.needs == "cells"]
    found: list[Finding] = []
    rows = 0
    for batch in _batches(frame, own):
        found += _in_batch(batch, own, rules)
        rows += batch.height
    return Findings(tuple(found), reports=rows)


def _batches(frame: object, form: Form) -> Iterator[pl.DataFrame]:
    """Yield the rows of the edition in batches, each with its name and its number."""
    import polars as pl

    if isinstance(frame, str | Path):
        given = parquet.batches(frame, _BATCH)
    elif isinstance(frame, pl.LazyFrame):
        given = frame.collect_batches(chunk_size=_BATCH, maintain_order=True)
    else:
        given = polars_frame(frame).iter_slices(_BATCH)
    first = 0
    for batch in given:
        numbered = batch.with_row_index(_ROW, first)
        first += batch.height
        if _EDITION in batch.columns:
            numbered = numbered.filter(pl.col(_EDITION).eq(form.edition).fill_null(value=True))
        yield numbered


_ROW = "row of the frame"


def _in_batch(batch: pl.DataFrame, form: Form, rules: Sequence[Rule]) -> Iterator[Finding]:
    failed = failing_rows(form, batch, rules)
    rows = sorted({row for rows in failed.values() for row in rows})
    if not rows:
        return
    numbers = batch[_ROW][rows].to_list()
    reports = reports_of(_named(batch[rows], form.edition), "")
    for row, number, report in zip(rows, numbers, reports, strict=True):
        for finding in _found(report, [x for x in rules if row in failed.get(x.code, ())]):
            place = finding.location or report.location("")
            yield replace(finding, location=replace(place, row=number + 1) if place else None)


def _named(frame: pl.DataFrame, edition: str) -> pl.DataFrame:
    """Return rows with their edition, each with a name."""
    import polars as pl

    number = pl.format("#{}", _ROW)
    name = pl.coalesce(FILE, number) if FILE in frame.columns else number
    return frame.with_columns(name.alias(FILE), pl.lit(edition).alias(_EDITION))


def _found(report: Report, failed: Sequence[Rule]) -> list[Finding]:
    failing = {edit: said for rule in failed for edit, said in rule.failing(report).items()}
    return sorted(explained(report, failing), key=lambda finding: finding.code)
