"""Rules: what a page draws that is long and thin."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import pypdfium2.raw as pdfium

from reportlint.errors import ReadError
from reportlint.formats.pdf.page_objects import (
    Handle,
    Kind,
    PageObject,
    Placing,
    around,
    placing_of,
)
from reportlint.layout.drawing import MOST_OBJECTS, TOO_FULL
from reportlint.layout.rulings import Box, Ruling
from reportlint.location import Location

_THICKEST = 3
_STRAIGHT = 1.0
_FARTHEST = 20_000.0
_Point = tuple[float, float]


def rules(
    objects: Iterable[PageObject], size: tuple[float, float], place: Location
) -> list[Ruling]:
    """Return the level and upright rules on a page, shades behind text left out."""
    found: list[Ruling] = []
    for item in objects:
        if item.kind == Kind.PATH:
            found += _of_path(item)
        elif item.kind == Kind.IMAGE:
            found += _thin(item.box)
        if len(found) > MOST_OBJECTS:
            raise ReadError(TOO_FULL, place)
    return [x for x in found if _is_on_page(x, size)]


def _is_on_page(rule: Ruling, size: tuple[float, float]) -> bool:
    width, height = size
    across = -_FARTHEST < rule.x0 <= width and 0 <= rule.x1 < _FARTHEST
    return across and -_FARTHEST < rule.top <= height and 0 <= rule.bottom < _FARTHEST


def _thin(box: Box) -> Iterator[Ruling]:
    left, top, right, bottom = box
    if min(right - left, bottom - top) <= _THICKEST < max(right - left, bottom - top):
        yield Ruling(left, right, top, bottom)


def _of_path(item: PageObject) -> Iterator[Ruling]:
    fill, stroke = _MODE
    pdfium.FPDFPath_GetDrawMode(item.handle, fill, stroke)
    if not (fill.value or stroke.value):
        return
    for line in _lines(item):
        box = around((x, y, x, y) for x, y in line)
        if min(box[2] - box[0], box[3] - box[1]) <= _THICKEST:
            yield from _thin(box)
        elif stroke.value:
            yield from _sides(line)


def _sides(line: Sequence[_Point]) -> Iterator[Ruling]:
    for (x0, y0), (x1, y1) in pairwise(line):
        if abs(x1 - x0) <= _STRAIGHT or abs(y1 - y0) <= _STRAIGHT:
            yield Ruling(min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1))


def _lines(item: PageObject) -> Iterator[list[_Point]]:
    """Yield the points of each line of a path, the first once more where it is closed."""
    placing = _placing(item)
    count = min(pdfium.FPDFPath_CountSegments(item.handle), MOST_OBJECTS)
    segments = [pdfium.FPDFPath_GetPathSegment(item.handle, i) for i in range(count)]
    if count == _OF_BOX or (count == 4 and pdfium.FPDFPathSegment_GetClose(segments[-1])):
        corners = [_point(segment, placing) for segment in segments[:4]]
        if _is_box(corners):
            yield [*corners, corners[0]]
            return
    points = [_point(segment, placing) for segment in segments]
    line: list[_Point] = []
    for segment, point in zip(segments, points, strict=True):
        if line and pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            yield line
            line = []
        line.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            line.append(line[0])
    if line:
        yield line


def _placing(item: PageObject) -> Placing:
    pdfium.FPDFPageObj_GetMatrix(item.handle, _MATRIX)
    return placing_of(_MATRIX).within(item.placing)


def _point(segment: Handle, placing: Placing) -> _Point:
    pdfium.FPDFPathSegment_GetPoint(segment, _X, _Y)
    return placing.point(_X.value, _Y.value)


def _is_box(points: Sequence[_Point]) -> bool:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = points
    return (ax == dx and ay == by and bx == cx and cy == dy) or (
        ax == bx and ay == dy and by == cy and cx == dx
    )


_OF_BOX = 5
_MODE = ctypes.c_int(), ctypes.c_int()
_MATRIX = pdfium.FS_MATRIX()
_X, _Y = ctypes.c_float(), ctypes.c_float()
