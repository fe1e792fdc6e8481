"""Family P, the soft edits: numbers that a cell may hold, and that are hardly meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportlint.findings import Finding
from reportlint.form.expectations import MODEST_AMOUNT, day_written, review_first
from reportlint.form.structure import FormCell
from reportlint.language import Text, dated
from reportlint.number import Number, written
from reportlint.organs import spends_little
from reportlint.report import Report
from reportlint.rules.evidence import Evidence
from reportlint.rules.rule import EvidenceRule, ReportRule, Rule
from reportlint.spelling import folded, squeezed
from reportlint.years import is_last_year


def _dates(rule: Rule, report: Report) -> Iterator[Finding]:
    for key, cell in report.form.cells.items() if report.form else ():
        value = report.record[key]
        day = day_written(value) if value else None
        if day is not None:
            n = written(report.record[key])
            yield rule.finding(
                report.location(key), (key,), actual=n, cell=cell.text, n=n, day=dated(day)
            )


DATE_AS_NUMBER = ReportRule(
    code="P101",
    name="date-as-number",
    evidence=Evidence.LIKENESS,
    title=Text("把日期填成了数", "A date in the place of a number"),
    message=Text(
        "{cell}：填报 {n}，像是把日期{day}填成了数；请核对",
        "{cell}: {n} looks like the date {day}, typed as a number: check it",
    ),
    explanation=Text(
        "八位数恰好是一个日期的，多半是日期填进了数字格。",
        "Eight figures that make a date were most likely meant as one.",
    ),
    basis=Text("{notices}格式", "the form of {notices}"),
    find=_dates,
)


_YUAN_OF_WAN = 10_000
_FEWEST_TIMES = 1_000
"""How many times last year's amount is rather another unit than another year."""
_AMOUNT = re.compile(r"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>万元|元)")


def _money(report: Report) -> Iterator[tuple[FormCell, Number]]:
    for key, cell in report.form.cells.items() if report.form else ():
        value = report.value(key) if cell.kind == "money" else None
        if value is not None and value > 0:
            yield cell, value


def _is_yuan(cell: FormCell, value: Number, report: Report, earlier: Sequence[Report]) -> bool:
    """Whether the prose, or last year's report, shows an amount to be in 元."""
    if any(_AMOUNT.search(squeezed(p.text)) and _says_yuan(p.text, value) for p in report.passages):
        return True
    if not earlier or not is_last_year(earlier[-1], report):
        return False
    before = earlier[-1].value(cell.key) if earlier[-1].form is report.form else None
    return before is not None and before > 0 and value >= before * _FEWEST_TIMES


def _says_yuan(text: str, value: Number) -> bool:
    """Whether a text states the number as one of 元, or the ten-thousandth as one of 万元."""
    for match in _AMOUNT.finditer(squeezed(folded(text))):
        stated = Decimal(match["number"].replace(",", ""))
        if stated == (value if match["unit"] == "元" else value / Decimal(_YUAN_OF_WAN)):
            return True
    return False


def _beyond_its_kind(rule: Rule, report: Report, earlier: Sequence[Report]) -> Iterator[Finding]:
    if not spends_little(report.agency or "", report.level):
        return
    for cell, value in _money(report):
        if value >= MODEST_AMOUNT and not _is_yuan(cell, value, report, earlier):
            yield rule.finding(
                report.location(cell.key),
                (cell.key,),
                actual=written(value),
                cell=cell.text,
                n=written(value),
                right=written(Decimal(value) / _YUAN_OF_WAN),
            )


AMOUNT_BEYOND_KIND = EvidenceRule(
    code="P102",
    name="amount-beyond-kind",
    evidence=Evidence.PATTERN,
    title=Text("金额与机关的规模不相称", "An amount too large for such an organ"),
    message=Text(
        "{cell}：填报 {n} 万元；请核对是否以元填报，如是，应为 {right} 万元",
        "{cell}: {n} 万元; check whether it was given in 元: then it is {right} 万元",
    ),
    explanation=Text(
        "部门、乡镇和街道一年的金额在10亿元以上的极少，多半是以元填报。文字或上年报告能说明的，另作警告。",
        "A department, town or street office seldom has a billion yuan in a year; most likely it "
        "was given in 元. Where the text or last year's report shows it, it is a warning.",
    ),
    basis=Text("{notices}格式第二部分", "section 2 of the form of {notices}"),
    find=_beyond_its_kind,
)


def _in_yuan(rule: Rule, report: Report, earlier: Sequence[Report]) -> Iterator[Finding]:
    for cell, value in _money(report):
        right = Decimal(value) / _YUAN_OF_WAN
        if _is_yuan(cell, value, report, earlier):
            yield rule.finding(
                report.location(cell.key),
                (cell.key,),
                expected=written(right),
                actual=written(value),
                suggestion={cell.key: right},
                cell=cell.text,
                n=written(value),
                right=written(right),
            )


AMOUNT_TYPED_IN_YUAN = EvidenceRule(
    code="P103",
    name="amount-typed-in-yuan",
    evidence=Evidence.LIKENESS,
    title=Text("金额应以万元填报，填的是元", "An amount in 元 where 万元 is asked for"),
    message=Text(
        "{cell}：填报 {n} 万元，按文字或上年报告，这是以元填报的，应为 {right} 万元",
        "{cell}: {n} 万元; by the text or last year's report this is in 元 and should be {right}",
    ),
    explanation=Text(
        "文字写明同一数额的单位是元，或者数额是上年的一千倍以上，说明填报时没有换算成万元。",
        "The text gives the same amount in 元, or it is more than a thousand times last year's: it "
        "was not converted to 万元.",
    ),
    basis=Text("{notices}格式第二部分", "section 2 of the form of {notices}"),
    find=_in_yuan,
)


def _no_reconsideration(rule: Rule, report: Report, earlier: Sequence[Report]) -> Iterator[Finding]:
    """Litigation after reconsideration without one; earlier reports, if given, may have it."""
    form = report.form
    if form is None or earlier:
        return
    for edit in form.year_edits:
        row = {**dict.fromkeys(edit.cells, 0), **report.record}
        if edit.name == "unreviewed-litigation" and edit.fails(row):
            key = edit.cells[-1]
            yield rule.finding(
                report.location(key),
                tuple(cell for cell in edit.cells if cell in form.cells),
                cell=form.cells[key].text,
                n=written(report.record[key]),
            )


LITIGATION_WITHOUT_REVIEW = EvidenceRule(
    code="P104",
    name="litigation-without-review",
    evidence=Evidence.PATTERN,
    title=Text("复议后起诉，本年却没有行政复议", "Litigation after reconsideration, and none"),
    message=Text(
        "{cell}：填报 {n} 件，本年没有行政复议；复议如在以前年度办结，可不改，否则请核对",
        "{cell}: {n}, but no reconsideration this year; right where it was in an earlier year",
    ),
    explanation=Text(
        "复议后起诉的案件先经过行政复议，可能在以前年度。一并给出以前年度的报告，就能核对。",
        "What comes to court after reconsideration was reconsidered before, perhaps in an earlier "
        "year: with the earlier reports given it can be checked.",
    ),
    basis=Text(
        "《政府信息公开条例》第五十条第（三）项、{notices}格式第四部分",
        "Regulation, article 50(3); section 4 of the form of {notices}",
    ),
    find=_no_reconsideration,
)


def _direct_suits(rule: Rule, report: Report) -> Iterator[Finding]:
    stated = review_first(report.form) if report.form else None
    if stated is None or report.form is None or (report.year or 0) < stated.since:
        return
    suits = report.value(stated.suits)
    refused = [value for key in stated.refusals if (value := report.value(key))]
    reviewed = report.value(stated.reconsiderations)
    if suits and refused and reviewed is not None and suits > reviewed:
        yield rule.finding(
            report.location(stated.suits),
            (stated.suits,),
            cell=report.form.cells[stated.suits].text,
            n=written(suits),
            refused=written(sum(refused)),
            reviewed=written(reviewed),
        )


DIRECT_SUITS = ReportRule(
    code="P105",
    name="direct-suits",
    evidence=Evidence.PATTERN,
    title=Text("对不予公开不服的，应先申请行政复议", "Refusals go to reconsideration before suits"),
    message=Text(
        "{cell}：填报 {n} 件，多于行政复议 {reviewed} 件，本年不予公开 {refused} 件；2024年起对不予"
        "公开不服的应当先申请行政复议，请核对是否应填入“复议后起诉”",
        "{cell}: {n}, more than the {reviewed} reconsiderations, with {refused} refusals; since "
        "2024 these go to reconsideration first: do the suits belong to those after it?",
    ),
    explanation=Text(
        "申请人对不予公开不服的，自2024年1月1日起应当先申请行政复议，对复议决定不服的再起诉。直接起诉的也"
        "可能是其他事项，所以只在多于行政复议时提示。",
        "Since 1 January 2024 whoever is refused information asks for reconsideration before going "
        "to court. Direct suits may be about other matters, so it is a note, and only where there "
        "are more of them than reconsiderations.",
    ),
    basis=Text(
        "《行政复议法》第二十三条第一款第（四）项",
        "Administrative Reconsideration Law (2023), article 23(1)(4)",
    ),
    find=_direct_suits,
    annotation="x-review-first",
)
