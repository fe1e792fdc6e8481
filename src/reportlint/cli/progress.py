"""A progress bar on the terminal, for runs that take a while."""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack
from types import TracebackType
from typing import Self

import click

_PATIENCE = 2.0
"""Seconds before a bar is drawn."""


class Progress:
    """Draws how many files have been read, on standard error where that is a terminal."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._open = ExitStack()
        self._drawn = 0
        self._bar: click._termui_impl.ProgressBar[int] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._open.__exit__(kind, error, traceback)

    def watch(self, done: int, total: int) -> None:
        """Take note that `done` of `total` files have been read."""
        if self._bar is None:
            if time.monotonic() - self._started < _PATIENCE or not sys.stderr.isatty():
                return
            bar = click.progressbar(length=total, file=sys.stderr)
            self._bar = self._open.enter_context(bar)
        self._bar.update(done - self._drawn)
        self._drawn = done
