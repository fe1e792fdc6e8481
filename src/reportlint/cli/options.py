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
from reportlint.settings import Settings, SettingsByFile, read_settings

LANGUAGE = "reportlint.language"
"""Where a run's context holds its language, once it is known."""


def _language(context: click.Context, _: click.Parameter, value: Language | None) -> Language:
    """The option, else the setting; from then on errors are told in it."""
    language = value or settings(context).lang
    context.meta[LANGUAGE] = language
    return language


def settings_by_file(context: click.Context) -> SettingsByFile:
    """The settings of every file of a run."""
    root = context.find_root()
    if not isinstance(root.obj, SettingsByFile):
        root.obj = SettingsByFile()
    return root.obj


def settings(context: click.Context) -> Settings:
    """The settings that hold in the working folder."""
    return settings_by_file(context).of_folder("." if os.path.isdir(".") else os.sep)


def _config(context: click.Context, _: click.Parameter, value: str | None) -> None:
    """From then on the settings are those of that file."""
    if value is not None:
        context.find_root().obj = SettingsByFile(read_settings(Path(value)))


def _isolated(context: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001
    """From then on no settings are looked for."""
    if value and not isinstance(context.find_root().obj, SettingsByFile):
        context.find_root().obj = SettingsByFile(Settings())


def settings_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say where the settings stand."""
    config = click.option(
        "--config",
        type=click.Path(),
        metavar="FILE",
        is_eager=True,
        expose_value=False,
        callback=_config,
        help="只用这个文件里的设置。 Settings of this file alone.",
    )
    isolated = click.option(
        "--isolated",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_isolated,
        help="不找设置文件；可与 --config 同用。 Look for no settings.",
    )
    return config(isolated(command))


def _codes(_: click.Context, __: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Codes, also in lists with commas."""
    return tuple(x.strip() for each in value for x in each.split(",") if x.strip())


select_option = click.option(
    "--select",
    multiple=True,
    metavar="CODE",
    callback=_codes,
    help="只用这些规则，可用逗号。 Only rules that begin so.",
)
ignore_option = click.option(
    "--ignore",
    multiple=True,
    metavar="CODE",
    callback=_codes,
    help="不用这些规则，可用逗号。 No rules that begin so.",
)
exclude_option = click.option(
    "--exclude",
    multiple=True,
    metavar="GLOB",
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
