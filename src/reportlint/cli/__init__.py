"""The command line: a module a command, or a few that belong together."""

from __future__ import annotations

import sys

import click

from reportlint import __version__
from reportlint.cli.check import check
from reportlint.cli.convert import convert, template
from reportlint.cli.fix import fix
from reportlint.cli.rollup import rollup
from reportlint.cli.rules import rule, rules, schema


def main() -> None:
    """Run the command line; an output that cannot show a character shows its code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    cli()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="reportlint")
def cli() -> None:
    """检查政府信息公开工作年度报告。

    Check annual reports on government information disclosure.
    """


for command in (check, fix, rollup, rules, rule, schema, convert, template):
    cli.add_command(command)
