"""Families A and C on a frame: pandera checks, one a rule, over many reports at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_UP, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

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

# One more than money may have, so that a seventh decimal is still seen.
_MONEY_SCALE = 9
_ORGAN = ("agency.name", "agency.level")


def pandera_schema(edition: str) -> pa.DataFrameSchema:
    """Return the A and C rules of an edition as a pandera schema for Polars frames.

    The frame has one row a report and one column a cell, named by its key
    (`requests.received.total`): integers, or floats that are whole, for counts, Decimal or Float64
    for money in 万元, null or NaN for a blank. `agency.name` and `agency.level` are optional
    strings. A LazyFrame is collected, since pandera runs no checks on one; a frame of another
    library is a TypeError. Each rule is one dataframe-level Check, named by its code. Of a failing
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
    from pandera.config import ValidationDepth, config_context
    from pandera.errors import SchemaErrors

    schema = _schema(form, tuple(rules), failure_cases=1)
    try:
        # A user's PANDERA_* settings must not switch the rules off.
        with config_context(
            validation_enabled=True, validation_depth=ValidationDepth.SCHEMA_AND_DATA
        ):
            schema.validate(frame(form, reports), lazy=True)
    except SchemaErrors as errors:
        return {
            error.check.name: error.check_output["check_output"].not_().arg_true().to_list()
            for error in errors.schema_errors
        }
    return {}


def frame(form: Form, reports: Sequence[Report]) -> pl.DataFrame:
    """Return reports on `form` as a frame: a row each, a column a cell, and the organ."""
    import polars as pl

    kinds: dict[str, pl.DataType | DataTypeClass] = {
        key: pl.Int64 if cell.kind == "count" else pl.Decimal(38, _MONEY_SCALE)
        for key, cell in form.cells.items()
    }
    organ: dict[str, pl.DataType | DataTypeClass] = dict.fromkeys(_ORGAN, pl.String)
    rows = [report.record for report in reports]
    columns = {key: [_storable(row[key]) for row in rows] for key in organ | kinds}
    return pl.DataFrame(columns, schema=organ | kinds)


def _storable(value: object) -> object:
    """Rounding away from zero keeps the sign of money and whether it has too many decimals."""
    if isinstance(value, Decimal):
        return value.quantize(Decimal(1).scaleb(-_MONEY_SCALE), rounding=ROUND_UP)
    return value


@lru_cache
def _schema(
    form: Form, rules: tuple[Rule, ...], failure_cases: int | None = None
) -> pa.DataFrameSchema:
    checks = [_columns(form)]
    for rule in rules:
        if rule.needs == "cells" and rule.applies(form):
            checks.append(_check(rule, form, failure_cases))
    return _frame_schema()(
        checks=checks,
        name=f"reportlint_{form.edition}",
        title=form.schema["title"],
        description=form.schema["description"],
        metadata={key: cell.kind for key, cell in form.cells.items() if cell.kind == "count"},
    )


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
            if not isinstance(check_obj, pl.DataFrame):
                kind = f"{type(check_obj).__module__.partition('.')[0]} {type(check_obj).__name__}"
                hint = "; give polars.from_pandas(frame)" if kind.startswith("pandas") else ""
                raise TypeError(f"a polars DataFrame is checked, not a {kind}{hint}")
            return super().validate(_whole(check_obj, self.metadata or {}), *args, **options)

    return FrameSchema


def _whole(frame: pl.DataFrame, counts: Mapping[str, object]) -> pl.DataFrame:
    """Return a frame whose floats that are whole numbers are integers, NaN a blank."""
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


def _check(rule: Rule, form: Form, failure_cases: int | None) -> pa.Check:
    import polars as pl

    def holds(data: PolarsData) -> pl.LazyFrame:
        types = data.lazyframe.collect_schema()
        there = {name for name in types if types[name].is_numeric() or name in _ORGAN}
        edits = [e for e in rule.edits(form) if there.issuperset(e.cells)]
        frame = data.lazyframe.with_columns(
            pl.lit(None, dtype=pl.String).alias(name) for name in _ORGAN if name not in types
        )
        return frame.select(
            pl.any_horizontal([pl.lit(False), *(e.failing() for e in edits)]).not_()
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
    """A Check whose failure cases are the organs' names, not rows of two hundred cells.

    pandera prints every failing row as JSON: in a frame with 1% wrong that took longer than the
    checks. The row's number is in `index`.
    """
    import pandera.polars as pa

    class RowCheck(pa.Check):
        @classmethod
        def get_backend(cls, check_obj: object) -> type[BaseCheckBackend]:
            return pa.Check.get_backend(check_obj)

        def __call__(self, check_obj: pl.LazyFrame, column: str | None = None) -> CheckResult:
            names = check_obj.collect_schema().names()
            named = "agency.name" if "agency.name" in names else names[0]
            return super().__call__(check_obj, named)

    return RowCheck


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
        beyond = data.lazyframe.select(
            pl.col(key).abs().max().gt(cell.maximum).fill_null(False)
            for key, cell in form.cells.items()
        ).collect()
        far = [name for name in beyond.columns if beyond[name][0]]
        if far:
            raise ValueError(f"numbers beyond the form's range in: {', '.join(far)}")
        return True

    return pa.Check(
        complete, name="columns", error="columns of the form", title="The form's columns are there"
    )
