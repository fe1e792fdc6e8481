"""`convert` and `template`: a report or a blank form, written to a file."""

from __future__ import annotations

from pathlib import Path

import click

from reportlint import conversion as blank_forms
from reportlint.cli.options import lang_option, print_document
from reportlint.cli.report_files import Failure, Write, read_report, replace_file, writer_for
from reportlint.errors import UnknownFormError
from reportlint.form.schema import form_of_year, forms
from reportlint.formats import WRITERS
from reportlint.formats import json as json_data
from reportlint.formats import yaml as yaml_data
from reportlint.language import Language, Text
from reportlint.linter import check as check_reports
from reportlint.output import text as text_output

CONVERTERS: dict[str, Write] = {
    ".json": lambda report: json_data.write(report.to_dict()).encode(),
    ".yaml": lambda report: yaml_data.write(report.to_dict()).encode(),
    ".yml": lambda report: yaml_data.write(report.to_dict()).encode(),
    **WRITERS,
}


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
    write = writer_for(output or ".json", CONVERTERS)
    report = read_report(path, lang)
    try:
        written = write(report)
    except UnknownFormError as error:
        raise Failure(f"{path}: {error.message.of(lang)}") from None
    if output is None:
        print_document(written.decode(errors="surrogatepass"))
    else:
        replace_file(Path(output), written, lang)
    lost = check_reports(report, select=["S2"])
    if lost:
        click.echo(text_output.render(lost, lang), err=True)
    context.exit(lost.exit_code)


@click.command()
@click.argument("edition", metavar="EDITION")
@click.option("--year", type=int, required=True, help="报告年度。 Report year.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False),
    required=True,
    help="输出文件 .xlsx .docx .json .csv。 The file to write.",
)
@lang_option
def template(edition: str, year: int, output: str, lang: Language) -> None:
    """写出一份空白的年度报告，供填写。

    Write a blank report to fill in. In a workbook the totals are formulas and the cells take only
    what the form allows.
    """
    write = writer_for(output, blank_forms.WRITERS)
    own, right = forms().get(edition), form_of_year(year)
    if own is None:
        raise click.UsageError(f"{edition}: {', '.join(forms())}")
    if right is not own:
        text = Text(
            "{year} 年度不用 {edition} 版表式", "report year {year} does not use edition {edition}"
        )
        raise click.UsageError(text.fill(year=year, edition=edition).of(lang))
    replace_file(Path(output), write(blank_forms.blank(own, year)), lang)
