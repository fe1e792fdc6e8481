"""`figures`: the rates of organs, beside last year's and those of their peers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import click

from reportlint.cli.documents import Documents, document_options
from reportlint.cli.options import (
    PATH,
    exclude_option,
    lang_option,
    reading_options,
    settings_options,
)
from reportlint.cli.printing import Progress, print_error
from reportlint.cli.selection import PathOptions, Selection
from reportlint.collection.figures import (
    OrganFigures,
    compared_figures,
    figures_of,
    rates_of,
)
from reportlint.files.reading import Reading
from reportlint.findings import Omission, Unreadable
from reportlint.form.schema import form_of_year
from reportlint.language import Language, Text
from reportlint.output.rates import FORMATS, render
from reportlint.report import Report

_NONE = Text("没有找到写明年度的报告", "no report that states its year was found")


@click.command()
@click.argument("units", nargs=-1, required=True, metavar="UNITS...", type=PATH)
@click.option(
    "--previous",
    multiple=True,
    type=PATH,
    metavar="PATH",
    help="上年的报告。 Last year's reports.",
)
@click.option(
    "--total",
    multiple=True,
    type=PATH,
    metavar="FILE",
    help="汇总报告，不计入合计；可再给上年的。 The consolidated report, and last year's.",
)
@click.option("--year", type=int, help="报告年度，默认最近一年。 Report year; else the latest.")
@settings_options
@exclude_option
@document_options(FORMATS)
@reading_options
@lang_option
@click.pass_context
def figures(
    context: click.Context,
    *,
    units: tuple[str, ...],
    previous: tuple[str, ...],
    total: tuple[str, ...],
    year: int | None,
    exclude: tuple[str, ...],
    documents: Documents,
    reading: Reading,
    lang: Language,
) -> None:
    """比较各单位的公开率、结转率、纠错率，与上年比，与各单位的合计和中位数比。

    上年的报告可以同在一个文件夹里，也可以用 --previous 给出。退出码：0 已列出，2
    有文件无法读取或没有可用的报告，130 用 Ctrl-C 停止。

    Compare organs by their rates of disclosure, carry-over and correction, with last year's, and
    with all of them and their median. Last year's reports may be in the same folder, or be given
    by --previous. Exit code: 0 shown, 2 something could not be read or there is no report, 130
    stopped by Ctrl-C.
    """
    chosen = Selection.of(context, PathOptions((*units, *previous), exclude))
    failed: list[Unreadable] = []
    given: list[str] = []
    excluded = (*chosen.exclude, *documents.exclude)
    with Progress() as progress:
        reading = replace(reading, watch=progress.watch)
        found = list(_figures(reading.items(chosen.paths, excluded), failed, given))
        whole = list(_figures(reading.items(total), failed, given))
    own = year or max((x.year for x in (*found, *whole)), default=None)
    form = form_of_year(own) if own else None
    for entry in failed:
        print_error(entry.message, entry.location, lang)
    if own is None or form is None:
        raise click.UsageError(_NONE.of(lang))
    of_totals = {x.file for x in whole}
    organs = [x for x in found if x.file not in of_totals]
    compared = compared_figures(organs, rates_of(form), own, whole)
    documents.put(lambda output: render(compared, output, lang), given)
    context.exit(2 if failed else 0)


def _figures(
    items: Iterable[Report | Unreadable | Omission], failed: list[Unreadable], given: list[str]
) -> Iterator[OrganFigures]:
    """Yield the figures of the reports; note what could not be read, and every file."""
    for item in items:
        if isinstance(item, Unreadable):
            failed.append(item)
            given.append(item.location.file)
        elif isinstance(item, Report):
            given.append(item.file or "-")
            if (own := figures_of(item)) is not None:
                yield own
