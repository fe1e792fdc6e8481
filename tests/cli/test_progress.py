"""The progress bar: on a terminal only, and only when a run takes a while."""

from __future__ import annotations

import io
import re
import sys

import pytest

from reportlint.cli import printing
from reportlint.cli.printing import Progress
from reportlint.output.text import width


class Terminal(io.StringIO):
    """A standard error that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def drawn(
    monkeypatch: pytest.MonkeyPatch,
    stream: io.StringIO,
    patience: float,
    *names: str,
    quiet: bool = False,
) -> str:
    names = names or ("a.json", "b.json", "c.json")
    monkeypatch.setattr(printing, "_PATIENCE", patience)
    monkeypatch.setattr(sys, "stderr", stream)
    with Progress(quiet=quiet) as bar:
        for done, name in enumerate((*names, names[-1])):
            bar.watch(done, len(names), name)
    return stream.getvalue()


def test_long_run_on_a_terminal_draws_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "100%" in drawn(monkeypatch, Terminal(), 0)


def test_short_run_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch, Terminal(), 60) == ""


def test_nothing_is_drawn_where_no_one_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch, io.StringIO(), 0) == ""


def test_bar_names_the_file_that_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = drawn(monkeypatch, Terminal(), 0).split("\r")
    assert [name for line in lines for name in ("a", "b", "c") if f"{name}.json" in line] == [
        *("a", "b", "c", "c")
    ]


def test_long_names_keep_their_end_within_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    names = ["报告/2024/" + "青禾区云溪街道办事处" * 5 + f"{n}.docx" for n in range(2)]
    lines = drawn(monkeypatch, Terminal(), 0, *names, "短.docx").split("\r")
    shown = [re.sub(r"\x1b\[[^a-zA-Z]*[a-zA-Z]", "", line).rstrip("\n") for line in lines]
    named = [line for line in shown if ".docx" in line]
    assert len(named) == 4
    assert "…" in named[0]
    assert "0.docx" in named[0]
    assert all(width(line) <= 80 for line in named)


def test_quiet_run_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch, Terminal(), 0, quiet=True) == ""
