"""Why a page has no table of the form: attachments or pictures stand for it, or divs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import unquote

from reportlint.document.blocks import Paragraph
from reportlint.document.labels import all_labels, label_key
from reportlint.document.outline import section_numbers
from reportlint.errors import AttachedError, ReadError
from reportlint.form.schema import forms
from reportlint.formats.html.elements import attribute, text_within, visible_text
from reportlint.formats.html.web_page import WebPage
from reportlint.language import LIST, Text, joined

if TYPE_CHECKING:
    from justhtml.dom import NodeType

_ATTACHED = re.compile(
    r"[^/\\=&?#]+\.(?:pdf|ofd|docx?|xlsx?|wps|et|rtf|odt|ods|zip|rar|7z)(?=[?#&]|\Z)", re.IGNORECASE
)
LEADS_TO = {"a": "href", "frame": "src", "iframe": "src", "embed": "src", "object": "data"}
_THE_REPORT = re.compile("年度?报告?|信息公开")
_MOST_NAMED = 3
_PICTURES = Text(
    "表格是图片（{n} 张），其中的数无法读取；请改用文字表格，或检查原文件（DOCX、XLSX、PDF）",
    "the tables are pictures ({n}), whose numbers cannot be read; use tables of text, or check the "
    "original file (DOCX, XLSX, PDF)",
)
_IN_PICTURES = Text("表格是图片，", "the tables are pictures; ")
_ELSEWHERE = Text(
    "{pictures}网页里没有年度报告的表格，只有附件{named}，共 {n} 个；请下载后检查附件",
    "{pictures}the page has no table of the annual report, only what it links: {named}; links: "
    "{n}; download that and check it",
)
_DIVS = Text(
    "网页里的表格不是表格（table），是用 div 等元素排出来的，认不出行和列；请改用表格，"
    "或检查原文件（DOCX、XLSX、PDF）",
    "the tables of the page are no tables but divs, whose rows and columns cannot be told; use "
    "tables, or check the original file (DOCX, XLSX, PDF)",
)
_FEWEST_LABELS = 3


def attachments(page: WebPage) -> dict[str, NodeType]:
    """Return where the page's links to documents lead, those that are named as reports if any."""
    found = {
        leads_to: node
        for node in page.survey.links
        if (leads_to := attribute(node, LEADS_TO[node.name]))
        and (
            _ATTACHED.search(unquote(leads_to)) or _ATTACHED.search(visible_text(text_within(node)))
        )
    }
    named = {x: node for x, node in found.items() if _THE_REPORT.search(_name(x, node))}
    return named or found


def attachments_beside(page: WebPage) -> tuple[str, ...]:
    """Return the paths of attachments that lie in the folder of the page."""
    return tuple(path for x in attachments(page) if (path := page.source.beside(x)))


def reason(page: WebPage) -> ReadError | None:
    """Return why the page holds no table, in words that say what to do, where that is known."""
    pictures = list(_pictures_for_tables(page))
    attached = attachments(page)
    if attached:
        names = (f"“{_name(x, node)}”" for x, node in islice(attached.items(), _MOST_NAMED))
        message = _ELSEWHERE.fill(
            pictures=_IN_PICTURES if pictures else "", named=joined(names, LIST), n=len(attached)
        )
        place = page.source.of(next(iter(attached.values())))
        return AttachedError(message, place, attachments_beside(page))
    if pictures:
        return ReadError(_PICTURES.fill(n=len(pictures)), page.source.of(pictures[0]))
    label = _label_outside_tables(page)
    return ReadError(_DIVS, label.location) if label else None


def _label_outside_tables(page: WebPage) -> Paragraph | None:
    """Return the first of some labels of the form that are paragraphs of their own."""
    texts = [block for block in page.blocks if isinstance(block, Paragraph)]
    known = {label_key(x.text): x for x in texts if label_key(x.text) in all_labels().rows}
    return next(iter(known.values())) if len(known) >= _FEWEST_LABELS else None


def _pictures_for_tables(page: WebPage) -> Iterator[NodeType]:
    """Yield the pictures that stand under the heading of a section that has tables."""
    tables = {section.number for form in forms().values() for section in form.tables}
    headings = sorted(section_numbers(page.blocks).items())
    for i, picture in page.pictures:
        above = [number for at, number in headings if at < i]
        if above and above[-1] in tables:
            yield picture


def _name(leads_to: str, node: NodeType) -> str:
    """Return what an attachment is called, and the name of its file where that says other."""
    file = _ATTACHED.search(unquote(leads_to))
    called = visible_text(text_within(node))
    if file is None or file[0] in called:
        return called
    return f"{called}（{file[0]}）" if called else file[0]
