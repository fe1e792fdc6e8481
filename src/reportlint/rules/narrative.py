"""Rules N: the prose against the tables, and against itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from reportlint.findings import Finding
from reportlint.language import COMMA, Text, joined
from reportlint.location import Location
from reportlint.narrative.agreement import (
    disagreements,
    number_location,
    prose,
    share_disagreements,
)
from reportlint.narrative.changes import ChangeDisagreement, change_disagreements
from reportlint.narrative.contradictions import contradictions
from reportlint.narrative.lexicon import Interpretation
from reportlint.narrative.lists import PartsOfWhole, parts_over_whole, parts_short
from reportlint.narrative.quantities import ProseParagraph, Quantity
from reportlint.narrative.sentences import Span
from reportlint.number import Number, written
from reportlint.report import Report
from reportlint.rules.evidence import Evidence
from reportlint.rules.rule import EvidenceRule, NarrativeRule, Rule
from reportlint.years import is_last_year

_BASIS = Text("年度报告格式；《政府信息公开条例》第五十条", "the form; Regulation, article 50")
_MOST_SUMS = 2


def _against_tables(rule: Rule, report: Report) -> Iterator[Finding]:
    for found in disagreements(report):
        claim = found.claim
        sums = found.sums[:_MOST_SUMS]
        yield rule.finding(
            _at(claim.paragraph, claim.quantity, claim.sentence.span),
            sums[0][0].cells + sums[0][0].less,
            expected=written(sums[0][1]),
            actual=written(claim.quantity.numeral.value),
            quote=_quote(claim.paragraph, claim.quantity.clause),
            sums=_in_table(report, sums),
        )


_TABLE = Text("表{numeral}{sums}", "table {n} has {sums}")
_SUM = Text("“{name}”{column}为 {n}", "“{name}”{column}: {n}")
_WITH = Text("加“{name}”为 {n}", "with “{name}”: {n}")


def _in_table(report: Report, sums: Sequence[tuple[Interpretation, Number]]) -> Text:
    """Name sums of cells with their table; a sum that is another and more is said so."""
    (first, n), *others = sums
    form = report.form
    if form is None:
        return Text("", "")
    section = form.cells[first.cells[0]].section
    total = form.cells[first.cells[0]].column.label.text
    is_total = all(key in form.totals for key in first.cells)
    column = Text(total.zh, f", {total.en}") if is_total else ""
    said = [_SUM.fill(name=first.text, column=column, n=written(n))]
    for other, number in others:
        zh = other.text.zh.removeprefix(f"{first.text.zh} + ")
        en = other.text.en.removeprefix(f"{first.text.en} + ")
        text = _SUM if zh == other.text.zh else _WITH
        said.append(text.fill(name=Text(zh, en), column="", n=written(number)))
    numeral = section.label.title.partition("、")[0]
    return _TABLE.fill(numeral=numeral, n=section.number, sums=joined(said, COMMA))


NUMBER_AGAINST_TABLE = NarrativeRule(
    code="N101",
    name="number-against-table",
    evidence=Evidence.CONTRADICTION,
    title=Text("文字中的数与表格不符", "A number of the prose is not the table's"),
    message=Text(
        "文字写“{quote}”，而{sums}；请核对一致",
        "the prose says “{quote}”, but {sums}: reconcile them",
    ),
    explanation=Text(
        "文字写明的件数或金额，应与它所指的格或各格之和一致。一句话可以有几种理解时（如“收到”可含上年"
        "结转），只在哪一种都不符时提示；约数、其他年份、其他机关、部分范围的数不核对。",
        "A count or amount in the prose is the number of the cell, or sum of cells, that its "
        "words name. Where words can mean several sums (received, with or without what was "
        "carried over), only a number that is none of them is reported. Roundings, other "
        "years, other organs and parts are left alone.",
    ),
    basis=_BASIS,
    find=_against_tables,
)


def _shares(rule: Rule, report: Report) -> Iterator[Finding]:
    for found in share_disagreements(report):
        claim, (part, n), (whole, base) = found.claim, found.part, found.whole
        share = f"{100 * float(n) / float(base):.2f}"
        yield rule.finding(
            _at(claim.paragraph, claim.quantity, claim.sentence.span),
            part.cells + part.less,
            expected=share,
            actual=written(claim.quantity.numeral.value),
            quote=_quote(claim.paragraph, claim.quantity.clause),
            part=part.text,
            n=n,
            whole=whole.text,
            base=base,
            share=share,
        )


SHARE_AGAINST_TABLE = NarrativeRule(
    code="N102",
    name="share-against-table",
    evidence=Evidence.CONTRADICTION,
    title=Text("文字中的比例与表格不符", "A percentage of the prose is not the table's"),
    message=Text(
        "文字写“{quote}”，而表中“{part}”为 {n}，占“{whole}”{base} 的 {share}%，"
        "以其他合计为基数也不是这个比例；请核对",
        "the prose says “{quote}”, but “{part}”, {n}, is {share}% of “{whole}”, {base}, and no "
        "other base gives that percentage: check it",
    ),
    explanation=Text(
        "用表中各种可能的合计和同一段里写到的数作基数，都得不出文字中的百分比时提示；四舍五入和舍去尾数"
        "都算相符。",
        "A percentage is reported where no total of the tables and no number of the same "
        "paragraph gives it as base, rounded or cut.",
    ),
    basis=_BASIS,
    find=_shares,
)


def _changes(rule: Rule, report: Report, earlier: Sequence[Report]) -> Iterator[Finding]:
    before = earlier[-1] if earlier and is_last_year(earlier[-1], report) else None
    for found in change_disagreements(report, before):
        claim = found.claim
        yield rule.finding(
            _at(claim.paragraph, claim.quantity, claim.sentence.span),
            found.interpretation.cells + found.interpretation.less,
            expected=None if found.right is None else _rounded(found),
            actual=written(claim.quantity.numeral.value),
            quote=_quote(claim.paragraph, claim.quantity.clause),
            numbers=_numbers(found),
        )


def _rounded(found: ChangeDisagreement) -> str:
    """Write what the number should be, a percentage with two decimals."""
    right = abs(found.right or Decimal())
    return f"{right:.2f}%" if found.claim.sense == "growth" else written(right)


def _numbers(found: ChangeDisagreement) -> Text:
    name, was = found.interpretation.text, written(found.before)
    if found.claim.sense == "was" or found.now is None:
        return Text(f"上年“{name.zh}”为 {was}", f"last year's “{name.en}” is {was}")
    now, by = written(found.now), _rounded(found)
    rises = (found.right or 0) >= 0
    verb = Text("增加", "up by") if rises else Text("减少", "down by")
    return Text(
        f"“{name.zh}”上年为 {was}，本年为 {now}，{verb.zh} {by}",
        f"“{name.en}” was {was} last year and is {now}, {verb.en} {by}",
    )


CHANGE_AGAINST_LAST_YEAR = EvidenceRule(
    code="N103",
    name="change-against-last-year",
    evidence=Evidence.CONTRADICTION,
    title=Text("文字中的增减与上年不符", "A change of the prose is not the one since last year"),
    message=Text(
        "文字写“{quote}”，而{numbers}；请核对",
        "the prose says “{quote}”, but {numbers}: check it",
    ),
    explanation=Text(
        "同比、较上年增加或减少的件数和百分比，以及写到的上年件数，按上年的报告核对；没有给出上年报告时，只有同一句"
        "话写明两年的数才核对。",
        "Rises and falls since last year, in number or percent, and last year's numbers, are "
        "held against last year's report; without it only against both years' numbers in the "
        "same sentence.",
    ),
    basis=_BASIS,
    find=_changes,
)


def _repeats(rule: Rule, report: Report) -> Iterator[Finding]:
    bound = frozenset(claim.quantity for claim in prose(report).claims)
    for found in contradictions(prose(report).paragraphs, bound, report.year or 0):
        first, second = found.first, found.second
        earlier = _at(first.paragraph, first.quantity, first.sentence.span)
        finding = rule.finding(
            _at(second.paragraph, second.quantity, second.sentence.span),
            expected=written(first.quantity.numeral.value),
            actual=written(second.quantity.numeral.value),
            where=_where(earlier),
            first=_quote(first.paragraph, first.clause),
            second=_quote(second.paragraph, second.clause),
        )
        yield replace(finding, related=(earlier,) if earlier else ())


TWO_NUMBERS = NarrativeRule(
    code="N201",
    name="two-numbers",
    evidence=Evidence.CONTRADICTION,
    title=Text("同一件事前后两个数", "The same thing with two numbers"),
    message=Text(
        "“{second}”与{where}“{first}”说的可能是同一件事，数字却不同；请核对一致，或写明各自的范围",
        "“{second}” and, {where}, “{first}” are two figures for what may be the same thing; "
        "reconcile them, or state what each covers",
    ),
    explanation=Text(
        "两处文字的对象、单位和期限都相同而数字不同时提示。如果确是两件事，写明各自的范围就不再提示。",
        "Two places that say the same of the same year in the same unit have different "
        "numbers. If they are two things, stating what each covers settles it.",
    ),
    basis=_BASIS,
    find=_repeats,
)


def _parts(rule: Rule, report: Report) -> Iterator[Finding]:
    wrong = {found.claim.quantity for found in disagreements(report)}
    for each in prose(report).paragraphs:
        for found in parts_over_whole(each):
            if wrong & {found.whole, *found.parts}:
                continue  # the table already says which number is wrong
            numbers = [written(part.numeral.value) for part in found.parts]
            yield rule.finding(
                _at(each, found.parts[0], found.sentence.span),
                expected=written(found.whole.numeral.value),
                actual=written(found.total),
                quote=_quote(each, _extent(found)),
                sum="+".join(numbers) + (f" = {written(found.total)}" if numbers[1:] else ""),
                whole=written(found.whole.numeral.value),
            )


PARTS_OVER_WHOLE = NarrativeRule(
    code="N202",
    name="parts-over-whole",
    evidence=Evidence.CONTRADICTION,
    title=Text("“其中”各项之和大于总数", "Parts that are more than their whole"),
    message=Text(
        "“{quote}”：其中各项 {sum}，大于总数 {whole}；请核对",
        "“{quote}”: the parts, {sum}, are more than the whole, {whole}: check them",
    ),
    explanation=Text(
        "“其中”所列是总数的一部分，相加不应超过总数。",
        "What is listed after 其中 is part of the whole and cannot exceed it.",
    ),
    basis=_BASIS,
    find=_parts,
)


def _short(rule: Rule, report: Report) -> Iterator[Finding]:
    wrong = {found.claim.quantity for found in disagreements(report)}
    for each in prose(report).paragraphs:
        for found in parts_short(each):
            if wrong & {found.whole, *found.parts}:
                continue
            yield rule.finding(
                _at(each, found.parts[0], found.sentence.span),
                expected=written(found.whole.numeral.value),
                actual=written(found.total),
                quote=_quote(each, _extent(found)),
                sum="+".join(written(part.numeral.value) for part in found.parts),
                total=written(found.total),
                whole=written(found.whole.numeral.value),
            )


PARTS_SHORT = NarrativeRule(
    code="N203",
    name="parts-short-of-whole",
    evidence=Evidence.PATTERN,
    title=Text("“其中”各项之和小于总数", "Parts that are less than their whole"),
    message=Text(
        "“{quote}”：其中各项 {sum} = {total}，比总数 {whole} 少；请核对是否漏列",
        "“{quote}”: the parts, {sum} = {total}, are less than the whole, {whole}; check whether "
        "one is missing",
    ),
    explanation=Text(
        "只在所列各项应当说全总数时提示：列到“其他”“其余”，或者按申请渠道划分。渠道可能有未列的，所以只是提示。",
        "Said only where the list should be complete: it names 其他 or 其余, the rest, or it "
        "divides applications by how they came in. One may have been left out on purpose: a note.",
    ),
    basis=_BASIS,
    find=_short,
)


def _extent(found: PartsOfWhole) -> Span:
    """Return the clauses of a list and its whole."""
    spans = [each.clause for each in (found.whole, *found.parts)]
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _at(paragraph: ProseParagraph, quantity: Quantity, sentence: Span) -> Location | None:
    return number_location(paragraph, quantity.span, sentence)


def _quote(paragraph: ProseParagraph, span: Span) -> str:
    """Return the source of a span, to stand between quotation marks."""
    return paragraph.spelled.quote(span).replace("“", "‘").replace("”", "’")


def _where(location: Location | None) -> Text:
    """Name a place of the same file, for the middle of a sentence."""
    if location is not None and location.line is not None:
        return Text(f"第 {location.line} 行", f"line {location.line}")
    if location is not None and location.page is not None:
        return Text(f"第 {location.page} 页", f"page {location.page}")
    if location is not None and location.paragraph is not None:
        return Text(f"第 {location.paragraph} 段", f"paragraph {location.paragraph}")
    return Text("前文", "earlier on")
