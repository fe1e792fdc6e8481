"""`accept`: an acceptance of what was found in a report, written with its reason."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date, datetime
from fnmatch import fnmatchcase
from pathlib import Path

import click

from reportlint.acceptances.acceptance import Acceptance, sidecars
from reportlint.acceptances.addition import added, write
from reportlint.cli.options import (
    PATH,
    RuleOptions,
    known_codes,
    lang_option,
    reading_options,
    settings_options,
)
from reportlint.cli.printing import print_error, print_text
from reportlint.cli.selection import PathOptions, Selection
from reportlint.errors import SettingsError
from reportlint.files.reading import Reading
from reportlint.files.sources import STDIN, is_archive
from reportlint.findings import Finding
from reportlint.form.schema import forms
from reportlint.language import LIST, Language, Text, dated, joined
from reportlint.linter import check as check_reports
from reportlint.location import Location
from reportlint.nearest import meant
from reportlint.output import text as text_output
from reportlint.output.accept_lines import accept_line
from reportlint.rules import RULES

_NO_FILE = Text(
    "请给出一份报告的文件；标准输入、文件夹和压缩包旁边不能写豁免",
    "name the file of one report; beside standard input, folders and archives nothing is written",
)
_NO_REASON = Text("请用 --reason 写明理由", "say why, by --reason")
_NO_RULE = Text("没有规则 {code}{hint}", "there is no rule {code}{hint}")
_OF_ACCEPTANCES = Text(
    "{code} 说的是豁免本身，不能豁免", "{code} is about acceptances, and cannot be accepted"
)
_NO_CELL = Text("格式中没有 {cell} 这一格{hint}", "the form has no cell {cell}{hint}")
_PAST = Text("--until {day} 已经过去", "--until {day} is past")
_NOT_FOUND = Text("没有发现 {code} 的问题；{others}", "{code} was not found; {others}")
_OTHERS = Text("报告中有 {codes}", "what was found is {codes}")
_OTHER_CELLS = Text(
    "{code} 不在这些格；它在 {cells}", "{code} is not about these cells but {cells}"
)
_NO_CELLS = Text("整份报告，不分格", "the whole report")
_NONE = Text("报告中没有可以豁免的问题", "there is nothing in the report to accept")
_ALREADY = Text("已经豁免到{until}：{reason}", "accepted already until {until}: {reason}")
_EXPIRED = Text(
    "原有的豁免已于{until}到期；请改它的 until，或删去后再写",
    "there is an acceptance that ended on {until}: change its until, or remove it first",
)
_ELSEWHERE = Text(
    "不是对这份报告有效的设置文件（{own}），没有改写",
    "these are not the settings that hold for the report ({own}); the file was left alone",
)
_NO_SETTINGS = Text(
    "没有；可以新写上级文件夹的 reportlint.toml", "none; a reportlint.toml above it"
)
_WRITTEN = Text(
    "{file}：豁免 {code} {n} 处，到{until}为止",
    "{file}: {code} accepted until {until}; findings: {n}",
)


@click.command()
@click.argument("file", type=PATH)
@click.argument("code", required=False, shell_complete=known_codes)
@click.argument("cells", nargs=-1, metavar="[CELL]...")
@click.option("--reason", metavar="WHY", help="理由，必须写明。 Why it is right as it is; needed.")
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help="最后有效的一天，默认一年后。 The last day; by default in a year.",
)
@click.option("--by", metavar="NAME", help="由谁负责。 Who answers for it.")
@click.option(
    "--to",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="写入这个设置文件，默认写在报告旁边。 Settings to write to, not beside the report.",
)
@click.option(
    "--beside",
    multiple=True,
    type=PATH,
    metavar="PATH",
    help="一并检查的报告，跨年和机关之间的问题需要。 Reports to check it with, for Y and O.",
)
@settings_options
@reading_options
@lang_option
@click.pass_context
def accept(
    context: click.Context,
    file: str,
    code: str | None,
    cells: tuple[str, ...],
    reason: str | None,
    until: datetime | None,
    by: str | None,
    to: str | None,
    beside: tuple[str, ...],
    reading: Reading,
    lang: Language,
) -> None:
    """豁免报告中核实过的问题：检查报告，确有此问题才写下豁免；不写 CODE 时，列出可以豁免的问题。

    豁免连同理由写在报告旁边的 FILE.accept.toml 中。退出码：0 已写下，2 没有这样的问题、无法读写，或
    命令有误。

    Accept what was found in a report and has been looked into: the report is checked, and the
    acceptance is written to FILE.accept.toml beside it only where it fits a finding. Without CODE
    what can be accepted is listed. CELLs are keys of the form, or patterns. Exit code: 0 written,
    2 nothing fits, or something could not be read or written, or the call was wrong.
    """
    if file == STDIN or os.path.isdir(file) or is_archive(file):
        raise click.UsageError(_NO_FILE.of(lang))
    if code is not None and not (reason or "").strip():
        raise click.UsageError(_NO_REASON.of(lang))
    rule = _known(code, cells, lang) if code is not None else None
    chosen = Selection.of(context, PathOptions((file,)), RuleOptions())
    if to is not None:
        _require_holds(to, file, chosen)
    own = _found(chosen, (file, *beside), reading, lang)
    if rule is None:
        _list(own, beside, lang)
        return
    today = datetime.now().astimezone().date()
    last = until.date() if until else _in_a_year(today)
    if last < today:
        raise click.UsageError(_PAST.fill(day=last).of(lang))
    new = added(file, rule, cells, reason=reason or "", until=last, by=by, file=to)
    before = [x for x in (*chosen.accept, *sidecars([file])[0]) if x.concerns(file)]
    fitting = _fitting(new, own, before, today)
    write(new)
    said = _WRITTEN.fill(file=new.location.file, code=rule, n=len(fitting), until=dated(last))
    print_text(said.of(lang))


def _known(code: str, cells: Sequence[str], lang: Language) -> str:
    """Return the code as rules have it; UsageError for what no rule or cell is called."""
    names = {rule.name: known for known, rule in RULES.items()}
    own = names.get(code.lower(), code.upper())
    keys = dict.fromkeys(key for form in forms().values() for key in form.cells)
    wrong = next((cell for cell in cells if not any(fnmatchcase(key, cell) for key in keys)), None)
    if own not in RULES:
        said = _NO_RULE.fill(code=code, hint=meant(code, (*RULES, *names)))
    elif RULES[own].needs == "findings":
        said = _OF_ACCEPTANCES.fill(code=own)
    elif wrong is not None:
        said = _NO_CELL.fill(cell=wrong, hint=meant(wrong, keys))
    else:
        return own
    raise click.UsageError(said.of(lang))


def _require_holds(to: str, file: str, chosen: Selection) -> None:
    """Raise SettingsError for settings that would not hold for the report."""
    path, own = Path(to).absolute(), next((each.file for each in chosen.used), None)
    is_new = path.name == "reportlint.toml" and path.parent in Path(file).absolute().parents
    holds = is_new if own is None else path.resolve() == own.resolve()
    if not holds:
        held = Text(str(own), str(own)) if own else _NO_SETTINGS
        raise SettingsError(_ELSEWHERE.fill(own=held), Location(to))


def _found(
    chosen: Selection, paths: Sequence[str], reading: Reading, lang: Language
) -> list[Finding]:
    """Return what is found in the first of some files, checked together; it ends the run if none.

    What settings ignore is no finding, and nothing to accept.
    """
    findings = check_reports(paths, select=chosen.select, ignore=chosen.ignore, reading=reading)
    for entry in findings.unreadable:
        print_error(entry.message, entry.location, lang)
    if findings.unreadable:
        click.get_current_context().exit(2)
    return [x for x in chosen.stated(findings) if x.file == paths[0]]


def _in_a_year(day: date) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if is_leap_day else day.day)


def _fitting(
    new: Acceptance, own: Sequence[Finding], before: Sequence[Acceptance], today: date
) -> list[Finding]:
    """Return the findings that are accepted now; an error where none is, or an old one ends."""
    fitting = [finding for finding in own if new.accepts(finding)]
    if not fitting:
        raise SettingsError(_nothing_like(new, own), Location(new.files))
    left = []
    for finding in fitting:
        known = [each for each in before if each.accepts(finding)]
        current = [each for each in known if today <= each.until]
        if known and not current:
            raise SettingsError(_EXPIRED.fill(until=dated(known[0].until)), known[0].location)
        left += [] if current else [finding]
        already = current
    if not left:
        said = _ALREADY.fill(until=dated(already[0].until), reason=already[0].reason)
        raise SettingsError(said, already[0].location)
    return left


def _nothing_like(new: Acceptance, own: Sequence[Finding]) -> Text:
    """Return what is said where nothing fits, with what was found."""
    alike = [finding for finding in own if finding.code == new.code]
    if alike:
        cells = dict.fromkeys(cell for finding in alike for cell in finding.cells)
        return _OTHER_CELLS.fill(code=new.code, cells=joined(cells, LIST) if cells else _NO_CELLS)
    codes = dict.fromkeys(finding.code for finding in own)
    others = _OTHERS.fill(codes=joined(codes, LIST)) if codes else _NONE
    return _NOT_FOUND.fill(code=new.code, others=others)


def _list(own: Sequence[Finding], beside: Sequence[str], lang: Language) -> None:
    """Print what can be accepted: each finding, and the line that accepts it."""
    for finding in own:
        print_text(f"# {click.unstyle(text_output.finding_line(finding, lang))}")
        print_text(accept_line(finding, own, lang, beside))
    if not own:
        print_text(_NONE.of(lang), err=True)
