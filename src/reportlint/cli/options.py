"""Options that several commands take, and the settings that stand in for them."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import wraps
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportlint.files.reading import Reading
from reportlint.findings import SEVERITY_ORDER, Severity
from reportlint.language import LANGUAGES, Language, Text
from reportlint.nearest import meant
from reportlint.settings import (
    Settings,
    SettingsByFile,
    contradiction,
    read_settings,
    unknown_code,
)

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

PATH = click.Path(readable=False)
"""A path, which Tab completes; reading it says what is wrong with it."""
LANGUAGE = "reportlint.language"
"""Where a run's context holds its language, once it is known."""


def _language(context: click.Context, _: click.Parameter, value: Language | None) -> Language:
    """The option, else the setting; from then on errors are told in it."""
    stated = context.get_parameter_source("lang") == click.core.ParameterSource.COMMANDLINE
    asked: Language | None = context.find_root().params.get("lang")
    language = (value if stated else asked or value) or _setting(context)
    context.meta[LANGUAGE] = language
    return language


def _setting(context: click.Context) -> Language:
    """The language of the settings; while a line is only completed, they are not read."""
    return LANGUAGES[0] if context.resilient_parsing else settings(context).lang


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
    if value is not None and not context.resilient_parsing:
        context.find_root().obj = SettingsByFile(read_settings(Path(value)))


def _isolated(context: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001
    """From then on no settings are looked for."""
    if value and not isinstance(context.find_root().obj, SettingsByFile):
        context.find_root().obj = SettingsByFile(Settings())


def settings_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say where the settings stand."""
    config = click.option(
        "--config",
        type=PATH,
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


@dataclass(frozen=True, slots=True)
class RuleOptions:
    """What the command line says of rules, which goes before the settings."""

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    severity: Mapping[str, Severity] = field(default_factory=dict)

    def over(self, own: Settings) -> Settings:
        """Return settings with what is stated here in their place.

        Codes to add, and severities, stand beside those of the settings.
        """
        extended = () if self.select else own.extend_select
        ignored = tuple(code for code in own.ignore if code not in self.chosen)
        return replace(
            own,
            select=self.select or own.select,
            extend_select=(*extended, *self.extend_select),
            ignore=self.ignore or ignored,
            per_file_ignores={**own.per_file_ignores, **self._per_file_ignores(own)},
            severity={**own.severity, **self.severity},
        )

    @property
    def chosen(self) -> tuple[str, ...]:
        """The beginnings of codes that are asked for."""
        return (*self.select, *self.extend_select)

    def _per_file_ignores(self, own: Settings) -> dict[str, tuple[str, ...]]:
        """Return the codes by patterns that are relative to the folder of those settings."""
        here = os.path.relpath(Path.cwd(), own.file.parent) if own.file else os.curdir
        return {
            os.path.normpath(Path(here, pattern)) if "/" in pattern else pattern: codes
            for pattern, codes in self.per_file_ignores.items()
        }


def known_codes(context: click.Context, _: click.Parameter, typed: str) -> list[CompletionItem]:
    """Return the codes of rules that what is typed of the last may become, with their titles."""
    from click.shell_completion import CompletionItem

    from reportlint.rules import RULES

    before, comma, last = typed.rpartition(",")
    language = context.meta.get(LANGUAGE, LANGUAGES[0])
    return [
        CompletionItem(f"{before}{comma}{code}", help=rule.title.of(language))
        for code, rule in RULES.items()
        if code.startswith(last.upper())
    ]


def rule_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command these options, and pass it what they say as `rules`."""

    @click.option(
        "--select",
        multiple=True,
        metavar="CODE",
        callback=_codes,
        shell_complete=known_codes,
        help="只用这些规则，可用逗号。 Only rules that begin so.",
    )
    @click.option(
        "--extend-select",
        multiple=True,
        metavar="CODE",
        callback=_codes,
        shell_complete=known_codes,
        help="在设置之外加用这些规则。 Rules to use besides those of the settings.",
    )
    @click.option(
        "--ignore",
        multiple=True,
        metavar="CODE",
        callback=_codes,
        shell_complete=known_codes,
        help="不用这些规则，可用逗号。 No rules that begin so.",
    )
    @click.option(
        "--per-file-ignores",
        multiple=True,
        metavar="GLOB:CODE",
        callback=_by_pattern,
        help="在匹配的文件中不用的规则。 Rules to leave out in files that match.",
    )
    @severity_option
    @wraps(command)
    def with_rules(
        *,
        select: tuple[str, ...],
        extend_select: tuple[str, ...],
        ignore: tuple[str, ...],
        per_file_ignores: Mapping[str, tuple[str, ...]],
        severity: Mapping[str, Severity],
        lang: Language,
        **others: object,
    ) -> None:
        codes = (*select, *extend_select, *ignore, *chain(*per_file_ignores.values()), *severity)
        said = unknown_code(codes) or contradiction((*select, *extend_select), ignore)
        if said:
            raise click.UsageError(said.of(lang))
        stated = RuleOptions(select, extend_select, ignore, per_file_ignores, severity)
        command(lang=lang, rules=stated, **others)

    return with_rules


def _codes(_: click.Context, __: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Codes, also in lists with commas."""
    return tuple(x.strip() for each in value for x in each.split(",") if x.strip())


def _by_pattern(
    context: click.Context, parameter: click.Parameter, value: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    """Codes by patterns of files, of which one may come several times."""
    found: dict[str, tuple[str, ...]] = {}
    for each in value:
        pattern, _, codes = each.rpartition(":")
        if not pattern or not codes:
            raise click.BadParameter(_PAIR.fill(given=each, pair="GLOB:CODE").of(_spoken(context)))
        found[pattern] = (*found.get(pattern, ()), *_codes(context, parameter, (codes,)))
    return found


def _by_code(
    context: click.Context, _: click.Parameter, value: tuple[str, ...]
) -> dict[str, Severity]:
    found: dict[str, Severity] = {}
    for each in value:
        code, _sign, stated = each.partition("=")
        level = next((x for x in SEVERITY_ORDER if x == stated), None)
        if not code or level is None:
            pair = f"CODE={'|'.join(SEVERITY_ORDER)}"
            hint = meant(stated, SEVERITY_ORDER)
            said = _PAIR.fill(given=each, pair=pair).of(_spoken(context))
            raise click.BadParameter(said + hint.of(_spoken(context)))
        found[code] = level
    return found


_PAIR = Text("{given}：应写作 {pair}", "{given}: give {pair}")


def _spoken(context: click.Context) -> Language:
    """The language of the run; it is known by then, since its option is read first."""
    known: Language = context.meta[LANGUAGE]
    return known


severity_option = click.option(
    "--severity",
    multiple=True,
    metavar="CODE=LEVEL",
    callback=_by_code,
    help="规则的级别：error、warning 或 note。 How grave a rule's findings are.",
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
    is_eager=True,
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


def ending_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command these options, and pass it what makes exit code 1 as `fail_on`."""

    @click.option(
        "--fail-on",
        type=click.Choice(SEVERITY_ORDER),
        help="达到哪一级退出码为 1，默认 error。 Findings as severe make exit code 1.",
    )
    @click.option(
        "--exit-zero",
        is_flag=True,
        help="有问题退出码也为 0；无法读取等仍为 2、3。 Exit code 0 in place of 1.",
    )
    @wraps(command)
    def with_ending(*, fail_on: Severity | None, exit_zero: bool, **others: object) -> None:
        own = settings(click.get_current_context()).fail_on
        command(fail_on=None if exit_zero else fail_on or own, **others)

    return with_ending


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
