"""Rules D3: the notice, the year, the period and the day that a report states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from reportlint.document.wording import Citation, Period, citations, period, title
from reportlint.findings import Finding
from reportlint.form.schema import form_of_year
from reportlint.language import COMMA, Text, dated, joined
from reportlint.organs import Standing, standing
from reportlint.report import Passage, Report
from reportlint.rules.evidence import Evidence
from reportlint.rules.rule import ReportRule, Rule, quoted
from reportlint.spelling import squeezed

_WRONG_NOTICE = Text(
    "{year}年度报告的格式由{right}规定，文中引用的是“{cited}”；请改正文号",
    "the form of report year {year} is that of {right}, the text cites “{cited}”: mend it",
)
_MISSPELT_NOTICE = Text(
    "文号“{cited}”写法不规范，应写作“{right}”",
    "“{cited}” is not how the notice is cited; write “{right}”",
)


def _notice_against_year(rule: Rule, report: Report) -> Iterator[Finding]:
    right = form_of_year(report.year) if report.year is not None else None
    wrong = _miscited(report, right.notice) if right else None
    if right is None or wrong is None:
        return
    citation, passage = wrong
    if report.form is not right and report.form and citation.notice == report.form.notice:
        return  # the report is on the wrong form throughout, which S003 says
    said = _MISSPELT_NOTICE if citation.notice == right.notice else _WRONG_NOTICE
    yield rule.finding(
        passage.location,
        expected=right.notice,
        actual=citation.printed,
        what=said.fill(year=report.year, right=right.notice, cited=citation.printed),
    )


def _miscited(report: Report, right: str) -> tuple[Citation, Passage] | None:
    """Return the first citation of the form's notice, unless it is cited right anywhere."""
    cited = [
        (citation, passage)
        for passage in report.passages
        for citation in citations(squeezed(passage.text))
    ]
    if any(citation.notice == right and citation.is_proper for citation, _ in cited):
        return None
    return next(iter(cited), None)


NOTICE_AGAINST_YEAR = ReportRule(
    code="D301",
    name="notice-against-year",
    evidence=Evidence.REQUIREMENT,
    title=Text("引用的文号不对", "The notice cited is not that of the year"),
    message=Text("{what}", "{what}"),
    explanation=Text(
        "各年度格式所依据的文件：{editions}。文号的年份写在六角括号〔〕里，“函”“号”不能省略。没有引用文号，或者引用的"
        "是同一机关其他内容的文件，不算错。",
        "Editions of the form and their notices: {editions}. The year of a notice stands in the "
        "brackets 〔〕, with 函 before and 号 at the end. A report need not cite it, and may cite "
        "other notices of the same office.",
    ),
    basis=Text("{notices}", "{notices}"),
    find=_notice_against_year,
)


_ARTICLE = Text(
    "《政府信息公开条例》第四十九条（上一年度）",
    "Regulation, article 49: the report of the past year",
)
_FOUNDED = ("成立", "组建", "挂牌", "新设", "合并", "撤并", "更名", "机构改革")


_SHORT = Text(
    "统计期限写的是{start}至{end}，不是{year}年全年；请核对",
    "the statistical period, {start} to {end}, is not the whole of {year}: check it",
)
_MALFORMED = Text(
    "统计期限{found}写得不对，应写作“{year}年1月1日至12月31日”",
    "{found} is no statistical period; it is 1 January to 31 December {year}",
)


def _part_of_a_year(rule: Rule, report: Report) -> Iterator[Finding]:
    """An organ that was set up or merged during the year reports on less."""
    if any(word in passage.text for passage in _preamble(report) for word in _FOUNDED):
        return
    for stated, passage in periods(report):
        if stated.year is None:
            year = report.year or stated.start.year
            said = _SHORT.fill(start=dated(stated.start), end=dated(stated.end), year=year)
            yield rule.finding(
                passage.location,
                expected=f"{year}-01-01/{year}-12-31",
                actual=f"{stated.start}/{stated.end}",
                what=said,
            )
            return
    for found, passage in _malformed(report):
        yield rule.finding(
            passage.location, what=_MALFORMED.fill(found=quoted(found), year=report.year or "××")
        )
        return


PART_OF_A_YEAR = ReportRule(
    code="D302",
    name="part-of-a-year",
    evidence=Evidence.REQUIREMENT,
    title=Text("统计期限不是完整的一年", "The statistical period is not a whole year"),
    message=Text("{what}", "{what}"),
    explanation=Text(
        "统计期限是报告年度的1月1日至12月31日。年内新成立或者合并的机关，引言写明了的，不算错。",
        "The period is 1 January to 31 December of the report year. An organ that was set up "
        "or merged during the year, and says so before section one, may report on less.",
    ),
    basis=_ARTICLE,
    find=_part_of_a_year,
)


_PERIOD_WORDS = re.compile(
    r"(?:统计|数据)[^。；，,]{0,8}(?:期限|期间|时限|时间|时段|周期|区间|年度|范围)[^。；，,]{0,8}?"
    r"(?P<stated>\d[\d年月日起止至到—–\-~～自，,从.]{5,40})"
)


_SPAN = re.compile(r"(?=.*年)(?=.*月).*[起至到—–\-~～]")


def _malformed(report: Report) -> Iterator[tuple[str, Passage]]:
    """Yield what stands where the period is announced, and cannot be read as one."""
    if any(True for _ in periods(report)):
        return
    for passage in report.passages:
        if passage.section in _WHERE_STATED:
            found = _PERIOD_WORDS.search(squeezed(passage.text))
            if found and _SPAN.search(found["stated"]):
                yield found["stated"].rstrip("，,止"), passage


def _no_period(rule: Rule, report: Report) -> Iterator[Finding]:
    preamble = _preamble(report)
    if not preamble or any(True for _ in periods(report)) or any(True for _ in _malformed(report)):
        return
    spoken = (squeezed(passage.text) for passage in report.passages)
    if not any(_SPOKEN_OF.search(text) for text in spoken):
        yield rule.finding(preamble[-1].location, year=report.year or "××")


_SPOKEN_OF = re.compile(
    r"(?:统计|数据|报告)[^。；]{0,12}(?:期限|期间|时限|时段|周期)|1月1日|12月31日"
)
NO_PERIOD = ReportRule(
    code="D309",
    name="no-period",
    evidence=Evidence.PATTERN,
    title=Text("没有写明统计期限", "The statistical period is not stated"),
    message=Text(
        "引言没有写明统计期限；请写明“本报告所列数据的统计期限为{year}年1月1日至12月31日”",
        "the preamble does not state the statistical period; it is 1 January to 31 December {year}",
    ),
    explanation=Text(
        "引言写明数据的起止日期，公众才知道数字是哪一年的。",
        "The preamble says for which days the numbers stand, so that a reader knows their year.",
    ),
    basis=_ARTICLE,
    find=_no_period,
)


def _years_differ(rule: Rule, report: Report) -> Iterator[Finding]:
    named = list(_years(report))
    odd = next((name for name in named if name.year != named[0].year), None)
    if odd:
        texts = dict.fromkeys(name.text for name in named)
        yield rule.finding(
            odd.passage.location,
            expected=str(named[0].year),
            actual=str(odd.year),
            found=joined(texts, COMMA),
        )


YEARS_DIFFER = ReportRule(
    code="D303",
    name="years-differ",
    evidence=Evidence.CONTRADICTION,
    title=Text("各处写的年度不一致", "Title, period and year differ"),
    message=Text(
        "各处写的年度不一致：{found}；请核对统一", "the years differ: {found}; make them one"
    ),
    explanation=Text(
        "标题、统计期限和数据文件的 year 是同一年。不一致，多半是沿用上年报告时有一处漏改。",
        "Title, statistical period and the data file's `year` are the same year. Where they "
        "differ, last year's report was most likely taken over and one place forgotten.",
    ),
    basis=_ARTICLE,
    find=_years_differ,
)


class _StatedYear(NamedTuple):
    """A year, in the words that say what names it."""

    text: Text
    year: int
    passage: Passage

    @classmethod
    def by(cls, text: Text, year: int, passage: Passage) -> _StatedYear:
        return cls(text.fill(year=year), year, passage)


_BY_DATA = Text("报告年度填{year}年", "the report year is {year}")
_BY_TITLE = Text("标题写{year}年", "the title says {year}")
_BY_PERIOD = Text("统计期限写{year}年", "the statistical period is {year}")


def _years(report: Report) -> Iterator[_StatedYear]:
    """Yield every statement of the year; a document's own year is that of its title or period."""
    if not report.about and report.year is not None:
        yield _StatedYear.by(_BY_DATA, report.year, _stated_as(report, "year"))
    yield from _titled(report)
    for stated, passage in periods(report):
        if stated.year is not None:
            yield _StatedYear.by(_BY_PERIOD, stated.year, passage)


def _titled(report: Report) -> Iterator[_StatedYear]:
    """Yield the year of a document's title, or of the line of the preamble that is one."""
    if "title" in report.about:
        lines = [_stated_as(report, "about.title", report.about["title"])]
    else:
        lines = _preamble(report)
    for line in lines:
        text = squeezed(line.text) if line.section == "preamble" else line.text
        found = title(text)
        if found and found.text == text:
            yield _StatedYear.by(_BY_TITLE, found.year, line)
            return


_WHERE_STATED = ("preamble", "overview")


def _stated_as(report: Report, key: str, text: str = "") -> Passage:
    """Return what the report states under a key beside its prose, with its place."""
    return Passage(key, text, partial(report.location, key))


def periods(report: Report) -> Iterator[tuple[Period, Passage]]:
    """Yield the period of the data file, then what the preamble and section one call it."""
    stated = report.data.get("period")
    if isinstance(stated, dict):
        start, end = (_date(stated.get(side)) for side in ("start", "end"))
        if start and end:
            yield Period(start, end), _stated_as(report, "period.start")
    for passage in report.passages:
        if passage.section not in _WHERE_STATED:
            continue
        if spoken := period(squeezed(passage.text), report.year):
            yield spoken, passage


def _preamble(report: Report) -> list[Passage]:
    return [passage for passage in report.passages if passage.section == "preamble"]


def _date(found: object) -> date | None:
    try:
        return date.fromisoformat(found) if isinstance(found, str) else None
    except ValueError:
        return None


_LAST_DAY: dict[Standing, tuple[int, int]] = {"department": (1, 31), "government": (3, 31)}
_OF: dict[Standing, Text] = {
    "department": Text("县级以上人民政府部门", "a department at county level or above"),
    "government": Text("县级以上人民政府", "a government at county level or above"),
}


def _late(rule: Rule, report: Report) -> Iterator[Finding]:
    own = standing(report.agency or "", report.level)
    published = _published(report)
    if own is None or published is None or report.year is None or form_of_year(report.year) is None:
        return
    if report.year < published.year and published > (deadline := _deadline(own, report.year)):
        yield rule.finding(
            report.location("published"),
            expected=deadline.isoformat(),
            actual=published.isoformat(),
            published=dated(published),
            deadline=dated(deadline),
            of=_OF[own],
        )


PUBLISHED_LATE = ReportRule(
    code="D306",
    name="published-late",
    evidence=Evidence.REQUIREMENT,
    title=Text("公布日期晚于法定期限", "Published after the deadline"),
    message=Text(
        "公布日期为{published}，晚于法定期限{deadline}（{of}）",
        "published on {published}, after {deadline}, the deadline of {of}",
    ),
    explanation=Text(
        "县级以上人民政府部门（包括政府办公室自己的报告）在次年1月31日前公布，县级以上人民政府在次年"
        "3月31日前公布，当日不算逾期。乡镇和街道的期限由各地规定，不作检查；只看报告写明的公布日期。",
        "Departments at county level and above, a government's office with its own report among "
        "them, publish by 31 January of the next year, governments by 31 March; the day itself is "
        "in time. Local rules set the day of towns "
        "and street offices, which is not checked. Only a date that the report states counts.",
    ),
    basis=Text("《政府信息公开条例》第四十九条", "Regulation, article 49"),
    find=_late,
)


_NEAR_YEARS = 3


def _too_early(rule: Rule, report: Report) -> Iterator[Finding]:
    published = _published(report)
    if published is None or report.year is None or form_of_year(report.year) is None:
        return
    if 0 <= report.year - published.year <= _NEAR_YEARS:  # further off the year itself is wrong
        yield rule.finding(
            report.location("published"), published=dated(published), year=report.year
        )


PUBLISHED_EARLY = ReportRule(
    code="D317",
    name="published-early",
    evidence=Evidence.CONTRADICTION,
    title=Text("公布日期早于统计期限届满", "Published before the period has ended"),
    message=Text(
        "公布日期为{published}，{year}年还没有结束；请核对日期",
        "published on {published}, before {year} has ended: check the date",
    ),
    explanation=Text(
        "年度报告的数据截至12月31日，不会在此之前公布。多半是年份写错。",
        "The numbers of the report end on 31 December, so it is not published before. Most likely "
        "the year is wrong.",
    ),
    basis=_ARTICLE,
    find=_too_early,
)


def _deadline(of: Standing, year: int) -> date:
    return date(year + 1, *_LAST_DAY[of])


def _published(report: Report) -> date | None:
    stated = report.data.get("published")
    try:
        return date.fromisoformat(stated) if isinstance(stated, str) else None
    except ValueError:
        return None
