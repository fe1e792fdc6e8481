"""The A and C rules in SQL: DuckDB's verdicts are those of the rules themselves."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.commands import run
from tests.fixture_types import Zeros
from tests.paths import FIXTURES
from tests.tables import in_duckdb

from reportlint import Report, form
from reportlint.corpora.rows import frame_of
from reportlint.files.reading import Reading
from reportlint.form.dialects import DIALECTS
from reportlint.form.schema import Form, forms
from reportlint.frames.sql import COLUMNS, verdicts
from reportlint.frames.validation import failing_rows
from reportlint.report import nest
from reportlint.rules import selected

EDITIONS = tuple(forms())
RULES = [rule for rule in selected() if rule.needs == "cells"]


def by_sql(own: Form, frame: pl.DataFrame) -> dict[str, list[int]]:
    """The failing rows by rule code."""
    found = in_duckdb(frame, verdicts(own, "duckdb"))
    assert {type(x) for column in found.values() for x in column} <= {bool}
    rows = {code: [n for n, fails in enumerate(found[code]) if fails] for code in found}
    return {code: failing for code, failing in rows.items() if failing}


def by_rules(reports: list[Report]) -> dict[str, list[int]]:
    found = defaultdict(list)
    for number, report in enumerate(reports):
        for rule in RULES:
            if rule.failing(report):
                found[rule.code].append(number)
    return dict(found)


def test_verdicts_on_all_fixtures_are_those_of_the_rules() -> None:
    given = [x for x in Reading(0).items(FIXTURES) if isinstance(x, Report) and x.form]
    seen: set[str] = set()
    for edition in EDITIONS:
        own = form(edition)
        reports = [report for report in given if report.form is own]
        frame = frame_of(reports)
        found = by_sql(own, frame)
        assert found == by_rules(reports) == failing_rows(own, frame, RULES)
        seen |= found.keys()
    assert seen == {rule.code for rule in RULES}


numbers = (
    st.none()
    | st.integers(-3, 9)
    | st.integers(-(10**9), 10**9)
    | st.sampled_from([999_999_999, 999_999_999_999])
)
amounts = st.none() | st.decimals(-9, 10**8, places=9) | st.just(Decimal("0.0000005"))
names = [
    "青禾县水务局",
    "石桥镇人民政府",
    "国家能源局",
    "某市人民政府办公室",
    "a'b\\",
    "局\n",
    "",
    None,
]


@pytest.mark.parametrize("edition", EDITIONS)
@given(data=st.data())
def test_verdicts_on_any_table_are_those_of_the_rules(edition: str, data: st.DataObject) -> None:
    own = form(edition)
    reports = []
    for _ in range(data.draw(st.integers(1, 4))):
        counts = st.sampled_from([x for x in own.cells if own.cells[x].kind == "count"])
        cells: dict[str, Any] = dict.fromkeys(own.cells, data.draw(st.sampled_from([0, None])))
        cells |= data.draw(st.dictionaries(counts, numbers, max_size=12))
        cells |= {x: data.draw(amounts) for x in own.cells if own.cells[x].kind == "money"}
        organ = {
            "agency.name": data.draw(st.sampled_from(names)),
            "agency.level": data.draw(st.sampled_from(["state", "county", "x", None])),
        }
        reports.append(Report(nest({"edition": edition, **organ, **cells}.items())))
    assert by_sql(own, frame_of(reports)) == by_rules(reports)


def test_numbers_beyond_the_form_are_told() -> None:
    own = form("2021")
    largest = 2**63 - 1
    frame = pl.DataFrame(
        {key: [0, -largest if own.cells[key].kind == "count" else 0] for key in own.cells}
    ).with_columns(pl.lit(None, pl.String).alias(x) for x in ("agency.name", "agency.level"))
    assert by_sql(own, frame)[COLUMNS] == [1]


def test_printed_views_run_over_a_corpus(tmp_path: Path, zeros: Zeros) -> None:
    printed = run("rules", "--sql", "duckdb")
    assert printed.exit_code == 0
    reports = [zeros(edition=x) for x in EDITIONS]
    reports += [zeros({"review.reconsideration.upheld": 3}, edition=x) for x in EDITIONS]
    frame_of(reports).write_parquet(tmp_path / "corpus.parquet")
    with duckdb.connect() as database:
        database.execute(f"CREATE VIEW reports AS FROM '{tmp_path / 'corpus.parquet'}'")
        database.execute(printed.output)
        for edition in EDITIONS:
            rows = database.sql(
                f'SELECT "A201", "A101", edition FROM reportlint_{edition} ORDER BY "A201"'
            ).fetchall()
            assert rows == [(False, False, edition), (True, False, edition)]


def test_dialect_that_is_not_tested_is_not_offered() -> None:
    assert run("rules", "--sql", "postgres").exit_code == 2


@pytest.mark.parametrize("name", ['a"b', "a`b", "a.b", "'", '"; DROP TABLE x; --', "格"])
def test_any_name_is_one_identifier(name: str) -> None:
    frame = pl.DataFrame({name: [7]})
    assert in_duckdb(frame, {name: DIALECTS["duckdb"].identifier(name)}) == {name: [7]}


@given(text=st.text(st.characters(exclude_characters="\0", codec="utf-8")))
def test_any_text_is_one_literal(text: str) -> None:
    found = in_duckdb(pl.DataFrame({"a": [1]}), {"text": DIALECTS["duckdb"].text(text)})
    assert found == {"text": [text]}
