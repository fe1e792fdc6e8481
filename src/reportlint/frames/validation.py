"""Families A and C on a frame: pandera checks, one a rule, over many reports at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from reportlint.corpora.interchange import polars_frame, with_whole_counts
from reportlint.corpora.rows import column_type, stored
from reportlint.form.schema import Form, form
from reportlint.report import Report
from reportlint.rules.rule import Rule

if TYPE_CHECKING:
    import pandera.polars as pa
    import polars as pl
    from pandera.api.base.checks import CheckResult
    from pandera.api.polars.types import PolarsData
    from pandera.backends.base import BaseCheckBackend, BaseSchemaBackend
    from polars.datatypes import DataTypeClass

_ORGAN = ("agency.name", "agency.level")
_COLUMNS = "columns"
_HOLDS = "holds"


def pandera_schema(edition: str) -> pa.DataFrameSchema:
    """Return the A and C rules of an edition as a pandera schema for frames.

    The frame has one row a report and one column a cell, named by its key
    (`requests.received.total`): integers, or floats that are whole, for counts, Decimal or Float64
    for money in 万元, null or NaN for a blank. `agency.name` and `agency.level` are optional
    strings. A LazyFrame is collected, since pandera runs no checks on one; a frame of another
    library is read by the Arrow PyCapsule interface, and comes back as it was given. Each rule is
    one dataframe-level Check, named by its code. Of a failing
    row `failure_cases` gives the number and the organ's name, or the first column without one. A
    frame that lacks cells, or holds other types or numbers beyond the form's range, fails the check
    `columns`; the rules run on the rest.

    >>> import polars as pl
    >>> cells = {key: [0] for key in form("2021").cells}
    >>> schema = pandera_schema("2021")
    >>> schema.validate(pl.DataFrame(cells)).height
    1
    >>> wrong = pl.DataFrame({**cells, "requests.received.total": [1]})
    >>> import pandera.errors
    >>> try:
    ...     schema.validate(wrong, lazy=True)
    ... except pandera.errors.SchemaErrors as errors:
    ...     print(sorted(set(errors.failure_cases["check"])))
    ['A101 applicants-total', 'A103 requests-balance']
    """
    from reportlint.rules import selected

    return _schema(form(edition), selected())


def failing(form: Form, reports: Sequence[Report], rules: Iterable[Rule]) -> dict[str, list[int]]:
    """Return by rule code the indexes of the reports, all on `form`, that fail it."""
    return failing_rows(form, frame(form, reports), rules)


def failing_rows(form: Form, rows: pl.DataFrame, rules: Iterable[Rule]) -> dict[str, list[int]]:
    """Return by rule code the indexes of the rows that fail it.

    Raises pandera's SchemaErrors for a frame without the form's columns.
    """
    from pandera.config import ValidationDepth, config_context
    from pandera.errors import SchemaErrors

    schema = _schema(form, tuple(rules), failure_cases=1)
    try:
        # A user's PANDERA_* settings must not switch the rules off.
        with config_context(
            validation_enabled=True, validation_depth=ValidationDepth.SCHEMA_AND_DATA
        ):
            schema.validate(rows, lazy=True)
    except SchemaErrors as errors:
        if any(error.check.name == _COLUMNS for error in errors.schema_errors):
            raise
        return {
            error.check.name: error.check_output["check_output"].not_().arg_true().to_list()
            for error in errors.schema_errors
        }
    return {}


def frame(form: Form, reports: Sequence[Report]) -> pl.DataFrame:
    """Return reports on `form` as a frame: a row each, a column a cell, and the organ."""
    import polars as pl

    kinds: dict[str, pl.DataType | DataTypeClass] = {
        key: column_type(cell) for key, cell in form.cells.items()
    }
    organ: dict[str, pl.DataType | DataTypeClass] = dict.fromkeys(_ORGAN, pl.String)
    rows = [report.record for report in reports]
    columns = {key: [stored(row[key]) for row in rows] for key in organ | kinds}
    return pl.DataFrame(columns, schema=organ | kinds)


@lru_cache
def _schema(
    form: Form, rules: tuple[Rule, ...], failure_cases: int | None = None
) -> pa.DataFrameSchema:
    checks = [_columns(form)]
    for rule in rules:
        if rule.needs == "cells" and rule.applies(form):
            checks.append(_check(rule, form, failure_cases))
    return _frame_schema()(
        _stated_columns(form),
        checks=checks,
        name=f"reportlint_{form.edition}",
        title=form.schema["title"],
        description=form.schema["description"],
        metadata={key: cell.kind for key, cell in form.cells.items() if cell.kind == "count"},
    )


def _stated_columns(form: Form) -> dict[str, pa.Column]:
    """Return the columns that a frame has to have, for whoever reads the schema."""
    import pandera.polars as pa
    import polars as pl

    cells = {
        key: pa.Column(
            column_type(cell), nullable=True, title=cell.text.zh, description=cell.text.en
        )
        for key, cell in form.cells.items()
    }
    return cells | {key: pa.Column(pl.String, nullable=True, required=False) for key in _ORGAN}


@lru_cache
def _frame_schema() -> type[pa.DataFrameSchema]:
    import pandera.polars as pa
    import polars as pl

    class FrameSchema(pa.DataFrameSchema):
        @classmethod
        def get_backend(cls, *args: Any, **options: Any) -> BaseSchemaBackend:
            return pa.DataFrameSchema.get_backend(*args, **options)

        def validate(self, check_obj: Any, *args: Any, **options: Any) -> Any:
            if isinstance(check_obj, pl.LazyFrame):
                return self.validate(check_obj.collect(), *args, **options).lazy()
            frame = with_whole_counts(polars_frame(check_obj), self.metadata or {})
            # Two hundred columns, checked one by one, take ten times as long as all the rules; the
            # check `columns` does it at once.
            bare = copy(self)
            bare.columns = {}
            checked = pa.DataFrameSchema.validate(bare, frame, *args, **options)
            return checked if isinstance(check_obj, pl.DataFrame) else check_obj

    return FrameSchema


def _check(rule: Rule, form: Form, failure_cases: int | None) -> pa.Check:
    import polars as pl

    def holds(data: PolarsData) -> pl.LazyFrame:
        types = data.lazyframe.collect_schema()
        if _HOLDS in types:
            return data.lazyframe.select(_HOLDS)
        there = {name for name in types if types[name].is_numeric() or name in _ORGAN}
        edits = [e for e in rule.edits(form) if there.issuperset(e.cells)]
        frame = data.lazyframe.with_columns(
            pl.lit(None, dtype=pl.String).alias(name) for name in _ORGAN if name not in types
        )
        return frame.select(
            pl.any_horizontal([pl.lit(False), *(e.failing() for e in edits)]).not_().alias(_HOLDS)
        )

    return _row_check()(
        holds,
        name=rule.code,
        error=f"{rule.code} {rule.name}",
        title=rule.title.en,
        description=rule.filled(rule.explanation).en,
        n_failure_cases=failure_cases,
    )


@lru_cache
def _row_check() -> type[pa.Check]:
    """A Check that is worked out once, whose failure cases are the organs' names.

    pandera asks a lazy verdict again for every part of its answer, and prints every failing row as
    JSON, two hundred cells: in a frame with 1% wrong both took longer than the checks. The row's
    number is in `index`.
    """
    import pandera.polars as pa
    import polars as pl
    from pandera.api.polars.types import PolarsData

    class RowCheck(pa.Check):
        @classmethod
        def get_backend(cls, check_obj: object) -> type[BaseCheckBackend]:
            return pa.Check.get_backend(check_obj)

        def __call__(self, check_obj: pl.LazyFrame, column: str | None = None) -> CheckResult:
            names = check_obj.collect_schema().names()
            named = "agency.name" if "agency.name" in names else names[0]
            verdict = self._check_fn(PolarsData(check_obj, named))
            judged = pl.concat([check_obj.select(named), verdict], how="horizontal").collect()
            return super().__call__(judged.lazy(), named)

    return RowCheck


def _beyond(numbers: pl.Series, most: int) -> Iterator[bool]:
    return (number is not None and not -most <= number <= most for number in numbers)


def _columns(form: Form) -> pa.Check:
    """The check that a user's frame has the form's cells, as numbers within their range."""
    import pandera.polars as pa
    import polars as pl

    def complete(data: PolarsData) -> bool:
        types = data.lazyframe.collect_schema()
        wrong = [key for key in form.cells if key not in types]
        wrong += [
            f"{key}: {types[key]}"
            for key, cell in form.cells.items()
            if key in types
            and not (types[key].is_integer() or (cell.kind == "money" and types[key].is_numeric()))
        ]
        if wrong:
            raise ValueError(f"columns missing or of the wrong type: {', '.join(wrong)}")
        cells = data.lazyframe.select(list(form.cells))
        # An expression a cell takes twice as long.
        ends = pl.concat([cells.max().collect(), cells.min().collect()], how="vertical")
        far = [key for key, cell in form.cells.items() if any(_beyond(ends[key], cell.maximum))]
        if far:
            raise ValueError(f"numbers beyond the form's range in: {', '.join(far)}")
        return True

    return pa.Check(
        complete, name=_COLUMNS, error="columns of the form", title="The form's columns are there"
    )
