"""Which rules hold where, how grave they are, and what of that makes the exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.commands import FINDINGS, run

import reportlint

TOTAL = "requests.received.total"
LICENSING = "proactive.licensing.decisions"
WRONG = {TOTAL: 3, "proactive.regulations.issued": 1}
"""It breaks A101, which is an error, and C201, a warning."""

Write = Callable[..., Path]


def settings(content: str, folder: str = ".") -> None:
    Path(folder).mkdir(parents=True, exist_ok=True)
    Path(folder, "reportlint.toml").write_text(content, encoding="utf-8")


def check(*arguments: object, code: int = 1) -> dict[str, Any]:
    result = run("check", *arguments, "--format", "json")
    assert result.exit_code == code, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    FINDINGS.validate(found)
    return found


def codes(output: dict[str, Any], file: str = "") -> set[str]:
    return {x["code"] for x in output["findings"] if file in x["location"]["file"]}


def severities(output: dict[str, Any]) -> dict[str, str]:
    return {x["code"]: x["severity"] for x in output["findings"]}


def test_codes_may_be_added_to_those_of_the_settings(write: Write) -> None:
    path = write("1.json", WRONG)
    settings('select = ["C"]')
    assert codes(check(path, code=0)) == {"C201", "C202"}
    assert codes(check(path, "--extend-select", "A101")) == {"A101", "C201", "C202"}
    settings('select = ["C"]\nextend-select = ["A101"]')
    assert codes(check(path)) == {"A101", "C201", "C202"}
    assert codes(check(path, "--select", "A")) == {"A101"}


def test_longest_beginning_of_a_code_decides(write: Write) -> None:
    path = write("1.json", WRONG)
    settings('ignore = ["ALL"]\nextend-select = ["A1"]')
    assert codes(check(path)) == {"A101"}
    settings('select = ["ALL"]\nignore = ["S", "C", "D", "A1"]\nextend-select = ["A103"]')
    assert codes(check(path)) == {"A103"}
    assert codes(check(path, "--isolated", "--select", "A101,C", "--ignore", "A,C2")) == {"A101"}


def test_command_line_asks_for_what_settings_ignore(write: Write) -> None:
    settings('ignore = ["A"]')
    assert codes(check(write("1.json", WRONG), "--select", "A")) == {"A101"}


def test_codes_are_ignored_in_files_that_match(write: Write) -> None:
    write("2023.json", WRONG)
    write("old/2024.json", WRONG)
    settings('[per-file-ignores]\n"2023*" = ["A"]\n"old/*" = ["C2"]')
    output = check(".")
    assert "A101" not in codes(output, "2023.json")
    assert "C201" in codes(output, "2023.json")
    assert codes(output, "2024.json") & {"A101", "C201"} == {"A101"}
    output = check(".", "--isolated", "--per-file-ignores", "old/*:A,C", "--select", "A,C")
    assert codes(output, "2023.json") == {"A101", "C201", "C202"}
    assert codes(output, "2024.json") == set()


def test_patterns_of_settings_are_relative_to_their_folder(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("a/b/1.json", WRONG)
    settings('select = ["A"]\n[per-file-ignores]\n"b/1.json" = ["ALL"]', "a")
    assert codes(check(path, code=0)) == set()
    monkeypatch.chdir("a/b")
    assert codes(check("1.json", code=0)) == set()
    assert codes(check("1.json", "--isolated", "--per-file-ignores", "b/1.json:A")) >= {"A101"}


def test_severity_is_stated_by_rule(write: Write) -> None:
    path = write("1.json", WRONG)
    settings('[severity]\nA = "note"\nA101 = "warning"\nC201 = "error"')
    output = check(path)
    assert severities(output) == {**severities(output), "A101": "warning", "C201": "error"}
    assert output["summary"]["errors"] == 1
    assert check(path, "--select", "A", code=0)["summary"]["errors"] == 0
    assert severities(check(path, "--severity", "A101=error"))["A101"] == "error"


def test_severity_is_that_of_the_code_of_a_finding(write: Write) -> None:
    path = write("1.json", {"requests.outcomes.granted.total": 3})
    for stated, severity in (("A101", "note"), ("A102", "error")):
        settings(f'[severity]\n{stated} = "note"')
        output = check(path, code=int(severity == "error"))
        (found,) = [x for x in output["findings"] if "broken" in x]
        assert {x["code"] for x in found["broken"]} == {"A101", "A102"}
        assert (found["code"], found["severity"]) == ("A101", severity)


def test_every_output_has_the_stated_severity(write: Write) -> None:
    path = write("1.json", WRONG)
    settings('select = ["A101", "C201"]\n[severity]\nA101 = "note"\nC201 = "error"')
    results = json.loads(run("check", path, "--format", "sarif").stdout)["runs"][0]["results"]
    assert {x["ruleId"]: x["level"] for x in results} == {"A101": "note", "C201": "error"}
    lines = run("check", path, "--format", "github").stdout.splitlines()
    assert [x.partition(" ")[0] for x in sorted(lines) if "title" in x] == ["::error", "::notice"]
    gitlab = json.loads(run("check", path, "--format", "gitlab").stdout)
    assert {x["check_name"]: x["severity"] for x in gitlab}["A101"] == "info"
    assert "A101 提示" in run("check", path).stdout
    assert '"error","C201"' in run("check", path, "--format", "csv", "--lang", "en").stdout


def test_severity_decides_the_exit_code(write: Write) -> None:
    path = write("1.json", {"proactive.regulations.issued": 1})
    assert run("check", path).exit_code == 0
    settings('fail-on = "warning"')
    assert run("check", path).exit_code == 1
    assert run("check", path, "--fail-on", "error").exit_code == 0
    settings('[severity]\nC201 = "error"')
    assert run("check", path).exit_code == 1


def test_exit_zero_masks_1_alone(write: Write) -> None:
    path = write("1.json", WRONG)
    assert run("check", path, "--exit-zero").exit_code == 0
    Path("broken.json").write_text("{", encoding="utf-8")
    assert run("check", path, "broken.json", "--exit-zero").exit_code == 2
    assert run("check", path, "--exit-zero", "--no-such").exit_code == 2
    sarif = json.loads(run("check", path, "--exit-zero", "--format", "sarif").stdout)
    assert sarif["runs"][0]["invocations"][0]["exitCode"] == 0


def test_rollup_has_severity_and_exit_code(write: Write) -> None:
    write("units/1.json", {LICENSING: 4, "agency.name": "甲局"})
    total = write("total.json", {LICENSING: 9, "agency.name": "全县"})
    assert run("rollup", "units", "--total", total).exit_code == 1
    assert run("rollup", "units", "--total", total, "--exit-zero").exit_code == 0
    assert run("rollup", "units", "--total", total, "--severity", "U=note").exit_code == 0
    settings('[severity]\nU = "warning"')
    assert run("rollup", "units", "--total", total).exit_code == 0


WRONG_SETTINGS = [
    ('extend_select = ["A"]', "there is no setting extend_select, did you mean extend-select?"),
    ('select = ["C2O2"]', "no rule begins with C2O2, did you mean C202?"),
    ('[per-file-ignores]\n"a*" = ["a101"]', "no rule begins with a101, did you mean A101?"),
    ('[severity]\nA1O1 = "error"', "no rule begins with A1O1, did you mean A101?"),
    (
        '[severity]\nA101 = "eror"',
        "severity A101 must be error, warning or note, did you mean error?",
    ),
    ('severity = "error"', 'severity must be a table: CODE = "error"'),
    ('per-file-ignores = ["A"]', 'per-file-ignores must be a table: "PATTERN" = ["CODE"]'),
    ('fail-on = "warn"', "fail-on must be error, warning or note, did you mean warning?"),
    ('lang = "e"', "lang must be zh or en, did you mean en?"),
    ('select = ["A", "C"]\nignore = ["C"]', "C is both selected and ignored"),
    ('extend-select = ["C"]\nignore = ["C"]', "C is both selected and ignored"),
]


@pytest.mark.parametrize(("content", "said"), WRONG_SETTINGS)
def test_wrong_settings_are_said_with_what_was_meant(content: str, said: str, write: Write) -> None:
    settings(content)
    result = run("check", write("1.json", {}), "--lang", "en")
    assert result.exit_code == 2
    assert said in result.stderr


def test_wrong_acceptances_are_said_with_what_was_meant(write: Write) -> None:
    path = write("1.json", {})
    settings('[[accept]]\ncode = "C202"\nfiles = "1*"\nreason = "x"\nuntil = 2999-01-01')
    said = run("check", path, "--lang", "en").stderr
    assert "an acceptance has no files here, did you mean file?" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--select", "C2O2"], "没有以 C2O2 开头的规则，是不是 C202？"),
        (["--select", "A", "--ignore", "A"], "A 既在 select 中又在 ignore 中，只能留一处"),
        (["--severity", "A101=eror"], "A101=eror：应写作 CODE=error|warning|note，是不是 error？"),
        (["--severity", "Q=error"], "没有以 Q 开头的规则"),
        (["--per-file-ignores", "A101"], "A101：应写作 GLOB:CODE"),
    ],
)
def test_wrong_options_are_said_with_what_was_meant(
    arguments: list[str], said: str, write: Write
) -> None:
    result = run("check", write("1.json", {}), *arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_library_takes_the_same(write: Write) -> None:
    path = write("1.json", WRONG)
    found = reportlint.check(path, select=["A", "C201"], ignore=["A103"], severity={"A": "note"})
    assert {x.code: x.severity for x in found} == {"A101": "note", "C201": "warning"}
    assert found.exit_code == 0
    left = reportlint.check(path, select=["A", "C201"], per_file_ignores={"1.*": ["A"]})
    assert {x.code for x in left} == {"C201"}
    units = write("units/1.json", {LICENSING: 4, "agency.name": "甲局"}).parent
    total = write("total.json", {LICENSING: 9, "agency.name": "全县"})
    assert reportlint.rollup(units, total).exit_code == 1
    assert reportlint.rollup(units, total, severity={"U": "warning"}).exit_code == 0
    stated: dict[str, Any] = {"A": "fatal"}
    with pytest.raises(ValueError, match="error, warning, note"):
        reportlint.check(path, severity=stated)
