"""What commands that do not check write: one document printed, others to files."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import wraps

import click

from reportlint.cli.options import format_option
from reportlint.cli.printing import print_document, print_text
from reportlint.errors import WriteError
from reportlint.files.writing import replace_file
from reportlint.language import LIST, Language, Text, joined
from reportlint.location import Location
from reportlint.nearest import meant

Rendered = Callable[[str], str | bytes]
"""Returns the document in an output of that name."""

_NO_FORMAT = Text(
    "--output {given}：应为 格式:文件，格式为其一：{formats}{hint}",
    "--output {given}: give FORMAT:FILE, with one of these formats: {formats}{hint}",
)
_BINARY = Text(
    "xlsx 不能显示在终端上；请用 --output xlsx:文件",
    "xlsx cannot be shown on a terminal: use --output xlsx:FILE",
)
_GIVEN = Text(
    "是所给的文件，没有改写；请写到别的文件",
    "it is a file that was given, and was left alone: write to another",
)


class Documents:
    """The output that is printed, and the files with the output that each is to hold."""

    def __init__(self, printed: str, files: dict[str, str]) -> None:
        self._printed = printed
        self.files = files

    @property
    def exclude(self) -> tuple[str, ...]:
        """The files, which are no reports of the folders that they are in."""
        return tuple(map(os.path.abspath, self.files))

    def put(self, rendered: Rendered, given: Iterable[str]) -> None:
        """Print the document and write it; WriteError for a file that was `given`."""
        known = set(map(os.path.realpath, given))
        for path, name in self.files.items():
            if os.path.realpath(path) in known:
                raise WriteError(_GIVEN, Location(path))
            document = rendered(name)
            if isinstance(document, str):
                document = f"{click.unstyle(document).rstrip()}\n".encode()
            replace_file(path, document)
        document = rendered(self._printed)
        if isinstance(document, str):
            print_text(document.rstrip("\n"))
        else:
            print_document(document)


def document_options(
    formats: Sequence[str],
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command these options, and pass it what they say as `documents`."""

    def with_options(command: Callable[..., None]) -> Callable[..., None]:
        @format_option(formats)
        @click.option(
            "--output",
            "outputs",
            multiple=True,
            metavar="FORMAT:FILE",
            help="另写到文件，可多次使用。 Write to a file as well; may be repeated.",
        )
        @wraps(command)
        def with_documents(
            *, output_format: str, outputs: tuple[str, ...], lang: Language, **others: object
        ) -> None:
            if output_format == "xlsx" and sys.stdout.isatty():
                raise click.UsageError(_BINARY.of(lang))
            files: dict[str, str] = {}
            for given in outputs:
                name, _, path = given.partition(":")
                if name not in formats or not path:
                    hint = meant(name, formats) if path else ""
                    said = _NO_FORMAT.fill(given=given, formats=joined(formats, LIST), hint=hint)
                    raise click.UsageError(said.of(lang))
                files[path] = name
            command(lang=lang, documents=Documents(output_format, files), **others)

        return with_documents

    return with_options
