"""The whole page: one file that loads nothing and runs nothing."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from importlib.resources import files

from reportlint.findings import Findings
from reportlint.formats.html.article import GENERATOR
from reportlint.language import Language, Text
from reportlint.output.html.account import account
from reportlint.output.html.charts import patterns
from reportlint.output.html.copied_prose import copied_prose
from reportlint.output.html.finding_list import finding_list
from reportlint.output.html.markup import TAGS, Markup, MarkupOrText, element
from reportlint.output.html.overview import overview
from reportlint.output.html.report_part import report_part
from reportlint.output.html.reports import FoundReport, found_reports, of_no_report
from reportlint.output.html.rule_notes import rule_notes
from reportlint.output.html.source_pages import pictures

_LARGEST = 15 * 2**20
"""Bytes; reports beyond these are only listed, so that any program opens the page."""
_TITLE = Text(
    "政府信息公开工作年度报告检查结果", "Annual reports on information disclosure: findings"
)
_SKIP = Text("跳到正文", "Skip to the content")
_CONTENTS = Text("目录", "Contents")
_LINKS = (
    ("overview", Text("总览", "Overview")),
    ("files", Text("所有文件", "Every file")),
    ("reports", Text("各份报告", "Reports")),
    ("copies", Text("雷同的文字", "Copied prose")),
    ("elsewhere", Text("其他问题", "Other findings")),
    ("rules", Text("规则说明", "The rules")),
)
_UNTOLD = Text(
    "另有 {n} 份有问题的报告没有画出，以免文件过大；它们列在“所有文件”中，详情见其他输出格式。",
    "{n} more reports with findings are not drawn, so that the file stays small; they are listed "
    "under “Every file”, and told of in the other outputs.",
)


def page(findings: Findings, language: Language) -> bytes:
    """Return the document."""
    reports = found_reports(findings)
    parts = _report_parts([report for report in reports if report.findings], language)
    sections = {
        "overview": overview(findings, reports, language),
        "files": account(findings, reports, parts, language),
        "reports": _reports(reports, parts, language),
        "copies": copied_prose(findings, language),
        "elsewhere": _elsewhere(findings, reports, language),
        "rules": rule_notes(findings, language),
    }
    body = element(
        "body",
        element("a", _SKIP.of(language), href="#content", class_="skip"),
        patterns(),
        element("header", element("h1", _TITLE.of(language)), _contents(sections, language)),
        element("main", *sections.values(), id="content"),
    )
    whole = element("html", _head(language), body, lang=TAGS[language])
    return f"<!DOCTYPE html>\n{whole.html}\n".encode()


def _head(language: Language) -> Markup:
    """Return the head, whose policy lets nothing be loaded and no style but the page's own hold."""
    style = files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'"
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="generator", content=GENERATOR),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", _TITLE.of(language)),
        element("style", Markup(style)),
    )


def _contents(sections: dict[str, Markup | None], language: Language) -> Markup:
    links = (
        element("li", element("a", words.of(language), href=f"#{name}"))
        for name, words in _LINKS
        if sections[name]
    )
    return element("nav", element("ul", *links), aria_label=_CONTENTS.of(language))


def _report_parts(reports: Sequence[FoundReport], language: Language) -> dict[str, Markup]:
    """Return what is told of each report by its key, as far as there is room."""
    parts: dict[str, Markup] = {}
    room = _LARGEST
    drawn = pictures(reports)
    for report in reports:
        part = report_part(report, drawn.get(report.key, ()), language)
        room -= len(part.html.encode())
        if room < 0:
            break
        parts[report.key] = part
    return parts


def _reports(
    reports: Sequence[FoundReport], parts: dict[str, Markup], language: Language
) -> Markup | None:
    if not parts:
        return None
    untold = sum(bool(report.findings) for report in reports) - len(parts)
    content: list[MarkupOrText] = [*parts.values()]
    if untold:
        content.append(element("p", _UNTOLD.fill(n=untold).of(language), class_="account"))
    return element("div", *content, id="reports")


def _elsewhere(
    findings: Findings, reports: Sequence[FoundReport], language: Language
) -> Markup | None:
    """Return what was found that is about none of the reports."""
    own = finding_list(enumerate(of_no_report(findings, reports), 1), None, language)
    if own is None:
        return None
    heading = dict(_LINKS)["elsewhere"].of(language)
    return element(
        "section",
        element("h2", heading, id="elsewhere-heading"),
        own,
        id="elsewhere",
        aria_labelledby="elsewhere-heading",
    )
