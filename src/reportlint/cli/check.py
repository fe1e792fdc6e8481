"""`check`: every rule over the reports."""

from __future__ import annotations

import os

import click

from reportlint.cli.options import known_codes, lang_option, print_document, settings
from reportlint.language import Language
from reportlint.linter import check as check_reports
from reportlint.output import json as json_output
from reportlint.output import text as text_output
from reportlint.output.progress import Progress
from reportlint.reading import Reading


@click.command(short_help="检查报告。 Check reports.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--select", multiple=True, metavar="CODE", help="只用这些规则。 Only rules that begin so."
)
@click.option(
    "--ignore", multiple=True, metavar="CODE", help="不用这些规则。 No rules that begin so."
)
@click.option(
    "--exclude",
    multiple=True,
    metavar="GLOB",
    help="文件夹中跳过的文件。 Files to skip in folders.",
)
@click.option(
    "--previous",
    multiple=True,
    metavar="PATH",
    help="以前年度的报告，只供比较。 Earlier years' reports, to compare with only.",
)
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json"]),
    default="text",
    help="输出格式。 Output format.",
)
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
    default=1024,
    show_default=True,
    help="读取一份文档的内存上限（MiB）。 MiB for reading a document.",
)
@lang_option
@click.pass_context
def check(
    context: click.Context,
    paths: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    exclude: tuple[str, ...],
    previous: tuple[str, ...],
    output: str,
    jobs: int,
    timeout: float,
    memory: int,
    lang: Language,
) -> None:
    """检查文件、文件夹或通配符，- 为标准输入；同一机关各年度的报告互相比较。

    Check files, folders or patterns; - is standard input. Reports of one organ are compared over
    the years. Exit code: 0 no error found, 1 errors
    found, 2 something could not be read or the call was wrong.
    """
    config = settings(context)
    select, ignore = select or config.select, ignore or config.ignore
    known_codes((*select, *ignore), lang)
    with Progress() as progress:
        findings = check_reports(
            paths,
            select=select,
            ignore=ignore,
            exclude=exclude or config.exclude,
            previous=previous,
            reading=Reading(jobs, timeout, memory << 20, progress.watch),
        )
    if output == "json":
        print_document(json_output.render(findings, lang) + "\n")
    else:
        colour = False if os.environ.get("NO_COLOR") else None
        click.echo(text_output.render(findings, lang), color=colour)
    nothing = not findings.reports and not findings.unreadable
    context.exit(2 if nothing else findings.exit_code)
