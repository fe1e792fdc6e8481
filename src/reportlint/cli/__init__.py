"""The command line: a module a command, or a few that belong together."""

from __future__ import annotations

import sys

import click

from reportlint import __version__
from reportlint.cli.check import check
from reportlint.cli.convert import convert, template
from reportlint.cli.fix import fix
from reportlint.cli.options import LANGUAGE
from reportlint.cli.rollup import rollup
from reportlint.cli.rules import rule, rules, schema
from reportlint.errors import ReportlintError
from reportlint.form.schema import forms
from reportlint.language import LANGUAGES
from reportlint.output import text as text_output


def main() -> None:
    """Run the command line; an output that cannot show a character shows its code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    cli()


class Commands(click.Group):
    """Tells what goes wrong in a line, in the user's language or while none is known in both."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; exit code 2 where something cannot be read, written or used."""
        try:
            forms()  # what is wrong with a schema stops every command, before it reads anything
            return super().invoke(ctx)
        except ReportlintError as error:
            spoken = ctx.meta.get(LANGUAGE)
            for language in [spoken] if spoken else LANGUAGES:
                place = f"{text_output.place(error.location, language)}: " if error.location else ""
                click.echo(f"Error: {place}{error.message.of(language)}", err=True)
            ctx.exit(2)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="reportlint")
def cli() -> None:
    """检查政府信息公开工作年度报告。

    Check annual reports on government information disclosure.
    """


for command in (check, fix, rollup, rules, rule, schema, convert, template):
    cli.add_command(command)
