"""What commands print: text for people, documents for programs, errors."""

from __future__ import annotations

import os

import click

from reportlint.findings import Findings
from reportlint.language import Language, Text
from reportlint.location import Location
from reportlint.output import render
from reportlint.output import text as text_output


def print_findings(findings: Findings, output_format: str, lang: Language) -> None:
    """Print the result of a run, in the output of that name."""
    rendered = render(output_format, findings, lang)
    if isinstance(rendered, str):
        print_text(rendered)
    else:
        print_document(rendered)


def print_text(text: str, *, err: bool = False) -> None:
    """Print text for people, in colour unless `NO_COLOR` is set or it goes to no terminal."""
    click.echo(text, err=err, color=False if os.environ.get("NO_COLOR") else None)


def print_document(document: bytes) -> None:
    """Print a document for programs, as it is whatever the terminal's encoding."""
    click.echo(document, nl=False)


def print_error(message: Text, location: Location | None, language: Language) -> None:
    """Say on standard error, in one line, what went wrong and where."""
    place = f"{text_output.place(location, language)}: " if location else ""
    click.echo(f"Error: {place}{message.of(language)}", err=True)
