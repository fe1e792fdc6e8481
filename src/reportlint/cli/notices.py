"""`notices`: what goes back to each organ, as letters and as one list."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import wraps
from pathlib import Path

import click

from reportlint.cli.collected import checked
from reportlint.cli.options import (
    PATH,
    RuleOptions,
    exclude_option,
    lang_option,
    reading_options,
    rule_options,
    settings_options,
)
from reportlint.cli.printing import Progress
from reportlint.cli.selection import PathOptions, Selection
from reportlint.collection.notices import Notice
from reportlint.collection.notices import notices as made_notices
from reportlint.collection.roster_files import read_roster
from reportlint.collection.versions import read_versions
from reportlint.errors import TemplateError, WriteError, reason
from reportlint.files.reading import Reading
from reportlint.files.writing import replace_file
from reportlint.formats import LARGEST_FILE
from reportlint.language import LIST, Language, Text, joined
from reportlint.location import Location
from reportlint.opening import contents
from reportlint.output.notice_items import counts, notice_list
from reportlint.output.notice_letter import LetterDetails, letter
from reportlint.output.notice_template import default_template
from reportlint.output.tabular import as_workbook

_FILE = Text("{unit}更正通知", "notice to {unit}")
_LIST = Text("更正清单", "corrections")
_WRITTEN = Text("{file}：{counts}", "{file}: {counts}")
_CLEAN = Text("没有发现问题，不发通知：{units}", "nothing was found, no notice: {units}")
_NO_OFFICE = Text(
    "没有写 --office，通知没有发文机关", "without --office the notices do not say who sends them"
)
_NOWHERE = Text("请用 -o 写明放通知的文件夹", "say with -o in which folder the notices go")
_NO_UNITS = Text("请给出要检查的报告", "give the reports to be checked")
_UNOPENED = Text("无法打开模板：{reason}", "the template cannot be opened: {reason}")
_NO_FOLDER = Text("不是文件夹", "it is no folder")
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_LONGEST_NAME = 60
_DAY = click.DateTime(["%Y-%m-%d"])


def letter_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command these options, and pass it what they say as `details`."""

    @click.option("--office", default="", help="发文机关。 Who sends it.")
    @click.option("--number", default="", help="文号。 Its number.")
    @click.option("--contact", default="", help="联系人、电话。 Whom to ask.")
    @click.option("--date", "day", type=_DAY, help="落款日期，默认当天。 Its date, else today.")
    @click.option("--reply-by", type=_DAY, help="答复期限。 The day to reply by.")
    @wraps(command)
    def with_details(
        *,
        office: str,
        number: str,
        contact: str,
        day: datetime | None,
        reply_by: datetime | None,
        **others: object,
    ) -> None:
        own = (day or datetime.now().astimezone()).date()
        last = reply_by.date() if reply_by else None
        command(details=LetterDetails(own, office, number, contact, last), **others)

    return with_details


@click.command()
@click.argument("units", nargs=-1, metavar="UNITS...", type=PATH)
@click.option(
    "-o", "--output", "folder", type=PATH, help="放通知的文件夹。 Folder for the notices."
)
@click.option("--roster", type=PATH, metavar="FILE", help="名册。 The roster.")
@click.option(
    "--template",
    type=PATH,
    metavar="FILE",
    help="通知的模板 .docx。 An office's own template.",
)
@click.option(
    "--write-template",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="写出通用的模板，供修改。 Write the usual template, to be changed.",
)
@letter_options
@rule_options
@settings_options
@exclude_option
@reading_options
@lang_option
@click.pass_context
def notices(
    context: click.Context,
    *,
    units: tuple[str, ...],
    folder: str | None,
    roster: str | None,
    template: str | None,
    write_template: str | None,
    details: LetterDetails,
    rules: RuleOptions,
    exclude: tuple[str, ...],
    reading: Reading,
    lang: Language,
) -> None:
    """检查各单位最后一轮报来的报告，给每个有问题的单位写一份更正通知，另写一份更正清单。

    退出码：0 已写出，2 无法读取或写入，3 reportlint 内部错误，130 用 Ctrl-C 停止。

    Check what each organ handed in last, and write a notice to each in whose report something was
    found, and one list of all. Exit code: 0 written, 2 something could not be read or written,
    3 reportlint itself failed, 130 stopped by Ctrl-C.
    """
    if write_template is not None:
        replace_file(write_template, default_template(lang))
        return
    if not units or folder is None:
        raise click.UsageError((_NOWHERE if units else _NO_UNITS).of(lang))
    own = _template(template) if template else default_template(lang)
    chosen = Selection.of(context, PathOptions(units, exclude), rules)
    known = read_roster(roster) if roster else None
    excluded = (*chosen.exclude, *_within(folder), *([os.path.abspath(roster)] if roster else []))
    with Progress() as progress:
        reading = replace(reading, watch=progress.watch)
        versions = read_versions(chosen.paths, known, exclude=excluded, reading=reading)
        made = list(made_notices(versions, lambda reports: checked(reports, chosen)))
    due = [notice for notice in made if notice.is_due]
    Path(folder).mkdir(parents=True, exist_ok=True)
    for name, notice in _names(due, lang):
        file = str(Path(folder, name))
        replace_file(file, letter(notice, details, own, template or file, lang))
        click.echo(_WRITTEN.fill(file=file, counts=counts(notice)).of(lang))
    listed = Path(folder, f"{_LIST.of(lang)}.xlsx")
    replace_file(listed, as_workbook([notice_list(due, lang)], lang))
    if clean := [notice.unit.label for notice in made if not notice.is_due]:
        click.echo(_CLEAN.fill(units=joined(clean, LIST)).of(lang))
    if due and not details.office:
        click.echo(_NO_OFFICE.of(lang), err=True)
    context.exit(_exit_code(made, units))


def _template(file: str) -> bytes:
    try:
        return contents(file, LARGEST_FILE + 1)
    except OSError as error:
        said = _UNOPENED.fill(reason=reason(error))
        raise TemplateError(said, Location(file)) from None


def _within(folder: str) -> Iterator[str]:
    """Yield the files of the folder of notices: none is a report."""
    if os.path.lexists(folder) and not os.path.isdir(folder):
        raise WriteError(_NO_FOLDER, Location(folder))
    for path in Path(folder).glob("*"):
        yield os.path.abspath(path)


def _names(due: list[Notice], lang: Language) -> Iterator[tuple[str, Notice]]:
    """Yield a name for the file of each notice, of which no two are alike."""
    used: set[str] = set()
    for notice in due:
        plain = _NOT_IN_NAMES.sub(" ", notice.unit.label)[:_LONGEST_NAME].strip()
        stem = name = _FILE.fill(unit=plain).of(lang)
        count = 1
        while name.lower() in used:
            count += 1
            name = f"{stem} ({count})"
        used.add(name.lower())
        yield f"{name}.docx", notice


def _exit_code(made: list[Notice], paths: tuple[str, ...]) -> int:
    failed = [x for notice in made for x in notice.unreadable]
    if any(x.is_internal for x in failed):
        return 3
    named = {x.location.file for x in failed}
    return (
        2 if not made or any(path in named and not os.path.lexists(path) for path in paths) else 0
    )
