"""The pandera schema, on a user's own frame and under a user's own settings."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import duckdb
import polars as pl
import pytest
import yaml
from pandera.config import ValidationDepth, config_context
from pandera.errors import SchemaErrors
from tests.fixture_types import Zeros
from tests.paths import FIXTURES
from tests.tables import ArrowStream

import reportlint
from reportlint.form.schema import forms
from reportlint.rules import RULES

EDITIONS = tuple(forms())
R = "review.reconsideration."
FAULTY = FIXTURES / "faulty" / "street-2021.txt"


def zeros_frame(changes: dict[str, Any] | None = None, *, height: int = 1) -> pl.DataFrame:
    cells = {key: [0] * height for key in reportlint.form("2021").cells}
    return pl.DataFrame({**cells, **(changes or {})})


def failures(frame: pl.DataFrame) -> set[tuple[str, int | None]]:
    """The checks that fail, each with the rows that fail it, or None for the whole frame."""
    try:
        reportlint.pandera_schema("2021").validate(frame, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases.select("check", "index").rows()
        return {(check.partition(" ")[0], row) for check, row in cases}
    return set()


@pytest.mark.parametrize("edition", EDITIONS)
def test_schema_has_a_check_for_every_rule_of_its_edition(edition: str) -> None:
    checks = {check.name for check in reportlint.pandera_schema(edition).checks}
    form = reportlint.form(edition)
    rules = {code for code, rule in RULES.items() if code[0] in "AC" and rule.applies(form)}
    assert checks == rules | {"columns"}


def test_right_frame_comes_back_unchanged() -> None:
    frame = zeros_frame({"note": ["own column"]})
    assert reportlint.pandera_schema("2021").validate(frame, lazy=True).equals(frame)


def test_failing_rows_are_named() -> None:
    frame = zeros_frame({R + "total": [0, 1, 0, 2]}, height=4)
    assert failures(frame) == {("A201", 1), ("A201", 3)}


def test_frame_without_rows_is_right() -> None:
    assert failures(zeros_frame().clear()) == set()


def test_missing_column_is_said_and_the_other_rules_run() -> None:
    frame = zeros_frame({R + "total": [1]}).drop("requests.received.total")
    assert failures(frame) == {("columns", None), ("A201", 0)}


@pytest.mark.parametrize("number", [0.0, float("nan")])
def test_floats_that_are_whole_are_counts(number: float) -> None:
    assert failures(zeros_frame({R + "total": [number]})) == set()


@pytest.mark.parametrize("number", [0.5, 1e300, float("inf")])
def test_count_that_may_have_a_fraction_is_refused(number: float) -> None:
    assert failures(zeros_frame({R + "total": [number]})) >= {("columns", None)}


def test_count_beyond_the_form_is_refused() -> None:
    assert failures(zeros_frame({R + "total": [10**13]})) >= {("columns", None)}


def test_lazy_frame_is_looked_at() -> None:
    wrong = zeros_frame({R + "total": [1]}).lazy()
    with pytest.raises(SchemaErrors):
        reportlint.pandera_schema("2021").validate(wrong, lazy=True)
    assert isinstance(
        reportlint.pandera_schema("2021").validate(zeros_frame({}).lazy()), pl.LazyFrame
    )


def test_frame_of_another_library_is_read_by_arrow_and_comes_back_as_it_was() -> None:
    schema = reportlint.pandera_schema("2021")
    right: Any = ArrowStream(zeros_frame({}))
    wrong: Any = ArrowStream(zeros_frame({R + "total": [1]}))
    assert schema.validate(right) is right
    with pytest.raises(SchemaErrors):
        schema.validate(wrong, lazy=True)


def test_frame_of_duckdb_is_read_without_pyarrow() -> None:
    frame = zeros_frame({R + "total": [1]})
    with duckdb.connect() as database:
        columns = ", ".join(f'{n} AS "{key}"' for key, (n,) in frame.to_dict().items())
        relation = database.sql(f"SELECT {columns}")
        (found,) = reportlint.wrong_cells(relation, "2021")
    assert found.code == "A201"


def test_schema_states_its_columns_and_is_written_as_yaml() -> None:
    schema = reportlint.pandera_schema("2021")
    form = reportlint.form("2021")
    assert set(schema.columns) == {*form.cells, "agency.name", "agency.level"}
    with pytest.warns(UserWarning, match="Only registered checks"):
        written = yaml.safe_load(schema.to_yaml() or "")
    stated = written["columns"]["proactive.fees.amount"]
    assert (stated["nullable"], stated["description"]) == (
        True,
        form.cells["proactive.fees.amount"].text.en,
    )
    assert written["columns"]["agency.level"]["required"] is False


@pytest.mark.parametrize("frame", [None, {}, [1]])
def test_what_is_no_frame_is_refused_in_words(frame: Any) -> None:
    with pytest.raises(TypeError, match="a frame with __arrow_c_stream__ is checked, not a"):
        reportlint.pandera_schema("2021").validate(frame)


@pytest.mark.parametrize("amount", [0.1, 3])
def test_amount_may_be_a_float_or_an_integer(amount: float) -> None:
    assert failures(zeros_frame({"proactive.fees.amount": [amount]})) == set()


@pytest.mark.parametrize(
    ("dtype", "part", "wrapped"),
    [
        (pl.UInt8, 100, 44),
        (pl.Int16, 30_000, 24_464),
        (pl.UInt32, 2_000_000_000, 1_705_032_704),
    ],
)
def test_small_integers_do_not_overflow(dtype: type[pl.DataType], part: int, wrapped: int) -> None:
    parts = {R + key: [part] for key in ("upheld", "corrected", "other")}
    frame = zeros_frame({**parts, R + "total": [wrapped]}).cast({pl.Int64: dtype})
    assert failures(frame) == {("A201", 0)}


def test_nulls_are_blanks() -> None:
    blank = pl.DataFrame({key: [None] for key in reportlint.form("2021").cells})
    assert failures(blank.cast(pl.Int64)) == set()
    known = zeros_frame({R + "upheld": [2], R + "other": [None], R + "total": [1]})
    assert failures(known.cast({pl.Null: pl.Int64})) == {("A201", 0)}


def test_organ_is_optional_and_used_where_it_is_there() -> None:
    rules = {"proactive.regulations.in_force": [1]}
    assert failures(zeros_frame(rules)) == set()
    assert failures(zeros_frame({**rules, "agency.level": ["county"]})) == {("C201", 0)}
    assert failures(zeros_frame({**rules, "agency.name": ["石桥镇人民政府"]})) == {("C201", 0)}


def test_many_reports_are_told_apart(zeros: Zeros) -> None:
    reports = [zeros({R + "total": n % 3}, edition=EDITIONS[n % 2]) for n in range(24)]
    found = reportlint.check(reports, select=["A"])
    assert [finding.actual for finding in found] == [str(n % 3) for n in range(24) if n % 3]


@pytest.mark.parametrize(
    "setting",
    [{"validation_enabled": False}, {"validation_depth": ValidationDepth.SCHEMA_ONLY}],
    ids=lambda setting: next(iter(setting)),
)
def test_pandera_settings_do_not_switch_the_rules_off(setting: dict[str, Any]) -> None:
    with config_context(**setting):
        codes = {finding.code for finding in reportlint.check(FAULTY)}
    assert {"A101", "C201"} <= codes


@pytest.mark.parametrize(
    ("variable", "value"),
    [("PANDERA_VALIDATION_ENABLED", "False"), ("PANDERA_VALIDATION_DEPTH", "SCHEMA_ONLY")],
)
def test_pandera_environment_does_not_switch_the_rules_off(variable: str, value: str) -> None:
    command = [sys.executable, "-m", "reportlint", "check", "--format", "json", str(FAULTY)]
    run = subprocess.run(
        command, env={**os.environ, variable: value}, capture_output=True, check=False
    )
    assert run.returncode == 1
    assert b"A101" in run.stdout
