"""The characters of a PDF page, and the long and thin strokes that are rules."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import pypdfium2.raw as pdfium

from reportlint.errors import ReadError
from reportlint.formats.pdf.page_objects import Handle, ObjectKind, PageObject, address, placing_of
from reportlint.layout.drawing import MOST_OBJECTS, TOO_FULL
from reportlint.layout.placing import GlyphStyle, Placing, Point, is_on_page, rules_along, thin_rule
from reportlint.layout.rulings import Box, Ruling
from reportlint.location import Location


def rules(
    objects: Iterable[PageObject], size: tuple[float, float], place: Location
) -> list[Ruling]:
    """Return the level and upright rules on a page, shades behind text left out."""
    found: list[Ruling] = []
    for item in objects:
        if item.kind == ObjectKind.PATH:
            found += _of_path(item)
        elif item.kind == ObjectKind.IMAGE:
            found += thin_rule(item.box)
        if len(found) > MOST_OBJECTS:
            raise ReadError(TOO_FULL, place)
    return [x for x in found if is_on_page(x, size)]


def _of_path(item: PageObject) -> Iterator[Ruling]:
    fill, stroke = _MODE
    pdfium.FPDFPath_GetDrawMode(item.handle, fill, stroke)
    if not (fill.value or stroke.value):
        return
    for line in _lines(item):
        yield from rules_along(line, stroked=bool(stroke.value))


def _lines(item: PageObject) -> Iterator[list[Point]]:
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
    line: list[Point] = []
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
    own = placing_of(_MATRIX)
    return item.placing if own == _AS_IT_IS else own.within(item.placing)


def _point(segment: Handle, placing: Placing) -> Point:
    pdfium.FPDFPathSegment_GetPoint(segment, _X, _Y)
    return placing.point(_X.value, _Y.value)


def _is_box(points: Sequence[Point]) -> bool:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = points
    return (ax == dx and ay == by and bx == cx and cy == dy) or (
        ax == bx and ay == dy and by == cy and cx == dx
    )


_OF_BOX = 5
_MODE = ctypes.c_int(), ctypes.c_int()
_MATRIX = pdfium.FS_MATRIX()
_AS_IT_IS = Placing(1, 0, 0, 1, 0, 0)
_X, _Y = ctypes.c_float(), ctypes.c_float()


_UNKNOWN = "\ufffd"
_HYPHENS = (0x02, 0xAD)
_FARTHEST = 5000.0
_NO_WIDTH = 0.02
_SPACE = 0x20


class Glyph(NamedTuple):
    """One character as drawn: the `nth` of its object. `box` is where it would have ink.

    `turn` is how many quarters it is turned clockwise, None where it is slanted.
    """

    text: str
    item: PageObject
    nth: int
    box: Box
    size: float
    turn: int | None

    @property
    def key(self) -> tuple[int, int]:
        """What tells it from the others of its page."""
        return self.item.order, self.nth


_Letter = tuple[str, int, float, float, float]
"""A character, its index, where it stands, and how far it reaches along its line."""


@contextmanager
def text_page(page: Handle) -> Iterator[Handle]:
    """Open what the library makes of the texts of a page."""
    opened = pdfium.FPDFText_LoadPage(page)
    try:
        yield opened
    finally:
        pdfium.FPDFText_ClosePage(opened)


def widen(item: PageObject) -> None:
    """Give a text the box of its strokes too, however it is drawn.

    Where no font at hand has its letters it has no width, and the library would leave it out.
    """
    mode = pdfium.FPDFTextObj_GetTextRenderMode(item.handle)
    if mode == pdfium.FPDF_TEXTRENDERMODE_UNKNOWN:
        return
    pdfium.FPDFPageObj_SetStrokeWidth(item.handle, 1)
    pdfium.FPDFTextObj_SetTextRenderMode(item.handle, pdfium.FPDF_TEXTRENDERMODE_STROKE)
    pdfium.FPDFPageObj_Transform(item.handle, 1, 0, 0, 1, 0, 0)
    pdfium.FPDFTextObj_SetTextRenderMode(item.handle, mode)


def glyphs(
    page: Handle, items: Mapping[int, PageObject], shown: Placing, place: Location
) -> list[Glyph]:
    """Return the characters of the text objects, known by their addresses, that are active."""
    with text_page(page) as text:
        count = pdfium.FPDFText_CountChars(text)
        if count > MOST_OBJECTS:
            raise ReadError(TOO_FULL, place)
        return _GlyphReader(text, items, shown).glyphs(max(count, 0))


class _GlyphReader:
    """Asks for characters one by one; the arguments of the library are made once."""

    def __init__(self, text: Handle, items: Mapping[int, PageObject], shown: Placing) -> None:
        self.text = text
        self.items = items
        self.shown = shown
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._box = pdfium.FS_RECTF()
        self._matrix = pdfium.FS_MATRIX()
        self._way = 1.0, 0.0
        self._styles: dict[tuple[float, ...], GlyphStyle] = {}

    def glyphs(self, count: int) -> list[Glyph]:
        """Return the characters, object by object."""
        found: list[Glyph] = []
        own: list[_Letter] = []
        text, items, of_object = self.text, self.items, pdfium.FPDFText_GetTextObject
        item: PageObject | None = None
        style, index = GlyphStyle(0, None, (1, 0), (0, -1)), 0
        for i in range(count):
            handle = of_object(text, i)
            of = items.get(address(handle)) if handle else None
            if of is None:
                continue
            code = pdfium.FPDFText_GetUnicode(text, i)
            if code <= _SPACE and pdfium.FPDFText_IsGenerated(text, i) == 1:
                continue
            if of is not item:
                if item:
                    found += _boxed(own, item, style)
                own, item, style, index = [], of, self._style(i), 0
            if letter := self._letter(i, code, index, style):
                own.append(letter)
            index += 1
        return found + _boxed(own, item, style) if item else found

    def _letter(self, i: int, code: int, index: int, style: GlyphStyle) -> _Letter | None:
        text, across, down, box = self.text, self._x, self._y, self._box
        character = self._character(i, code)
        pdfium.FPDFText_GetCharOrigin(text, i, across, down)
        x0, y0 = across.value, down.value
        x, y = self.shown.point(x0, y0)
        if not (character and -_FARTHEST < x < _FARTHEST and -_FARTHEST < y < _FARTHEST):
            return None
        pdfium.FPDFText_GetLooseCharBox(text, i, box)
        ax, ay = self._way
        begin = (box.left - x0) * ax + (box.bottom - y0) * ay
        reach = max(begin, (box.right - x0) * ax + (box.top - y0) * ay, 0.0)
        return character, index, x, y, min(reach, 2 * style.size)

    def _style(self, i: int) -> GlyphStyle:
        matrix = self._matrix
        pdfium.FPDFText_GetMatrix(self.text, i, matrix)
        size = pdfium.FPDFText_GetFontSize(self.text, i)
        key = matrix.a, matrix.b, matrix.c, matrix.d, size
        if key not in self._styles:
            self._styles[key] = GlyphStyle.of(placing_of(matrix), size, self.shown)
        style, shown = self._styles[key], self.shown
        (ax, ay) = style.along
        # The sheet is the page, turned: what is along on one is so, turned back, on the other.
        self._way = shown.a * ax + shown.b * ay, shown.c * ax + shown.d * ay
        return style

    def _character(self, i: int, code: int) -> str:
        if code in _HYPHENS:
            return "-"
        if pdfium.FPDFText_HasUnicodeMapError(self.text, i) == 1:
            return _UNKNOWN
        if code < 0x20 or code == 0x7F:
            return ""
        if 0xD800 <= code < 0xE000 or code in (0xFFFE, 0xFFFF) or code > 0x10FFFF:
            return _UNKNOWN
        return chr(code)


def _boxed(own: Sequence[_Letter], item: PageObject, style: GlyphStyle) -> list[Glyph]:
    """Return glyphs, each no wider than to where the next one of its object begins."""
    if not style.is_legible:
        return []
    found = []
    for k, (text, index, x, y, advance) in enumerate(own, 1):
        width = advance
        if k < len(own):
            width = style.reach((x, y), own[k][2:4], advance)
        found.append(Glyph(text, item, index, style.box(x, y, width), style.size, style.turn))
    return found
