"""`check`: every rule over the reports."""

from __future__ import annotations

from dataclasses import replace

import click

from reportlint.cli.exclusions import Exclusions, exclusion_options
from reportlint.cli.options import (
    exclude_option,
    format_option,
    ignore_option,
    known_codes,
    reading_options,
    select_option,
)
from reportlint.cli.printing import print_findings
from reportlint.cli.progress import Progress
from reportlint.files.reading import Reading
from reportlint.files.sources import sources
from reportlint.language import Language, Text
from reportlint.linter import check as check_reports
from reportlint.output import OUTPUTS
from reportlint.rules import selected

_ONE_FILE = Text("--name 只用于一个文件", "--name is for one file")


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@select_option
@ignore_option
@exclude_option
@click.option(
    "--previous",
    multiple=True,
    metavar="PATH",
    help="以前年度的报告，只供比较。 Earlier years' reports, to compare with only.",
)
@click.option(
    "--name",
    metavar="NAME",
    help="报告机关，文件没有写明时用；只限一个文件。 The organ, where one file does not name it.",
)
@format_option(OUTPUTS)
@reading_options
@exclusion_options
@click.pass_context
def check(
    context: click.Context,
    paths: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    exclude: tuple[str, ...],
    previous: tuple[str, ...],
    name: str | None,
    output_format: str,
    reading: Reading,
    lang: Language,
    exclusions: Exclusions,
) -> None:
    """检查文件、文件夹或通配符，- 为标准输入；同一机关各年度的报告互相比较。

    Check files, folders or patterns; - is standard input. Reports of one organ are compared over
    the years. Exit code: 0 no error found, 1 errors found, 2 something could not be read or the
    call was wrong.
    """
    known_codes((*select, *ignore), lang)
    excluded = (*exclude, *exclusions.exclude)
    if name and sum(1 for path in paths for _ in sources(path, excluded)) > 1:
        raise click.UsageError(_ONE_FILE.of(lang))
    with Progress() as progress:
        findings = check_reports(
            paths,
            select=select,
            ignore=ignore,
            exclude=excluded,
            previous=previous,
            name=name,
            reading=replace(reading, watch=progress.watch),
        )
    findings = exclusions.apply(findings, selected(tuple(select), tuple(ignore)))
    print_findings(findings, output_format, lang)
    nothing = not findings.reports and not findings.unreadable
    context.exit(2 if nothing else findings.exit_code)
