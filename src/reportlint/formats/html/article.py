"""The article of a page: what stands around its tables, without the site's own."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, islice

from reportlint.document.blocks import Block, Grid, Paragraph
from reportlint.document.metadata import metadata
from reportlint.document.outline import section_numbers
from reportlint.formats.html.web_page import ElementBlocks, WebPage, known_labels

_FEWEST_LABELS = 2
_LOOKED_FOR_TITLE = 40


def article(page: WebPage) -> list[Block]:
    """Return the blocks of the smallest element with all tables and the most section headings.

    Without a table of the form there is no article to find: then the whole page is returned.
    """
    tables = [i for i, block in enumerate(page.blocks) if _is_table(block)]
    headings = section_numbers(page.blocks)
    holding = [x for x in page.held if tables and x.start <= tables[0] and tables[-1] < x.stop]
    whole = ElementBlocks(0, len(page.blocks), chrome=False)
    best = max(holding, key=lambda held: _merit(held, headings), default=whole)
    site = _site(page.held, sorted([*tables, *headings]), len(page.blocks))
    kept = [page.blocks[i] for i in range(best.start, best.stop) if not site[i]]
    title = _title(kept)
    begin = next((i for i, x in enumerate(kept) if title and x is title), 0)
    return kept[begin:] if title else [*_title_around(page, best.start), *kept]


def _is_table(block: Block) -> bool:
    if not isinstance(block, Grid):
        return False
    return known_labels([cell for row in block.rows for cell in row]) >= _FEWEST_LABELS


def _merit(held: ElementBlocks, headings: dict[int, int]) -> tuple[int, int]:
    inside = {number for i, number in headings.items() if held.start <= i < held.stop}
    return len(inside), held.start - held.stop


def _site(held: Sequence[ElementBlocks], kept: Sequence[int], length: int) -> list[bool]:
    """Return for each block whether it is in a part of the site that holds nothing to be kept."""
    edges = [0] * (length + 1)
    for part in held:
        if part.chrome and bisect_left(kept, part.start) == bisect_left(kept, part.stop):
            edges[part.start] += 1
            edges[part.stop] -= 1
    return [depth > 0 for depth in accumulate(edges)]


def _title_around(page: WebPage, start: int) -> list[Paragraph]:
    """Return what reads as a title elsewhere on the page, headlines first."""
    before = page.blocks[max(start - _LOOKED_FOR_TITLE, 0) : start]
    around = [block for block in before if isinstance(block, Paragraph)]
    likely = (*page.headlines[:_LOOKED_FOR_TITLE], *page.titles, *around)
    return list(islice((line for line in likely if _title([line])), 1))


def _title(blocks: Sequence[Block]) -> Paragraph | None:
    """Return the paragraph that the title begins with."""
    lines = [x for x in blocks if isinstance(x, Paragraph)][:_LOOKED_FOR_TITLE]
    place = metadata(lines).locations.get("agency.name")
    return next((line for line in lines if place is line.location), None)
