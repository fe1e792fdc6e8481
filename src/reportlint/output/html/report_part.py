"""What the page tells of one report: its tables as the form has them, and what was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from reportlint.findings import SEVERITY_ORDER
from reportlint.form.schema import Form, forms
from reportlint.language import COMMA, Language, Text, joined
from reportlint.output.html.drawn_form import Mark, drawn_form, legend, marks
from reportlint.output.html.finding_list import finding_list
from reportlint.output.html.markup import Markup, MarkupOrText, element
from reportlint.output.html.reports import FoundReport
from reportlint.output.html.source_pages import source_pages
from reportlint.output.text import SEVERITIES

if TYPE_CHECKING:
    from reportlint.formats.pdf.page_pictures import PagePicture

_COUNT = Text("{severity} {n} 处", "{severity}: {n}")
_ELSEWHERE = Text("文字和其他方面", "Prose and all else")
_UNTOLD = Text("另有 {n} 处，见其他输出格式", "{n} more: see the other outputs")
_EDITION = Text("{edition}年版格式", "form of {edition}")


def report_part(report: FoundReport, pages: Sequence[PagePicture], language: Language) -> Markup:
    """Return an article about one report, with pictures of the pages of its file."""
    heading = f"{report.key}-heading"
    is_drawn = _form(report, marks(report.told)) is not None
    return element(
        "article",
        element("h2", report.title(language), id=heading, lang="zh-CN"),
        _about(report, language),
        *_parts(report, pages, language),
        id=report.key,
        aria_labelledby=heading,
        class_="report drawn" if is_drawn else "report",
    )


def _about(report: FoundReport, language: Language) -> Markup:
    counts = joined(
        (
            _COUNT.fill(severity=SEVERITIES[x][0], n=report.counts[x])
            for x in SEVERITY_ORDER
            if report.counts[x]
        ),
        COMMA,
    )
    edition = _EDITION.fill(edition=report.file.edition).of(language)
    return element(
        "p",
        element("span", report.file.name, class_="path"),
        element("span", edition) if report.file.edition else None,
        element("span", counts.of(language)),
        class_="about",
    )


def _parts(
    report: FoundReport, pages: Sequence[PagePicture], language: Language
) -> Iterator[MarkupOrText]:
    marked = marks(report.told)
    numbered = dict(enumerate(report.told, 1))
    if form := _form(report, marked):
        yield legend(language)
        for section in form.tables:
            keys = {key for key in marked if key.startswith(f"{section.key}.")}
            own = {n: numbered.pop(n) for n in _numbers(marked, keys) if n in numbered}
            yield element("h3", section.label.title, lang="zh-CN")
            yield drawn_form(report, section, marked, language)
            yield finding_list(own.items(), report, language)
        yield source_pages(pages, marked, language)
        if numbered:
            yield element("h3", _ELSEWHERE.of(language))
    yield finding_list(numbered.items(), report, language)
    if report.untold:
        yield element("p", _UNTOLD.fill(n=report.untold).of(language), class_="account")


def _form(report: FoundReport, marked: Mapping[str, Mark]) -> Form | None:
    """Return the form that is drawn for a report: its own, where any cell of that is marked."""
    form = forms().get(report.file.edition or "")
    is_marked = form is not None and any(key in form.cells for key in marked)
    return form if is_marked and report.file.shown else None


def _numbers(marked: Mapping[str, Mark], keys: set[str]) -> list[int]:
    return sorted({number for key in keys for number in marked[key].findings})
