"""Findings go to standard output in one output, and to files in others."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.commands import FINDINGS, run
from tests.paths import CHECKOUT

from reportlint.output import BINARY, OUTPUTS

FAULTY = CHECKOUT / "fixtures" / "faulty" / "street-2021.txt"


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A folder with one faulty report."""
    folder = tmp_path / "reports"
    folder.mkdir()
    shutil.copy(FAULTY, folder)
    return folder


@pytest.mark.parametrize("name", OUTPUTS)
def test_file_holds_what_would_be_printed(name: str, faulty: Path, tmp_path: Path) -> None:
    written = tmp_path / "written"
    result = run("check", faulty, "--format", "concise", "--output", f"{name}:{written}")
    assert result.exit_code == 1
    assert result.output == run("check", faulty, "--format", "concise").output
    assert written.read_bytes() == run("check", faulty, "--format", name).stdout_bytes


def test_several_files_are_written(faulty: Path, tmp_path: Path) -> None:
    files = [("json", "a.json"), ("gitlab", "b.json"), ("json", "c.json")]
    result = run("check", faulty, *(x for n, f in files for x in ("--output", f"{n}:{f}")))
    assert result.exit_code == 1
    whole = json.loads((tmp_path / "a.json").read_bytes())
    FINDINGS.validate(whole)
    assert len(json.loads((tmp_path / "b.json").read_bytes())) == len(whole["findings"])
    assert (tmp_path / "c.json").read_bytes() == (tmp_path / "a.json").read_bytes()


def test_rollup_writes_what_it_finds_and_its_total_by_options_of_their_own(
    faulty: Path, tmp_path: Path
) -> None:
    assert run("rollup", faulty, "--write-total", "total.json", "--name", "县").exit_code == 0
    result = run("rollup", faulty, "--total", "total.json", "--output", "json:found.json")
    FINDINGS.validate(json.loads((tmp_path / "found.json").read_bytes()))
    assert result.exit_code in (0, 1)
    both = run("rollup", faulty, "-o", "other.json", "--output", "json:other-found.json")
    assert both.exit_code == 2
    assert not (tmp_path / "other.json").exists()


@pytest.mark.parametrize("given", ["poem:a.txt", "a.txt", "json:", ":a.txt", "JSON:a.txt"])
@pytest.mark.parametrize("command", ["check x.json", "rollup x.json --total y.json"])
def test_output_that_there_is_none_of_is_refused(command: str, given: str, tmp_path: Path) -> None:
    for language in ("zh", "en"):
        result = run(*command.split(), "--output", given, "--lang", language)
        assert result.exit_code == 2
        assert given in result.stderr
        assert all(name in result.stderr for name in OUTPUTS)
    assert not list(tmp_path.iterdir())


def test_two_outputs_to_one_file_are_refused(faulty: Path) -> None:
    result = run("check", faulty, "--output", "json:a.json", "--output", "sarif:./a.json")
    assert result.exit_code == 2
    assert "a.json" in result.stderr


def test_report_is_not_overwritten(faulty: Path) -> None:
    (file,) = faulty.iterdir()
    result = run("check", file, "--output", f"json:{file}")
    assert result.exit_code == 2
    assert file.read_bytes() == FAULTY.read_bytes()
    assert "没有改写" in result.stderr


def test_file_of_findings_is_no_report_of_its_folder(faulty: Path) -> None:
    for _ in range(2):
        result = run("check", faulty, "--output", f"gitlab:{faulty / 'found.json'}")
        assert (result.exit_code, result.stderr) == (1, "")
        assert "found.json" not in result.output


def test_file_that_cannot_be_written_is_said_after_the_findings(faulty: Path) -> None:
    result = run("check", faulty, "--output", "json:no/where.json")
    assert result.exit_code == 2
    assert "A101" in result.stdout
    assert "no/where.json" in result.stderr


@pytest.mark.parametrize("name", sorted(BINARY))
def test_workbook_is_not_shown_on_a_terminal(
    name: str, faulty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportlint.cli.destinations._is_terminal", lambda: True)
    result = run("check", faulty, "--format", name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "不能显示在终端上" in result.stderr
    assert run("check", faulty, "--output", f"{name}:a").exit_code == 1


@pytest.mark.parametrize("name", OUTPUTS)
def test_what_was_written_earlier_is_no_report(name: str, faulty: Path) -> None:
    suffix = {"sarif": "json", "gitlab": "json", "junit": "xml", "markdown": "md"}.get(name, name)
    file = faulty / f"found.{suffix}"
    assert run("check", faulty, "--output", f"{name}:{file}").exit_code == 1
    again = run("check", faulty, "--format", "json", "--lang", "en")
    summary = json.loads(again.output)["summary"]
    assert (summary["reports"], summary["unreadable"], again.exit_code) == (1, 0, 1)
