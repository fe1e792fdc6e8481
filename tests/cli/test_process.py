"""The command line as a process: terminals, encodings, imports, and files written whole."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from reportlint.formats import READABLE

REPORTLINT = (sys.executable, "-m", "reportlint")
# No file of more than 512 or 1024 bytes may be written: as on a full disk.
LIMITED = ("sh", "-c", 'ulimit -f 1; exec "$@"', "sh")
ANSI = b"\x1b["


@pytest.fixture(autouse=True)
def working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "PYTHONIOENCODING", "PYTHONUTF8"):
        monkeypatch.delenv(name, raising=False)


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run(
        [*REPORTLINT, *arguments],
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert b"Traceback" not in done.stderr
    return done


def run_on_terminal(*arguments: str, **environment: str) -> bytes:
    ours, theirs = pty.openpty()
    subprocess.run(
        [*REPORTLINT, *arguments],
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    os.close(theirs)
    printed = os.read(ours, 2**16)
    os.close(ours)
    return printed


@pytest.mark.usefixtures("good", "bad")
@pytest.mark.parametrize(("name", "code"), [("good.json", 0), ("bad.json", 1), ("none.json", 2)])
def test_exit_code_reaches_the_shell(name: str, code: int) -> None:
    assert run("check", name).returncode == code


def test_colour_is_for_terminals_only(bad: Path) -> None:
    assert ANSI in run_on_terminal("check", bad.name)
    assert ANSI not in run_on_terminal("check", bad.name, NO_COLOR="1")
    assert ANSI not in run("check", bad.name).stdout


@pytest.mark.usefixtures("bad")
@pytest.mark.parametrize(
    ("command", "encoding"),
    [
        *(("check bad.json none.json", encoding) for encoding in ("ascii", "cp1252")),
        *((command, "ascii") for command in ("--help", "rules", "rule A101", "schema 2021")),
    ],
)
def test_output_that_cannot_show_chinese_is_printed_still(command: str, encoding: str) -> None:
    plain = run(*command.split())
    done = run(*command.split(), PYTHONIOENCODING=encoding)
    assert done.returncode == plain.returncode
    assert done.stdout.count(b"\n") == plain.stdout.count(b"\n") > 0


def test_json_is_the_same_in_every_output_encoding(bad: Path) -> None:
    call = ("check", "--format", "json", bad.name)
    printed = {run(*call, PYTHONIOENCODING=own).stdout for own in ("ascii", "gbk", "utf-8")}
    [text] = printed
    assert json.loads(text)["findings"]


def test_name_that_is_no_text_is_printed_with_its_code(bad: Path) -> None:
    name = os.fsdecode(b"\xff.json")
    bad.rename(name)
    assert rb"\udcff.json" in run("check", name).stdout
    assert json.loads(run("check", ".", "--format", "json").stdout)["findings"]
    assert run("convert", name, "-o", os.fsdecode(b"\xfe.json")).returncode == 0
    assert Path(os.fsdecode(b"\xfe.json")).is_file()
    assert run("check", os.fsdecode(b"none\xff.json")).returncode == 2


def test_file_is_replaced_whole_or_not_at_all(good: Path, tmp_path: Path) -> None:
    target = tmp_path / "target.json"
    target.write_text("before", encoding="utf-8")
    done = subprocess.run(
        [*LIMITED, *REPORTLINT, "convert", good, "-o", target],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert target.read_text(encoding="utf-8") == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["good.json", "target.json"]


@pytest.mark.usefixtures("bad")
def test_reader_that_goes_away_is_no_error() -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run(
        [*REPORTLINT, "check", "."], stdout=theirs, stderr=subprocess.PIPE, check=False
    )
    os.close(theirs)
    assert done.stderr == b""


HELP = ("examples", "help", "shortcuts", "usage", "wrapping")
"""Modules that help is made by."""


def test_help_imports_no_command() -> None:
    ours = {name for name in loaded("--help") if name.startswith("reportlint")}
    base = ("", ".cli", ".errors", ".language", ".location", ".nearest")
    assert ours == {
        f"reportlint{x}" for x in (*base, *(f".cli.{name}" for name in ("group", *HELP)))
    }


@pytest.mark.parametrize("command", ["rule", "rules", "schema"])
def test_command_imports_no_other(command: str) -> None:
    modules = {name for name in loaded(command, "--help") if name.startswith("reportlint.cli.")}
    used = ("group", "options", "printing", "rules", *HELP)
    assert modules == {f"reportlint.cli.{name}" for name in used}


@pytest.mark.usefixtures("good")
@pytest.mark.parametrize(
    "command",
    ["--help", "rules", "rules --audit", "rule A101", "schema 2021", "convert good.json"],
)
def test_what_checks_nothing_loads_none_of_the_heavy_packages(command: str) -> None:
    assert not {"lxml", "pandas", "pandera", "polars", "jsonschema"} & loaded(*command.split())


@pytest.mark.usefixtures("good")
@pytest.mark.parametrize("command", ["--help", "rules", "rule A101", "convert good.json"])
def test_what_solves_nothing_loads_no_solver(command: str) -> None:
    assert not {"highspy", "numpy"} & loaded(*command.split())


def test_solver_prints_nothing_of_its_own() -> None:
    done = run("rules", "--audit", "--format", "json")
    assert json.loads(done.stdout)["version"] == 1
    assert done.stderr == b""


@cache
def loaded(*arguments: str) -> set[str]:
    program = (
        "import sys; from reportlint.cli.group import cli\n"
        "cli(sys.argv[1:], standalone_mode=False)\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True
    )
    return set(done.stderr.split())


def test_folder_is_searched_for_every_suffix_that_readers_know(tmp_path: Path) -> None:
    for suffix in READABLE:
        (tmp_path / f"empty{suffix.upper()}").touch()
    output = json.loads(run("check", ".", "--format", "json").stdout)
    assert output["summary"]["unreadable"] == len(READABLE)
