"""The command line."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import cast

import click

from reportlint import __version__
from reportlint import template as blank_forms
from reportlint.config import Config, ConfigError, find_config
from reportlint.forms import form_of_year, forms, schema_folder
from reportlint.language import LANGUAGES, Language, Text
from reportlint.linter import check as check_reports
from reportlint.output import json as json_output
from reportlint.output import rules as rules_output
from reportlint.output import text as text_output
from reportlint.output.progress import Progress
from reportlint.readers import json as json_data
from reportlint.readers import yaml as yaml_data
from reportlint.reading import Reading
from reportlint.report import Report
from reportlint.rules import RULES
from reportlint.sources import Source
from reportlint.writers import WRITERS
from reportlint.writers.layout import UnknownFormError

_Write = Callable[[Report], bytes]
_WRITERS: dict[str, _Write] = {
    ".json": lambda report: json_data.write(report.to_dict()).encode(),
    ".yaml": lambda report: yaml_data.write(report.to_dict()).encode(),
    ".yml": lambda report: yaml_data.write(report.to_dict()).encode(),
    **WRITERS,
}


def main() -> None:
    """Run the command line; an output that cannot show a character shows its code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    cli()


def _language(context: click.Context, _: click.Parameter, value: str | None) -> Language:
    return cast("Language", value or _config(context).lang)


def _config(context: click.Context) -> Config:
    """The settings that hold in the working folder, read once a run."""
    root = context.find_root()
    if root.obj is None:
        try:
            root.obj = find_config(Path(os.path.abspath(".")) if os.path.isdir(".") else Path())
        except ConfigError as error:
            raise click.UsageError(f"{error.message.zh}\n{error.message.en}") from None
    return cast("Config", root.obj)


_lang = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    callback=_language,
    envvar="REPORTLINT_LANG",
    help="消息的语言，默认 zh。 Language of messages.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="reportlint")
def cli() -> None:
    """检查政府信息公开工作年度报告。

    Check annual reports on government information disclosure.
    """


@cli.command(short_help="检查报告。 Check reports.")
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
@_lang
@click.pass_context
def check(
    context: click.Context,
    paths: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    exclude: tuple[str, ...],
    output: str,
    jobs: int,
    timeout: float,
    memory: int,
    lang: Language,
) -> None:
    """检查文件、文件夹或通配符，- 为标准输入。

    Check files, folders or patterns; - is standard input. Exit code: 0 no error found, 1 errors
    found, 2 something could not be read or the call was wrong.
    """
    config = _config(context)
    select, ignore = select or config.select, ignore or config.ignore
    _known_codes((*select, *ignore), lang)
    with Progress() as progress:
        findings = check_reports(
            paths,
            select=select,
            ignore=ignore,
            exclude=exclude or config.exclude,
            reading=Reading(jobs, timeout, memory << 20, progress.watch),
        )
    if output == "json":
        _print(json_output.render(findings, lang) + "\n")
    else:
        colour = False if os.environ.get("NO_COLOR") else None
        click.echo(text_output.render(findings, lang), color=colour)
    nothing = not findings.reports and not findings.unreadable
    context.exit(2 if nothing else findings.exit_code)


def _print(document: str) -> None:
    """Print a document for programs: UTF-8 whatever the terminal's encoding."""
    click.echo(document.encode(errors="backslashreplace"), nl=False)


def _known_codes(codes: tuple[str, ...], lang: Language) -> None:
    for code in codes:
        if not any(known.startswith(code) for known in RULES):
            text = Text("没有以 {code} 开头的规则", "no rule begins with {code}")
            raise click.UsageError(text.fill(code=code).of(lang))


@cli.command()
@click.option(
    "--audit", is_flag=True, help="勾稽关系的秩与覆盖。 Rank and coverage of the identities."
)
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text")
@_lang
def rules(*, audit: bool, output: str, lang: Language) -> None:
    """列出规则。 List the rules."""
    if audit:
        click.echo(rules_output.audits(lang))
    elif output == "json":
        entries = [rules_output.entry(rule, lang) for rule in RULES.values()]
        _print(json.dumps(entries, ensure_ascii=False, indent=2) + "\n")
    else:
        click.echo(rules_output.table(lang))


@cli.command()
@click.argument("code")
@_lang
def rule(code: str, lang: Language) -> None:
    """解释一条规则，如 A101。 Explain a rule, such as A101."""
    if code.upper() not in RULES:
        _known_codes((code.upper(),), lang)
        text = Text("{code} 不是一条规则的完整代码", "{code} is not the whole code of a rule")
        raise click.UsageError(text.fill(code=code).of(lang))
    click.echo(rules_output.explanation(RULES[code.upper()], lang))


@cli.command(short_help="打印 JSON Schema。 Print a JSON Schema.")
@click.argument("edition", metavar="EDITION")
def schema(edition: str) -> None:
    """打印一个版本的 JSON Schema，如 2021；或 findings、vocabulary。

    Print the JSON Schema of an edition, such as 2021; or of the JSON output (findings), or of the
    annotations (vocabulary).
    """
    files = {name: f"{name}/report.schema.json" for name in forms()}
    files |= {"findings": "findings.schema.json", "vocabulary": "vocabulary/form.schema.json"}
    if edition not in files:
        raise click.UsageError(f"{edition}: {', '.join(files)}")
    _print((schema_folder() / files[edition]).read_text(encoding="utf-8"))


@cli.command(short_help="转换格式。 Convert a report.")
@click.argument("path", metavar="IN")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False),
    help="输出文件 .json .yaml .csv .xlsx .docx .md。 The file to write.",
)
@_lang
@click.pass_context
def convert(context: click.Context, path: str, output: str | None, lang: Language) -> None:
    """把任一格式的报告转为数据文件、表格或文档。

    Convert a report of any format to a data file, a workbook or a document; without -o, print
    JSON. Exit code 1 where some of the document could not be matched to the form (it is said on
    standard error).
    """
    write = _writer(output or ".json", _WRITERS)
    report = _read(path, lang)
    try:
        written = write(report)
    except UnknownFormError as error:
        raise _Failure(f"{path}: {error.message.of(lang)}") from None
    if output is None:
        _print(written.decode(errors="surrogatepass"))
    else:
        _replace(Path(output), written, lang)
    lost = check_reports(report, select=["S2"])
    if lost:
        click.echo(text_output.render(lost, lang), err=True)
    context.exit(lost.exit_code)


@cli.command(short_help="空白表。 A blank form.")
@click.argument("edition", metavar="EDITION")
@click.option("--year", type=int, required=True, help="报告年度。 Report year.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False),
    required=True,
    help="输出文件 .xlsx .docx .json .csv。 The file to write.",
)
@_lang
def template(edition: str, year: int, output: str, lang: Language) -> None:
    """写出一份空白的年度报告，供填写。

    Write a blank report to fill in. In a workbook the totals are formulas and the cells take only
    what the form allows.
    """
    write = _writer(output, blank_forms.WRITERS)
    own, right = forms().get(edition), form_of_year(year)
    if own is None:
        raise click.UsageError(f"{edition}: {', '.join(forms())}")
    if right is not own:
        text = Text(
            "{year} 年度不用 {edition} 版表式", "report year {year} does not use edition {edition}"
        )
        raise click.UsageError(text.fill(year=year, edition=edition).of(lang))
    _replace(Path(output), write(blank_forms.blank(own, year)), lang)


def _writer(output: str, writers: dict[str, _Write]) -> _Write:
    suffix = Path(output).suffix.lower() or output
    if suffix not in writers:
        raise click.UsageError(f"{output}: {', '.join(writers)}")
    return writers[suffix]


def _read(path: str, lang: Language) -> Report:
    (result,) = Reading(processes=1).reports([Source(path)])
    if isinstance(result, Report):
        return result
    raise _Failure(f"{text_output.place(result.location, lang)}: {result.message.of(lang)}")


def _replace(path: Path, content: bytes, lang: Language) -> None:
    """Write a file whole or not at all."""
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".reportlint-") as folder:
            whole = Path(folder, path.name)
            whole.write_bytes(content)
            whole.replace(path)
    except OSError as error:
        text = Text("无法写入：{reason}", "cannot be written: {reason}").fill(reason=error.strerror)
        raise _Failure(f"{path}: {text.of(lang)}") from None


class _Failure(click.ClickException):
    """Something could not be read or written."""

    exit_code = 2
