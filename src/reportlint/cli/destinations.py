"""Where findings go: in one output to standard output, in others to files."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

import click

from reportlint.cli.options import format_option
from reportlint.cli.printing import print_findings
from reportlint.errors import WriteError
from reportlint.files.writing import replace_file
from reportlint.findings import Findings
from reportlint.language import LIST, Language, Text, joined
from reportlint.location import Location
from reportlint.output import BINARY, OUTPUTS, render

_NO_FORMAT = Text(
    "--output {given}：应为 格式:文件，格式为其一：{formats}",
    "--output {given}: give FORMAT:FILE, with one of these formats: {formats}",
)
_TWICE = Text("两个 --output 写到同一个文件：{file}", "two --output have one file: {file}")
_BINARY = Text(
    "{format} 不能显示在终端上；请用 --output {format}:文件，或重定向到文件",
    "{format} cannot be shown on a terminal: use --output {format}:FILE, or redirect to a file",
)
_GIVEN = Text(
    "是所检查的文件，没有改写；请写到别的文件",
    "it is a file that was checked, and was left alone: write to another",
)


@dataclass(frozen=True)
class Destinations:
    """The output that is printed, and files by path with the output that each is to hold."""

    printed: str
    files: dict[str, str]

    @classmethod
    def of(cls, printed: str, outputs: tuple[str, ...], lang: Language) -> Destinations:
        """Return what the options say; UsageError where they do not go together."""
        if printed in BINARY and _is_terminal():
            raise click.UsageError(_BINARY.fill(format=printed).of(lang))
        files: dict[str, str] = {}
        for given in outputs:
            name, _, path = given.partition(":")
            if name not in OUTPUTS or not path:
                said = _NO_FORMAT.fill(given=given, formats=joined(OUTPUTS, LIST))
                raise click.UsageError(said.of(lang))
            if os.path.realpath(path) in map(os.path.realpath, files):
                raise click.UsageError(_TWICE.fill(file=path).of(lang))
            files[path] = name
        return cls(printed, files)

    @property
    def exclude(self) -> tuple[str, ...]:
        """The files, which are no reports of the folders that they are in."""
        return tuple(map(os.path.abspath, self.files))

    def put(self, findings: Findings, lang: Language) -> None:
        """Print findings and write them, each file whole or not at all; WriteError."""
        print_findings(findings, self.printed, lang)
        given = {os.path.realpath(file.name) for file in findings.files}
        for path, name in self.files.items():
            own = os.path.realpath(path)
            if any(file == own or file.startswith(own + os.sep) for file in given):
                raise WriteError(_GIVEN, Location(path))
            replace_file(path, _document(render(name, findings, lang)))


def _is_terminal() -> bool:
    return sys.stdout.isatty()


def _document(rendered: str | bytes) -> bytes:
    """Return what a file is to hold: text without colours, in UTF-8."""
    if isinstance(rendered, bytes):
        return rendered
    return f"{click.unstyle(rendered)}\n".encode(errors="backslashreplace")


def destination_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command these options, and pass it what they say as `destinations`."""

    @format_option(tuple(OUTPUTS))
    @click.option(
        "--output",
        "outputs",
        multiple=True,
        metavar="FORMAT:FILE",
        help="另写到文件，可多次使用。 Write to a file as well; may be repeated.",
    )
    @wraps(command)
    def with_destinations(
        *, output_format: str, outputs: tuple[str, ...], lang: Language, **others: object
    ) -> None:
        destinations = Destinations.of(output_format, outputs, lang)
        command(lang=lang, destinations=destinations, **others)

    return with_destinations
