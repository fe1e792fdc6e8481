"""The objects that a PDF page draws, in the order in which it draws them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from reportlint.errors import ReadError
from reportlint.layout.drawing import MOST_OBJECTS, TOO_FULL
from reportlint.layout.rulings import Box
from reportlint.location import Location

Handle = Any
"""What pdfium gives for a page, an object or a text page."""

_DEEPEST = 12
_FARTHEST = 20_000.0
_NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)


class Kind(IntEnum):
    """What an object is, by the numbers of the library."""

    TEXT = 1
    PATH = 2
    IMAGE = 3
    SHADING = 4
    FORM = 5


@dataclass(frozen=True, slots=True)
class Placing:
    """An affine transformation: a point (x, y) goes to (ax + cy + e, bx + dy + f)."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def within(self, outer: Placing) -> Placing:
        """Return this transformation followed by another."""
        return Placing(
            *outer.direction(self.a, self.b),
            *outer.direction(self.c, self.d),
            *outer.point(self.e, self.f),
        )

    def direction(self, x: float, y: float) -> tuple[float, float]:
        """Return which way an arrow points afterwards."""
        return self.a * x + self.c * y, self.b * x + self.d * y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Return the box around a box; nowhere where it is not finite."""
        ends = [self.point(x0, y0), self.point(x1, y1)]
        if self.b or self.c:
            ends += [self.point(x0, y1), self.point(x1, y0)]
        across, down = [x for x, _ in ends], [y for _, y in ends]
        found = min(across), min(down), max(across), max(down)
        inside = -_FARTHEST < found[0] <= found[2] < _FARTHEST
        return found if inside and -_FARTHEST < found[1] <= found[3] < _FARTHEST else _NOWHERE


class PageObject(NamedTuple):
    """One object: its place in the order, and where its coordinates are on the sheet.

    `form` is the object of a form that it is drawn with, None on the page itself.
    """

    handle: Handle
    kind: int
    order: int
    placing: Placing
    form: PageObject | None

    @property
    def address(self) -> int:
        """What tells it from others."""
        return address(self.handle)

    @property
    def box(self) -> Box:
        """The box around it, in points from the page's top left corner."""
        left, bottom, right, top = _BOUNDS
        if not pdfium.FPDFPageObj_GetBounds(self.handle, left, bottom, right, top):
            return _NOWHERE
        return self.placing.box(left.value, bottom.value, right.value, top.value)


_BOUNDS = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()


def address(handle: Handle) -> int:
    """Return what tells an object from others, whatever handle names it."""
    return ctypes.addressof(handle.contents)


def page_objects(page: Handle, shown: Placing, place: Location) -> list[PageObject]:
    """Return what a page draws, forms and what is in them too; `shown` places it on the sheet."""
    found: list[PageObject] = []
    count = pdfium.FPDFPage_CountObjects(page)
    handles = (pdfium.FPDFPage_GetObject(page, i) for i in range(count))
    _walk(found, handles, shown, None, place)
    return found


def _walk(
    found: list[PageObject],
    handles: Iterator[Handle],
    placing: Placing,
    form: PageObject | None,
    place: Location,
    depth: int = 0,
) -> None:
    for handle in handles:
        if len(found) >= MOST_OBJECTS:
            raise ReadError(TOO_FULL, place)
        item = PageObject(handle, pdfium.FPDFPageObj_GetType(handle), len(found), placing, form)
        found.append(item)
        if item.kind == Kind.FORM and depth < _DEEPEST:
            count = pdfium.FPDFFormObj_CountObjects(handle)
            inner = (pdfium.FPDFFormObj_GetObject(handle, i) for i in range(count))
            _walk(found, inner, _placing(handle).within(placing), item, place, depth + 1)


def _placing(handle: Handle) -> Placing:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(handle, matrix)
    return placing_of(matrix)


def around(boxes: Iterable[Box]) -> Box:
    """Return the box that holds some."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def placing_of(matrix: Any) -> Placing:
    """Return a matrix of the library."""
    return Placing(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
