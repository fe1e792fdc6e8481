"""`rollup`: a consolidated report compared with its units, or made of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import wraps

import click

from reportlint.cli.destinations import Destinations, destination_options
from reportlint.cli.options import (
    PATH,
    RuleOptions,
    ending_options,
    exclude_option,
    lang_option,
    reading_options,
    settings_options,
    severity_option,
)
from reportlint.cli.printing import Progress, print_error
from reportlint.cli.selection import PathOptions, Selection
from reportlint.conversion import save, writer
from reportlint.errors import ReadError
from reportlint.files.reading import Reading
from reportlint.files.sources import Source
from reportlint.findings import Severity
from reportlint.language import LIST, Language, Text, joined
from reportlint.number import written
from reportlint.output import text as text_output
from reportlint.report import Report
from reportlint.units.consolidated_prose import left_to_write
from reportlint.units.consolidation import CellSum, add_up
from reportlint.units.last_versions import last_versions
from reportlint.units.rollup import read_units, unnamed
from reportlint.units.rollup import rollup as compare
from reportlint.units.roster_members import RosterMembers, by_roster

_MOST_SHOWN = 10
_EITHER = Text("请用 --total 或 -o，二者取一", "give either --total or -o")
_NO_FINDINGS = Text(
    "--output 写的是核对的结果，与 --total 同用；写出汇总用 -o",
    "--output writes what a comparison finds, and goes with --total; -o writes the total",
)
_LEFT = Text(
    "还有 {n} 处要写（--prose 可取自草稿）：{prompts}",
    "left to be written ({n}; --prose takes it from a draft): {prompts}",
)
_MISSING = Text(
    "名册上没有报告的单位，汇总没有计入：{units}",
    "organs of the roster without a report, which the total does not count: {units}",
)
_PARTIAL = Text(
    "{n} 格的和不完整，有单位没有填（按已知部分计）：{cells}",
    "sums that are not whole, since units left them blank (the known part was taken): {n}: {cells}",
)


@dataclass(frozen=True, slots=True)
class RollupUse:
    """What a run is for: the total to compare, or the file to write one to, and for whom.

    `roster` is the file that says which organs there should be, `prose` a draft with the words.
    """

    total: str | None
    output: str | None
    roster: str | None
    name: str | None
    prose: str | None


def use_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command these options, and pass it what they say as `use`."""

    @click.option(
        "--total",
        type=PATH,
        metavar="FILE",
        help="要核对的汇总报告。 The consolidated report to compare.",
    )
    @click.option(
        "-o",
        "--write-total",
        "output",
        type=click.Path(dir_okay=False),
        help="写出汇总 .json .yaml .csv .xlsx .docx .md。 The consolidated report to write.",
    )
    @click.option(
        "--roster",
        type=PATH,
        metavar="FILE",
        help="名册 .xlsx .csv .toml：应有哪些单位。 The organs that there should be.",
    )
    @click.option(
        "--prose",
        type=PATH,
        metavar="FILE",
        help="写出的汇总报告，文字取自这份报告（可以就是上次写出的）。 A report, such as the one "
        "written last, whose words it takes.",
    )
    @click.option("--name", help="写出的汇总报告的机关名称。 The organ that it is written for.")
    @wraps(command)
    def with_use(
        *,
        total: str | None,
        output: str | None,
        roster: str | None,
        name: str | None,
        prose: str | None,
        lang: Language,
        **others: object,
    ) -> None:
        if (total is None) == (output is None):
            raise click.UsageError(_EITHER.of(lang))
        command(use=RollupUse(total, output, roster, name, prose), lang=lang, **others)

    return with_use


@click.command()
@click.argument("units", nargs=-1, required=True, metavar="UNITS...", type=PATH)
@use_options
@settings_options
@exclude_option
@severity_option
@ending_options
@destination_options
@reading_options
@lang_option
@click.pass_context
def rollup(
    context: click.Context,
    units: tuple[str, ...],
    use: RollupUse,
    exclude: tuple[str, ...],
    severity: Mapping[str, Severity],
    fail_on: Severity | None,
    destinations: Destinations,
    reading: Reading,
    lang: Language,
) -> None:
    """核对汇总报告与各单位（文件、文件夹或通配符），或由各单位写出汇总报告。

    退出码：0 没有发现错误，1 有错误，2 无法读取或写入，3 reportlint 内部错误，130 用 Ctrl-C 停止。

    Compare a consolidated report with its units (files, folders, patterns), or write it. Exit code:
    0 no error found, 1 errors found, 2 something could not be read or written, 3 reportlint itself
    failed, 130 stopped by Ctrl-C.
    """
    if use.output is not None and destinations.files:
        raise click.UsageError(_NO_FINDINGS.of(lang))
    chosen = Selection.of(context, PathOptions(units, exclude), RuleOptions(severity=severity))
    own = [os.path.abspath(use.roster)] if use.roster else []
    given, exclude = chosen.paths, (*chosen.exclude, *destinations.exclude, *own)
    with Progress(quiet=destinations.quiet) as progress:
        reading = replace(reading, watch=progress.watch)
        if use.output is not None:
            _write(given, use.output, use, exclude, reading, lang)
        elif use.total is not None:
            findings = compare(
                given, use.total, roster=use.roster, exclude=exclude, reading=reading
            )
            findings = replace(findings, settings=chosen.files, fail_on=fail_on)
            findings = chosen.graded(findings)
            destinations.put(findings, lang)
            context.exit(findings.exit_code)


def _write(
    units: Sequence[str | Source],
    output: str,
    use: RollupUse,
    exclude: tuple[str, ...],
    reading: Reading,
    lang: Language,
) -> None:
    """Write the sum of the units; nothing where one could not be read.

    Exit code 1 where the roster has organs without a report.
    """
    writer(output)
    given = read_units(units, exclude=exclude, reading=reading, output=output, name=use.name)
    own = by_roster(given.reports, (), use.roster) if use.roster else RosterMembers(given.reports)
    last = last_versions(own.reports)
    if said := text_output.account(tuple(last.entries(given.files))).of(lang):
        click.echo(said, err=True)
    if given.unreadable:
        for unit in given.unreadable:
            print_error(unit.message, unit.location, lang)
        click.get_current_context().exit(2)
    for found in (*unnamed(last.reports), *own.findings):
        place = text_output.place(found.location, lang)
        click.echo(f"{place}: {found.message.of(lang)}", err=True)
    made = add_up(last.reports, name=use.name, draft=_draft(use.prose, reading))
    save(made.report, output)
    _say_what_is_left(made.report, lang)
    if made.partial:
        click.echo(_partial(made.partial, lang), err=True)
    if own.missing:
        click.echo(_MISSING.fill(units=joined(own.missing, LIST)).of(lang), err=True)
        click.get_current_context().exit(1)


def _draft(file: str | None, reading: Reading) -> Report | None:
    """Return the draft whose prose is taken; ReadError where there is none."""
    if file is None:
        return None
    (found,) = reading.reports([Source(file)])
    if isinstance(found, Report):
        return found
    raise ReadError(found.message, found.location)


def _say_what_is_left(total: Report, lang: Language) -> None:
    """Say what only a person can write, and stands in the total as a prompt."""
    prose = {x.section: "" for x in total.passages}
    for passage in total.passages:
        prose[passage.section] += f"{passage.text}\n"
    if total.form and (left := left_to_write(prose, total.form)):
        click.echo(_LEFT.fill(n=len(left), prompts=joined(left, Text("", " "))).of(lang), err=True)


def _partial(sums: Sequence[CellSum], lang: Language) -> str:
    cells = [f"{s.cell.text.of(lang)} ≥ {written(s.known)}" for s in sums[:_MOST_SHOWN]]
    cells += ["…"] if len(sums) > _MOST_SHOWN else []
    return _PARTIAL.fill(n=len(sums), cells="; ".join(cells)).of(lang)
