"""`fix`: suggested numbers, put into the user's own files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import click

from reportlint.cli.options import (
    PATH,
    RuleOptions,
    exclude_option,
    lang_option,
    reading_options,
    rule_options,
    settings_options,
)
from reportlint.cli.printing import Progress, print_error, print_text
from reportlint.cli.selection import PathOptions, Selection
from reportlint.document.packages import is_package
from reportlint.errors import WriteError
from reportlint.files.reading import Reading
from reportlint.files.sources import STDIN, sources
from reportlint.files.writing import replace_file
from reportlint.findings import Findings
from reportlint.fix.application import FileChange, amended
from reportlint.fix.plan import Plan, plan
from reportlint.formats.xlsx.workbook_amendment import has_formulas
from reportlint.language import Language, Text
from reportlint.linter import check as check_reports
from reportlint.output import changes as changes_output
from reportlint.output import text as text_output

_STDIN = Text("标准输入无法修改，请给出文件", "standard input cannot be changed; name a file")
_CHANGES = Text(
    "可以修改 {files} 个文件中的 {cells} 格；加 --write 写入",
    "cells that would change: {cells}, in files: {files}; --write changes them",
)
_NO_CHANGE = Text("没有可以修改的", "nothing to change")
_AMBIGUOUS = Text(
    "{n} 条建议不是唯一的，没有采用；--unsafe 采用其中最可能的一种",
    "suggestions left alone because they are not unique: {n}; --unsafe takes the likeliest",
)
_UNDECIDED = Text(
    "{n} 处有几种改法，分不出哪一种对，没有修改；用 reportlint check 查看，核对后手工修改",
    "errors left alone because several repairs are as likely: {n}; reportlint check lists them",
)
_WRITTEN = Text("改写了 {files} 个文件，共 {cells} 格", "files changed: {files}; cells: {cells}")
_UNWRITTEN = Text("{n} 个文件未能改写，见上", "files that could not be changed, see above: {n}")
_FORMULAS = Text(
    "{file}：工作簿里有公式，请打开并保存，使公式重新计算",
    "{file}: the workbook has formulas; open and save it to have them computed again",
)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=PATH)
@click.option(
    "--write/--diff",
    default=False,
    help="写入文件；默认只显示差异。 Change the files; by default only the differences are shown.",
)
@click.option(
    "--unsafe",
    is_flag=True,
    help="建议不唯一时取最可能的一种。 Take the likeliest of several suggestions.",
)
@click.option(
    "--tracked",
    is_flag=True,
    help="DOCX 中记为修订，可在 Word 中接受或拒绝。 In DOCX, as tracked changes.",
)
@settings_options
@rule_options
@exclude_option
@reading_options
@lang_option
@click.pass_context
def fix(
    context: click.Context,
    paths: tuple[str, ...],
    exclude: tuple[str, ...],
    reading: Reading,
    lang: Language,
    rules: RuleOptions,
    *,
    write: bool,
    unsafe: bool,
    tracked: bool,
) -> None:
    """把建议的数填入 JSON、YAML、CSV、XLSX、DOCX、HTML 和文本文件，其余一字不动。

    只采用按证据唯一的建议。退出码：0 没有可改的，1 有；加 --write 时，0 没有剩下的错误，1 还有；2
    无法读写或命令有误，3 reportlint 内部错误，130 用 Ctrl-C 停止。

    Put the suggested numbers into JSON, YAML, CSV, XLSX, DOCX, HTML and text files and leave all
    else as it is; only where one suggestion is left by the evidence. Exit code: 0 nothing would
    change, 1 something would; with --write 0 no error remains, 1 errors remain; 2 something could
    not be read or written, or the call was wrong; 3 reportlint itself failed, 130 stopped by
    Ctrl-C.
    """
    if STDIN in paths:
        raise click.UsageError(_STDIN.of(lang))
    chosen = Selection.of(context, PathOptions(paths, exclude), rules)
    check = partial(_check, chosen, reading)
    findings = check()
    if said := text_output.account(findings.files).of(lang):
        print_text(said, err=True)
    planned = plan(findings, unsafe=unsafe)
    given = [source for path in chosen.paths for source in sources(path, chosen.exclude)]
    files = list(amended(planned, given, reading, tracked=tracked))
    _print_refusals(planned, files, lang)
    code = _write_changes(files, check, lang) if write else _print_changes(files, lang)
    nothing = chosen.paths and not findings.reports and not findings.unreadable
    context.exit(2 if nothing or findings.unreadable else code)


def _check(chosen: Selection, reading: Reading) -> Findings:
    with Progress() as progress:
        watched = replace(reading, watch=progress.watch)
        found = check_reports(
            chosen.paths,
            select=chosen.select,
            ignore=chosen.ignore,
            exclude=chosen.exclude,
            reading=watched,
        )
    return chosen.graded(chosen.stated(found))


def _print_refusals(planned: Plan, files: Sequence[FileChange], lang: Language) -> None:
    """Say on standard error what is left alone, and why."""
    for file in files:
        for refusal in file.refused:
            for line in changes_output.refusal_lines(refusal, file.report, lang):
                print_text(line, err=True)
    if planned.ambiguous:
        print_text(_AMBIGUOUS.fill(n=planned.ambiguous).of(lang), err=True)
    if planned.undecided:
        print_text(_UNDECIDED.fill(n=planned.undecided).of(lang), err=True)


def _print_changes(files: Sequence[FileChange], lang: Language) -> int:
    """Print what would change; return 1 where something would."""
    changed = [file for file in files if file.made]
    for file in changed:
        diff = changes_output.diff(file.before, file.after)
        print_text(diff if diff is not None else _change_lines(file, lang))
    cells = sum(file.cells for file in changed)
    summary = _CHANGES.fill(files=len(changed), cells=cells) if changed else _NO_CHANGE
    print_text(summary.of(lang), err=True)
    return int(bool(changed))


def _write_changes(
    files: Sequence[FileChange], check: Callable[[], Findings], lang: Language
) -> int:
    """Change the files and print what was changed and what remains; return its exit code."""
    changed = [file for file in files if file.made]
    written = [file for file in changed if _is_written(file, lang)]
    remaining = check()
    if changed:
        unwritten = len(changed) - len(written)
        sums = _WRITTEN.fill(files=len(written), cells=sum(file.cells for file in written))
        print_text(sums.of(lang))
        if unwritten:
            print_text(_UNWRITTEN.fill(n=unwritten).of(lang), err=True)
    print_text(text_output.summary(remaining, lang))
    return remaining.exit_code if len(written) == len(changed) else 2


def _is_written(file: FileChange, lang: Language) -> bool:
    """Change a file and say what was changed, or say why it was not."""
    try:
        replace_file(file.name, file.after.data, expected=file.before.data)
    except WriteError as error:
        print_error(error.message, error.location, lang)
        return False
    print_text(_change_lines(file, lang))
    if is_package(file.after) and has_formulas(file.after):
        print_text(_FORMULAS.fill(file=file.name).of(lang), err=True)
    return True


def _change_lines(file: FileChange, lang: Language) -> str:
    return "\n".join(
        x for fix in file.made for x in changes_output.change_lines(fix, file.report, lang)
    )
