"""Rules D2: the six sections, their headings and where their tables stand."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.findings import Finding
from reportlint.language import Text
from reportlint.report import Report
from reportlint.rules.evidence import Evidence
from reportlint.rules.rule import ObservationRule, ReportRule, Rule, quoted

_FORM = Text("年度报告格式", "the form")


MISPLACED_TABLE = ObservationRule(
    code="D202",
    name="misplaced-table",
    evidence=Evidence.REQUIREMENT,
    title=Text("表格放错了部分", "A table stands in the wrong section"),
    message=Text(
        "{found}的表格不在该标题之下；请移到所属的部分",
        "the table of {found} does not stand under that heading; move it to its section",
    ),
    explanation=Text(
        "第二、三、四部分各有一张表，应放在各自的标题之下。",
        "Sections two, three and four have a table each, under its own heading.",
    ),
    basis=_FORM,
    kind="misplaced_table",
)


SECTION_ORDER = ObservationRule(
    code="D203",
    name="section-order",
    evidence=Evidence.REQUIREMENT,
    title=Text("各部分的次序或编号不对", "Sections out of order, or numbered wrongly"),
    message=Text(
        "各部分的次序或编号与格式不符：{found}；请按格式从一至六排列",
        "the order or the numbers of the sections are not those of the form: {found}; number them "
        "as the form does, from 一 to 六",
    ),
    explanation=Text(
        "报告分一至六共六个部分，次序和编号由格式规定；增加的内容写在第六部分里，不另立部分。",
        "A report has six sections, in the order and with the numbers of the form. What is added "
        "stands in section six and makes no section of its own.",
    ),
    basis=_FORM,
    kind="section_order",
)


def _altered_heading(rule: Rule, report: Report) -> Iterator[Finding]:
    altered = [each for each in report.observations if each.kind == "altered_heading"]
    if not altered or report.form is None:
        return
    from difflib import get_close_matches

    titles = [section.label.title for section in report.form.sections]
    for each in altered:
        (right,) = get_close_matches(each.text, titles, 1, 0)
        yield rule.finding(each.location, found=quoted(each.text), right=right)


ALTERED_HEADING = ReportRule(
    code="D204",
    name="altered-heading",
    evidence=Evidence.FORMALITY,
    title=Text("标题与格式不一致", "A heading is altered"),
    message=Text(
        "标题{found}与格式不一致；请改为“{right}”",
        "the heading {found} is not the form's; write “{right}”",
    ),
    explanation=Text(
        "编号与部分相符、文字相近的标题仍按该部分处理；请用格式的标题。",
        "A heading with a section's number and words much like its own is taken for it. Use "
        "the form's heading.",
    ),
    basis=_FORM,
    find=_altered_heading,
)


_IF_NONE = Text(
    "没有发生的，也要保留标题和表格，填 0",
    "where nothing happened the heading and its table stay, with 0",
)
_IF_WRITTEN = Text("须据实撰写，不能写“无”", "it must be written and cannot say 无")
_IF_NOTHING_ELSE = Text(
    "没有其他事项的，写明收取信息处理费的情况和“没有其他需要报告的事项”",
    "where there is nothing else, it says what processing fees were charged, and that there is "
    "nothing else to report",
)


def _missing_section(rule: Rule, report: Report) -> Iterator[Finding]:
    form = report.form
    missing = {x.text: x.location for x in report.observations if x.kind == "missing_section"}
    for section in form.sections if form else ():
        if form and section.label.title in missing:
            prose = _IF_WRITTEN if section in form.yearly else _IF_NOTHING_ELSE
            advice = _IF_NONE if section.rows else prose
            location = missing[section.label.title]
            yield rule.finding(location, found=quoted(section.label.title), advice=advice)


MISSING_SECTION = ReportRule(
    code="D205",
    name="missing-section",
    evidence=Evidence.REQUIREMENT,
    title=Text("缺少一个部分", "A section is missing"),
    message=Text(
        "没有找到标题{found}；六个部分都要有，这一部分{advice}",
        "no heading {found} was found; all six sections are there: {advice}",
    ),
    explanation=Text(
        "六个部分都要有。第六部分没有其他事项的，写明收取信息处理费情况和“没有其他需要报告的事项”；"
        "第一、第五部分不能写“无”。",
        "All six sections are there. Where section six has nothing else to report, it says what "
        "information processing fees were charged and that there is nothing else; sections one "
        "and five cannot say 无.",
    ),
    basis=_FORM,
    find=_missing_section,
)
