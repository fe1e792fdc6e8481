"""What commands print: results, documents, and a progress bar on the terminal."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable
from contextlib import ExitStack
from shutil import get_terminal_size
from types import TracebackType
from typing import Self

import click

from reportlint.findings import Findings, Unreadable
from reportlint.language import Language, Text
from reportlint.location import Location
from reportlint.output import render
from reportlint.output import text as text_output

_ERROR = Text("错误：{said}", "Error: {said}")
_PATIENCE = 2.0
"""Seconds before a bar is drawn."""


class Progress:
    """Draws how many files have been read and which one is, on standard error if a terminal."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._started = time.monotonic()
        self._open = ExitStack()
        self._drawn = 0
        self._bar: click._termui_impl.ProgressBar[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._open.__exit__(kind, error, traceback)

    def watch(self, done: int, total: int, name: str) -> None:
        """Take note that `done` of `total` files have been read, and that one is being read."""
        if self._bar is None:
            if (
                self._quiet
                or time.monotonic() - self._started < _PATIENCE
                or not sys.stderr.isatty()
            ):
                return
            bar: click._termui_impl.ProgressBar[str] = click.progressbar(
                length=total, file=sys.stderr, item_show_func=_fitted
            )
            self._bar = self._open.enter_context(bar)
        self._bar.update(done - self._drawn, name)
        if done == self._drawn:  # no step, which draws nothing
            self._bar.render_progress()
        self._drawn = done


_BAR = 64
"""Columns of the bar, the percentage and the time left."""


def _fitted(name: str | None) -> str:
    """Return as much of the end of a name as the line has room for, and always as wide."""
    room = max(get_terminal_size().columns - _BAR, len("….docx"))
    whole = text_output.printable(name or "")
    end = whole
    while text_output.width(end) > room - (end != whole):
        end = end[1:]
    shown = end if end == whole else f"…{end}"
    return shown + " " * (room - text_output.width(shown))


def print_findings(
    findings: Findings, output_format: str, lang: Language, *, quiet: bool = False
) -> None:
    """Print the result of a run, in the output of that name."""
    print_tracebacks(findings.unreadable)
    rendered = render(output_format, findings, lang, quiet=quiet)
    if not isinstance(rendered, str):
        print_document(rendered)
    elif rendered:
        print_text(rendered)


def print_statistics(
    findings: Findings, output_format: str, lang: Language, *, quiet: bool = False
) -> None:
    """Print how many findings there are of each rule; what could not be read, on standard error."""
    from reportlint.output import statistics

    print_tracebacks(findings.unreadable)
    for entry in findings.unreadable:
        print_text(text_output.unreadable_line(entry, lang), err=True)
    if output_format == "json":
        print_document(statistics.json(findings, lang))
        return
    closing = "" if quiet else text_output.summary(findings, lang)
    if said := "\n".join(filter(None, (statistics.text(findings, lang), closing))):
        print_text(said)


def print_tracebacks(entries: Iterable[Unreadable]) -> None:
    """Print on standard error where reportlint failed, if `REPORTLINT_DEBUG` is set."""
    if os.environ.get("REPORTLINT_DEBUG"):
        for entry in entries:
            if entry.traceback is not None:
                click.echo(entry.traceback, err=True)


def print_text(text: str, *, err: bool = False) -> None:
    """Print text for people, in colour unless `NO_COLOR` is set or it goes to no terminal."""
    click.echo(text, err=err, color=False if os.environ.get("NO_COLOR") else None)


def print_document(document: bytes) -> None:
    """Print a document for programs, as it is whatever the terminal's encoding."""
    click.echo(document, nl=False)


def print_error(message: Text, location: Location | None, language: Language) -> None:
    """Say on standard error, in one line, what went wrong and where."""
    place = f"{text_output.place(location, language)}: " if location else ""
    error = _ERROR.fill(said=f"{place}{message.of(language)}")
    click.echo(error.of(language), err=True)
