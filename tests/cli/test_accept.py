"""`accept` writes an acceptance of what is found, and nothing else."""

from __future__ import annotations

import json
import shlex
import tomllib
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from tests.commands import run

Write = Callable[..., Path]
ISSUED = "proactive.regulations.issued"
BOTH = {ISSUED: 1, "requests.received.total": 3}
"""C201 and C202 of the row of rules, and a wrong total."""


@pytest.fixture
def report(write: Write) -> str:
    return write("报告 2024.json", BOTH).name


def accept(*arguments: object, why: str = "按上级要求填报") -> Result:
    return run("accept", *arguments, "--reason", why)


def checked(report: str, *arguments: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("check", report, *arguments, "--format", "json").stdout)
    return found


def codes(report: str) -> set[str]:
    return {finding["code"] for finding in checked(report)["findings"]}


def stated(report: str) -> list[dict[str, Any]]:
    tables: list[dict[str, Any]] = tomllib.loads(
        Path(f"{report}.accept.toml").read_text(encoding="utf-8")
    )["accept"]
    return tables


def test_what_is_accepted_is_reported_no_more(report: str) -> None:
    assert {"C201", "C202"} <= codes(report)
    result = accept(report, "C201", why='规章由"市政府"授权\n制定')
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(f"{report}.accept.toml：豁免 C201 1 处，到")
    assert codes(report) & {"C201", "C202", "E102"} == {"C202"}
    (table,) = stated(report)
    assert table["reason"] == '规章由"市政府"授权\n制定'
    assert timedelta(360) < table["until"] - date.today() < timedelta(370)  # noqa: DTZ011


def test_further_ones_are_added_and_the_rest_of_the_file_stays(report: str) -> None:
    beside = Path(f"{report}.accept.toml")
    assert accept(report, "C201").exit_code == 0
    before = f"# 由办公室核对\n{beside.read_text(encoding='utf-8')}".replace("\n", "\r\n")
    beside.write_bytes(b"\xef\xbb\xbf" + before.encode())
    assert accept(report, "C202", "--by", "办公室", "--until", "2999-01-31").exit_code == 0
    after = beside.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf" + before.encode())
    assert after.count(b"\n") == after.count(b"\r\n")
    assert not {"C201", "C202"} & codes(report)
    again = tomllib.loads(after.decode("utf-8-sig"))["accept"]
    assert [x["code"] for x in again] == ["C201", "C202"]
    assert (again[1]["by"], again[1]["until"]) == ("办公室", date(2999, 1, 31))


def test_rule_may_be_named_and_cells_be_patterns(report: str) -> None:
    assert accept(report, "reserved-rules", "proactive.regulations.*").exit_code == 0
    assert stated(report)[0]["cells"] == ["proactive.regulations.*"]
    assert "C201" not in codes(report)


def test_settings_may_hold_it(report: str, write: Write) -> None:
    Path("reportlint.toml").write_text('select = ["A", "C"]')
    assert accept(report, "C201", "--to", "reportlint.toml").exit_code == 0
    assert "C201" not in codes(report)
    text = Path("reportlint.toml").read_text(encoding="utf-8")
    assert text.startswith('select = ["A", "C"]\n\n[[accept]]\n')
    assert tomllib.loads(text)["accept"][0]["file"] == report
    write("年报[2].json", BOTH)
    assert accept("年报[2].json", "C201", "--to", "reportlint.toml").exit_code == 0
    assert "C201" not in codes("年报[2].json")


def test_pyproject_may_hold_it(report: str) -> None:
    Path("pyproject.toml").write_text("[tool.reportlint]\nlang = 'en'\n[tool.other]\n")
    assert accept(report, "C201", "--to", "pyproject.toml").exit_code == 0
    assert "C201" not in codes(report)


def test_new_settings_may_be_written_where_there_are_none(report: str, write: Write) -> None:
    assert accept(report, "C201", "--to", "reportlint.toml").exit_code == 0
    assert "C201" not in codes(report)
    write("a/1.json", BOTH)
    result = accept("a/1.json", "C201", "--to", "a/reportlint.toml")
    assert result.exit_code == 2
    assert "不是对这份报告有效的设置文件" in result.stderr
    assert not Path("a/reportlint.toml").exists()


REFUSALS = [
    (["C203"], "没有发现 C203 的问题；报告中有"),
    (["C2O1"], "没有规则 C2O1，是不是 C201？"),
    (["C201", "requests.received.total"], "C201 不在这些格；它在 proactive.regulations."),
    (["C201", "proactive.regulations.isued"], "是不是 proactive.regulations.issued？"),
    (["E101"], "E101 说的是豁免本身，不能豁免"),
    (["C201", "--until", "2020-01-31"], "--until 2020-01-31 已经过去"),
    (["C201", "--until", "soon"], "选项 --until"),
]


@pytest.mark.parametrize(("arguments", "said"), REFUSALS)
def test_what_fits_no_finding_is_refused(arguments: list[str], said: str, report: str) -> None:
    result = accept(report, *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not Path(f"{report}.accept.toml").exists()


def test_reason_is_needed(report: str) -> None:
    for arguments in ([], ["--reason", " "]):
        result = run("accept", report, "C201", *arguments)
        assert result.exit_code == 2
        assert "请用 --reason 写明理由" in result.stderr


def test_what_is_accepted_already_is_not_accepted_again(report: str) -> None:
    accept(report, "C201", why="已核对")
    result = accept(report, "C201")
    assert result.exit_code == 2
    assert "已经豁免到" in result.stderr
    assert "已核对" in result.stderr
    assert len(stated(report)) == 1


def test_expired_acceptance_is_to_be_renewed_by_hand(report: str) -> None:
    old = '[[accept]]\ncode = "C201"\nreason = "x"\nuntil = 2020-01-31\n'
    Path(f"{report}.accept.toml").write_text(old, encoding="utf-8")
    result = accept(report, "C201")
    assert result.exit_code == 2
    assert f"{report}.accept.toml:1: 原有的豁免已于2020年1月31日到期" in result.stderr
    assert Path(f"{report}.accept.toml").read_text(encoding="utf-8") == old


@pytest.mark.parametrize("content", ["accept = []", "[[accept", "lang = 'en'"])
def test_file_to_which_nothing_can_be_added_is_left_alone(content: str, report: str) -> None:
    beside = Path(f"{report}.accept.toml")
    beside.write_text(content)
    assert accept(report, "C201").exit_code == 2
    assert beside.read_text() == content


def test_only_a_file_is_accepted(report: str) -> None:
    with zipfile.ZipFile("sent.zip", "w") as archive:
        archive.write(report)
    for name in ("-", ".", "sent.zip"):
        result = accept(name, "C201")
        assert (result.exit_code, "请给出一份报告的文件" in result.stderr) == (2, True)
    for name in ("none.json", "sent.zip/x.json"):
        assert accept(name, "C201").exit_code == 2


def test_findings_beside_other_reports_need_them(write: Write) -> None:
    write("2023.json", {"year": 2023})
    write("2024.json", {"requests.carried_over.natural_person": 3})
    Path("reportlint.toml").write_text('select = ["Y", "E"]')
    wanted = {x["code"] for x in checked(".")["findings"] if x["location"]["file"] == "2024.json"}
    code = "Y101"
    assert code in wanted
    assert accept("2024.json", code).exit_code == 2
    assert accept("2024.json", code, "--beside", "2023.json").exit_code == 0
    left = {x["code"] for x in checked(".")["findings"] if x["location"]["file"] == "2024.json"}
    assert code not in left


def test_what_can_be_accepted_is_listed_with_lines_that_do(report: str) -> None:
    result = run("accept", report)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    (line,) = [x for x in lines if " C201 " in x and not x.startswith("#")]
    assert run(*shlex.split(line)[1:]).exit_code == 0
    assert "C201" not in codes(report)


def test_text_output_says_a_line_that_accepts(report: str) -> None:
    printed = run("check", report).stdout.splitlines()
    (line,) = [x.partition("：")[2] for x in printed if "可以豁免，如：" in x]
    before = codes(report)
    assert run(*shlex.split(line.partition("：")[2] or line)[1:]).exit_code == 0
    assert codes(report) < before
    for arguments in (["--quiet"], ["--format", "concise"]):
        assert "reportlint accept" not in run("check", report, *arguments).stdout


def test_right_report_and_errors_alone_need_no_such_line(write: Write) -> None:
    wrong = write("1.json", {"requests.received.total": 3})
    assert "reportlint accept" not in run("check", wrong, "--select", "A").stdout
