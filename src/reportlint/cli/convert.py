"""`convert` and `template`: reports or a blank form, written to a file or a folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import click

from reportlint import conversion
from reportlint.cli.options import PATH, lang_option
from reportlint.cli.printing import Progress, print_document
from reportlint.corpora.parquet import is_corpus
from reportlint.errors import ReadError
from reportlint.files.reading import Reading
from reportlint.files.sources import STDIN, Source
from reportlint.files.writing import replace_file
from reportlint.findings import Findings, Omission, Unreadable
from reportlint.form.schema import forms
from reportlint.language import Language, Text
from reportlint.linter import check as check_reports
from reportlint.output import text as text_output
from reportlint.report import Report

_LOST = ("S2",)
"""The rules that say what of a document could not be matched to the form."""
_TO_FOLDER = Text(
    "语料中有多份报告：用 -o 文件夹/ 逐份写出", "a corpus holds many reports: give -o FOLDER/"
)
_TO_CORPUS = Text(
    "文件夹中有多份报告：用 -o 语料.parquet 写在一起",
    "a folder holds many reports: give -o CORPUS.parquet",
)
_TOGETHER = 1000


@click.command()
@click.argument("path", metavar="IN", type=PATH)
@click.option(
    "-o",
    "--output",
    type=PATH,
    help="输出文件 .json .yaml .csv .xlsx .docx .md，语料 .parquet，或文件夹/。"
    " The file, the corpus or the folder to write.",
)
@lang_option
@click.pass_context
def convert(context: click.Context, path: str, output: str | None, lang: Language) -> None:
    """把任一格式的报告转为数据文件、表格或文档；文件夹转为语料（Parquet，一行一份），或反之。

    不写 -o 时打印 JSON。文档中有内容对不上格式时退出码为 1，并在标准错误中说明。

    Convert a report of any format to a data file, a workbook or a document; without -o, print
    JSON. A folder becomes a corpus, CORPUS.parquet with a row a report, and a corpus a folder of
    JSON files. Exit code 1 where some of a document could not be matched to the form (it is said
    on standard error).
    """
    if output is not None and is_corpus(output):
        lost = _gathered(path, output)
    elif is_corpus(path):
        lost = _spread(path, _folder(output, lang))
    elif os.path.isdir(path):
        raise click.UsageError(_TO_CORPUS.of(lang))
    else:
        lost = _converted(path, output)
    if lost or lost.unreadable:
        click.echo(text_output.render(lost, lang), err=True)
    context.exit(lost.exit_code)


def _folder(output: str | None, lang: Language) -> str:
    """Return the folder that is named: one that is there, or no name of a file."""
    if output is None or not (os.path.isdir(output) or not Path(output).suffix):
        raise click.UsageError(_TO_FOLDER.of(lang))
    return output


def _converted(path: str, output: str | None) -> Findings:
    conversion.writer(output or ".json")  # says that there is none before anything is read
    report = _read(path)
    written = conversion.convert(report, output or ".json")
    if output is None:
        print_document(written)
    else:
        replace_file(output, written)
    return check_reports(report, select=_LOST)


def _gathered(path: str, output: str) -> Findings:
    """Write a corpus of what is at a path; return what was lost, and what could not be read."""
    lost: list[Findings] = []
    with Progress() as progress:
        found = Reading(watch=progress.watch).items(path, (os.path.abspath(output),))
        conversion.save_corpus(_reports(found, lost), output)
    return _together(lost)


def _spread(path: str, folder: str) -> Findings:
    """Write each report of a corpus to a file."""
    lost: list[Findings] = []
    for _ in conversion.save_each(_reports(Reading().items(path), lost), folder):
        pass
    return _together(lost)


def _reports(
    found: Iterable[Report | Unreadable | Omission], lost: list[Findings]
) -> Iterator[Report]:
    """Yield the reports; what is said of them and of other files is added to `lost`."""
    items = iter(found)
    while batch := list(islice(items, _TOGETHER)):
        reports = [item for item in batch if isinstance(item, Report)]
        unreadable = tuple(item for item in batch if isinstance(item, Unreadable))
        checked = check_reports(reports, select=_LOST)
        lost.append(Findings(checked.found, unreadable, len(reports)))
        yield from reports


def _together(lost: Iterable[Findings]) -> Findings:
    found = [finding for each in lost for finding in each]
    unreadable = [entry for each in lost for entry in each.unreadable]
    return Findings(tuple(found), tuple(unreadable), sum(each.reports for each in lost))


def _read(path: str) -> Report:
    """Return the report that a file holds, read within limits; ReadError where there is none."""
    (result,) = Reading(processes=1).reports([Source.stdin() if path == STDIN else Source(path)])
    if isinstance(result, Report):
        return result
    raise ReadError(result.message, result.location)


def _editions(_: click.Context, __: click.Parameter, typed: str) -> list[str]:
    return [edition for edition in forms() if edition.startswith(typed)]


@click.command()
@click.argument("edition", metavar="EDITION", shell_complete=_editions)
@click.option("--year", type=int, required=True, help="报告年度。 Report year.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False),
    required=True,
    help="输出文件 .xlsx .docx .json .yaml .csv .md。 The file to write.",
)
@lang_option
def template(edition: str, year: int, output: str, **_: Language) -> None:
    """写出一份空白的年度报告，供填写。

    Write a blank report to fill in. In a workbook the totals are formulas and the cells take only
    what the form allows.
    """
    replace_file(output, conversion.template(edition, year, output))
