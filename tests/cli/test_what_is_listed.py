"""How much of what was found is listed: all, some, how often, or nothing but that."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.commands import FINDINGS, run

WRONG = {"requests.received.total": 3, "proactive.regulations.issued": 1}
Write = Callable[..., Path]
CHOSEN = ("--select", "A,C201,D206")


def test_so_many_are_listed_the_gravest_and_the_others_counted(write: Write) -> None:
    path = write("1.json", WRONG)
    whole = json.loads(run("check", path, *CHOSEN, "--format", "json").stdout)
    assert [x["code"] for x in whole["findings"]] == ["C201", "A101"]
    result = run("check", path, *CHOSEN, "--max-findings", 1, "--format", "json")
    assert result.exit_code == 1
    output = json.loads(result.stdout)
    FINDINGS.validate(output)
    assert [x["code"] for x in output["findings"]] == ["A101"]
    assert output["summary"] == {**whole["summary"], "unlisted": 1}
    assert "其中 1 处没有列出" in run("check", path, *CHOSEN, "--max-findings", 1).stdout
    assert "没有列出" not in run("check", path, *CHOSEN, "--max-findings", 3).stdout


def test_what_is_not_listed_makes_the_exit_code_all_the_same(write: Write) -> None:
    result = run("check", write("1.json", WRONG), "--max-findings", 0, "--format", "concise")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1


def test_files_written_hold_as_many(write: Write) -> None:
    path = write("1.json", WRONG)
    run("check", path, *CHOSEN, "--max-findings", 1, "--output", "jsonl:found.jsonl")
    lines = Path("found.jsonl").read_text(encoding="utf-8").splitlines()
    assert sum("finding" in json.loads(line) for line in lines) == 1


@pytest.mark.parametrize("output", ["text", "concise"])
def test_quiet_run_lists_findings_alone(output: str, write: Write) -> None:
    path = write("1.json", WRONG)
    other = write("2.json", {"year": 2023})
    loud = run("check", path, other, *CHOSEN, "--format", output).stdout
    quiet = run("check", path, other, *CHOSEN, "--format", output, "-q").stdout
    assert "检查了 2 份报告" in loud
    assert "检查了" not in quiet
    assert "A101" in quiet
    assert quiet.strip() in loud
    assert run("check", other, *CHOSEN, "--format", output, "--quiet").output == ""


def test_quiet_run_still_says_what_cannot_be_read() -> None:
    Path("broken.json").write_text("{", encoding="utf-8")
    result = run("check", "broken.json", "--quiet")
    assert result.exit_code == 2
    assert "broken.json" in result.stdout


def test_statistics_stand_in_place_of_findings(write: Write) -> None:
    write("a/1.json", WRONG)
    write("a/2.json", {"requests.received.total": 3, "year": 2023})
    result = run("check", "a", *CHOSEN, "--statistics", "--lang", "en")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0].startswith("2  A101  error  ")
    assert lines[0].endswith("(files: 2)")
    assert lines[1].startswith("1  C201  warning  ")
    assert "reports checked: 2" in lines[-1]
    quiet = run("check", "a", *CHOSEN, "--statistics", "--lang", "en", "-q").stdout
    assert quiet.splitlines() == lines[:2]


def test_statistics_as_json(write: Write) -> None:
    result = run("check", write("1.json", WRONG), *CHOSEN, "--statistics", "--format", "json")
    entries = json.loads(result.stdout)
    assert {x["code"]: x["count"] for x in entries} == {"A101": 1, "C201": 1}
    assert {x["code"]: x["severity"] for x in entries}["C201"] == "warning"
    assert set(entries[0]) == {"code", "name", "severity", "title", "count", "files"}


def test_statistics_have_no_other_output(write: Write) -> None:
    result = run("check", write("1.json", WRONG), "--statistics", "--format", "sarif")
    assert result.exit_code == 2
    assert "--statistics 只有这些格式：text、full、concise、json" in result.stderr


def test_statistics_count_what_is_not_listed(write: Write) -> None:
    result = run("check", write("1.json", WRONG), *CHOSEN, "--statistics", "--max-findings", 1)
    assert [x.split()[1] for x in result.stdout.splitlines()[:2]] == ["A101", "C201"]
