"""The commands, their options and their exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.shell_completion import ShellComplete
from tests.commands import check, run
from tests.paths import FIXTURES

import reportlint
from reportlint.cli.group import cli
from reportlint.form.schema import form, forms
from reportlint.output import OUTPUTS
from reportlint.rules import RULES
from reportlint.rules.evidence import Evidence


def codes(output: dict[str, Any]) -> set[str]:
    return {finding["code"] for finding in output["findings"]}


def files(output: dict[str, Any]) -> set[str]:
    return {finding["location"]["file"] for finding in output["findings"]}


def test_good_report_exits_with_0(good: Path) -> None:
    result = run("check", good)
    assert result.exit_code == 0
    assert "检查了 1 份报告：0 处错误" in result.output


def test_wrong_report_exits_with_1_and_says_where(bad: Path) -> None:
    result = run("check", bad, "--select", "A", "--lang", "en")
    assert result.exit_code == 1
    line = 1 + bad.read_text(encoding="utf-8").split("\n").index('      "total": 3')
    assert f"{bad}:{line}:16: A101 error" in result.output
    assert "all 0, reported 3, 3 over" in result.output


def test_the_organ_of_one_file_may_be_given() -> None:
    report = FIXTURES / "S208-unnamed-organ" / "fire-title-without-organ.txt"
    assert "S208" in run("check", report).output
    named = run("check", report, "--name", "青禾区云溪街道办事处")
    assert named.exit_code == 0
    assert "S208" not in named.output
    output = check(report, "--name", "青禾区云溪街道办事处")
    assert {x["organ"] for x in (*output["files"], *output["findings"])} == {"青禾区云溪街道办事处"}
    several = run("check", report, report, "--name", "青禾区云溪街道办事处")
    assert several.exit_code == 2
    assert "--name 只用于一个文件" in several.output


def test_warnings_and_notes_exit_with_0(write: Callable[..., Path]) -> None:
    blank = write("blank.json", {"requests.received.other": None})
    output = check(blank)
    assert "D103" in codes(output)
    assert output["summary"]["errors"] == 0


def test_missing_file_exits_with_2_and_the_others_are_checked(bad: Path) -> None:
    output = check("nowhere.json", bad)
    assert [entry["file"] for entry in output["unreadable"]] == ["nowhere.json"]
    assert output["summary"]["reports"] == 1
    assert "A101" in codes(output)


@pytest.mark.usefixtures("good")
def test_folder_stands_for_the_reports_in_it(bad: Path, tmp_path: Path) -> None:
    output = check(tmp_path, "--ignore", "O")  # both are the same organ's
    assert output["summary"]["reports"] == 2
    assert files(output) == {str(bad)}


@pytest.mark.usefixtures("good", "bad")
def test_pattern_stands_for_what_it_matches() -> None:
    assert check("*.json")["summary"]["reports"] == 2
    assert check("b*.json", "g*.json")["summary"]["reports"] == 2
    assert check("go?d.json")["summary"]["reports"] == 1


def test_dash_is_standard_input(bad: Path) -> None:
    output = check("-", stdin=bad.read_bytes())
    assert "A101" in codes(output)
    assert files(output) == {"-"}


def test_folder_without_reports(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("# no data", encoding="utf-8")
    assert "no file to check was found" in run("check", tmp_path, "--lang", "en").output


def test_select_and_ignore_are_beginnings_of_codes(bad: Path) -> None:
    assert codes(check(bad, "--select", "A")) == {"A101"}
    assert codes(check(bad, "--select", "A1", "--ignore", "A103")) == {"A101"}
    assert codes(check(bad, "--select", "A103", "--select", "C")) == {"A103"}
    assert not codes(check(bad, "--select", "C")) - {code for code in RULES if code[0] == "C"}


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_unknown_code_exits_with_2(option: str, good: Path) -> None:
    result = run("check", good, option, "Z9", "--lang", "en")
    assert result.exit_code == 2
    assert "no rule begins with Z9" in result.output


@pytest.mark.usefixtures("good", "bad")
def test_exclude_leaves_files_of_folders_out(tmp_path: Path) -> None:
    assert check(tmp_path, "--exclude", "bad*")["summary"]["reports"] == 1
    assert check(tmp_path, "--exclude", "bad*", "--exclude", "good*")["summary"]["reports"] == 0


def test_messages_are_chinese_unless_asked_otherwise(bad: Path) -> None:
    assert "错误" in run("check", bad).output
    assert "错误" in run("check", bad, "--lang", "zh").output
    assert "错误" not in run("check", bad, "--lang", "en").output
    assert run("check", bad, "--lang", "fr").exit_code == 2


def test_settings_are_the_defaults_of_options(bad: Path, tmp_path: Path) -> None:
    (tmp_path / "reportlint.toml").write_text('select = ["A101"]\nlang = "en"', encoding="utf-8")
    assert codes(check(bad)) == {"A101"}
    assert codes(check(bad, "--select", "A103")) == {"A103"}
    assert "A101 error" in run("check", bad).output


@pytest.mark.parametrize(("severity", "code"), [("error", 0), ("warning", 0), ("note", 1)])
def test_exit_code_is_1_for_what_fail_on_says(
    write: Callable[..., Path], severity: str, code: int
) -> None:
    noted = write("noted.json", {"narrative.overview": "全年收到政府信息公开申请。"})
    result = run("check", noted, "--select", "D312", "--fail-on", severity)
    assert "1 处提示" in result.output
    assert result.exit_code == code


def test_wrong_settings_exit_with_2(good: Path, tmp_path: Path) -> None:
    (tmp_path / "reportlint.toml").write_text("colour = true", encoding="utf-8")
    result = run("check", good)
    assert result.exit_code == 2
    assert "没有设置项 colour" in result.output


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n",
        b"[]",
        b"{",
        b'{"year": 2024',
        b'{"year": "\\ud800"}',
        b"%PDF-1.7\n\x00\xff\xfe\x01",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b'{"year": 2024, "agency": {"name": "' + b'\x81\x20"}}',
        b"\xff\xfe\0",
        b"[" * 100_000,
    ],
)
@pytest.mark.parametrize("suffix", [".json", ".csv", ".txt"])
def test_what_is_no_report_is_said_to_be_unreadable(
    content: bytes, suffix: str, tmp_path: Path
) -> None:
    path = tmp_path / f"report{suffix}"
    path.write_bytes(content)
    entry = check(path)["unreadable"][0]
    assert entry["file"] == str(path)
    assert entry["message"]


def test_file_that_cannot_be_opened(tmp_path: Path, good: Path) -> None:
    loop = tmp_path / "loop.json"
    loop.symlink_to(loop)
    output = check(loop, good)
    assert output["unreadable"][0]["file"] == str(loop)
    assert output["summary"]["reports"] == 1
    assert run("convert", loop).exit_code == 2


def test_rules_lists_every_rule() -> None:
    lines = run("rules", "--lang", "en").output.splitlines()
    assert [line[:4] for line in lines] == list(RULES)
    entries = json.loads(run("rules", "--format", "json").output)
    assert [entry["code"] for entry in entries] == list(RULES)
    assert {(entry["evidence"], entry["severity"], entry["why"]) for entry in entries} == {
        (each.name.lower(), each.severity, each.why.zh) for each in Evidence
    }


def test_audit_counts_the_cells_of_every_edition() -> None:
    output = run("rules", "--audit", "--lang", "en").output
    for edition, own in forms().items():
        assert f"edition {edition}: {len(own.cells)} cells" in output


@pytest.mark.parametrize("code", RULES)
def test_rule_explains_a_rule(code: str) -> None:
    for spelling in (code, code.lower()):
        output = run("rule", spelling, "--lang", "en").output
        assert output.startswith(f"{code} {RULES[code].name} (")
        assert RULES[code].filled(RULES[code].explanation).en in output
        assert f"Why {RULES[code].severity}: {RULES[code].evidence.why.en}" in output


@pytest.mark.parametrize("code", ["Z1", "A1", ""])
def test_rule_wants_a_whole_code(code: str) -> None:
    assert run("rule", code).exit_code == 2


@pytest.mark.parametrize("name", [*forms(), "findings", "vocabulary"])
def test_schema_prints_a_schema(name: str) -> None:
    schema = json.loads(run("schema", name).output)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_unknown_schema_exits_with_2_and_names_the_known() -> None:
    result = run("schema", "2020")
    assert result.exit_code == 2
    assert "、".join([*forms(), "findings", "settings", "vocabulary", "keywords"]) in result.output


@pytest.mark.parametrize("suffix", [".json", ".yaml", ".yml", ".JSON"])
def test_convert_writes_the_same_report(suffix: str, good: Path, tmp_path: Path) -> None:
    target = tmp_path / f"converted{suffix}"
    result = run("convert", good, "-o", target)
    assert (result.exit_code, result.output) == (0, "")
    assert reportlint.load(target).to_dict() == reportlint.load(good).to_dict()


def test_convert_prints_json_without_a_target(good: Path) -> None:
    printed = run("convert", good)
    assert json.loads(printed.output) == json.loads(good.read_text(encoding="utf-8"))
    assert run("convert", "-", stdin=good.read_bytes()).output == printed.output


def test_convert_says_what_it_could_not_match(tmp_path: Path) -> None:
    source = tmp_path / "report.csv"
    source.write_text("key,value\nyear,2024\nno.such.cell,7\n", encoding="utf-8")
    target = tmp_path / "report.json"
    result = run("convert", source, "-o", target)
    assert result.exit_code == 1
    assert "no.such.cell" in result.output
    assert json.loads(target.read_text(encoding="utf-8"))["year"] == 2024


@pytest.mark.parametrize("target", ["r.exe", "r", "missing/r.json", "good.json/r.json"])
def test_convert_cannot_write(target: str, good: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    result = run("convert", good, "-o", target)
    assert result.exit_code == 2
    assert target in result.output
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("content", [None, b"", b"\0\xff"])
def test_convert_cannot_read(content: bytes | None, tmp_path: Path) -> None:
    source = tmp_path / "source.json"
    if content is not None:
        source.write_bytes(content)
    result = run("convert", source, "-o", tmp_path / "target.json")
    assert result.exit_code == 2
    assert str(source) in result.output
    assert not (tmp_path / "target.json").exists()


def test_version() -> None:
    assert run("--version").output.strip().endswith(reportlint.__version__)


@pytest.mark.parametrize("suffix", [".xlsx", ".docx", ".json", ".csv"])
def test_template_reads_back_as_a_blank_form(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"blank{suffix}"
    assert run("template", "2021", "--year", "2025", "-o", path).exit_code == 0
    report = reportlint.load(path)
    assert (report.year, report.form) == (2025, form("2021"))
    assert set(report.cells) == set(form("2021").cells)
    assert not any(cell.value for cell in report.cells.values())


@pytest.mark.parametrize(
    "arguments",
    [
        ("2021", "--year", "2020"),
        ("2020", "--year", "2020"),
        ("2021", "--year", "2025", "-o", "x.pdf"),
    ],
)
def test_template_that_does_not_exist(arguments: tuple[str, ...], tmp_path: Path) -> None:
    output = () if "-o" in arguments else ("-o", tmp_path / "x.xlsx")
    assert run("template", *arguments, *output).exit_code == 2


@pytest.mark.parametrize("suffix", [".xlsx", ".docx", ".csv", ".md", ".yaml"])
def test_converted_report_reads_back_as_the_same_cells(
    suffix: str, good: Path, tmp_path: Path
) -> None:
    path = tmp_path / f"converted{suffix}"
    assert run("convert", good, "-o", path).exit_code == 0
    before, after = reportlint.load(good), reportlint.load(path)
    assert {k: c.value for k, c in after.cells.items()} == {
        k: c.value for k, c in before.cells.items()
    }
    assert (after.year, after.agency) == (before.year, before.agency)


def test_what_a_rule_says_of_the_editions_comes_from_the_forms() -> None:
    newest = list(forms().values())[-1]
    told = run("rule", "S003", "--lang", "en").output
    assert f"since {newest.first_year}: edition {newest.edition}" in told
    for own in forms().values():
        assert own.notice in run("rule", "D301", "--lang", "zh").output
    assert "{" not in "".join(run("rule", code, "--lang", "zh").output for code in RULES)


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("rul", ["rule", "rules"]),
        ("check --no", ["--no-accept"]),
        ("rules --format j", ["json"]),
    ],
)
def test_words_are_completed(words: str, completed: list[str]) -> None:
    *before, last = words.split()
    completion = ShellComplete(cli, {}, "reportlint", "_REPORTLINT_COMPLETE")
    assert [item.value for item in completion.get_completions(before, last)] == completed


def test_every_command_listed_is_there() -> None:
    for name in cli.commands:
        context = click.Context(cli)
        command = cli.commands[name].make_context(name, [], context, resilient_parsing=True).command
        assert (command.name, type(command)) == (name, click.Command)


@pytest.mark.parametrize(
    "command",
    ["check a.json", "rollup a.json --total b.json", "rules", "rules --audit", "fix a.json"],
)
def test_output_that_a_command_does_not_have_is_refused(command: str) -> None:
    result = run(*command.split(), "--format", "poem")
    assert result.exit_code == 2
    assert "--format" in result.stderr


def test_findings_are_printed_in_every_output(bad: Path) -> None:
    for name in OUTPUTS:
        result = run("check", bad, "--format", name)
        assert (result.exit_code, bool(result.stdout_bytes)) == (1, True)
