"""The progress bar: on a terminal only, and only when a run takes a while."""

from __future__ import annotations

import io
import sys

import pytest

from reportlint.cli import printing
from reportlint.cli.printing import Progress


class Terminal(io.StringIO):
    """A standard error that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def drawn(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, patience: float) -> str:
    monkeypatch.setattr(printing, "_PATIENCE", patience)
    monkeypatch.setattr(sys, "stderr", stream)
    with Progress() as bar:
        for done in range(1, 4):
            bar.watch(done, 3)
    return stream.getvalue()


def test_long_run_on_a_terminal_draws_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "100%" in drawn(monkeypatch, Terminal(), 0)


def test_short_run_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch, Terminal(), 60) == ""


def test_nothing_is_drawn_where_no_one_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch, io.StringIO(), 0) == ""
