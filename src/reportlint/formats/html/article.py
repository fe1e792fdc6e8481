"""The report in a page: its tables and what stands around them, without the site's own.

Of the kept libraries only justhtml tells the line and column of texts as well as of elements
(Beautiful Soup: of elements; lxml: the line alone; selectolax: nothing); it is plain Python, so no
page can crash it, and it closes what a page leaves open as browsers do.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import accumulate, islice
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from reportlint.document.assembly import assemble
from reportlint.document.blocks import Block, Grid, Paragraph
from reportlint.document.content import Content
from reportlint.document.labels import all_labels, label_key
from reportlint.document.metadata import find_title
from reportlint.document.outline import section_numbers
from reportlint.errors import AttachedError, ReadError
from reportlint.form.schema import forms
from reportlint.formats.html.elements import (
    MarkupSource,
    attribute,
    text_within,
    visible_text,
    with_comments,
)
from reportlint.formats.html.visibility import Visibility
from reportlint.formats.html.web_page import ElementBlocks, Survey, WebPage, known_labels
from reportlint.language import LIST, Text, joined
from reportlint.layout.text_lines import TextLine
from reportlint.location import Location
from reportlint.report import Report

if TYPE_CHECKING:
    from justhtml.dom import NodeType

MOST_TAGS = 50_000
"""Tags of a page; the report of a city, pasted from Word, has some five thousand."""

_MOST_LINES = 5000
"""Paragraphs of a page without a table that are tried as the lines of one."""

_MOST_FRAMES = 20
_LARGEST_FRAME = 10 * 2**20

_DAY = re.compile(r"(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})")
_FEWEST_LABELS = 2
_LOOKED_FOR_TITLE = 40


def read(content: Content) -> Report:
    """Read one report; ReadError where the page holds no table of the form or is hostile."""
    page = _page(MarkupSource(content.file, content.page))
    return _read([page, *map(_page, _frames(page))])


def read_pages(sources: Sequence[MarkupSource]) -> Report:
    """Read the report that a file's pages hold together; ReadError as `read` does."""
    return _read([_page(source) for source in sources])


def _frames(page: WebPage) -> Iterator[MarkupSource]:
    """Yield the pages in the frames of one without a table, where they lie in its folder."""
    if any(map(_is_table, page.blocks)):
        return
    frames = [node for node in page.survey.links if node.name in ("frame", "iframe")]
    for node in frames[:_MOST_FRAMES]:
        path = page.source.beside(attribute(node, _LEADS_TO[node.name]))
        if path and path.lower().endswith((".htm", ".html")):
            with Path(path).open("rb") as file:
                content = Content(path, file.read(_LARGEST_FRAME))
            yield MarkupSource(path, content.page)


def _read(pages: Sequence[WebPage]) -> Report:
    whole = [block for page in pages for block in article(page)]
    try:
        hidden = [row for page in pages for row in page.hidden]
        report = assemble(_laid_out(whole), pages[0].source.file, hidden)
    except ReadError as error:
        reasons = (_reason(page, is_foreign=error.is_foreign) for page in pages)
        raise next(filter(None, reasons), error) from None
    day = next((page.survey.day for page in pages if page.survey.day), None)
    beside = tuple(path for page in pages for path in _attachments_beside(page))
    return _with_publication(replace(report, attachments=beside), day)


def blocks(sources: Sequence[MarkupSource]) -> list[Block]:
    """Return the blocks of the articles of pages; ReadError where one is hostile."""
    return [block for source in sources for block in article(_page(source))]


def _page(source: MarkupSource) -> WebPage:
    root = _parsed(source)
    visibility = Visibility(root)
    survey = Survey(source, visibility)
    survey.take(root)
    page = WebPage(source, visibility, survey)
    page.read(root)
    return page


def _parsed(source: MarkupSource) -> NodeType:
    from justhtml import JustHTML

    if source.text.count("<") > MOST_TAGS:
        raise ReadError(Text("标签过多", "too many tags"), Location(source.file))
    return JustHTML(with_comments(source.text), sanitize=False, track_node_locations=True).root


def _with_publication(report: Report, stated: Paragraph | None) -> Report:
    """Add the day of publication that the head of the page states, unless the page shows one."""
    found = _DAY.search(stated.text) if stated else None
    if not stated or not found or "published" in report.data or not report.form:
        return report
    try:
        day = date(*map(int, found.groups())).isoformat()
    except ValueError:
        return report
    data = {**report.data, "published": day}
    ordered = {key: data[key] for key in report.form.schema["properties"] if key in data}
    locations = {**report.locations, "published": stated.location}
    return replace(report, data=ordered, locations=locations)


@dataclass(frozen=True, slots=True)
class _ParagraphLine(TextLine):
    """A paragraph taken for a line, of whose characters the place is not known."""

    place: Location = field(kw_only=True)

    def at(self, index: int) -> Location:
        """Return the place of the paragraph."""
        return self.place


def _laid_out(blocks: list[Block]) -> list[Block]:
    """Return the blocks of a page, its paragraphs as the lines of a text where it has no table.

    They may be the cells of tables, one by one, or the lines of a plain text.
    """
    from reportlint.layout import text_layouts

    if len(blocks) > _MOST_LINES or any(map(_is_table, blocks)):
        return blocks
    lines = [
        _ParagraphLine(x.location.file, x.text, number, place=x.location)
        for number, x in enumerate(blocks, 1)
        if isinstance(x, Paragraph)
    ]
    laid_out = list(text_layouts.blocks(lines))
    return laid_out if any(map(_is_table, laid_out)) else blocks


def article(page: WebPage) -> list[Block]:
    """Return the blocks of the smallest element with all tables and the most section headings.

    Without a table of the form there is no article to find: then the whole page is returned.
    """
    tables = [i for i, block in enumerate(page.blocks) if _is_table(block)]
    headings = section_numbers(page.blocks)
    around = [x for x in page.elements if tables and x.start <= tables[0] and tables[-1] < x.stop]
    whole = ElementBlocks(0, len(page.blocks), chrome=False)
    best = max(around, key=lambda element: _headings_in(element, headings), default=whole)
    chrome = _chrome(page.elements, sorted([*tables, *headings]), len(page.blocks))
    blocks = [page.blocks[i] for i in range(best.start, best.stop) if not chrome[i]]
    title = _title(blocks)
    begin = next((i for i, x in enumerate(blocks) if title and x is title), 0)
    return blocks[begin:] if title else [*_title_elsewhere(page, best.start), *blocks]


def _is_table(block: Block) -> bool:
    if not isinstance(block, Grid):
        return False
    return known_labels([cell for row in block.rows for cell in row]) >= _FEWEST_LABELS


def _headings_in(element: ElementBlocks, headings: dict[int, int]) -> tuple[int, int]:
    """Return how many sections are headed in an element, and how small it is."""
    inside = {number for i, number in headings.items() if element.start <= i < element.stop}
    return len(inside), element.start - element.stop


def _chrome(elements: Sequence[ElementBlocks], own: Sequence[int], length: int) -> list[bool]:
    """Return for each block whether it is in a part of the site without any of the report."""
    edges = [0] * (length + 1)
    for element in elements:
        if element.chrome and bisect_left(own, element.start) == bisect_left(own, element.stop):
            edges[element.start] += 1
            edges[element.stop] -= 1
    return [depth > 0 for depth in accumulate(edges)]


def _title_elsewhere(page: WebPage, start: int) -> list[Paragraph]:
    """Return what reads as a title elsewhere on the page, headlines first."""
    before = page.blocks[max(start - _LOOKED_FOR_TITLE, 0) : start]
    around = [block for block in before if isinstance(block, Paragraph)]
    likely = (*page.headlines[:_LOOKED_FOR_TITLE], *page.survey.titles, *around)
    return list(islice((line for line in likely if _title([line])), 1))


def _title(blocks: Sequence[Block]) -> Paragraph | None:
    """Return the paragraph that the title begins with."""
    lines = [x for x in blocks if isinstance(x, Paragraph)][:_LOOKED_FOR_TITLE]
    found = find_title(lines)
    return found[1] if found else None


_ATTACHED = re.compile(
    r"[^/\\=&?#]+\.(?:pdf|ofd|docx?|xlsx?|wps|et|rtf|odt|ods|zip|rar|7z)(?=[?#&]|\Z)", re.IGNORECASE
)
_LEADS_TO = {"a": "href", "frame": "src", "iframe": "src", "embed": "src", "object": "data"}
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
_FEWEST_OUTSIDE = 3


def _attachments(page: WebPage) -> dict[str, NodeType]:
    """Return where the page's links to documents lead, those that are named as reports if any."""
    found = {
        leads_to: node
        for node in page.survey.links
        if (leads_to := attribute(node, _LEADS_TO[node.name]))
        and (
            _ATTACHED.search(unquote(leads_to)) or _ATTACHED.search(visible_text(text_within(node)))
        )
    }
    named = {x: node for x, node in found.items() if _THE_REPORT.search(_name(x, node))}
    return named or found


def _attachments_beside(page: WebPage) -> tuple[str, ...]:
    """Return the paths of attachments that lie in the folder of the page."""
    return tuple(path for x in _attachments(page) if (path := page.source.beside(x)))


def _reason(page: WebPage, *, is_foreign: bool) -> ReadError | None:
    """Return why the page holds no table, in words that say what to do, where that is known."""
    pictures = list(_pictures_for_tables(page))
    attached = _attachments(page)
    if attached:
        names = (f"“{_name(x, node)}”" for x, node in islice(attached.items(), _MOST_NAMED))
        message = _ELSEWHERE.fill(
            pictures=_IN_PICTURES if pictures else "", named=joined(names, LIST), n=len(attached)
        )
        place = page.source.of(next(iter(attached.values())))
        return AttachedError(message, place, _attachments_beside(page), is_foreign=is_foreign)
    if pictures:
        return ReadError(_PICTURES.fill(n=len(pictures)), page.source.of(pictures[0]))
    label = _label_outside_tables(page)
    return ReadError(_DIVS, label.location) if label else None


def _label_outside_tables(page: WebPage) -> Paragraph | None:
    """Return the first of some labels of the form that are paragraphs of their own."""
    texts = [block for block in page.blocks if isinstance(block, Paragraph)]
    known = {label_key(x.text): x for x in texts if label_key(x.text) in all_labels().rows}
    return next(iter(known.values())) if len(known) >= _FEWEST_OUTSIDE else None


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
