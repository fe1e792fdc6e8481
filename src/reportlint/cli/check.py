"""`check`: every rule over the reports, less what is accepted or in a baseline."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import wraps
from pathlib import Path

import click

from reportlint.acceptances.acceptance import Acceptance, accept, sidecars
from reportlint.acceptances.baseline import Baseline
from reportlint.cli.destinations import Destinations, destination_options
from reportlint.cli.options import (
    PATH,
    RuleOptions,
    ending_options,
    lang_option,
    reading_options,
    rule_options,
    settings,
    settings_options,
)
from reportlint.cli.printing import Progress, print_text
from reportlint.cli.selection import PathOptions, Selection, path_options
from reportlint.cli.shown import Shown, show_files, show_settings, shown_options
from reportlint.errors import ReadError, reason
from reportlint.files.account import entries
from reportlint.files.reading import Reading
from reportlint.files.sources import sources
from reportlint.files.writing import replace_file
from reportlint.findings import Findings, Severity
from reportlint.language import Language, Text
from reportlint.linter import check as check_reports
from reportlint.location import Location
from reportlint.rules import selected
from reportlint.rules.rule import Rule


@dataclass(frozen=True)
class Exclusions:
    """What a run leaves out: what is in a baseline, and unless it `reports_all` is accepted."""

    baseline: Baseline | None
    writes_baseline: bool
    reports_all: bool

    @classmethod
    def of(
        cls,
        baseline_setting: str | None,
        lang: Language,
        *,
        baseline: str | None,
        write_baseline: str | None,
        no_accept: bool,
    ) -> Exclusions:
        """Return what the options and settings say; ReadError for a baseline that is none."""
        if baseline and write_baseline:
            text = Text(
                "--baseline 和 --write-baseline 只能用一个",
                "--baseline or --write-baseline, not both",
            )
            raise click.UsageError(text.of(lang))
        path = write_baseline or baseline or baseline_setting
        new = write_baseline is not None and not os.path.lexists(write_baseline)
        known = (Baseline(Path(path)) if new else _read(path)) if path else None
        return cls(known, write_baseline is not None, no_accept)

    @property
    def exclude(self) -> tuple[str, ...]:
        """The baseline, which is no report of the folder that it is in."""
        return (os.path.abspath(self.baseline.path),) if self.baseline else ()

    def apply(
        self, findings: Findings, accepted: Sequence[Acceptance], rules: Sequence[Rule]
    ) -> Findings:
        """Return what is left to report; first, the baseline is written where that was asked.

        `accepted` are the acceptances of the settings; those beside reports are read here.
        """
        if not self.reports_all:
            beside, wrong = sidecars(findings.checked)
            today = datetime.now().astimezone().date()
            findings = replace(findings, unreadable=(*findings.unreadable, *wrong))
            findings = accept(findings, (*accepted, *beside), today=today, rules=rules)
        if self.baseline is None:
            return findings
        baseline = self.baseline
        if self.writes_baseline:
            baseline = baseline.updated(findings, rules)
            replace_file(baseline.path, baseline.dumps().encode())
        return baseline.hide(findings, rules)


def exclusion_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command these options, and pass it what they say as `exclusions`."""

    @click.option(
        "--baseline",
        type=PATH,
        metavar="FILE",
        help="不报告基线中已有的问题。 Report no finding that it holds.",
    )
    @click.option(
        "--write-baseline",
        type=PATH,
        metavar="FILE",
        help="把现有的问题写成基线。 Write the findings as a baseline.",
    )
    @click.option("--no-accept", is_flag=True, help="不理会豁免。 Report accepted findings too.")
    @lang_option
    @wraps(command)
    def with_exclusions(
        *,
        baseline: str | None,
        write_baseline: str | None,
        no_accept: bool,
        lang: Language,
        **others: object,
    ) -> None:
        exclusions = Exclusions.of(
            settings(click.get_current_context()).baseline,
            lang,
            baseline=baseline,
            write_baseline=write_baseline,
            no_accept=no_accept,
        )
        command(lang=lang, exclusions=exclusions, **others)

    return with_exclusions


def _read(path: str) -> Baseline:
    try:
        return Baseline.load(path)
    except OSError as error:
        text = Text("无法打开基线：{reason}", "the baseline cannot be opened: {reason}")
        raise ReadError(text.fill(reason=reason(error)), Location(path)) from None


_ONE_FILE = Text("--name 只用于一个文件", "--name is for one file")


@click.command()
@path_options
@settings_options
@rule_options
@click.option(
    "--previous",
    multiple=True,
    type=PATH,
    metavar="PATH",
    help="以前年度的报告，只供比较。 Earlier years' reports, to compare with only.",
)
@click.option(
    "--name",
    metavar="NAME",
    help="报告机关，文件没有写明时用；只限一个文件。 The organ, where one file does not name it.",
)
@click.option(
    "--reference",
    is_flag=True,
    help="不走捷径，全部按参照方法检查。 Accept no report by the shorter way.",
)
@shown_options
@ending_options
@destination_options
@reading_options
@exclusion_options
def check(
    *,
    given: PathOptions,
    rules: RuleOptions,
    previous: tuple[str, ...],
    name: str | None,
    reference: bool,
    shown: Shown | None,
    fail_on: Severity | None,
    destinations: Destinations,
    reading: Reading,
    lang: Language,
    exclusions: Exclusions,
) -> None:
    """检查文件、文件夹或通配符，- 为标准输入；同一机关各年度的报告互相比较。

    退出码：0 没有发现错误，1 有错误（或达到 --fail-on 的级别），2 无法读取或命令有误，3 reportlint
    内部错误，130 用 Ctrl-C 停止。

    Check files, folders or patterns; - is standard input. Reports of one organ are compared over
    the years. Exit code: 0 no error found, 1 errors found (or what --fail-on says), 2 something
    could not be read or the call was wrong, 3 reportlint itself failed, 130 stopped by Ctrl-C.
    """
    context = click.get_current_context()
    chosen = Selection.of(context, given, rules)
    excluded = (*chosen.exclude, *exclusions.exclude, *destinations.exclude)
    if shown == "settings":
        show_settings(chosen, settings(context), lang)
        return
    paths, left_out = given.changed(chosen.paths, excluded)
    if shown == "files":
        show_files(paths, excluded, lang, quiet=destinations.quiet)
        return
    if name and sum(1 for path in paths for _ in sources(path, excluded)) > 1:
        raise click.UsageError(_ONE_FILE.of(lang))
    with Progress(quiet=destinations.quiet) as progress:
        findings = check_reports(
            paths,
            select=chosen.select,
            ignore=chosen.ignore,
            exclude=excluded,
            previous=previous,
            name=name,
            reference=reference,
            reading=replace(reading, watch=progress.watch),
        )
    files = (*findings.files, *entries(left_out))
    findings = replace(chosen.stated(findings), files=files, settings=chosen.files, fail_on=fail_on)
    findings = exclusions.apply(findings, chosen.accept, selected(chosen.select, chosen.ignore))
    findings = chosen.graded(findings)
    destinations.put(findings, lang)
    if given.since is not None and not files and not destinations.quiet:
        print_text(given.unchanged(lang), err=True)
    nothing = paths and not findings.reports and not findings.unreadable
    context.exit(2 if nothing else findings.exit_code)
