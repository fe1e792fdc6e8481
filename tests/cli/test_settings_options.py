"""Settings as the command line finds them: by file, stated, or none; and what they are named as."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import tomllib
import zipfile
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.commands import run
from tests.paths import CHECKOUT

from reportlint.acceptances.acceptance import Acceptance
from reportlint.settings import NAMES

TOTAL = "requests.received.total"
WRONG = {TOTAL: 3}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*arguments: object) -> dict[str, Any]:
    result = run("check", *arguments, "--format", "json")
    assert result.exit_code in (0, 1, 2), result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def codes(output: dict[str, Any], file: str = "") -> set[str]:
    return {x["code"] for x in output["findings"] if file in x["location"]["file"]}


def text(path: Path, content: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def test_nearest_settings_above_each_file_hold(write: Callable[..., Path], here: Path) -> None:
    write("a/1.json", WRONG)
    write("b/deep/2.json", WRONG)
    text(here / "a/reportlint.toml", 'ignore = ["A"]')
    text(here / "b/reportlint.toml", 'select = ["A"]')
    output = check("a", "b")
    assert "A101" not in codes(output, "1.json")
    assert codes(output, "2.json") == {"A101"}
    assert sorted(output["settings"]) == ["a/reportlint.toml", "b/reportlint.toml"]
    assert codes(check("a/1.json", "b/deep/2.json", "--select", "C,S"), "2.json") == set()


def test_stated_settings_hold_for_all_and_isolated_ones_for_none(
    write: Callable[..., Path], here: Path
) -> None:
    path = write("sent/1.json", WRONG)
    text(here / "sent/reportlint.toml", 'ignore = ["A", "D", "O"]')
    gate = text(here / "gate.toml", 'select = ["A"]')
    assert codes(check(path)) == set()
    assert "A101" in codes(check(path, "--isolated"))
    assert check(path, "--isolated")["settings"] == []
    for arguments in (["--config", gate], ["--isolated", "--config", gate]):
        output = check(path, *arguments)
        assert codes(output) == {"A101"}
        assert output["settings"] == ["gate.toml"]


def test_archive_supplies_no_settings(write: Callable[..., Path], here: Path) -> None:
    path = write("1.json", WRONG)
    with zipfile.ZipFile(here / "sent.zip", "w") as archive:
        archive.write(path, "1.json")
        archive.writestr("reportlint.toml", 'ignore = ["A"]')
    assert "A101" in codes(check("sent.zip"))
    text(here / "reportlint.toml", 'ignore = ["A"]')
    assert "A101" not in codes(check("sent.zip"))


def test_language_and_baseline_are_of_the_working_folder_alone(
    write: Callable[..., Path], here: Path
) -> None:
    path = write("a/1.json", WRONG)
    text(here / "a/reportlint.toml", 'lang = "en"\nbaseline = "none.json"')
    result = run("check", path)
    assert result.exit_code == 1
    assert "处错误" in result.stdout


def test_excluded_files_are_left_out_also_where_they_are_named(
    write: Callable[..., Path], here: Path
) -> None:
    write("reports/draft/1.json", WRONG)
    write("reports/2.json", WRONG)
    text(here / "reports/reportlint.toml", 'exclude = ["draft"]')
    assert codes(check("reports"), "1.json") == set()
    assert "A101" in codes(check("reports"), "2.json")
    result = run("check", "reports/draft/1.json")
    assert result.exit_code == 0, result.output
    both = check("reports/draft/1.json", "reports/2.json")
    assert codes(both, "1.json") == set()
    assert both["summary"]["reports"] == 1


def test_patterns_are_relative_to_their_own_settings(
    write: Callable[..., Path], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("x/draft/1.json", WRONG)
    text(here / "x/reportlint.toml", 'exclude = ["draft/1.json"]')
    monkeypatch.chdir(here / "x" / "draft")
    assert run("check", "1.json").exit_code == 0
    monkeypatch.chdir(here)
    assert run("check", "x").exit_code in (0, 2)
    shutil.move(here / "x/reportlint.toml", here / "reportlint.toml")
    assert "A101" in codes(check("x"))


def test_settings_are_named_in_the_summary(write: Callable[..., Path], here: Path) -> None:
    text(here / "reportlint.toml", 'ignore = ["N"]')
    assert "设置：reportlint.toml" in run("check", write("1.json", {})).stdout


def test_mark_of_a_windows_editor_is_no_fault(write: Callable[..., Path], here: Path) -> None:
    (here / "reportlint.toml").write_bytes('ignore = ["A"]'.encode("utf-8-sig"))
    assert "A101" not in codes(check(write("1.json", WRONG)))


@pytest.mark.parametrize(("name", "meant"), [("selct", "select"), ("excludes", "exclude")])
def test_unknown_setting_is_named_with_the_nearest(
    write: Callable[..., Path], here: Path, name: str, meant: str
) -> None:
    text(here / "reportlint.toml", f'{name} = ["A"]')
    result = run("check", write("1.json", {}), "--lang", "en")
    assert result.exit_code == 2
    assert f"there is no setting {name}, did you mean {meant}?" in result.stderr


def test_codes_may_stand_in_lists(write: Callable[..., Path]) -> None:
    path = write("1.json", {**WRONG, "review.x": 1})
    assert codes(check(path, "--select", "A, S")) == {"A101", "S102"}
    assert codes(check(path, "--select", "A,S", "--ignore", "S102")) == {"A101"}


def test_fix_and_rollup_take_settings_too(write: Callable[..., Path], here: Path) -> None:
    path = write("a/1.json", {TOTAL: None})
    text(here / "a/reportlint.toml", 'exclude = ["1.json"]')
    assert run("fix", path, "--write").exit_code == 0
    assert '"total": null' in path.read_text(encoding="utf-8")
    assert run("fix", path, "--isolated").exit_code == 1
    assert run("rollup", "a", "-o", "total.json", "--isolated", "--name", "某县").exit_code == 0


def test_schema_of_the_settings_is_that_of_the_class() -> None:
    schema = json.loads(run("schema", "settings").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert set(schema["properties"]) == set(NAMES)
    own = {each.name for each in fields(Acceptance)} - {"location"}
    assert set(schema["$defs"]["acceptance"]["properties"]) == own


def test_settings_of_the_documentation_are_settings() -> None:
    page = (CHECKOUT / "docs" / "settings.md").read_text(encoding="utf-8")
    (stated,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    table = tomllib.loads(stated)
    schema = json.loads(run("schema", "settings").stdout)
    assert set(table) == set(schema["properties"])
    jsonschema.validate(json.loads(json.dumps(table, default=str)), schema)


def test_every_option_of_the_documentation_is_taken(write: Callable[..., Path]) -> None:
    given = write("reports/2024.json", {}).read_bytes()
    (Path.cwd() / "gate.toml").write_text("", encoding="utf-8")
    shutil.copytree("reports", "sent")
    page = (CHECKOUT / "docs" / "settings.md").read_text(encoding="utf-8")
    examples = re.findall(r"\| `(reportlint check [^`<]*)", page)
    assert len(examples) > 10
    for example in examples:
        if "--diff-base" not in example:
            assert run(*shlex.split(example)[1:], stdin=given).exit_code in (0, 1), example
