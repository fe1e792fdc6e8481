"""Family D: last year's date left in this year's prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportlint.findings import Finding
from reportlint.language import Text
from reportlint.report import Passage, Report
from reportlint.rules.period import periods
from reportlint.rules.rule import ReportRule, Rule
from reportlint.rules.seen import quoted
from reportlint.wording import close

_TITLE = re.compile(r"《[^《》]{0,100}》|〔\d{4}〕")
_SENTENCE = re.compile(r"[^。；;！!]+")
_NUMBERING = (
    r"(?:（[一二三四五六七八九十]{1,3}）[^。，,\d]{0,20}|[一二三四五六七八九十]是|\d{1,2}[.．、])?"
)
_ITSELF = r"(?:[我本全][省市县区州旗镇乡街局厅委办院部]|本[机级]|各级)"
_NOW = re.compile(r"今年|本年|报告年度|当年")
_SUBJECT = 16
_ALIKE = 3

Said = tuple[str, Passage]
"""A sentence and the paragraph that it stands in."""


def _left_in(rule: Rule, report: Report) -> Iterator[Finding]:
    year = report.year
    if year is None or any(stated.year == year - 1 for stated, _ in periods(report)):
        return  # a period of last year is said to differ already
    found = list(_stale(report, year))
    if found:
        sentence, passage = found[0]
        yield rule.finding(
            passage.location,
            expected=str(year),
            actual=str(year - 1),
            year=year,
            last=year - 1,
            found=quoted(sentence),
            n=len(found),
        )


def _stale(report: Report, year: int) -> Iterator[Said]:
    """Yield the sentences that speak of last year as the year that is reported."""
    if report.form is None:
        return
    yield from _presented(year, _sentences(report, "preamble"))
    first, last = report.form.sections[0].key, report.form.sections[-1].key
    overview = _sentences(report, first)
    told = _told(report.agency or "", year, overview)
    if len(told) > 1 or told == overview[:1]:
        yield from told
    yield from _told(report.agency or "", year, _sentences(report, last))


def _sentences(report: Report, section: str) -> list[Said]:
    """Return the sentences of a section, without the titles of documents, and no headings."""
    return [
        (sentence[0], passage)
        for passage in report.passages
        if passage.section == section
        for text in [_TITLE.sub("", close(passage.text))]
        if re.search(r"[。；;，,]", text)
        for sentence in _SENTENCE.finditer(text)
    ]


def _presented(year: int, sentences: Sequence[Said]) -> Iterator[Said]:
    """Yield what presents this report as last year's."""
    last = re.compile(rf"(?:编制|现将|公布|形成)[^，,]{{0,40}}?{year - 1}年[^，,]{{0,30}}?报告")
    for sentence, passage in sentences:
        if last.search(sentence) and f"{year}年" not in sentence:
            yield sentence, passage


def _told(agency: str, year: int, sentences: Sequence[Said]) -> list[Said]:
    """Return what the organ tells of last year, where the prose never names this one."""
    if any(f"{year}年" in sentence or _NOW.search(sentence) for sentence, _ in sentences):
        return []
    last = re.compile(
        rf"{_NUMBERING}(?:截[至止]{year - 1}年(?:12月31日|年?[底末])"
        rf"|{year - 1}年度?(?:[，,](?P<subject>.*)|{_ITSELF}))"
    )
    return [
        (sentence, passage)
        for sentence, passage in sentences
        if (match := last.match(sentence)) and _is_itself(match["subject"], agency)
    ]


def _is_itself(subject: str | None, agency: str) -> bool:
    """Whether a sentence goes on with the organ; None where its words before say so."""
    if subject is None or re.match(_ITSELF, subject):
        return True
    parts = (agency[i : i + _ALIKE] for i in range(len(agency) - _ALIKE + 1))
    return any(part in subject[:_SUBJECT] for part in parts)


RULES: tuple[Rule, ...] = (
    ReportRule(
        code="D308",
        name="last-year-in-prose",
        severity="warning",
        title=Text("文字中留有上年的年份", "Last year's date was left in the prose"),
        message=Text(
            "{year} 年度的报告仍按 {last} 年叙述，共 {n} 句：{found}",
            "the report of {year} still tells of {last}; sentences: {n}: {found}",
        ),
        explanation=Text(
            "第一或第六部分以“上年，本机关……”叙述而从未提到报告年度，或者引言说编制的是上年的报告，多半"
            "是沿用上年文字时漏改。与上年比较、文件名称中的年份、“某年以来”不算。",
            "Section one or six tells what the organ did last year and never names the report "
            "year, or the preamble presents last year's report: most likely old text was taken "
            "over. A comparison with last year, the year in a document's title, or “since” a year "
            "is not one.",
        ),
        basis=Text(
            "政府信息公开条例第四十九条（上一年度）",
            "Regulation, article 49: the report of the past year",
        ),
        find=_left_in,
    ),
)
