"""Every file and what became of it, and what could not be read: one line each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import PurePath

import click

from reportlint.findings import SEVERITY_ORDER, Findings, GivenFile
from reportlint.language import Language, Text
from reportlint.output.html.markup import Markup, MarkupOrText, element, wide
from reportlint.output.html.reports import FoundReport, shortened
from reportlint.output.rows import OUTCOMES
from reportlint.output.text import SEVERITIES, UNREADABLE, place, summary

_LONGEST_REASON = 600
_HEADING = Text("所有文件", "Every file")
_UNREAD = Text("未能读取", "Could not be read")
_HEADS = (
    Text("机关", "organ"),
    Text("年度", "year"),
    *(SEVERITIES[severity][0] for severity in SEVERITIES),
    Text("结果", "outcome"),
    Text("文件", "file"),
)


def account(
    findings: Findings, reports: Sequence[FoundReport], told: Collection[str], language: Language
) -> Markup:
    """Return the table of all files; `told` are the keys of reports that the page tells more of."""
    known = {report.file.name for report in reports}
    rows = [_report(report, told, language) for report in reports]
    rows += [_other(file, language) for file in findings.files if file.name not in known]
    head = element("tr", *(element("th", text.of(language), scope="col") for text in _HEADS))
    table = element(
        "table",
        element("caption", _HEADING.of(language), class_="unseen"),
        element("thead", head),
        element("tbody", *rows),
        class_="files",
    )
    return element(
        "section",
        element("h2", _HEADING.of(language), id="files-heading"),
        *_summary(findings, language),
        _unread(findings, language),
        wide(table, _HEADING.of(language)),
        id="files",
        aria_labelledby="files-heading",
    )


def _summary(findings: Findings, language: Language) -> Iterator[Markup]:
    """Yield the lines that close a run."""
    for line in click.unstyle(summary(findings, language)).split("\n"):
        yield element("p", shortened(line, _LONGEST_REASON), class_="account")


def _report(report: FoundReport, told: Collection[str], language: Language) -> Markup:
    name: MarkupOrText = report.organ
    if report.key in told:
        name = element("a", name, href=f"#{report.key}")
    counts = [report.counts[severity] for severity in SEVERITY_ORDER]
    return _row(report.file, name, [str(n or "") for n in counts], language)


def _other(file: GivenFile, language: Language) -> Markup:
    return _row(
        file,
        shortened(file.organ or PurePath(file.name).name),
        [""] * len(SEVERITY_ORDER),
        language,
    )


def _row(file: GivenFile, name: MarkupOrText, counts: Sequence[str], language: Language) -> Markup:
    outcome = OUTCOMES[file.status].of(language)
    if file.reason:
        outcome += f": {shortened(file.reason.of(language), _LONGEST_REASON)}"
    return element(
        "tr",
        element("th", name, scope="row", lang="zh-CN"),
        element("td", str(file.year or "")),
        *(element("td", count, class_="count") for count in counts),
        element("td", outcome),
        element("td", file.name, class_="path"),
    )


def _unread(findings: Findings, language: Language) -> Markup | None:
    """Return what could not be read and why, which comes before all else."""
    if not findings.unreadable:
        return None
    items = (
        element(
            "li",
            element("b", UNREADABLE.of(language)),
            " ",
            element("span", place(entry.location, language), class_="path"),
            ": ",
            shortened(entry.message.of(language), _LONGEST_REASON),
        )
        for entry in findings.unreadable
    )
    return element(
        "section",
        element("h3", _UNREAD.of(language), id="unread-heading"),
        element("ul", *items, class_="unread"),
        aria_labelledby="unread-heading",
    )
