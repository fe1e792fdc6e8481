"""The pages of a PDF as drawings of what is seen on them."""

from __future__ import annotations

from collections.abc import Sequence

import pypdfium2.raw as pdfium

from reportlint.errors import ReadError
from reportlint.formats.pdf.glyphs import Glyph, glyphs, widen
from reportlint.formats.pdf.ink import Ink
from reportlint.formats.pdf.page_objects import Handle, Kind, PageObject, Placing, page_objects
from reportlint.formats.pdf.strokes import rules
from reportlint.formats.pdf.visibility import LEAST, Strengths, Visibility
from reportlint.layout.characters import Character
from reportlint.layout.drawing import MOST_OBJECTS, TOO_FULL, Drawing
from reportlint.location import Location

_MOST_COPIES = 8


def drawing(document: Handle, page: Handle, place: Location) -> Drawing:
    """Return what is seen of a page."""
    shown, size = _placing(page)
    objects = page_objects(page, shown, place)
    ink = Ink(document, page, size, len(objects), place)
    characters = _Reader(page, shown, objects, ink).characters()
    if len(characters) + len(objects) > MOST_OBJECTS:
        raise ReadError(TOO_FULL, place)
    return Drawing(*size, tuple(characters), tuple(rules(objects, size, place)))


def _placing(page: Handle) -> tuple[Placing, tuple[float, float]]:
    """Return where points of the page are seen, from its top left corner, and its size."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    width, height = box.right - box.left, box.top - box.bottom
    turned = {
        0: (Placing(1, 0, 0, -1, -box.left, box.top), (width, height)),
        1: (Placing(0, 1, 1, 0, -box.bottom, -box.left), (height, width)),
        2: (Placing(-1, 0, 0, 1, box.right, -box.bottom), (width, height)),
        3: (Placing(0, -1, -1, 0, box.top, box.right), (height, width)),
    }
    return turned[pdfium.FPDFPage_GetRotation(page) % 4]


class _Reader:
    """Reads the characters of one page."""

    def __init__(
        self, page: Handle, shown: Placing, objects: Sequence[PageObject], ink: Ink
    ) -> None:
        self.page = page
        self.shown = shown
        self.ink = ink
        self.visibility = Visibility(objects, ink)
        self.texts = {x.address: x for x in objects if x.kind == Kind.TEXT}

    def characters(self) -> list[Character]:
        """Return the characters that are seen.

        The library leaves out a character over one that says the same, also where that is not seen.
        So what is not seen is switched off, and the rest is read again.
        """
        found = self._glyphs()
        strengths = self.visibility.strengths(found)
        if hidden := _hidden(found, strengths):
            for item in hidden:
                pdfium.FPDFPageObj_SetIsActive(item.handle, False)
                del self.texts[item.address]
            found = self._glyphs()
            strengths = self.visibility.strengths(found)
        return [
            _character(x, x.turn, strength)
            for x in found
            if x.turn is not None and (strength := strengths.get(x.key, 1.0)) >= LEAST
        ]

    def _glyphs(self) -> list[Glyph]:
        """Return the characters of all text objects that are on the page.

        The library leaves out an object over one that says the same, and what has no width. So what
        was found is switched off, and the rest looked at again.
        """
        found: list[Glyph] = []
        off: list[PageObject] = []
        rest = self.texts
        for copy in range(_MOST_COPIES):
            new = glyphs(self.page, rest, self.shown, self.ink.place)
            found += new
            told = {x.item.address for x in new}
            rest = {address: item for address, item in rest.items() if address not in told}
            if not rest or (copy and not new):
                break
            for item in rest.values():
                widen(item)
            for item in (self.texts[address] for address in told):
                pdfium.FPDFPageObj_SetIsActive(item.handle, False)
                off.append(item)
        for item in off:
            pdfium.FPDFPageObj_SetIsActive(item.handle, True)
        return [x for x in found if self._is_on_page(x)]

    def _is_on_page(self, glyph: Glyph) -> bool:
        left, top, right, bottom = glyph.box
        width, height = self.ink.size
        return 0 <= (left + right) / 2 <= width and 0 <= (top + bottom) / 2 <= height


def _hidden(found: Sequence[Glyph], strengths: Strengths) -> list[PageObject]:
    """Return the objects of which nothing is seen."""
    seen = {x.item.order for x in found if strengths.get(x.key, 1.0) >= LEAST}
    every = {x.item.order: x.item for x in found}
    return [item for order, item in every.items() if order not in seen]


def _character(glyph: Glyph, turn: int, strength: float) -> Character:
    x0, top, x1, bottom = glyph.box
    run = glyph.item.order
    return Character(glyph.text, x0, x1, top, bottom, glyph.size, run, turn, strength)
