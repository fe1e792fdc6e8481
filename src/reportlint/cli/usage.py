"""Errors of a call in Chinese: what click says in English, said in the user's language."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from typing import IO, Any

import click

from reportlint.errors import SettingsError
from reportlint.language import LANGUAGES, Language, Text
from reportlint.nearest import meant


class WrongCall(click.UsageError):
    """A wrong call, in Chinese throughout."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print how the command is called, where its help is, and what is wrong."""
        if self.ctx is not None:
            click.echo(self.ctx.get_usage(), file, err=True)
            click.echo(f"用“{self.ctx.command_path} --help”查看帮助。\n", file, err=True)
        click.echo(f"错误：{self.message}", file, err=True)


def language_of(arguments: Sequence[str]) -> Language:
    """Return the language that a command line asks for, else the environment, else the settings'.

    >>> language_of(["check", "--lang", "en", "--no-such"])
    'en'
    """
    asked = next((x.partition("=")[2] for x in arguments if x.startswith("--lang=")), None)
    if asked is None and "--lang" in arguments[:-1]:
        asked = arguments[arguments.index("--lang") + 1]
    stated = asked or os.environ.get("REPORTLINT_LANG")
    return next((x for x in LANGUAGES if x == stated), None) or _of_settings()


def _of_settings() -> Language:
    from reportlint.cli.shortcuts import above, states_settings

    try:
        if not any(map(states_settings, above(os.getcwd()))):  # noqa: PTH109
            return LANGUAGES[0]
        from pathlib import Path

        from reportlint.settings import find_settings

        return find_settings(Path.cwd()).lang
    except (SettingsError, OSError, ValueError):
        return LANGUAGES[0]


def in_language(error: click.UsageError, language: Language) -> click.UsageError:
    """Return the error in a language; what reportlint itself says is in it already."""
    if isinstance(error, WrongCall | click.exceptions.NoArgsIsHelpError):
        return error
    if language == "en":
        hint = _meant(error).en
        return click.UsageError(f"{error.format_message()}{hint}", error.ctx) if hint else error
    return WrongCall(f"{_said(error)}{_meant(error).zh}", error.ctx)


def _meant(error: click.UsageError) -> Text:
    """Return the nearest of the words that an option takes, or nothing."""
    kind = getattr(getattr(error, "param", None), "type", None)
    given = re.match("'(.*)' is not ", error.message)
    if not isinstance(kind, click.Choice) or given is None:
        return Text("", "")
    return meant(given[1], map(str, kind.choices))


def _said(error: click.UsageError) -> str:
    said = error.message
    if isinstance(error, click.exceptions.NoSuchCommand):
        said = f"没有命令 {error.command_name}{_near(error.possibilities)}"
    elif isinstance(error, click.NoSuchOption):
        said = f"没有选项 {error.option_name}{_near(error.possibilities)}"
    elif isinstance(error, click.BadParameter):
        said = f"{_parameter(error)}{_wrong_value(error)}"
    elif isinstance(error, click.BadOptionUsage):
        said = f"选项 {error.option_name} 的用法不对，请查看它要不要值"
    elif said.startswith("Got unexpected extra argument"):
        said = f"多余的参数：{said.partition('(')[2].rstrip(')')}"
    elif said == "Missing command.":
        said = "没有给出命令"
    return said


def _wrong_value(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    if isinstance(error, click.MissingParameter):
        return "没有给出"
    if isinstance(kind, click.Choice):
        return f"应为其一：{'、'.join(map(str, kind.choices))}"
    kinds = {"integer": "应为整数", "float": "应为数"}
    name = next((x for x in kinds if kind and kind.name.startswith(x)), "")
    return f"{kinds.get(name, '不能用')}：{error.message}"


def _near(names: Sequence[str] | None) -> str:
    return f"，是不是 {'、'.join(names)}？" if names else ""


def _parameter(error: click.BadParameter) -> str:
    """Return the option or argument that an error is about."""
    parameter = error.param
    if isinstance(parameter, click.Option):
        return f"选项 {max(parameter.opts, key=len)} "
    name = parameter.make_metavar(error.ctx).rstrip(".") if parameter and error.ctx else ""
    return f"参数 {name} " if name else "参数"
