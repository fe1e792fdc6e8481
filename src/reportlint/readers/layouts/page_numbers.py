"""Page numbers: neither prose nor cells, they are dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportlint.readers.layouts.line import Line

_DASHES = r"[-—–－―~～·]+"
_MARKED = re.compile(
    rf"{_DASHES}\s*\d{{1,4}}\s*{_DASHES}|第\s*\d{{1,4}}\s*页(?:\W*共\s*\d{{1,4}}\s*页)?\W*"
)
_BARE = re.compile(r"(\d{1,4})(?:\s*/\s*\d{1,4})?")


def without_page_numbers(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without those that are page numbers and nothing else."""
    dropped = {line.number for line in lines if _MARKED.fullmatch(line.text.strip())}
    for edge in (_first, _last):
        dropped |= _counting([edge(page) for page in _pages(lines)])
    return [line for line in lines if line.number not in dropped]


def _pages(lines: Sequence[Line]) -> Iterator[list[Line]]:
    page: list[Line] = []
    for line in lines:
        if line.blank:
            continue
        if page and page[-1].page != line.page:
            yield page
            page = []
        page.append(line)
    if page:
        yield page


def _first(page: list[Line]) -> Line:
    return page[0]


def _last(page: list[Line]) -> Line:
    return page[-1]


def _counting(edges: Sequence[Line]) -> set[int]:
    """A bare number is a page's where the edges of several pages count up by one."""
    found = [(line, match) for line in edges if (match := _BARE.fullmatch(line.text.strip()))]
    offsets = {int(match[1]) - line.page for line, match in found}
    return {line.number for line, _ in found} if len(found) > 1 and len(offsets) == 1 else set()
