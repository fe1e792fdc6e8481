"""What a report has in common with its organ's earlier ones, and what it has not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log
from statistics import median

from reportlint.findings import Finding
from reportlint.form.structure import FormCell, Section
from reportlint.language import LIST, Text, joined
from reportlint.number import Number, written
from reportlint.report import Report
from reportlint.rules.rule import Rule, quoted
from reportlint.years.copying import CopiedText, copied
from reportlint.years.history import beside, is_last_year, numbers

FEWEST_YEARS = 4
_FLAGGED = 3.5
_NORMAL = 1.4826  # makes the median absolute deviation that of a normal distribution
_DAMPING = 20  # log(x + 20): from 0 to 20, or from 100 to 220, is a rise to the double
_LEAST_SPREAD = log(2) / _FLAGGED  # nothing within the double or the half is flagged


def is_jump(value: Number, earlier: Sequence[Number]) -> bool:
    """Return whether `value` is an outlier to the numbers of four earlier years or more.

    Negative numbers count as 0.

    >>> is_jump(560, [98, 110, 102, 95]), is_jump(150, [98, 110, 102, 95])
    (True, False)
    """
    if len(earlier) < FEWEST_YEARS:
        return False
    levels = [_level(number) for number in earlier]
    centre = median(levels)
    spread = _NORMAL * median(abs(level - centre) for level in levels)
    return abs(_level(value) - centre) > _FLAGGED * max(spread, _LEAST_SPREAD)


def _level(number: Number) -> float:
    return log(max(number, 0) + _DAMPING)


_RUN = Text("{text}（{length} 字）", "{text} ({length} characters)")
# With this share copied, and at least so many characters, a section does not tell of the year.
_COPIED_SHARE = 0.8
_COPIED_LENGTH = 150
_QUOTED_RUNS = 2
# So many numbers, totals aside, are not the same in two years by chance.
_FEWEST_NUMBERS = 8


def not_reviewed(rule: Rule, report: Report, earlier: Sequence[Report]) -> Iterator[Finding]:
    """Litigation after reconsideration without one in any year given, last year's among them."""
    if report.form is None or not is_last_year(earlier[-1], report):
        return
    rows = [beside(report, before) for before in earlier]
    for edit in report.form.year_edits:
        if edit.name == rule.name and all(edit.fails(row) for row in rows):
            key = edit.cells[-1]
            yield rule.finding(
                report.location(key),
                tuple(cell for cell in edit.cells if cell in report.form.cells),
                subject=edit.subject,
                n=report.value(key),
                first=earlier[0].year,
                text=edit.text,
            )


def copied_prose(rule: Rule, report: Report, earlier: Sequence[Report]) -> Iterator[Finding]:
    """Sections of prose that are mostly those of the latest earlier report."""
    before = earlier[-1]
    found = [
        (section, copy)
        for section in (report.form.yearly if report.form else ())
        if _is_last_years(copy := _copied(section, report, before))
    ]
    if found:
        what = joined(_shares(section, copy) for section, copy in found)
        yield rule.finding(found[0][1].runs[0].location, year=before.year, what=what)


def _copied(section: Section, report: Report, before: Report) -> CopiedText:
    own, others = (
        [passage for passage in each.passages if passage.section == section.key]
        for each in (report, before)
    )
    return copied(own, others)


def _is_last_years(copy: CopiedText) -> bool:
    return copy.share >= _COPIED_SHARE and copy.length >= _COPIED_LENGTH


def _shares(section: Section, copy: CopiedText) -> Text:
    """Say how much is copied, and quote the longest runs."""
    runs = (_RUN.fill(text=quoted(run.text), length=run.length) for run in copy.runs[:_QUOTED_RUNS])
    return Text(
        "“{section}”有 {share:.0f}%（{n}/{of} 字）：{runs}",
        "{section}: {share:.0f}% ({n} of {of} characters): {runs}",
    ).fill(
        section=section.label.text,
        share=100 * copy.share,
        n=copy.length,
        of=copy.of,
        runs=joined(runs, LIST),
    )


def same_numbers(rule: Rule, report: Report, earlier: Sequence[Report]) -> Iterator[Finding]:
    """All numbers that are not 0 are those of the latest earlier report."""
    before = earlier[-1]
    if report.form is None or before.form is None:
        return
    common = report.form.cells.keys() & before.form.cells.keys()
    own, others = (
        {key: number for key, number in numbers(each).items() if key in common}
        for each in (report, before)
    )
    if own == others and len(own.keys() - report.form.totals.keys()) >= _FEWEST_NUMBERS:
        yield rule.finding(report.location("year"), year=before.year, n=len(own))


def jumps(rule: Rule, report: Report, earlier: Sequence[Report]) -> Iterator[Finding]:
    """Totals that are outliers to their own series."""
    if report.form is None or len(earlier) < FEWEST_YEARS:
        return
    series = {key: _series(key, earlier) for key in report.form.series}
    found = {
        key: (value, series[key])
        for key in series
        if (value := report.value(key)) is not None and is_jump(value, series[key])
    }
    if found:
        cells = report.form.cells
        what = joined(_trend(cells[key], *numbers) for key, numbers in found.items())
        place = report.location(next(iter(found)))
        yield rule.finding(place, tuple(found), first=earlier[0].year, what=what)


def _trend(cell: FormCell, value: Number, before: Sequence[Number]) -> Text:
    return Text("{cell}：{value}，此前 {before}", "{cell}: {value}, before {before}").fill(
        cell=cell.text,
        value=written(value),
        before=joined(map(written, before), LIST),
    )


def _series(key: str, earlier: Sequence[Report]) -> list[Number]:
    values = (report.value(key) for report in earlier)
    return [value for value in values if value is not None]
