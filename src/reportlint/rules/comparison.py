"""Rules Y3: comparisons with earlier years that were not made, since reports are not there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportlint.findings import Finding
from reportlint.language import LIST, Text, joined
from reportlint.location import Location
from reportlint.report import Report
from reportlint.rules.evidence import Evidence
from reportlint.rules.rule import HistoryRule, OrganRule, Rule
from reportlint.years import Histories, History, is_last_year

_BASIS = Text(
    "《政府信息公开条例》第五十条：上年结转等数与上一年度的报告相接",
    "Regulation, article 50: what is carried over follows from the report of the year before",
)


def _year_missing(rule: Rule, report: Report, earlier: Sequence[Report]) -> Iterator[Finding]:
    if report.year is not None and not is_last_year(earlier[-1], report):
        place = report.location("year")
        yield rule.finding(place, missing=report.year - 1, year=earlier[-1].year)


YEAR_MISSING = HistoryRule(
    code="Y301",
    name="year-missing",
    evidence=Evidence.COVERAGE,
    title=Text("缺少上一年度的报告", "The report of the year before is missing"),
    message=Text(
        "没有可比的{missing}年度报告（最近的是{year}年度），上年结转等没有核对；请一并给出",
        "there is no report of {missing} to compare with, the latest being of {year}: what is "
        "carried over was not checked; give it as well",
    ),
    explanation=Text(
        "同一机关以前年度的报告中间缺了一年，上年结转、现行有效件数就无从核对。请把上一年度的报告一并给出；"
        "同一年度有两份数字不同的报告时，那一年也不能用来比较。",
        "Where a year is missing between an organ's reports, what is carried over cannot be "
        "checked. Give the report of the year before as well. A year of which there are two "
        "reports with other numbers cannot be compared with either.",
    ),
    basis=_BASIS,
    find=_year_missing,
)


NOT_COMPARED = OrganRule(
    code="Y302",
    name="not-compared",
    evidence=Evidence.COVERAGE,
    title=Text("没有与往年的报告比较", "Not compared with earlier years"),
    message=Text(
        "{why}，没有与往年比较；请核对机关名称",
        "{why}: not compared with earlier years; check the name of the organ",
    ),
    explanation=Text(
        "名称只多写或少写了前面的地名的，按同一机关比较，并在提示中写明；可能是几个机关，或者同一年度各有报告的，"
        "不能确定，不作比较。给出了往年的报告（--previous），其中却没有这一机关的，也在这里说明。"
        "请统一机关名称，或写明机关代码。",
        "Names that differ only by a place before one of them are taken for one organ's, and the "
        "findings say so; where it may be any of several, or both have a report of one year, "
        "nothing is compared. The same is said where earlier reports are given (--previous), and "
        "none is the organ's. Use one name for the organ, or state its code.",
    ),
    basis=_BASIS,
)
_MAY_BE_OTHER = Text(
    "往年的报告署名为{names}，不能确定是否同一机关",
    "earlier reports are of {names}, and it is not certain that this is the same organ",
)
_NONE_OF_ORGAN = Text(
    "给出的往年报告中没有{organ}的", "none of the earlier reports given is of {organ}"
)


def not_compared(histories: Histories) -> Iterator[tuple[int, Finding]]:
    """Yield what is said of reports that were not compared, with their places."""
    for found in histories.not_compared():
        why = _MAY_BE_OTHER if found.names else _NONE_OF_ORGAN
        why = why.fill(names=joined(found.names, LIST), organ=found.organ)
        place = Location(found.file) if found.file else None
        yield found.place, NOT_COMPARED.finding(place, why=why)


_AS_ONE = Text(
    "{found}（{year}年度的报告署名为{name}，按同一机关比较）",
    "{found} (the report of {year} is of {name}, taken for the same organ)",
)


def told_of_name(finding: Finding, history: History) -> Finding:
    """Return what was found beside an earlier report, with its organ where that is named so."""
    before = history.earlier[-1]
    name = before.agency
    if name is None or before.organ.name == history.report.organ.name:
        return finding
    message = _AS_ONE.fill(found=finding.message, year=before.year, name=name)
    return replace(finding, message=message)
