"""`convert` and `template`: a report or a blank form, written to a file."""

from __future__ import annotations

import click

from reportlint import conversion
from reportlint.cli.options import lang_option
from reportlint.cli.printing import print_document
from reportlint.errors import ReadError
from reportlint.files.reading import Reading
from reportlint.files.sources import Source
from reportlint.files.writing import replace_file
from reportlint.language import Language
from reportlint.linter import check as check_reports
from reportlint.output import text as text_output
from reportlint.report import Report


@click.command()
@click.argument("path", metavar="IN")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False),
    help="输出文件 .json .yaml .csv .xlsx .docx .md。 The file to write.",
)
@lang_option
@click.pass_context
def convert(context: click.Context, path: str, output: str | None, lang: Language) -> None:
    """把任一格式的报告转为数据文件、表格或文档。

    Convert a report of any format to a data file, a workbook or a document; without -o, print
    JSON. Exit code 1 where some of the document could not be matched to the form (it is said on
    standard error).
    """
    conversion.writer(output or ".json")  # says that there is none before anything is read
    report = _read(path)
    written = conversion.convert(report, output or ".json")
    if output is None:
        print_document(written)
    else:
        replace_file(output, written)
    lost = check_reports(report, select=["S2"])
    if lost:
        click.echo(text_output.render(lost, lang), err=True)
    context.exit(lost.exit_code)


def _read(path: str) -> Report:
    """Return the report that a file holds, read within limits; ReadError where there is none."""
    (result,) = Reading(processes=1).reports([Source(path)])
    if isinstance(result, Report):
        return result
    raise ReadError(result.message, result.location)


@click.command()
@click.argument("edition", metavar="EDITION")
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
