"""The objects that a PDF page draws, in order: where, how painted, how clipped, in which layer."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from reportlint.errors import ReadError
from reportlint.layout.drawing import MOST_OBJECTS, TOO_FULL
from reportlint.layout.placing import NOWHERE, Placing
from reportlint.layout.rulings import Box
from reportlint.location import Location

Handle = Any
"""What pdfium gives for a page, an object or a text page."""

_DEEPEST = 12


class ObjectKind(IntEnum):
    """What an object is, by the numbers of the library."""

    TEXT = 1
    PATH = 2
    IMAGE = 3
    SHADING = 4
    FORM = 5


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
            return NOWHERE
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
        if item.kind == ObjectKind.FORM and depth < _DEEPEST:
            count = pdfium.FPDFFormObj_CountObjects(handle)
            inner = (pdfium.FPDFFormObj_GetObject(handle, i) for i in range(count))
            _walk(found, inner, _placing(handle).within(placing), item, place, depth + 1)


def _placing(handle: Handle) -> Placing:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(handle, matrix)
    return placing_of(matrix)


def placing_of(matrix: Any) -> Placing:
    """Return a matrix of the library."""
    return Placing(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


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


_LONGEST = 64
_MOST = 100
_LAYER = "OC"
_OTHER_TEXT = "ActualText"


def layered(texts: Iterable[PageObject]) -> set[int]:
    """Return which texts a layer may hide, by their order; take away what replaces a text."""
    of_forms: dict[int, bool] = {}
    return {item.order for item in texts if _is_layered(item, of_forms)}


def _is_layered(item: PageObject, of_forms: dict[int, bool]) -> bool:
    """Whether an object is in a layer, by itself or with the form that it is in."""
    found = False
    if pdfium.FPDFPageObj_CountMarks(item.handle) > 0:
        for mark in list(_marks(item)):
            found = found or _name(mark) == _LAYER
            if _OTHER_TEXT in _keys(mark):
                pdfium.FPDFPageObj_RemoveMark(item.handle, mark)
    form = item.form
    if found or form is None:
        return found
    if form.order not in of_forms:
        of_forms[form.order] = _is_layered(form, of_forms)
    return of_forms[form.order]


def _marks(item: PageObject) -> Iterator[Handle]:
    for i in range(min(pdfium.FPDFPageObj_CountMarks(item.handle), _MOST)):
        yield pdfium.FPDFPageObj_GetMark(item.handle, i)


def _name(mark: Handle) -> str:
    return _text(lambda *room: pdfium.FPDFPageObjMark_GetName(mark, *room))


def _keys(mark: Handle) -> list[str]:
    count = min(pdfium.FPDFPageObjMark_CountParams(mark), _MOST)
    return [
        _text(lambda *room, i=i: pdfium.FPDFPageObjMark_GetParamKey(mark, i, *room))
        for i in range(count)
    ]


def _text(ask: Callable[..., int]) -> str:
    """Return a text of the library, which puts it in the room that it is given."""
    room = ctypes.create_string_buffer(_LONGEST)
    length = ctypes.c_ulong()
    found = ask(ctypes.cast(room, ctypes.POINTER(pdfium.FPDF_WCHAR)), _LONGEST, length)
    return room.raw[: length.value].decode("utf-16-le", "replace").rstrip("\0") if found else ""


_CORNERS = 5
_MOST_PATHS = 50


@dataclass(frozen=True, slots=True)
class Clip:
    """The box that holds all that is left; `exact` where no more than that is cut away."""

    box: Box
    exact: bool


def clip_of(item: PageObject) -> Clip | None:
    """Return what an object is clipped to, by its own paths and those of its forms."""
    found = None
    owner: PageObject | None = item
    while owner:
        own = _own(owner)
        if own:
            found = Clip(_common(own.box, found.box), own.exact and found.exact) if found else own
        owner = owner.form
    return found


def _own(item: PageObject) -> Clip | None:
    clip = pdfium.FPDFPageObj_GetClipPath(item.handle)
    count = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
    if count <= 0:
        return None
    found = None
    for i in range(min(count, _MOST_PATHS)):
        box, corners = _path(clip, i, item)
        exact = corners <= _CORNERS and count <= _MOST_PATHS
        found = Clip(_common(box, found.box), exact and found.exact) if found else Clip(box, exact)
    return found


def _path(clip: Handle, i: int, item: PageObject) -> tuple[Box, int]:
    """Return the box around a path, and how many corners it has."""
    x, y = ctypes.c_float(), ctypes.c_float()
    corners = pdfium.FPDFClipPath_CountPathSegments(clip, i)
    points = []
    for n in range(min(max(corners, 0), _CORNERS)):
        segment = pdfium.FPDFClipPath_GetPathSegment(clip, i, n)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(item.placing.point(x.value, y.value))
    if not points:
        return (0.0, 0.0, 0.0, 0.0), 0
    across, down = [x for x, _ in points], [y for _, y in points]
    return (min(across), min(down), max(across), max(down)), corners


def _common(a: Box, b: Box) -> Box:
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])
