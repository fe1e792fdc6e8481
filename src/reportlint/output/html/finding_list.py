"""What was found, one by one: the equation with its numbers, what would mend it, the passage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportlint.findings import Finding, Severity
from reportlint.form.schema import forms
from reportlint.language import Language, Text
from reportlint.location import Location
from reportlint.number import written
from reportlint.output.html.markup import Markup, MarkupOrText, element
from reportlint.output.html.reports import FoundReport, shortened
from reportlint.output.text import SEVERITIES, place, place_within, remarks
from reportlint.rules import RULES

_LONGEST_TEXT = 1_200
_MOST_REMARKS = 12
_MOST_RELATED = 3
_AROUND = 160
"""Characters of a passage on either side of the place."""
_FIGURE = re.compile(r"\d[\d.,，]{0,20}%?")
SEVERITY_SIGNS: dict[Severity, str] = {"error": "✗", "warning": "!", "note": "i"}
_SUGGESTED = Text("改为：", "Change: ")
_BESIDE = Text("对照：", "Beside: ")
_PLACE = Text("位置：", "Place: ")
_LINE = Text("第{line}行第{column}列", "line {line}, column {column}")


def finding_list(
    numbered: Iterable[tuple[int, Finding]], report: FoundReport | None, language: Language
) -> Markup | None:
    """Return findings as a list, each with its number in the report; nothing where there are none.

    `report` is None where they are about no report.
    """
    items = [_item(number, finding, report, language) for number, finding in numbered]
    return element("ol", *items, class_="findings") if items else None


def _item(number: int, finding: Finding, report: FoundReport | None, language: Language) -> Markup:
    content = [
        element(
            "p",
            severity_badge(finding.severity, language),
            element("a", finding.code, href=f"#{finding.code}", class_="code"),
            shortened(finding.message.of(language), _LONGEST_TEXT),
            class_="message",
        ),
        *_details(finding, report, language),
    ]
    return element(
        "li",
        element("span", str(number), class_="number"),
        element("div", *content),
        id=f"{report.key}-{number}" if report else None,
        class_=finding.severity,
    )


def severity_badge(severity: Severity, language: Language) -> Markup:
    """Return a severity as a sign and its word."""
    word, _ = SEVERITIES[severity]
    return element(
        "span", SEVERITY_SIGNS[severity], " ", word.of(language), class_=f"badge {severity}"
    )


def _details(
    finding: Finding, report: FoundReport | None, language: Language
) -> Iterator[MarkupOrText]:
    lines = [shortened(line.of(language).strip(), _LONGEST_TEXT) for line in remarks(finding)]
    if lines:
        said = (element("li", line) for line in lines[:_MOST_REMARKS])
        yield element("ul", *said, class_="equations")
    if suggested := _suggestion(finding, report, language):
        yield element("p", element("b", _SUGGESTED.of(language)), suggested, class_="suggestion")
    if RULES[finding.code].needs != "cells":
        yield passage(finding.location)
    for related in finding.related[:_MOST_RELATED]:
        yield element("p", element("b", _BESIDE.of(language)), place(related, language))
        yield passage(related)
    if report is None:
        yield element("p", element("b", _PLACE.of(language)), place(finding.location, language))
    elif finding.location and (where := _within(finding.location, language)):
        yield element("p", _PLACE.of(language), where, class_="place")


def _within(location: Location, language: Language) -> str:
    """Return where in its file something stands."""
    if location.line is not None and location.sheet is None:
        return _LINE.fill(line=location.line, column=location.column or 1).of(language)
    return place_within(location, language)


def _suggestion(finding: Finding, report: FoundReport | None, language: Language) -> str:
    """Return the change that is certain, in the form's words; nothing where none is."""
    if not finding.unique:
        return ""
    if finding.repairs:
        return "; ".join(change.text.of(language) for change in finding.repairs[0].changes)
    form = forms().get(report.file.edition or "") if report else None
    return "; ".join(
        f"{form.cells[key].text.of(language) if form and key in form.cells else key} "
        f"→ {written(number)}"
        for key, number in finding.suggestion.items()
    )


def passage(location: Location | None) -> Markup | None:
    """Return the piece of the source that stands at a place, the figure there marked."""
    if location is None or not (location.excerpt or "").strip():
        return None
    text, at = location.excerpt or "", max((location.column or 1) - 1, 0)
    start, end = max(at - _AROUND, 0), at + _AROUND
    figure = _FIGURE.match(text, at) if location.column else None
    after = figure.end() if figure else at
    return element(
        "blockquote",
        "…" if start else None,
        text[start:at],
        element("mark", figure[0]) if figure else None,
        text[after:end],
        "…" if text[end:] else None,
        lang="zh-CN",
    )
