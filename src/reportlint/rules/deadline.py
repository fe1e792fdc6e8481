"""Family D: the day of publication against the deadline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reportlint.findings import Finding
from reportlint.forms import form_of_year
from reportlint.language import Text
from reportlint.organs.standing import Standing, standing
from reportlint.report import Report
from reportlint.rules.rule import ReportRule, Rule

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
            published=published,
            deadline=deadline,
            of=_OF[own],
        )


def _deadline(of: Standing, year: int) -> date:
    return date(year + 1, *_LAST_DAY[of])


def _published(report: Report) -> date | None:
    stated = report.data.get("published")
    try:
        return date.fromisoformat(stated) if isinstance(stated, str) else None
    except ValueError:
        return None


RULES: tuple[Rule, ...] = (
    ReportRule(
        code="D306",
        name="published-late",
        severity="warning",
        title=Text("公布日期晚于法定期限", "Published after the deadline"),
        message=Text(
            "公布日期 {published} 晚于{of}的期限 {deadline}",
            "published on {published}, after {deadline}, the deadline of {of}",
        ),
        explanation=Text(
            "县级以上人民政府部门在次年1月31日前公布，县级以上人民政府在次年3月31日前公布，当日不算"
            "逾期。乡镇和街道的期限由各地规定，不作检查；只看报告写明的公布日期。",
            "Departments at county level and above publish by 31 January of the next year, "
            "governments by 31 March; the day itself is in time. Local rules set the day of towns "
            "and street offices, which is not checked. Only a date that the report states counts.",
        ),
        basis=Text("政府信息公开条例第四十九条", "Regulation, article 49"),
        find=_late,
    ),
)
