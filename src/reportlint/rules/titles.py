"""Rules D2: the title of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.findings import Finding
from reportlint.language import Text
from reportlint.report import Report
from reportlint.rules.evidence import Evidence
from reportlint.rules.rule import ReportRule, Rule, quoted
from reportlint.spelling import squeezed

_YEAR = re.compile(r"20\d\d(?=年度报告)|20\d\d年度?")
"""The year of a title, which may stand before its matter or within."""


def _altered_title(rule: Rule, report: Report) -> Iterator[Finding]:
    if report.form is None or "title" not in report.about:
        return
    name = report.form.schema["title"]
    title = re.compile(rf".{{0,40}}{name}(?:[（(【\[].{{1,10}})?")
    printed = [report.about["title"], *(p.text for p in report.passages if p.section == "preamble")]
    if not any(title.fullmatch(_YEAR.sub("", squeezed(text))) for text in printed):
        yield rule.finding(
            report.location("about.title"),
            found=quoted(report.about["title"]),
            right=f"{report.agency or '××'}{report.year or '××'}年{name}",
        )


ALTERED_TITLE = ReportRule(
    code="D206",
    name="altered-title",
    evidence=Evidence.FORMALITY,
    title=Text("标题不规范", "The title is not the form's"),
    message=Text(
        "标题写作{found}；请改为规范的标题“{right}”",
        "the title is {found}; it should be “{right}”",
    ),
    explanation=Text(
        "规范的标题由机关名称、年度和“政府信息公开工作年度报告”组成。",
        "The title has the organ's name, the year and 政府信息公开工作年度报告.",
    ),
    basis=Text("{notices}格式", "the form of {notices}"),
    find=_altered_title,
)


_OTHER_TITLE = re.compile(
    r"[^。，；：]{0,40}20\d\d年(?:度)?(?!政府信息公开|信息公开)[^。，；：]{2,24}"
    r"(?:年度报告|工作报告|情况报告|报告|总结|年报|要点|计划|方案)[（(]?[^。，；：]{0,6}\Z"
)
_MATTER = re.compile(r"信息公开|公开工作")
_FIRST_LINES = 4


def _other_title(rule: Rule, report: Report) -> Iterator[Finding]:
    if not report.about or "title" in report.about:
        return
    preamble = [passage for passage in report.passages if passage.section == "preamble"]
    for passage in preamble[:_FIRST_LINES]:
        text = squeezed(passage.text)
        if _OTHER_TITLE.fullmatch(text) and not _MATTER.search(text):
            yield rule.finding(passage.location, found=quoted(text))
            return


OTHER_TITLE = ReportRule(
    code="D207",
    name="other-title",
    evidence=Evidence.LIKENESS,
    title=Text("标题是另一种文件的", "The title of another document"),
    message=Text(
        "标题{found}是另一种文件的，表格却是政府信息公开工作年度报告；请改正标题",
        "{found} is the title of another document, but the tables are those of this report: mend "
        "the title",
    ),
    explanation=Text(
        "标题写成法治政府建设年度报告、工作总结等，多半是套用其他文件时漏改。",
        "Where the title is that of a report on another matter, another document was most likely "
        "used as a template.",
    ),
    basis=Text("{notices}格式", "the form of {notices}"),
    find=_other_title,
)
