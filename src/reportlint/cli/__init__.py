"""The command line: a module a command, or a few that belong together.

In: arguments, files, settings.
Out: text for a terminal, documents for programs, files, an exit code.
May import: acceptances, conversion, document, errors, files, findings, fix, form, formats,
language, linter, location, number, output, report, reportlint, rules, settings, units.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

from reportlint import __version__
from reportlint.errors import ReportlintError
from reportlint.language import LANGUAGES


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
        from reportlint.form.schema import forms

        try:
            forms()  # what is wrong with a schema stops every command, before it reads anything
            return super().invoke(ctx)
        except ReportlintError as error:
            from reportlint.cli.options import LANGUAGE
            from reportlint.cli.printing import print_error

            spoken = ctx.meta.get(LANGUAGE)
            for language in [spoken] if spoken else LANGUAGES:
                print_error(error.message, error.location, language)
            ctx.exit(2)


class CommandModule(click.Command):
    """A command whose module is imported when it is run, not when commands are listed."""

    def __init__(self, name: str, module: str, short_help: str) -> None:
        super().__init__(name, short_help=short_help)
        self.module = module

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Import the command, which then takes its arguments itself."""
        command = vars(import_module(f"reportlint.cli.{self.module}"))[str(self.name)]
        if not isinstance(command, click.Command):
            raise TypeError(self.name)
        return command.make_context(info_name, args, parent, **extra)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="reportlint")
def cli() -> None:
    """检查政府信息公开工作年度报告。

    Check annual reports on government information disclosure.
    """


for command in (
    CommandModule("check", "check", "检查报告。 Check reports."),
    CommandModule("convert", "convert", "转换格式。 Convert a report."),
    CommandModule("fix", "fix", "按建议修改文件。 Make the suggested changes."),
    CommandModule("rollup", "rollup", "汇总各单位。 Compare or make a total."),
    CommandModule("rule", "rules", "解释一条规则，如 A101。 Explain a rule, such as A101."),
    CommandModule("rules", "rules", "列出规则。 List the rules."),
    CommandModule("schema", "rules", "打印 JSON Schema。 Print a JSON Schema."),
    CommandModule("template", "convert", "空白表。 A blank form."),
):
    cli.add_command(command)
