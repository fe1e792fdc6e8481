"""What is answered before anything is imported is what the commands print."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import simplejson
from hypothesis import given
from hypothesis import strategies as st
from tests.commands import run

import reportlint
from reportlint.cli.shortcuts import accepted, answer
from reportlint.form.edits import Condition
from reportlint.form.schema import form, forms, package_folder
from reportlint.report import Report, flatten, nest
from reportlint.strategies import reports

EDITIONS = tuple(forms(package_folder()))
HEAVY = (
    "click",
    "jsonschema",
    "pandera",
    "polars",
    "numpy",
    "lxml",
    "reportlint.rules",
    "reportlint.formats",
)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings of the checkout apply."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("REPORTLINT_SCHEMAS", raising=False)


def clean(edition: str = "2021", **about: Any) -> dict[str, Any]:
    organ = {"year": form(edition).first_year, "agency.name": "云溪街道办事处"}
    return nest({**organ, **about, **dict.fromkeys(form(edition).cells, 0)}.items())


def written(data: object, name: str = "a.json") -> str:
    Path(name).write_text(simplejson.dumps(data, use_decimal=True), encoding="utf-8")
    return name


@pytest.mark.parametrize("language", ["zh", "en"])
def test_line_is_the_one_that_the_command_prints(language: str) -> None:
    path = written(clean())
    assert accepted(["--lang", language, path]) == accepted([path, "--lang", language])
    shortest = run("check", path, "--lang", language)
    longest = run("check", path, "--lang", language, "--reference")
    assert accepted([path]) is not None
    assert accepted([path, "--lang", language, "--reference"]) is None
    assert shortest.output == longest.output
    assert shortest.exit_code == longest.exit_code == 0


def test_nothing_that_takes_long_is_imported() -> None:
    path = written(clean())
    called = [sys.executable, "-X", "importtime", "-m", "reportlint", "check", path]
    subprocess.run(called, capture_output=True, check=True)
    again = subprocess.run(called, capture_output=True, check=True, text=True)
    assert again.stdout.startswith("检查了 1 份报告")
    imported = {line.rpartition("|")[2].strip() for line in again.stderr.splitlines()}
    assert "json" in imported
    assert not imported.intersection(HEAVY)


@pytest.mark.parametrize(
    ("overview", "is_clean"),
    [
        ("本年度主动公开政府信息，新收到政府信息公开申请0件，均已按时答复。", True),
        ("本年度主动公开政府信息，未收到政府信息公开申请。", True),
        ("本年度主动公开政府信息，新收到政府信息公开申请3件。", False),
        ("本年度主动公开政府信息。\ud800", False),
    ],
)
def test_prose_is_read(overview: str, is_clean: bool) -> None:  # noqa: FBT001
    rest = "政府信息管理、平台建设、监督保障各项工作平稳，社会评议结果良好，未发生责任追究。"
    told = {
        "overview": overview + rest,
        "problems": "信息更新不够及时；已经完善制度，加强培训。",
        "other_matters": "本年度未收取信息处理费，没有其他需要报告的事项。",
    }
    Path("a.json").write_text(json.dumps({**clean(year=2024), "narrative": told}), "utf-8")
    assert (accepted(["a.json"]) is not None) == is_clean


@pytest.mark.parametrize("language", ["zh", "en"])
def test_table_of_rules_is_the_one_that_the_command_prints(language: str) -> None:
    assert f"{answer(['rules', '--lang', language])}\n" == run("rules", "--lang", language).output


def test_table_of_rules_is_not_answered_where_more_is_asked_or_settings_apply() -> None:
    assert answer(["rules"]) is not None
    assert answer(["rules", "--audit"]) is None
    assert answer(["rules", "--lang"]) is None
    assert answer(["rules", "--lang", "fr"]) is None
    assert answer(["rule", "A101"]) is None
    Path("reportlint.toml").write_text('lang = "en"', encoding="utf-8")
    assert answer(["rules"]) is None


@pytest.mark.parametrize("edition", EDITIONS)
def test_amount_is_exact(edition: str) -> None:
    cells, edits = form(edition).cells, form(edition).edits
    money = next(key for key, cell in cells.items() if cell.kind == "money")
    tied = [x for x in edits if isinstance(x, Condition) and money in x.cells]
    needed = dict.fromkeys((key for edit in tied for key in edit.cells), 1)
    flat = dict(flatten(clean(edition)))
    for amount, is_clean in ((Decimal("320.230001"), True), (Decimal("320.2300011"), False)):
        path = written(nest({**flat, **needed, money: amount}.items()))
        assert (accepted([path]) is not None) == is_clean


@pytest.mark.parametrize(
    "text",
    [
        '{"year": 2024, "year": 2024,',
        '{"\\u0079ear": 2024, "year": 2024,',
        '{"x": NaN,',
        "\ufeff{",
        "[{",
        '{"x": "\\ud800",',
        '{"year": 1e3,',
        '{"year": ' + "1" * 5000 + ",",
        "{" * 100_000,
        "",
    ],
)
def test_text_that_is_odd_is_left_to_the_command(text: str) -> None:
    whole = json.dumps(clean(year=2024), ensure_ascii=False)
    Path("a.json").write_text(text + whole.removeprefix("{"), encoding="utf-8")
    assert accepted(["a.json"]) is None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("reportlint.toml", ""),
        ("pyproject.toml", "[tool.reportlint]"),
        ("pyproject.toml", "[tool.'reportlint']\nselect = ['A']"),
        ("pyproject.toml", "reportlint ="),
        ("a.json.accept.toml", ""),
    ],
)
def test_settings_are_left_to_the_command(name: str, content: str) -> None:
    path = written(clean())
    assert accepted([path]) is not None
    Path(name).write_text(content, encoding="utf-8")
    assert accepted([path]) is None


def test_project_without_settings_of_ours_has_none() -> None:
    path = written(clean())
    Path("pyproject.toml").write_text('dependencies = ["reportlint"]', encoding="utf-8")
    assert accepted([path]) is not None


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["a.json", "a.json"],
        ["a.json", "--select", "A"],
        ["a.json", "--lang"],
        ["a.json", "--lang", "fr"],
        ["--", "a.json"],
        ["none.json"],
        ["folder.json"],
        ["-"],
        ["a.yaml"],
    ],
)
def test_other_calls_are_left_to_the_command(arguments: list[str]) -> None:
    written(clean())
    written(clean(), "a.yaml")
    Path("folder.json").mkdir()
    assert accepted(arguments) is None


def test_other_schemas_and_wrong_languages_are_left_to_the_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = written(clean())
    monkeypatch.setenv("REPORTLINT_LANG", "fr")
    assert accepted([path]) is None
    monkeypatch.delenv("REPORTLINT_LANG")
    monkeypatch.setenv("REPORTLINT_SCHEMAS", str(Path.cwd()))
    assert accepted([path]) is None


@given(st.sampled_from(EDITIONS).flatmap(reports), st.data())
def test_accepted_file_has_no_finding_of_the_reference(report: Report, data: st.DataObject) -> None:
    flat = dict(flatten(report.data))
    for key in data.draw(st.lists(st.sampled_from([*flat]), max_size=1)):
        flat[key] = data.draw(st.integers(-1, 10**9) | st.none() | st.text(max_size=2))
    path = written(nest(flat.items()))
    findings = reportlint.check(path, reference=True)
    if accepted([path]) is not None:
        assert (list(findings), findings.unreadable, findings.reports) == ([], (), 1)
