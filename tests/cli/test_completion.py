"""Completion by Tab, in the shells that are installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LINES = {
    "reportlint che": ["check"],
    "reportlint check --stdin": ["--stdin-filename"],
    "reportlint check --format sa": ["sarif"],
    "reportlint check --select A10": ["A101", "A102", "A103"],
    "reportlint rule A2": ["A201"],
    "reportlint schema find": ["findings"],
    "reportlint template 20": ["2019", "2021"],
    "reportlint --lang e": ["en"],
    "reportlint check 年": ["年报2023.docx", "年报2024.json"],
    "reportlint check 年报2024.json --exit": ["--exit-zero"],
}
WORDS = [pytest.param(line, said, id=line.replace("年报", "")) for line, said in LINES.items()]

BASH = """\
eval "$(_REPORTLINT_COMPLETE=bash_source reportlint)"
complete -p reportlint > /dev/null || exit 1
COMP_WORDS=($1) COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_reportlint_completion reportlint
if [[ ${#COMPREPLY[@]} -gt 0 ]]; then printf '%s\\n' "${COMPREPLY[@]}"; else compgen -f 年; fi
"""
FISH = """\
_REPORTLINT_COMPLETE=fish_source reportlint | source
complete -C $argv[1]
"""
ZSH = """\
zmodload zsh/zpty
zpty shell zsh -f -i
line() { zpty -w shell "$1"; }
line 'PROMPT="" COLUMNS=200; autoload -U compinit; compinit -u -d "$PWD/.dump"'
line 'eval "$(_REPORTLINT_COMPLETE=zsh_source reportlint)"; print rea""dy'
zpty -r -m shell answer '*ready*' || exit 1
zpty -w -n shell "$1"$'\\t'
zpty -r -m shell answer "*$2*" && print -r -- "$2"
"""


@pytest.fixture(autouse=True)
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command on the path, and two reports in the working folder."""
    program = tmp_path / "bin" / "reportlint"
    program.parent.mkdir()
    program.write_text(f"#!{sys.executable}\nfrom reportlint.cli import main\nmain()\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for name in ("年报2023.docx", "年报2024.json"):
        (tmp_path / name).touch()


def completed(shell: str, script: str, *arguments: str) -> list[str]:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    own = {
        "bash": ["bash", "--norc", "-c", script, "bash", *arguments],
        "fish": ["fish", "--no-config", "-c", script, *arguments],
        "zsh": ["zsh", "-f", "-c", script, "zsh", *arguments],
    }
    done = subprocess.run(own[shell], capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done
    return done.stdout.decode().splitlines()


@pytest.mark.parametrize(("line", "said"), WORDS)
def test_bash_completes(line: str, said: list[str]) -> None:
    assert sorted(completed("bash", BASH, line)) == said


@pytest.mark.parametrize(("line", "said"), WORDS)
def test_fish_completes(line: str, said: list[str]) -> None:
    found = [each.partition("\t")[0] for each in completed("fish", FISH, line)]
    assert sorted(found) == said


def test_fish_says_what_a_command_does_in_one_language(monkeypatch: pytest.MonkeyPatch) -> None:
    assert completed("fish", FISH, "reportlint che") == ["check\t检查报告。"]
    monkeypatch.setenv("REPORTLINT_LANG", "en")
    assert completed("fish", FISH, "reportlint che") == ["check\tCheck reports."]
    (said,) = completed("fish", FISH, "reportlint check --exit")
    assert said == "--exit-zero\tExit code 0 in place of 1."


@pytest.mark.parametrize(
    ("line", "whole"),
    [
        ("reportlint che", "reportlint check"),
        ("reportlint check --stdin", "reportlint check --stdin-filename"),
        ("reportlint rule A2", "reportlint rule A201"),
    ],
)
def test_zsh_completes(line: str, whole: str) -> None:
    assert completed("zsh", ZSH, line, whole) == [whole]


def test_bash_completes_the_last_of_a_list() -> None:
    assert completed("bash", BASH, "reportlint check --select S,A2") == ["S,A201"]


def test_completing_reads_no_settings_and_checks_nothing() -> None:
    Path("reportlint.toml").write_text("wrong")
    words = {"COMP_WORDS": "reportlint check a.json --config none.toml --q", "COMP_CWORD": "5"}
    done = subprocess.run(
        ["reportlint"],
        env={**os.environ, "_REPORTLINT_COMPLETE": "bash_complete", **words},
        capture_output=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == (b"plain,--quiet\n", b"")
