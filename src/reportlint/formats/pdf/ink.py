"""Ink: what an object changes of the page that is seen."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import NamedTuple

import pypdfium2.raw as pdfium

from reportlint.errors import ReadError
from reportlint.formats.pdf.page_objects import Handle, PageObject
from reportlint.layout.drawing import TOO_FULL
from reportlint.layout.placing import around
from reportlint.layout.rulings import Box
from reportlint.location import Location

_MOST_WORK = 5_000_000
"""Renderings times objects on the page; each passes by them all."""

_LARGEST = 480
_SHARPEST = 8.0
_CHARACTER = 16.0
_OF_PAGE = 3.0
_MOST_PIXELS = 8_000_000
_WHITE = 0xFFFFFFFF
_SLIGHT = 12
_LEAST_WIDTH = 0.5
"""The share of its width that light text must lighten, where it darkens nothing."""


class Picture:
    """A part of a page in shades of grey, 255 for white."""

    def __init__(self, page: Handle, box: Box, scale: float) -> None:
        self.left, self.top, right, bottom = box
        self.scale = scale
        self.width = max(1, round((right - self.left) * scale))
        self.height = max(1, round((bottom - self.top) * scale))
        self.rows = self._rendered(page)

    def _rendered(self, page: Handle) -> list[bytes]:
        bitmap = pdfium.FPDFBitmap_CreateEx(
            self.width, self.height, pdfium.FPDFBitmap_Gray, None, 0
        )
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, self.width, self.height, _WHITE)
            scale = self.scale
            matrix = pdfium.FS_MATRIX(scale, 0, 0, scale, -self.left * scale, -self.top * scale)
            clip = pdfium.FS_RECTF(0, 0, self.width, self.height)
            pdfium.FPDF_RenderPageBitmapWithMatrix(bitmap, page, matrix, clip, 0)
            stride = pdfium.FPDFBitmap_GetStride(bitmap)
            shades = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * self.height)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)
        return [shades[y * stride : y * stride + self.width] for y in range(self.height)]

    def within(self, box: Box) -> list[bytes]:
        """Return the rows of shades in a box of the page, without pixels partly outside."""
        left, top, right, bottom = box
        columns = self._pixels(left - self.left, right - self.left)
        rows = self._pixels(top - self.top, bottom - self.top)
        return [row[columns] for row in self.rows[rows]]

    def _pixels(self, start: float, stop: float) -> slice:
        first = max(0, math.ceil(start * self.scale))
        return slice(first, max(first + 1, math.floor(stop * self.scale), 0))


class Part(NamedTuple):
    """A box of the page, and which share of its height has ink where what it holds is seen."""

    box: Box
    height: float = 0


class Ink:
    """Judges what is seen of the objects of one page."""

    def __init__(
        self,
        document: Handle,
        page: Handle,
        size: tuple[float, float],
        objects: int,
        place: Location,
    ) -> None:
        self.document = document
        self.page = page
        self.size = size
        self.place = place
        self._work = _MOST_WORK // max(objects, 1000)

    def contrasts(self, item: PageObject, parts: Sequence[Part]) -> list[float]:
        """Return how much the object stands out in some parts of the page, from 0 to 1."""
        whole = self._on_page(around([part.box for part in parts]))
        if whole is None:
            return [0.0] * len(parts)
        smallest = max(min(part.box[3] - part.box[1] for part in parts), 1)
        largest = max(whole[2] - whole[0], whole[3] - whole[1])
        scale = min(_SHARPEST, _CHARACTER / smallest, _LARGEST / largest)
        shown = self.picture(whole, scale)
        with switched_off(item.handle):
            without = self.picture(whole, scale)
        if shown.rows == without.rows:
            return [0.0] * len(parts)
        return [_contrast(shown, without, part) for part in parts]

    def together(self, texts: Sequence[tuple[PageObject, Sequence[Part]]]) -> list[list[float]]:
        """Return the same for many objects none of which lies over another."""
        if not texts:
            return []
        whole = (0.0, 0.0, *self.size)
        shown = self.picture(whole, _OF_PAGE)
        with ExitStack() as off:
            for item, _ in texts:
                off.enter_context(switched_off(item.handle))
            without = self.picture(whole, _OF_PAGE)
        return [[_contrast(shown, without, part) for part in parts] for _, parts in texts]

    def has_glyphs(self, item: PageObject) -> bool:
        """Whether the fonts at hand have what a text says; else no ink proves nothing."""
        bitmap = pdfium.FPDFTextObj_GetRenderedBitmap(self.document, self.page, item.handle, 1)
        if not bitmap:
            return False
        try:
            size = pdfium.FPDFBitmap_GetStride(bitmap) * pdfium.FPDFBitmap_GetHeight(bitmap)
            return any(ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), size))
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)

    def picture(self, box: Box, scale: float) -> Picture:
        """Render a part of the page."""
        self._work -= 1
        if self._work < 0:
            raise ReadError(TOO_FULL, self.place)
        area = (box[2] - box[0]) * (box[3] - box[1])
        return Picture(self.page, box, min(scale, math.sqrt(_MOST_PIXELS / max(area, 1))))

    def _on_page(self, box: Box) -> Box | None:
        left, top = max(0.0, box[0] - 1), max(0.0, box[1] - 1)
        right, bottom = min(self.size[0], box[2] + 1), min(self.size[1], box[3] + 1)
        return (left, top, right, bottom) if left < right and top < bottom else None


def _contrast(shown: Picture, without: Picture, part: Part) -> float:
    """Return the largest difference; none where it has less than the height that is needed."""
    rows = list(zip(shown.within(part.box), without.within(part.box), strict=True))
    changes = [max(map(_difference, *row), default=0) for row in rows]
    inked = sum(change > _SLIGHT for change in changes)
    is_seen = inked >= part.height * len(rows) and not _only_nibbles(rows)
    return max(changes, default=0) / 255 if is_seen else 0.0


def _only_nibbles(rows: Sequence[tuple[bytes, bytes]]) -> bool:
    """Whether an object darkens nothing and lightens a little: white that touches its neighbour."""
    changes = [[a - b for a, b in zip(*row, strict=True)] for row in rows]
    if any(change < -_SLIGHT for row in changes for change in row):
        return False
    width = len(changes[0]) if changes else 0
    columns = sum(any(row[x] > _SLIGHT for row in changes) for x in range(width))
    return columns < _LEAST_WIDTH * width


def _difference(a: int, b: int) -> int:
    return abs(a - b)


@contextmanager
def switched_off(handle: Handle) -> Iterator[None]:
    """Leave an object out of what is rendered."""
    pdfium.FPDFPageObj_SetIsActive(handle, False)
    try:
        yield
    finally:
        pdfium.FPDFPageObj_SetIsActive(handle, True)
