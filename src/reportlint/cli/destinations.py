"""Where findings go: in one output to standard output, in others to files."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

import click

from reportlint.cli.options import format_option
from reportlint.cli.printing import print_findings, print_statistics
from reportlint.errors import WriteError
from reportlint.files.writing import replace_file
from reportlint.findings import Findings
from reportlint.language import LIST, Language, Text, joined
from reportlint.location import Location
from reportlint.nearest import meant
from reportlint.output import BINARY, OUTPUTS, render

_NO_FORMAT = Text(
    "--output {given}：应为 格式:文件，格式为其一：{formats}{hint}",
    "--output {given}: give FORMAT:FILE, with one of these formats: {formats}{hint}",
)
_TWICE = Text("两个 --output 写到同一个文件：{file}", "two --output have one file: {file}")
_BINARY = Text(
    "{format} 不能显示在终端上；请用 --output {format}:文件，或重定向到文件",
    "{format} cannot be shown on a terminal: use --output {format}:FILE, or redirect to a file",
)
_WITH_STATISTICS = ("text", "full", "concise", "json")
_NO_STATISTICS = Text(
    "--statistics 只有这些格式：{formats}", "--statistics has these formats only: {formats}"
)
_GIVEN = Text(
    "是所检查的文件，没有改写；请写到别的文件",
    "it is a file that was checked, and was left alone: write to another",
)


@dataclass(frozen=True)
class Destinations:
    """The output that is printed, and files by path with the output that each is to hold.

    All hold at most so many findings. What is printed may be `statistics` in their place; where it
    is `quiet`, it is findings and no more.
    """

    printed: str
    files: dict[str, str]
    most: int | None = None
    statistics: bool = False
    quiet: bool = False

    @classmethod
    def of(
        cls,
        printed: str,
        outputs: tuple[str, ...],
        lang: Language,
        *,
        most: int | None = None,
        statistics: bool = False,
        quiet: bool = False,
    ) -> Destinations:
        """Return what the options say; UsageError where they do not go together."""
        if statistics and printed not in _WITH_STATISTICS:
            said = _NO_STATISTICS.fill(formats=joined(_WITH_STATISTICS, LIST))
            raise click.UsageError(said.of(lang))
        if printed in BINARY and _is_terminal():
            raise click.UsageError(_BINARY.fill(format=printed).of(lang))
        files: dict[str, str] = {}
        for given in outputs:
            name, _, path = given.partition(":")
            if name not in OUTPUTS or not path:
                hint = meant(name, OUTPUTS) if path else ""
                said = _NO_FORMAT.fill(given=given, formats=joined(OUTPUTS, LIST), hint=hint)
                raise click.UsageError(said.of(lang))
            if os.path.realpath(path) in map(os.path.realpath, files):
                raise click.UsageError(_TWICE.fill(file=path).of(lang))
            files[path] = name
        return cls(printed, files, most, statistics, quiet)

    @property
    def exclude(self) -> tuple[str, ...]:
        """The files, which are no reports of the folders that they are in."""
        return tuple(map(os.path.abspath, self.files))

    def put(self, findings: Findings, lang: Language) -> None:
        """Print findings and write them, each file whole or not at all; WriteError."""
        self._print(findings, lang)
        findings = findings if self.most is None else findings.first(self.most)
        given = {os.path.realpath(file.name) for file in findings.files}
        for path, name in self.files.items():
            own = os.path.realpath(path)
            if any(file == own or file.startswith(own + os.sep) for file in given):
                raise WriteError(_GIVEN, Location(path))
            replace_file(path, _document(render(name, findings, lang)))

    def _print(self, findings: Findings, lang: Language) -> None:
        if self.statistics:
            print_statistics(findings, self.printed, lang, quiet=self.quiet)
        else:
            listed = findings if self.most is None else findings.first(self.most)
            print_findings(listed, self.printed, lang, quiet=self.quiet)


def _is_terminal() -> bool:
    return sys.stdout.isatty()


def _document(rendered: str | bytes) -> bytes:
    """Return what a file is to hold: text without colours, in UTF-8."""
    if isinstance(rendered, bytes):
        return rendered
    return f"{click.unstyle(rendered)}\n".encode(errors="backslashreplace")


def _formats(_: click.Context, __: click.Parameter, typed: str) -> list[str]:
    return [f"{name}:" for name in OUTPUTS if name.startswith(typed)]


def destination_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command these options, and pass it what they say as `destinations`."""

    @format_option(tuple(OUTPUTS))
    @click.option(
        "--output",
        "outputs",
        multiple=True,
        metavar="FORMAT:FILE",
        shell_complete=_formats,
        help="另写到文件，可多次使用。 Write to a file as well; may be repeated.",
    )
    @click.option(
        "--max-findings",
        type=click.IntRange(0),
        metavar="N",
        help="最多列出几处，重的在先；其余只计数。 List so many, the gravest; count the rest.",
    )
    @click.option(
        "--statistics",
        is_flag=True,
        help="只列各条规则的次数。 How many findings of each rule, in their place.",
    )
    @click.option(
        "-q",
        "--quiet",
        is_flag=True,
        help="只列问题，不列汇总和进度。 Findings alone, no summary and no progress.",
    )
    @wraps(command)
    def with_destinations(
        *,
        output_format: str,
        outputs: tuple[str, ...],
        max_findings: int | None,
        statistics: bool,
        quiet: bool,
        lang: Language,
        **others: object,
    ) -> None:
        destinations = Destinations.of(
            output_format, outputs, lang, most=max_findings, statistics=statistics, quiet=quiet
        )
        command(lang=lang, destinations=destinations, **others)

    return with_destinations
