"""`collect`: what the organs of a roster have handed in."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

import click

from reportlint.cli.documents import Documents, document_options
from reportlint.cli.options import (
    PATH,
    exclude_option,
    lang_option,
    reading_options,
    settings_options,
)
from reportlint.cli.printing import Progress
from reportlint.cli.selection import PathOptions, Selection
from reportlint.collection.returns import collect as collected
from reportlint.collection.roster_draft import drafted
from reportlint.collection.roster_files import read_roster, write_roster
from reportlint.errors import WriteError
from reportlint.files.reading import Reading
from reportlint.files.sources import Source
from reportlint.language import Language, Text
from reportlint.location import Location
from reportlint.output.unit_returns import FORMATS, render

_EITHER = Text(
    "请用 --roster 或 --write-roster，二者取一", "give either --roster or --write-roster"
)
_DRAFTED = Text("{file}：写入 {n} 个单位", "{file}: organs written: {n}")
_UNNAMED = Text("{file}：没有列入名册：{why}", "{file}: not on the roster: {why}")
_THERE = Text(
    "文件已经存在，没有改写；请写到别的文件", "the file is there already and was left alone"
)
_NONE = Text("没有找到写明机关的报告，没有写名册", "no report that names its organ was found")


@click.command()
@click.argument("units", nargs=-1, required=True, metavar="UNITS...", type=PATH)
@click.option(
    "--roster",
    type=PATH,
    metavar="FILE",
    help="名册 .xlsx .csv .toml：机关名称、统一社会信用代码。 Who is to hand in, by name and code.",
)
@click.option("--year", type=int, help="报告年度，默认按多数报告。 Report year; else that of most.")
@click.option(
    "--deadline",
    type=click.DateTime(["%Y-%m-%d"]),
    help="报送期限，当天为按时。 The last day that is in time.",
)
@click.option(
    "--file-times",
    is_flag=True,
    help="按文件修改时间判断是否迟报。 Judge lateness by when files were last written.",
)
@click.option(
    "--write-roster",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="按这些报告（如去年的）起草名册。 Draft a roster from these reports.",
)
@settings_options
@exclude_option
@document_options(FORMATS)
@reading_options
@lang_option
@click.pass_context
def collect(
    context: click.Context,
    *,
    units: tuple[str, ...],
    roster: str | None,
    year: int | None,
    deadline: datetime | None,
    file_times: bool,
    write_roster: str | None,
    exclude: tuple[str, ...],
    documents: Documents,
    reading: Reading,
    lang: Language,
) -> None:
    """对照名册，查明哪些单位已报、未报、迟报，报了两份，或报错了年度。

    给出文件、文件夹或 zip 压缩包；文件夹可以是一轮（第一轮、round-2、2025-01-20）。退出码：0
    收齐，1 没有收齐，2 名册或文件无法读取，130 用 Ctrl-C 停止。

    Say who of a roster has handed in, not at all, late, twice, under another name, for another
    year. UNITS are files, folders or zip archives; a folder may be a round (第一轮, round-2,
    2025-01-20). Exit code: 0 complete, 1 incomplete, 2 the roster or a path could not be read,
    130 stopped by Ctrl-C.
    """
    if (roster is None) == (write_roster is None):
        raise click.UsageError(_EITHER.of(lang))
    chosen = Selection.of(context, PathOptions(units, exclude))
    own = [os.path.abspath(x) for x in (roster, write_roster) if x]
    excluded = (*chosen.exclude, *own, *documents.exclude)
    with Progress() as progress:
        reading = replace(reading, watch=progress.watch)
        if write_roster is not None:
            _draft(chosen.paths, write_roster, excluded, reading, lang)
            return
        returns = collected(
            chosen.paths,
            read_roster(roster or ""),
            year=year,
            deadline=_day(deadline),
            by_file_time=file_times,
            exclude=excluded,
            reading=reading,
        )
    documents.put(
        lambda output: render(returns, output, lang),
        (*(x.name for x in returns.files), roster or ""),
    )
    gone = any(not os.path.lexists(x) for x in units if x != "-" and not _is_pattern(x))
    context.exit(2 if gone else int(not returns.is_complete))


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None


def _is_pattern(path: str) -> bool:
    return any(sign in path for sign in "*?[")


def _draft(
    paths: Sequence[str | Source],
    file: str,
    exclude: tuple[str, ...],
    reading: Reading,
    lang: Language,
) -> None:
    if os.path.lexists(file):
        raise WriteError(_THERE, Location(file))
    draft = drafted(reading.items(paths, exclude), file)
    for name, why in draft.unnamed:
        click.echo(_UNNAMED.fill(file=name, why=why).of(lang), err=True)
    if not draft.roster.units:
        raise WriteError(_NONE, Location(file))
    write_roster(file, draft.roster)
    click.echo(_DRAFTED.fill(file=file, n=len(draft.roster.units)).of(lang))
    for remark in draft.roster.remarks:
        click.echo(f"  {remark.message.of(lang)}", err=True)
