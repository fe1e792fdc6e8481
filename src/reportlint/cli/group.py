"""The commands, each imported when it runs, and what a run tells that goes wrong."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import click

from reportlint import __version__
from reportlint.errors import ReadError, ReportlintError
from reportlint.language import LANGUAGES, Language, Text
from reportlint.location import Location

INTERNAL, INTERRUPTED = 3, 130
"""Exit codes beside those that commands state: reportlint failed; the user stopped it."""


def _require_folder() -> None:
    """Raise ReadError where the working folder has been deleted."""
    try:
        os.getcwd()  # noqa: PTH109
    except OSError:
        text = Text("工作文件夹已不存在", "the working folder is no longer there")
        raise ReadError(text, Location(".")) from None


def _require_forms() -> None:
    """Raise FormError for a schema of the user's in which something is wrong.

    It stops every command, before that reads anything. Those of the package are tried by its tests.
    """
    if os.environ.get("REPORTLINT_SCHEMAS"):
        from reportlint.form.schema import forms

        forms()


_LINE, _SPOKEN = "reportlint.line", "reportlint.spoken"
"""Where a run's context holds its arguments, and its language once that has been looked for."""


def _in_its_language(error: click.UsageError, line: tuple[str, ...]) -> click.UsageError:
    from reportlint.cli.usage import in_language, language_of

    return in_language(error, language_of(line))


def _spoken(context: click.Context) -> Language:
    """Return the language of a run."""
    from reportlint.cli.usage import language_of

    if _SPOKEN not in context.meta:
        context.meta[_SPOKEN] = language_of(context.meta.get(_LINE, ()))
    spoken: Language = context.meta[_SPOKEN]
    return spoken


class HelpContext(click.Context):
    """A run whose help is in the user's language."""

    def make_formatter(self) -> click.HelpFormatter:
        """Return what writes usage and help."""
        from reportlint.cli.help import Help

        return Help(_spoken(self))

    def get_help(self) -> str:
        """Return the help of the command, with examples."""
        from reportlint.cli.help import help_of

        return help_of(self, _spoken(self))


class Commands(click.Group):
    """Tells what goes wrong in a line, in the user's language or while none is known in both."""

    context_class = HelpContext

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Read the line up to the command."""
        line = tuple(args)
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.UsageError as error:
            raise _in_its_language(error, line) from None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the line, keeping the whole of it for its language."""
        ctx.meta[_LINE] = tuple(args)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; exit code 2 where something cannot be read, written or used."""
        try:
            _require_folder()
            _require_forms()
            return super().invoke(ctx)
        except ReportlintError as error:
            _tell(error.message, error.location, ctx)
            ctx.exit(2)
        except click.UsageError as error:
            raise _in_its_language(error, ctx.meta[_LINE]) from None
        except (OSError, click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except Exception as error:  # noqa: BLE001
            from reportlint.cli.printing import print_tracebacks
            from reportlint.findings import internal_error

            failed = internal_error(error, " ".join(sys.argv[1:]) or "-")
            _tell(failed.message, failed.location, ctx)
            print_tracebacks([failed])
            ctx.exit(INTERNAL)


def _tell(message: Text, location: Location | None, ctx: click.Context) -> None:
    """Print an error in the user's language."""
    from reportlint.cli.options import LANGUAGE
    from reportlint.cli.printing import print_error
    from reportlint.cli.usage import language_of

    print_error(message, location, ctx.meta.get(LANGUAGE) or language_of(ctx.meta[_LINE]))


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
        command.context_class = HelpContext
        if extra.get("resilient_parsing") and parent is not None:
            from reportlint.cli.help import in_one_language

            command = in_one_language(command, _spoken(parent))
        return command.make_context(info_name, args, parent, **extra)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return what the command does, in the language of the run."""
        from reportlint.cli.help import spoken
        from reportlint.cli.usage import language_of

        run = click.get_current_context(silent=True)
        return spoken(str(self.short_help), _spoken(run) if run else language_of(()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="reportlint")
@click.option(
    "--lang", type=click.Choice(LANGUAGES), help="消息的语言，默认 zh。 Language of messages."
)
def cli(**_: object) -> None:
    """检查政府信息公开工作年度报告。

    Check annual reports on government information disclosure.
    """


for command in (
    CommandModule("accept", "accept", "豁免核实过的问题。 Accept a finding, with a reason."),
    CommandModule("check", "check", "检查报告。 Check reports."),
    CommandModule("collect", "collect", "对照名册收报告。 Who has handed in."),
    CommandModule("convert", "convert", "转换格式。 Convert a report."),
    CommandModule("figures", "figures", "各单位的公开率等。 Rates beside last year's and peers'."),
    CommandModule("fix", "fix", "按建议修改文件。 Make the suggested changes."),
    CommandModule("notices", "notices", "写更正通知。 What goes back to each organ."),
    CommandModule("rollup", "rollup", "汇总各单位。 Compare or make a total."),
    CommandModule("rounds", "rounds", "各轮改了没有。 What became of what was sent back."),
    CommandModule("rule", "rules", "解释一条规则，如 A101。 Explain a rule, such as A101."),
    CommandModule("rules", "rules", "列出规则。 List the rules."),
    CommandModule("schema", "rules", "打印 JSON Schema。 Print a JSON Schema."),
    CommandModule("template", "convert", "空白表。 A blank form."),
):
    cli.add_command(command)
