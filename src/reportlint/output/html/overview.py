"""The first page, for the head of office: how many reports are wrong, in what, and whose."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from reportlint.findings import SEVERITY_ORDER, Finding, Findings, Severity
from reportlint.language import Language, Text
from reportlint.output.html.charts import bars, heat_map
from reportlint.output.html.markup import Markup, MarkupOrText, element
from reportlint.output.html.reports import FoundReport, shortened
from reportlint.output.text import SEVERITIES
from reportlint.rules import RULES
from reportlint.rules.rule import FAMILIES

_MOST_RULES = 10
_MOST_ORGANS = 10
_MOST_IN_HEAT_MAP = 14
_HEADING = Text("总览", "Overview")
_FIGURES = (
    ("reports", Text("份报告已检查", "reports checked")),
    ("error", Text("份有错误", "with errors")),
    ("warning", Text("份只有警告或提示", "with warnings or notes only")),
    ("right", Text("份没有问题", "without findings")),
    ("unread", Text("个文件未能读取", "files could not be read")),
)
_BY_RULE = Text("哪些规则", "By rule")
_BY_ORGAN = Text("哪些机关", "By organ")
_BY_FAMILY = Text("机关与规则类别", "Organs by kind of rule")
_RULE, _ORGAN, _COUNT = Text("规则", "rule"), Text("机关", "organ"), Text("处数", "findings")
_MORE = Text("其余 {n} 个，共 {count} 处", "{n} more, with {count} findings")
_KEY = Text("图例：", "Key: ")


def overview(findings: Findings, reports: Sequence[FoundReport], language: Language) -> Markup:
    """Return the first page."""
    parts: list[MarkupOrText] = [
        element("h2", _HEADING.of(language), id="overview-heading", class_="unseen"),
        _figures(findings, reports, language),
    ]
    if counted := (*findings, *findings.unlisted):
        charts = (_rules(counted, language), _organs(reports, language))
        parts += [_key(language), element("div", *charts, class_="charts")]
        parts += [_families(reports, language)]
    return element("section", *parts, id="overview", aria_labelledby="overview-heading")


def _figures(findings: Findings, reports: Sequence[FoundReport], language: Language) -> Markup:
    states = Counter(_state(report) for report in reports)
    states["reports"] = findings.summary["reports"]
    states["unread"] = len({entry.location.file for entry in findings.unreadable})
    items = (
        element(
            "li",
            element("strong", str(states[name])),
            " ",
            element("span", words.of(language)),
            class_=name,
        )
        for name, words in _FIGURES
    )
    return element("ul", *items, class_="figures")


def _state(report: FoundReport) -> str:
    if report.counts["error"]:
        return "error"
    return "warning" if report.counted else "right"


def _key(language: Language) -> Markup:
    """Return what the parts of a bar mean."""
    words = (
        element(
            "span",
            element(
                "svg",
                element("rect", x=0.5, y=0.5, width=17, height=11, class_=severity),
                viewBox="0 0 18 12",
                aria_hidden="true",
            ),
            " ",
            SEVERITIES[severity][0].of(language),
            class_="key",
        )
        for severity in SEVERITY_ORDER
    )
    return element("p", _KEY.of(language), *words, class_="keys")


def _rules(findings: Iterable[Finding], language: Language) -> Markup:
    counts: dict[str, Counter[Severity]] = defaultdict(Counter)
    for finding in findings:
        counts[finding.code][finding.severity] += 1
    lines: list[tuple[MarkupOrText, Mapping[Severity, int]]] = [
        (_rule(code, language), own) for code, own in _largest(counts)[:_MOST_RULES]
    ]
    lines += _rest([own for _, own in _largest(counts)[_MOST_RULES:]], language)
    heads = (_RULE.of(language), _COUNT.of(language))
    return bars(_BY_RULE.of(language), heads, lines)


def _rule(code: str, language: Language) -> Markup:
    title = element("span", RULES[code].title.of(language))
    return element("span", element("a", code, href=f"#{code}", class_="code"), " ", title)


def _organs(reports: Sequence[FoundReport], language: Language) -> Markup:
    counts: dict[str, Counter[Severity]] = defaultdict(Counter)
    for report in reports:
        counts[report.organ].update(report.counts)
    found = [(organ, own) for organ, own in _largest(counts) if own]
    lines: list[tuple[MarkupOrText, Mapping[Severity, int]]] = [
        (_organ(organ), own) for organ, own in found[:_MOST_ORGANS]
    ]
    lines += _rest([own for _, own in found[_MOST_ORGANS:]], language)
    heads = (_ORGAN.of(language), _COUNT.of(language))
    return bars(_BY_ORGAN.of(language), heads, lines)


def _organ(name: str) -> Markup:
    return element("span", shortened(name), lang="zh-CN")


def _largest(counts: Mapping[str, Counter[Severity]]) -> list[tuple[str, Counter[Severity]]]:
    """Return the counts, those with most errors first, then those with most at all."""
    return sorted(counts.items(), key=lambda item: (-item[1]["error"], -item[1].total(), item[0]))


def _rest(
    others: Sequence[Counter[Severity]], language: Language
) -> list[tuple[MarkupOrText, Mapping[Severity, int]]]:
    """Return a line for those that have none of their own: how many they are, without a bar."""
    if not others:
        return []
    said = _MORE.fill(n=len(others), count=sum(own.total() for own in others))
    return [(said.of(language), {})]


def _families(reports: Sequence[FoundReport], language: Language) -> Markup:
    """Return the heat map of the organs that have most."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for report in reports:
        counts[report.organ].update(finding.code[0] for finding in report.counted)
    organs = sorted(counts, key=lambda organ: -counts[organ].total())[:_MOST_IN_HEAT_MAP]
    families = [name for name in FAMILIES if any(counts[organ][name] for organ in counts)]
    return heat_map(
        _BY_FAMILY.of(language),
        _ORGAN.of(language),
        [f"{name} {FAMILIES[name].of(language)}" for name in families],
        [
            (_organ(organ), [counts[organ][name] for name in families])
            for organ in organs
            if counts[organ]
        ],
    )
