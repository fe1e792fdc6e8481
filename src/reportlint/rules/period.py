"""Family D: the statistical period, and the year that title, period and data file name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reportlint.findings import Finding
from reportlint.language import COMMA, Text, joined
from reportlint.report import Location, Passage, Report
from reportlint.rules.rule import ReportRule, Rule
from reportlint.wording import close
from reportlint.wording.periods import Period, period
from reportlint.wording.titles import title

_ARTICLE = Text(
    "政府信息公开条例第四十九条（上一年度）", "Regulation, article 49: the report of the past year"
)
_WHERE_STATED = ("preamble", "overview")
_FOUNDED = ("成立", "组建", "挂牌", "新设", "合并", "撤并", "更名", "机构改革")


def periods(report: Report) -> Iterator[tuple[Period, Location | None]]:
    """Yield the period of the data file, then what the preamble and section one call it."""
    stated = report.data.get("period")
    if isinstance(stated, dict):
        start, end = (_date(stated.get(side)) for side in ("start", "end"))
        if start and end:
            yield Period(start, end), report.location("period.start")
    for passage in report.passages:
        if passage.section not in _WHERE_STATED:
            continue
        if spoken := period(close(passage.text), report.year):
            yield spoken, passage.location


def _preamble(report: Report) -> list[Passage]:
    return [passage for passage in report.passages if passage.section == "preamble"]


def _date(found: object) -> date | None:
    try:
        return date.fromisoformat(found) if isinstance(found, str) else None
    except ValueError:
        return None


def _part_of_a_year(rule: Rule, report: Report) -> Iterator[Finding]:
    """An organ that was set up or merged during the year reports on less."""
    if any(word in passage.text for passage in _preamble(report) for word in _FOUNDED):
        return
    for stated, location in periods(report):
        if stated.year is None:
            year = report.year or stated.start.year
            yield rule.finding(
                location,
                expected=f"{year}-01-01/{year}-12-31",
                actual=f"{stated.start}/{stated.end}",
                start=stated.start,
                end=stated.end,
                year=year,
            )
            return


@dataclass(frozen=True, slots=True)
class _Named:
    """A year, in the words that say what names it."""

    text: Text
    year: int
    location: Location | None

    @classmethod
    def by(cls, text: Text, year: int, location: Location | None) -> _Named:
        return cls(text.fill(year=year), year, location)


_BY_DATA = Text("报告年度填 {year}", "the report year is {year}")
_BY_TITLE = Text("标题写 {year} 年", "the title says {year}")
_BY_PERIOD = Text("统计期限是 {year} 年", "the statistical period is {year}")


def _years_differ(rule: Rule, report: Report) -> Iterator[Finding]:
    named = list(_years(report))
    odd = next((name for name in named if name.year != named[0].year), None)
    if odd:
        texts = dict.fromkeys(name.text for name in named)
        yield rule.finding(
            odd.location,
            expected=str(named[0].year),
            actual=str(odd.year),
            found=joined(texts, COMMA),
        )


def _years(report: Report) -> Iterator[_Named]:
    """Yield every statement of the year; a document's own year is that of its title or period."""
    if not report.about and report.year is not None:
        yield _Named.by(_BY_DATA, report.year, report.location("year"))
    yield from _titled(report)
    for stated, location in periods(report):
        if stated.year is not None:
            yield _Named.by(_BY_PERIOD, stated.year, location)


def _titled(report: Report) -> Iterator[_Named]:
    """Yield the year of a document's title, or of the line of the preamble that is one."""
    if "title" in report.about:
        lines = [(report.about["title"], report.location("about.title"))]
    else:
        lines = [(close(passage.text), passage.location) for passage in _preamble(report)]
    for text, location in lines:
        found = title(text)
        if found and found.text == text:
            yield _Named.by(_BY_TITLE, found.year, location)
            return


RULES: tuple[Rule, ...] = (
    ReportRule(
        code="D302",
        name="part-of-a-year",
        severity="warning",
        title=Text("统计期限不是完整的一年", "The statistical period is not a whole year"),
        message=Text(
            "统计期限 {start} 至 {end} 不是 {year} 年全年",
            "the statistical period, {start} to {end}, is not the whole of {year}",
        ),
        explanation=Text(
            "统计期限是报告年度的1月1日至12月31日。年内新成立或者合并的机关，引言写明了的，不算错。",
            "The period is 1 January to 31 December of the report year. An organ that was set up "
            "or merged during the year, and says so before section one, may report on less.",
        ),
        basis=_ARTICLE,
        find=_part_of_a_year,
    ),
    ReportRule(
        code="D303",
        name="years-differ",
        severity="warning",
        title=Text("各处写的年度不一致", "Title, period and year differ"),
        message=Text("各处写的年度不一致：{found}", "the years differ: {found}"),
        explanation=Text(
            "标题、统计期限和数据文件的 year 是同一年。不一致，多半是沿用上年报告时有一处漏改。",
            "Title, statistical period and the data file's `year` are the same year. Where they "
            "differ, last year's report was most likely taken over and one place forgotten.",
        ),
        basis=_ARTICLE,
        find=_years_differ,
    ),
)
