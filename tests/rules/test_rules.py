"""The rules together: each known by one code and one name, and every statement reported by one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import reportlint
from reportlint.cli.group import cli
from reportlint.errors import FormError
from reportlint.form.schema import form_of_year, forms, schema_folder
from reportlint.form.structure import Schema
from reportlint.rules import RULES, selected, unreported
from reportlint.rules.rule import FAMILIES

EDITIONS = list(forms())
LIMIT = {"title": "甲", "description": "a", "sum": ["corrected"], "atMost": ["total"]}


def test_code_and_name_are_of_one_rule() -> None:
    assert {code: rule.code for code, rule in RULES.items()} == {code: code for code in RULES}
    assert len({rule.name for rule in RULES.values()}) == len(RULES)
    assert {code[0] for code in RULES} == FAMILIES.keys()


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_statement_is_reported_by_a_rule(edition: str) -> None:
    form = reportlint.form(edition)
    reported = [edit for rule in RULES.values() for edit in rule.edits(form)]
    assert {*reported} == {*form.edits, *form.year_edits}
    assert unreported(form) == ()


@pytest.mark.parametrize("edition", EDITIONS)
def test_statement_about_one_report_is_reported_by_the_rule_of_its_name(edition: str) -> None:
    form = reportlint.form(edition)
    reported = [(rule.name, edit) for rule in RULES.values() for edit in rule.edits(form)]
    assert sorted(map(id, form.edits)) == sorted(
        id(edit) for name, edit in reported if edit in form.edits and edit.name == name
    )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the editions, in use."""
    shutil.copytree(schema_folder(), tmp_path / "schemas")
    monkeypatch.setenv("REPORTLINT_SCHEMAS", str(tmp_path / "schemas"))
    forms.cache_clear()
    yield tmp_path / "schemas"
    forms.cache_clear()


def state(folder: Path, keyword: str, statement: dict[str, Any]) -> Path:
    """Add a statement about the four results to the edition of the reports of `conftest.py`."""
    form = form_of_year(2024)
    assert form is not None
    path = folder / form.edition / "report.schema.json"
    schema: Schema = json.loads(path.read_text(encoding="utf-8"))
    schema["$defs"]["results"].setdefault(keyword, []).append(statement)
    path.write_text(json.dumps(schema), encoding="utf-8")
    forms.cache_clear()
    return path


def test_statement_under_the_name_of_a_rule_needs_nothing_else(
    folder: Path, write: Callable[..., Path]
) -> None:
    state(folder, "x-limits", {"name": "issued-in-force", **LIMIT})
    wrong = write("a.json", {"review.reconsideration.corrected": 1})
    assert [x.code for x in reportlint.check(wrong, select=["C"])] == ["C202"]


@pytest.mark.parametrize(
    ("keyword", "name"),
    [("x-limits", "of-no-rule"), ("x-limits", "missing-part"), ("x-years", "issued-in-force")],
    ids=["unknown", "of-another-kind", "of-one-report"],
)
@pytest.mark.parametrize(
    "command",
    [
        "check good.json",
        "fix good.json",
        "rollup good.json --total good.json",
        "rules",
        "rules --format json",
        "rules --audit",
        "rules --audit --format json",
    ],
)
def test_statement_that_no_rule_reports_is_an_error(
    folder: Path, good: Path, command: str, keyword: str, name: str
) -> None:
    path = state(folder, keyword, {"name": name, **LIMIT})
    arguments = [str(good) if word == good.name else word for word in command.split()]
    result = CliRunner().invoke(cli, [*arguments, "--lang", "en"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{path}: no rule reports {name}" in result.stderr
    chinese = CliRunner().invoke(cli, [*arguments, "--lang", "zh"])
    assert f"没有规则报告 {name}" in chinese.stderr


def test_statement_that_no_rule_reports_is_an_error_in_the_library(folder: Path) -> None:
    state(folder, "x-limits", {"name": "of-no-rule", **LIMIT})
    for call in (selected, lambda: reportlint.pandera_schema(EDITIONS[-1])):
        with pytest.raises(FormError, match="no rule reports of-no-rule"):
            call()
