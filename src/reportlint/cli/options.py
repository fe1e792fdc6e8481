"""What the commands share: options, the settings, and how results are printed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import cast

import click

from reportlint.config import Config, find_config
from reportlint.findings import Findings
from reportlint.language import LANGUAGES, Language, Text
from reportlint.output import json as json_output
from reportlint.output import text as text_output
from reportlint.rules import RULES
from reportlint.toml import ConfigError


def _language(context: click.Context, _: click.Parameter, value: str | None) -> Language:
    """The option, else the setting."""
    return cast("Language", value or settings(context).lang)


def settings(context: click.Context) -> Config:
    """The settings that hold in the working folder, read once a run."""
    root = context.find_root()
    if root.obj is None:
        try:
            root.obj = find_config(Path(os.path.abspath(".")) if os.path.isdir(".") else Path())
        except ConfigError as error:
            raise click.UsageError(f"{error.message.zh}\n{error.message.en}") from None
    return cast("Config", root.obj)


def _setting(
    context: click.Context, option: click.Parameter, value: tuple[str, ...]
) -> tuple[str, ...]:
    """The option, else the setting of its name."""
    stated: tuple[str, ...] = value or getattr(settings(context), str(option.name))
    return stated


select_option = click.option(
    "--select",
    multiple=True,
    metavar="CODE",
    callback=_setting,
    help="只用这些规则。 Only rules that begin so.",
)
ignore_option = click.option(
    "--ignore",
    multiple=True,
    metavar="CODE",
    callback=_setting,
    help="不用这些规则。 No rules that begin so.",
)
exclude_option = click.option(
    "--exclude",
    multiple=True,
    metavar="GLOB",
    callback=_setting,
    help="文件夹中跳过的文件。 Files to skip in folders.",
)
lang_option = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    callback=_language,
    envvar="REPORTLINT_LANG",
    help="消息的语言，默认 zh。 Language of messages.",
)
format_option = click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    help="输出格式。 Output format.",
)


def print_findings(findings: Findings, output_format: str, lang: Language) -> None:
    """Print the result of a run, in words or for programs."""
    if output_format == "json":
        print_document(json_output.render(findings, lang) + "\n")
    else:
        print_text(text_output.render(findings, lang))


def print_text(text: str, *, err: bool = False) -> None:
    """Print text for people, in colour unless `NO_COLOR` is set or it goes to no terminal."""
    click.echo(text, err=err, color=False if os.environ.get("NO_COLOR") else None)


def print_document(document: str) -> None:
    """Print a document for programs: UTF-8 whatever the terminal's encoding."""
    click.echo(document.encode(errors="backslashreplace"), nl=False)


def known_codes(codes: tuple[str, ...], lang: Language) -> None:
    """Raise a UsageError for a code that no rule begins with."""
    for code in codes:
        if not any(known.startswith(code) for known in RULES):
            text = Text("没有以 {code} 开头的规则", "no rule begins with {code}")
            raise click.UsageError(text.fill(code=code).of(lang))
