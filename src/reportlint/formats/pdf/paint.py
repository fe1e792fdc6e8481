"""How a text object is painted."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import NamedTuple

import pypdfium2.raw as pdfium

from reportlint.formats.pdf.page_objects import PageObject

_FILL = 0
_UNPAINTED = frozenset({3, 7})
_STROKED = frozenset({1, 2, 5, 6})
_FILLED = frozenset({0, 2, 4, 6})


class Paint(NamedTuple):
    """The lightness and opacity of a colour, each from 0 to 1; no opacity is no paint."""

    lightness: float
    opacity: float

    @property
    def strength(self) -> float:
        """How much it stands out from white."""
        return (1 - self.lightness) * self.opacity

    def against(self, behind: float) -> float:
        """Return how much it stands out from what has another lightness."""
        return abs(behind - self.lightness) * self.opacity


def paint_of(item: PageObject) -> Paint:
    """Return the stronger of a text's fill and stroke, as far as its mode uses them."""
    mode = pdfium.FPDFTextObj_GetTextRenderMode(item.handle)
    if mode == _FILL:
        return _paint(item, pdfium.FPDFPageObj_GetFillColor)
    if mode in _UNPAINTED:
        return Paint(1, 0)
    paints = []
    if mode in _STROKED:
        paints.append(_paint(item, pdfium.FPDFPageObj_GetStrokeColor))
    if mode in _FILLED or not paints:
        paints.append(_paint(item, pdfium.FPDFPageObj_GetFillColor))
    return max(paints, key=lambda paint: (paint.strength, paint.opacity))


def fill_of(item: PageObject) -> Paint:
    """Return how an object is filled."""
    return _paint(item, pdfium.FPDFPageObj_GetFillColor)


def _paint(item: PageObject, ask: Callable[..., int]) -> Paint:
    red, green, blue, alpha = _ROOM
    if not ask(item.handle, red, green, blue, alpha):
        return Paint(0, 1)
    light = 0.299 * red.value + 0.587 * green.value + 0.114 * blue.value
    return Paint(light / 255, alpha.value / 255)


_ROOM = ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint()
