"""Family D: the notice that a report follows."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.findings import Finding
from reportlint.forms import form_of_year
from reportlint.language import Text
from reportlint.report import Passage, Report
from reportlint.rules.rule import ReportRule, Rule
from reportlint.wording import close
from reportlint.wording.notices import Citation, citations


def _notice_against_year(rule: Rule, report: Report) -> Iterator[Finding]:
    right = form_of_year(report.year) if report.year is not None else None
    wrong = _miscited(report, right.notice) if right else None
    if right is None or wrong is None:
        return
    citation, passage = wrong
    if report.form is not right and report.form and citation.notice == report.form.notice:
        return  # the report is on the wrong form throughout, which S003 says
    yield rule.finding(
        passage.location,
        expected=right.notice,
        actual=citation.printed,
        year=report.year,
        right=right.notice,
        cited=citation.printed,
    )


def _miscited(report: Report, right: str) -> tuple[Citation, Passage] | None:
    """Return the first citation of the form's notice, unless the right one is cited anywhere."""
    cited = [
        (citation, passage)
        for passage in report.passages
        for citation in citations(close(passage.text))
    ]
    if any(citation.notice == right and citation.bracketed for citation, _ in cited):
        return None
    return next(iter(cited), None)


RULES: tuple[Rule, ...] = (
    ReportRule(
        code="D301",
        name="notice-against-year",
        severity="warning",
        title=Text("引用的文号不对", "The notice cited is not that of the year"),
        message=Text(
            "{year} 年度报告的格式由{right}规定，文中写的是“{cited}”",
            "the form of report year {year} is that of {right}, the text cites “{cited}”",
        ),
        explanation=Text(
            "2019、2020 年度的格式由〔2019〕60号规定，2021 年度起由〔2021〕30号规定。文号的年份写在"
            "六角括号里。没有引用文号，或者引用的是同一机关其他内容的文件，不算错。",
            "The form of 2019 and 2020 is that of notice 〔2019〕60, since 2021 of 〔2021〕30. The "
            "year of a notice stands in brackets. A report need not cite it, and may cite "
            "other notices of the same office.",
        ),
        basis=Text(
            "国办公开办函〔2019〕60号、国办公开办函〔2021〕30号",
            "notices 〔2019〕60 and 〔2021〕30",
        ),
        find=_notice_against_year,
    ),
)
