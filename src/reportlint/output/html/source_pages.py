"""For PDF files, pictures of the pages on which marked cells stand, the cells boxed."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from functools import partial
from itertools import islice
from pathlib import PurePath
from typing import TYPE_CHECKING

from reportlint.document.content import Content
from reportlint.errors import ReadError
from reportlint.files.reading import Reading
from reportlint.files.sources import STDIN, Source, sources
from reportlint.files.workers import OvertimeError, ProcessDiedError, Workers
from reportlint.formats import format_of
from reportlint.language import Language, Text
from reportlint.opening import is_file
from reportlint.output.html.drawn_form import SIGNS, Mark, marks
from reportlint.output.html.markup import Markup, element
from reportlint.output.html.reports import FoundReport

if TYPE_CHECKING:
    from reportlint.formats.pdf.page_pictures import PagePicture

_MOST_REPORTS = 60
_MOST_PAGES = 2
"""Of a report."""
_HEADING = Text("在原文件中", "In the file itself")
_PAGE = Text("第{n}页，标出 {count} 格", "Page {n}, with {count} cells marked")


def pictures(reports: Sequence[FoundReport]) -> dict[str, Sequence[PagePicture]]:
    """Return pictures of pages by the key of the report, for as many reports as may have them.

    Files are read again, in processes of their own; one that is gone, or cannot be drawn in the
    time that reading may take, has no picture.
    """
    wanted = {x.key: (x.file.name, tuple(marks(x.told))) for x in reports if _has_pages(x)}
    drawable = {key: own for key, own in islice(wanted.items(), _MOST_REPORTS) if own[1]}
    if not drawable:
        return {}
    reading = Reading()
    with Workers(min(reading.processes, len(drawable)), reading.memory) as workers:
        begun = {
            key: workers.submit(partial(_drawn, name, cells), reading.seconds)
            for key, (name, cells) in drawable.items()
        }
        return {key: _result(future) for key, future in begun.items()}


def _has_pages(report: FoundReport) -> bool:
    return any(x.location and x.location.page and x.location.table for x in report.told)


def _result(future: Future[Sequence[PagePicture]]) -> Sequence[PagePicture]:
    try:
        return future.result()
    except (OvertimeError, ProcessDiedError):
        return ()


def _drawn(name: str, cells: Sequence[str]) -> Sequence[PagePicture]:
    """Return the pages of a file, in a process of its own; none where it is no PDF any more."""
    from reportlint.formats.pdf.page_pictures import page_pictures

    source = _source(name)
    if source is None:
        return ()
    try:
        content = Content(name, source.content())
        is_pdf = format_of(content).name == "pdf"
        return page_pictures(content, cells, _MOST_PAGES) if is_pdf else ()
    except (ReadError, OSError, MemoryError):
        return ()


def _source(name: str) -> Source | None:
    """Return the file of that name, or the one in an archive."""
    if name == STDIN:
        return None
    if is_file(name):
        return Source(name)
    archive = next((x for x in PurePath(name).parents if is_file(str(x))), None)
    listed = sources(str(archive)) if archive else ()
    return next((source for source in listed if source.name == name), None)


def source_pages(
    pages: Sequence[PagePicture], marked: Mapping[str, Mark], language: Language
) -> Markup | None:
    """Return the pages of one report as figures."""
    if not pages:
        return None
    figures = (_figure(page, marked, language) for page in pages)
    return element("div", element("h3", _HEADING.of(language)), *figures, class_="pages")


def _figure(page: PagePicture, marked: Mapping[str, Mark], language: Language) -> Markup:
    caption = _PAGE.fill(n=page.page, count=len(page.boxes)).of(language)
    encoded = base64.b64encode(page.png).decode()
    size = {"width": page.width, "height": page.height}
    boxes = (_box(key, page, marked) for key in page.boxes)
    drawn = element(
        "svg",
        element("image", href=f"data:image/png;base64,{encoded}", **size),
        *boxes,
        viewBox=f"0 0 {page.width} {page.height}",
        role="img",
        aria_label=caption,
    )
    return element("figure", drawn, element("figcaption", caption))


def _box(key: str, page: PagePicture, marked: Mapping[str, Mark]) -> Markup:
    """Return a frame with the sign of its mark, which the last of a row of like boxes has."""
    left, top, right, bottom = page.boxes[key]
    frame = element(
        "rect",
        x=f"{left - 2:.0f}",
        y=f"{top - 2:.0f}",
        width=f"{right - left + 4:.0f}",
        height=f"{bottom - top + 4:.0f}",
    )
    said = f"{SIGNS[marked[key].kind]}{marked[key].findings[0]}"
    goes_on = any(
        marked[other] == marked[key] and abs(box[0] - right) < 1 and abs(box[1] - top) < 1
        for other, box in page.boxes.items()
    )
    sign = element("text", said, x=f"{right + 6:.0f}", y=f"{bottom - 3:.0f}")
    return element("g", frame, None if goes_on else sign, class_=f"box {marked[key].kind}")
