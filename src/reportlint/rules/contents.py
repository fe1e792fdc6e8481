"""Rules D3: what the prose of a report should not pass over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.findings import Finding
from reportlint.form.schema import form_of_year
from reportlint.language import LIST, Text, joined
from reportlint.organs import is_government
from reportlint.report import Report
from reportlint.rules.rule import ReportRule, Rule

_FEES = re.compile(r"处理费|信息费|收费|费用|缴费|免费|收取|计收|工本费|检索费")


def _no_fees(rule: Rule, report: Report) -> Iterator[Finding]:
    right = None if report.form is None or report.year is None else form_of_year(report.year)
    sections = {section.key for section in right.on_fees} if right else set()
    prose = [passage for passage in report.passages if passage.section in sections]
    if prose and not any(_FEES.search(passage.text) for passage in prose):
        yield rule.finding(prose[0].location)


NO_PROCESSING_FEES = ReportRule(
    code="D304",
    name="no-processing-fees",
    severity="note",
    title=Text(
        "第六部分没有写信息处理费", "Section six says nothing of information processing fees"
    ),
    message=Text(
        "没有写明收取信息处理费的情况；没有收取也请写明",
        "nothing is said of information processing fees; say so where none were charged",
    ),
    explanation=Text(
        "{since} 年度起，第六部分报告收取政府信息公开信息处理费的情况，没有收取的也要说明。",
        "Since report year {since} section six says what information processing fees were "
        "charged, or that none were.",
    ),
    basis=Text(
        "国办函〔2020〕109号、{notices}",
        "notice 〔2020〕109 on the fees, {notices}",
    ),
    find=_no_fees,
    annotation="x-fees",
)


_RESULTS = (
    (Text("工作考核", "appraisal of the work"), re.compile(r"考核|考评|评估|绩效|测评")),
    (Text("社会评议", "public review"), re.compile(r"评议|满意度|第三方|公众评价|社会评价")),
    (Text("责任追究", "accountability"), re.compile(r"追究|追责|问责|处分|通报批评")),
)


def _no_results(rule: Rule, report: Report) -> Iterator[Finding]:
    if report.form is None or not is_government(report.agency or ""):
        return
    first = report.form.sections[0].key
    prose = [passage for passage in report.passages if passage.section == first]
    spoken = "\n".join(passage.text for passage in report.passages)
    missing = [name for name, words in _RESULTS if not words.search(spoken)]
    if prose and missing:
        yield rule.finding(prose[0].location, what=joined(missing, LIST))


NO_RESULTS_OF_SUPERVISION = ReportRule(
    code="D305",
    name="no-results-of-supervision",
    severity="note",
    title=Text(
        "政府的报告没有写考核、评议、追责的结果",
        "A government's report lacks results of supervision",
    ),
    message=Text(
        "各级人民政府的报告应写明工作考核、社会评议和责任追究的结果，文中没有提到：{what}",
        "a government's report states the results of appraisal, public review and "
        "accountability; not mentioned: {what}",
    ),
    explanation=Text(
        "条例对各级人民政府（含乡镇）的报告有此要求，部门和街道办事处的报告没有。没有发生责任追究"
        "的也要说明。",
        "The Regulation asks this of governments of every level, towns included, not of "
        "departments or street offices. Where nobody was held to account the report says so.",
    ),
    basis=Text("政府信息公开条例第五十条第（四）项", "Regulation, article 50(4)"),
    find=_no_results,
)
