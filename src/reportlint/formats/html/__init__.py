"""HTML pages, saved under whatever name.

Of the kept libraries only justhtml tells the line and column of texts as well as of elements
(Beautiful Soup: of elements; lxml: the line alone; selectolax: nothing); it is plain Python, so no
page can crash it, and it closes what a page leaves open as browsers do.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from reportlint.document.assembly import assemble
from reportlint.document.blocks import Paragraph
from reportlint.document.content import Content
from reportlint.errors import ReadError
from reportlint.formats.html.article import article
from reportlint.formats.html.page_survey import MarkupSource, Survey
from reportlint.formats.html.web_page import WebPage
from reportlint.language import Text
from reportlint.location import Location
from reportlint.report import Report

if TYPE_CHECKING:
    from justhtml.dom import NodeType

SUFFIXES = (".html", ".htm", ".shtml", ".xhtml")

MOST_TAGS = 50_000
"""Tags of a page; the report of a city, pasted from Word, has some five thousand."""

_TAG = re.compile(
    r"<(?:!doctype\s+html|html|head|body|meta|title|link|style|script|div|table|tbody|thead|tr|td"
    r"|p|span|font|center|section|article|main|header|nav|form|h[1-6]|ul|ol|br|strong|b|a)\b",
    re.IGNORECASE,
)
_BEFORE = (("<!--", "-->"), ("<?xml", ">"))
_LOOKED_AT = 4096
_PREAMBLE = 65_536
_DAY = re.compile(r"(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})")


def recognises(content: Content) -> bool:
    """Whether the text begins as a page does, or is named as one and has a tag."""
    named = content.suffix in SUFFIXES
    if b"<" not in content.data[: None if named else _LOOKED_AT] or not content.is_text:
        return False
    return named or _TAG.match(_without_preamble(content.text)) is not None


def _without_preamble(text: str) -> str:
    """Return the text from its first tag on, without comments and an XML declaration."""
    text = text[:_PREAMBLE].lstrip()
    for begin, end in _BEFORE * 2:
        while text.startswith(begin):
            text = text.partition(end)[2].lstrip()
    return text


def read(content: Content) -> Report:
    """Read one report; ReadError where the page holds no table of the form or is hostile."""
    source = MarkupSource(content.file, content.text)
    root = _parsed(source)
    survey = Survey(source)
    survey.look(root)
    page = WebPage(source, survey.framing, survey.titles)
    page.read(root)
    return _published(assemble(article(page), content.file), survey.day)


def _parsed(source: MarkupSource) -> NodeType:
    from justhtml import JustHTML

    if source.text.count("<") > MOST_TAGS:
        raise ReadError(Text("标签过多", "too many tags"), Location(source.file))
    return JustHTML(source.text, sanitize=False, track_node_locations=True).root


def _published(report: Report, said: Paragraph | None) -> Report:
    """Add the day of publication that the head of the page says, unless the page shows one."""
    found = _DAY.search(said.text) if said else None
    if not said or not found or "published" in report.data or not report.form:
        return report
    try:
        day = date(*map(int, found.groups())).isoformat()
    except ValueError:
        return report
    data = {**report.data, "published": day}
    ordered = {key: data[key] for key in report.form.schema["properties"] if key in data}
    locations = {**report.locations, "published": said.location}
    return replace(report, data=ordered, locations=locations)
