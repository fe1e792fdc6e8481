"""Rules Y2: what a report has in common with its organ's earlier ones, and what it has not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log

from reportlint.findings import Finding
from reportlint.form.structure import FormCell, Section
from reportlint.language import LIST, Text, joined
from reportlint.number import Number, written
from reportlint.report import Report
from reportlint.rules.copying import CopiedText, copied
from reportlint.rules.evidence import Evidence
from reportlint.rules.last_year import YearEditRule
from reportlint.rules.rule import HistoryRule, Rule, quoted
from reportlint.years import is_last_year, nonzero_numbers, two_year_record

_ARTICLE_50 = Text("《政府信息公开条例》第五十条", "Regulation, article 50")


def _not_reviewed(rule: Rule, report: Report, earlier: Sequence[Report]) -> Iterator[Finding]:
    """Litigation after reconsideration without one in any year given, last year's among them."""
    if report.form is None or not is_last_year(earlier[-1], report):
        return
    rows = [two_year_record(report, before) for before in earlier]
    for edit in rule.edits(report.form):
        if all(edit.fails(row) for row in rows):
            key = edit.cells[-1]
            yield rule.finding(
                report.location(key),
                tuple(cell for cell in edit.cells if cell in report.form.cells),
                subject=edit.subject,
                n=report.value(key),
                first=earlier[0].year,
                text=edit.text,
            )


UNREVIEWED_LITIGATION = YearEditRule(
    code="Y201",
    name="unreviewed-litigation",
    evidence=Evidence.PATTERN,
    title=Text(
        "复议后的诉讼，应先有复议", "Litigation after reconsideration needs a reconsideration"
    ),
    message=Text(
        "{subject}填报 {n} 件，但{first}年度以来的报告都没有填报行政复议；{text}，请核对",
        "{subject}: {n} reported, but no report since {first} has a reconsideration; {text}: "
        "check it",
    ),
    explanation=Text(
        "经过复议才起诉的案件，当年或以前应当填报过复议。本年和所给各年都没有，请核对是否应填入另一组，"
        "或漏填了复议。",
        "A case that came to court after reconsideration was reconsidered in that year or "
        "before. Where no year given has one, the case may belong to the other group, or the "
        "reconsideration was left out.",
    ),
    basis=Text(
        "年度报告格式第四部分；《政府信息公开条例》第五十条第（三）项",
        "section 4 of the form; Regulation, article 50(3)",
    ),
    find=_not_reviewed,
)


# With this share copied, and at least so many characters, a section does not tell of the year;
# nor does a shorter one that is the same throughout.
_COPIED_SHARE = 0.8
_COPIED_LENGTH = 150
_SAME_LENGTH = 40
_QUOTED_RUNS = 2
_RUN = Text("{text}（{length} 字）", "{text} ({length} characters)")


def _copied_prose(rule: Rule, report: Report, earlier: Sequence[Report]) -> Iterator[Finding]:
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


COPIED_PROSE = HistoryRule(
    code="Y202",
    name="copied-prose",
    evidence=Evidence.LIKENESS,
    title=Text("文字照抄以前的报告", "The prose is copied from an earlier report"),
    message=Text(
        "文字与{year}年度报告大量相同，{what}；请据实重写",
        "much of the prose is that of the report of {year}; {what}; write it anew",
    ),
    explanation=Text(
        "按句比较每年应重新撰写的部分：年份、空格、标点不计，标题、引用文件名称的句子不计，数字已更新的"
        "句子不算照抄。一个部分八成以上、且至少 150 字与上一份报告相同，或者不少于 40 字、"
        "一字未改，才提示。"
        "只改动个别字词的句子也算相同。",
        "The sections that are to be written anew are compared by sentence: year numbers, "
        "spaces and punctuation, headings and sentences that cite a document by its title do "
        "not count, and a sentence whose figures were brought up to date is not copied. Said "
        "only where four fifths of a section, and 150 characters at least, are the same, or all "
        "of one of 40 characters at least, to the letter. "
        "Sentences that are nearly the same count as the same.",
    ),
    basis=_ARTICLE_50,
    find=_copied_prose,
)


def _copied(section: Section, report: Report, before: Report) -> CopiedText:
    own, others = (
        [passage for passage in each.passages if passage.section == section.key]
        for each in (report, before)
    )
    return copied(own, others)


def _is_last_years(copy: CopiedText) -> bool:
    mostly = copy.share >= _COPIED_SHARE and copy.length >= _COPIED_LENGTH
    return mostly or (copy.is_same and copy.of >= _SAME_LENGTH)


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


# So many numbers, totals aside, are not the same in two years by chance.
_FEWEST_NUMBERS = 8


def _same_numbers(rule: Rule, report: Report, earlier: Sequence[Report]) -> Iterator[Finding]:
    """All numbers that are not 0 are those of the latest earlier report."""
    before = earlier[-1]
    if report.form is None or before.form is None:
        return
    common = report.form.cells.keys() & before.form.cells.keys()
    own, others = (
        {key: number for key, number in nonzero_numbers(each).items() if key in common}
        for each in (report, before)
    )
    if own == others and len(own.keys() - report.form.totals.keys()) >= _FEWEST_NUMBERS:
        yield rule.finding(report.location("year"), year=before.year, n=len(own))


SAME_NUMBERS = HistoryRule(
    code="Y203",
    name="same-numbers",
    evidence=Evidence.LIKENESS,
    title=Text("各表数字与以前的报告完全相同", "All numbers are those of an earlier report"),
    message=Text(
        "三张表中不为 0 的 {n} 格，与{year}年度报告完全相同；请核对是否误用了以前的数字",
        "the {n} cells of the tables that are not 0 are those of the report of {year}: were "
        "its numbers taken over?",
    ),
    explanation=Text(
        "不为 0 的格全部相同，而且除总计外至少有 8 格，不会是巧合，"
        "多半是把以前的报告改了年份重新公布。",
        "Where all cells that are not 0 are the same, and there are 8 of them at least, totals "
        "aside, it is no accident: an earlier report was most likely published again.",
    ),
    basis=_ARTICLE_50,
    find=_same_numbers,
)


_ENOUGH_YEARS = 4  # fewer do not show how restless a series is
_FLAGGED_FACTOR = log(6)  # what is left of a digit too many from 30 on, given the damping
_FLAGGED = 3.5
_NORMAL = 1.4826  # makes the median absolute deviation that of a normal distribution
_DAMPING = 20  # log(x + 20): from 0 to 20, or from 100 to 220, is a rise to the double
_LEAST_SPREAD = log(2) / _FLAGGED  # nothing within the double or the half is flagged


def is_jump(value: Number, earlier: Sequence[Number]) -> bool:
    """Return whether `value` is an outlier to the numbers of earlier years.

    With four of them or more the spread of their series decides; with fewer, whether it is about
    ten times each of them, or a tenth. Negative numbers count as 0.

    >>> is_jump(560, [98, 110, 102, 95]), is_jump(150, [98, 110, 102, 95])
    (True, False)
    >>> is_jump(980, [98]), is_jump(560, [98])
    (True, False)
    """
    levels = [_level(number) for number in earlier]
    if len(levels) < _ENOUGH_YEARS:
        away = (abs(_level(value) - level) for level in levels)
        return min(away, default=0.0) > _FLAGGED_FACTOR
    from statistics import median

    centre = median(levels)
    spread = _NORMAL * median(abs(level - centre) for level in levels)
    return abs(_level(value) - centre) > _FLAGGED * max(spread, _LEAST_SPREAD)


def _level(number: Number) -> float:
    return log(max(number, 0) + _DAMPING)


def _jumps(rule: Rule, report: Report, earlier: Sequence[Report]) -> Iterator[Finding]:
    """Totals that are outliers to their own series."""
    if report.form is None:
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
        since = (_YEAR_ALONE if len(earlier) == 1 else _YEARS_SINCE).fill(year=earlier[0].year)
        yield rule.finding(place, tuple(found), since=since, what=what)


_YEAR_ALONE = Text("{year}年度的报告", "the report of {year}")
_YEARS_SINCE = Text("{year}年度以来的报告", "the reports since {year}")


JUMP = HistoryRule(
    code="Y204",
    name="jump",
    evidence=Evidence.PATTERN,
    title=Text("数字与历年相比变动异常", "A number leaves what earlier years support"),
    message=Text(
        "与{since}相比变动异常（{what}）；属实的请在文字中说明",
        "out of line with {since} ({what}); where right, explain it in the prose",
    ),
    explanation=Text(
        "只看总计类的数，变动远大于往年起伏的才提示。以前的年度不足四个时，看不出历年起伏有多大，与其中每一年相比都相差十倍左右"
        "（两数各加 20 后超过 6 倍，多打、漏打一位数字即是）才提示。"
        "有四个以上时用修正 z 值（Iglewicz、Hoaglin，1993）："
        "取对数后与历年中位数的距离，除以绝对中位差，超过 3.5 才提示；不到两倍或一半的变动、"
        "20 件上下的小数不提示。",
        "Only totals and the like. Fewer than four earlier years do not show how much they vary: "
        "only what is about ten times each of them, or a tenth, is noted (more than six times "
        "with 20 added to both, as where a digit was typed too many or left out). With four or "
        "more, the modified z-score of Iglewicz and Hoaglin (1993), on logarithms: the distance "
        "from the median of the years over their median absolute deviation, above 3.5. Nothing "
        "within the double or the half, and no small counts up to some 20.",
    ),
    basis=_ARTICLE_50,
    find=_jumps,
)


def _trend(cell: FormCell, value: Number, before: Sequence[Number]) -> Text:
    return Text("{cell}：{value}，此前 {before}", "{cell}: {value}, before {before}").fill(
        cell=cell.text,
        value=written(value),
        before=joined(map(written, before), LIST),
    )


def _series(key: str, earlier: Sequence[Report]) -> list[Number]:
    values = (report.value(key) for report in earlier)
    return [value for value in values if value is not None]
