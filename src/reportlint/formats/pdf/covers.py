"""What is drawn over or behind a text."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Sequence

import pypdfium2.raw as pdfium

from reportlint.errors import ReadError
from reportlint.formats.pdf.page_objects import Kind, PageObject, around
from reportlint.formats.pdf.paint import fill_of
from reportlint.layout.drawing import TOO_FULL
from reportlint.layout.rulings import Box
from reportlint.location import Location

_THICKEST_RULE = 3
_BAND = 40.0
_MOST_BANDS = 100
_MOST_LOOKS = 2_000_000
_LEAST = 1.0
_COVERING = frozenset({Kind.PATH, Kind.IMAGE, Kind.SHADING})


class Covers:
    """The filled paths, pictures and shadings of a page, in the order in which they are drawn."""

    def __init__(self, objects: Sequence[PageObject], place: Location) -> None:
        self.place = place
        self._looks = 0
        self._bands: dict[int, list[tuple[PageObject, Box]]] = defaultdict(list)
        for item in objects:
            if item.kind in _COVERING and _may_cover(item, box := item.box):
                for band in _bands(box):
                    self._bands[band].append((item, box))

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self._bands)

    def over(self, item: PageObject, boxes: Sequence[Box]) -> list[PageObject]:
        """Return what is drawn after an object over a part of some boxes."""
        return [x for x in self._at(boxes) if x.order > item.order]

    def behind(self, item: PageObject, boxes: Sequence[Box]) -> list[PageObject]:
        """Return what is drawn before an object in a part of some boxes."""
        return [x for x in self._at(boxes) if x.order < item.order]

    def _at(self, boxes: Sequence[Box]) -> list[PageObject]:
        area = around(boxes)
        found: list[PageObject] = []
        for band in _bands(area):
            own = self._bands.get(band, [])
            self._looks += len(own)
            found += [x for x, at in own if _overlap(at, area)]
        if self._looks > _MOST_LOOKS:
            raise ReadError(TOO_FULL, self.place)
        return found


def _bands(box: Box) -> range:
    first = max(int(box[1] // _BAND), 0)
    return range(first, min(int(box[3] // _BAND), _MOST_BANDS) + 1)


def _may_cover(item: PageObject, box: Box) -> bool:
    left, top, right, bottom = box
    if min(right - left, bottom - top) <= _THICKEST_RULE:
        return False
    return item.kind != Kind.PATH or _is_filled(item)


def _is_filled(item: PageObject) -> bool:
    fill, stroke, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    pdfium.FPDFPath_GetDrawMode(item.handle, fill, stroke)
    if fill.value:
        return fill_of(item).opacity > 0
    pdfium.FPDFPageObj_GetStrokeWidth(item.handle, width)
    return bool(stroke.value) and width.value > _THICKEST_RULE


def is_opaque(item: PageObject) -> bool:
    """Whether nothing behind an object is seen in its box."""
    return not pdfium.FPDFPageObj_HasTransparency(item.handle)


def _overlap(a: Box, b: Box) -> bool:
    return min(a[2], b[2]) - max(a[0], b[0]) > _LEAST and min(a[3], b[3]) - max(a[1], b[1]) > _LEAST
