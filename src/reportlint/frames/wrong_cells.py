"""Which cell is wrong in the rows of a frame: those that fail are looked at one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reportlint.corpora.interchange import polars_frame
from reportlint.corpora.rows import FILE, reports_of
from reportlint.findings import Finding, Findings
from reportlint.form.schema import form
from reportlint.frames.validation import failing_rows
from reportlint.repair.explanation import explained
from reportlint.report import Report
from reportlint.rules import selected
from reportlint.rules.rule import Rule

if TYPE_CHECKING:
    import polars as pl


def wrong_cells(
    frame: object, edition: str, *, select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> Findings:
    """Return what the A and C rules find in the rows of a frame, and which cells are wrong.

    The frame is one that `pandera_schema(edition)` takes; all its rows follow that edition. A
    finding's location is the row's `file`, or `#7` for the eighth where there is none, and as its
    `row` the number counted from 1. Raises pandera's SchemaErrors for a frame that lacks cells,
    KeyError for an edition that is not there.

    >>> import polars as pl
    >>> cells = {key: [0, 0] for key in form("2021").cells}
    >>> cells["review.reconsideration.upheld"] = [0, 3]
    >>> found = wrong_cells(pl.DataFrame(cells), "2021")
    >>> [(x.code, x.location.row, len(x.repairs)) for x in found]
    [('A201', 2, 2)]
    """
    rules = [rule for rule in selected(tuple(select), tuple(ignore)) if rule.needs == "cells"]
    whole = polars_frame(frame)
    failed = failing_rows(form(edition), whole, rules)
    rows = sorted({row for rows in failed.values() for row in rows})
    reports = list(reports_of(_named(whole, edition, rows), ""))
    found = [
        _placed(finding, report, row)
        for row, report in zip(rows, reports, strict=True)
        for finding in _found(report, [x for x in rules if row in failed.get(x.code, ())])
    ]
    return Findings(tuple(found), reports=whole.height)


def _named(frame: pl.DataFrame, edition: str, rows: Sequence[int]) -> pl.DataFrame:
    """Return some rows with their edition, each with a name."""
    import polars as pl

    number = pl.format("#{}", pl.Series(rows, dtype=pl.Int64))
    name = pl.coalesce(FILE, number) if FILE in frame.columns else number
    return frame[rows].with_columns(name.alias(FILE), pl.lit(edition).alias("edition"))


def _found(report: Report, failed: Sequence[Rule]) -> list[Finding]:
    failing = {edit: said for rule in failed for edit, said in rule.failing(report).items()}
    return sorted(explained(report, failing), key=lambda finding: finding.code)


def _placed(finding: Finding, report: Report, row: int) -> Finding:
    place = finding.location or report.location("")
    return replace(finding, location=replace(place, row=row + 1) if place else None)
