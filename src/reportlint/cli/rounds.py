"""`rounds`: what became of what was sent back, from one round to the next."""

from __future__ import annotations

import os
from dataclasses import replace

import click

from reportlint.cli.collected import checked
from reportlint.cli.documents import Documents, document_options
from reportlint.cli.options import (
    PATH,
    RuleOptions,
    exclude_option,
    lang_option,
    reading_options,
    rule_options,
    settings_options,
)
from reportlint.cli.printing import Progress
from reportlint.cli.selection import PathOptions, Selection
from reportlint.collection.roster_files import read_roster
from reportlint.collection.rounds import RoundComparison, compare_rounds
from reportlint.collection.versions import read_versions
from reportlint.files.reading import Reading
from reportlint.language import Language, Text
from reportlint.output.version_changes import FORMATS, render

_ONE_ROUND = Text(
    "只有一轮，没有可比较的；请给出两个文件夹或压缩包，或一个含有第一轮、第二轮等文件夹的文件夹",
    "there is one round only: give two folders or archives, or a folder that holds folders such as "
    "round-1 and round-2",
)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="ROUND...", type=PATH)
@click.option("--roster", type=PATH, metavar="FILE", help="名册。 The roster.")
@rule_options
@settings_options
@exclude_option
@document_options(FORMATS)
@reading_options
@lang_option
@click.pass_context
def rounds(
    context: click.Context,
    *,
    paths: tuple[str, ...],
    roster: str | None,
    rules: RuleOptions,
    exclude: tuple[str, ...],
    documents: Documents,
    reading: Reading,
    lang: Language,
) -> None:
    """比较各轮报来的报告：哪些已改、未改、新出了错，哪些没有要求改却改了。

    每个路径是一轮，按先后给出；只给一个路径时，其中的文件夹各是一轮（第一轮、round-2、2025-01-20）。退出码：0
    没有剩下的错误，1 还有，2 无法读取，130 用 Ctrl-C 停止。

    Compare what was handed in, round by round: what is mended, what is not, what is newly wrong,
    what was changed without being asked. Every path is a round, in that order; of one path the
    folders in it are (第一轮, round-2, 2025-01-20). Exit code: 0 no error is left, 1 errors are
    left, 2 something could not be read, 130 stopped by Ctrl-C.
    """
    chosen = Selection.of(context, PathOptions(paths, exclude), rules)
    known = read_roster(roster) if roster else None
    own = [os.path.abspath(roster)] if roster else []
    excluded = (*chosen.exclude, *own, *documents.exclude)
    with Progress() as progress:
        versions = read_versions(
            chosen.paths,
            known,
            exclude=excluded,
            reading=replace(reading, watch=progress.watch),
            each_is_round=len(paths) > 1,
        )
        compared = list(compare_rounds(versions, lambda reports: checked(reports, chosen)))
    if not compared:
        raise click.UsageError(_ONE_ROUND.of(lang))
    given = [y.submission.file for x in versions.units for own in x.rounds.values() for y in own]
    documents.put(lambda output: render(compared, output, lang), given)
    context.exit(_exit_code(compared[-1]))


def _exit_code(last: RoundComparison) -> int:
    if any(not unit.is_read for unit in last.units):
        return 2
    return int(any(x.severity == "error" for unit in last.units for x in unit.left))
