"""Options that several commands take, and the settings that stand in for them."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path

import click

from reportlint.files.reading import Reading
from reportlint.language import LANGUAGES, Language, Text
from reportlint.rules import RULES
from reportlint.settings import Settings, find_settings

LANGUAGE = "reportlint.language"
"""Where a run's context holds its language, once it is known."""


def _language(context: click.Context, _: click.Parameter, value: Language | None) -> Language:
    """The option, else the setting; from then on errors are told in it."""
    language = value or settings(context).lang
    context.meta[LANGUAGE] = language
    return language


def settings(context: click.Context) -> Settings:
    """The settings that hold in the working folder, read once a run."""
    root = context.find_root()
    if isinstance(root.obj, Settings):
        return root.obj
    found = find_settings(Path(os.path.abspath(".")) if os.path.isdir(".") else Path())
    root.obj = found
    return found


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


def format_option(names: Sequence[str]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the option that chooses one of those outputs, the first by default."""
    return click.option(
        "--format",
        "output_format",
        type=click.Choice(names),
        default=names[0],
        help="输出格式。 Output format.",
    )


def known_codes(codes: tuple[str, ...], lang: Language) -> None:
    """Raise a UsageError for a code that no rule begins with."""
    for code in codes:
        if not any(known.startswith(code) for known in RULES):
            text = Text("没有以 {code} 开头的规则", "no rule begins with {code}")
            raise click.UsageError(text.fill(code=code).of(lang))


def reading_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command these options, and pass it what they say as `reading`."""

    @click.option(
        "--jobs",
        type=click.IntRange(1),
        default=lambda: os.cpu_count() or 1,
        help="同时读取几份文档。 Documents read at a time.",
    )
    @click.option(
        "--timeout",
        type=click.FloatRange(0, min_open=True),
        default=5,
        show_default=True,
        help="读取一份文档的秒数上限。 Seconds for reading a document.",
    )
    @click.option(
        "--memory",
        type=click.IntRange(64),
        default=768,
        show_default=True,
        help="读取文档的内存上限（MiB）。 MiB for reading, all together.",
    )
    @wraps(command)
    def with_reading(*, jobs: int, timeout: float, memory: int, **others: object) -> None:
        command(reading=Reading(jobs, timeout, memory << 20), **others)

    return with_reading
