"""Which characters of a page are seen: properties tell what is doubtful, ink decides."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

import pypdfium2.raw as pdfium

from reportlint.errors import ReadError
from reportlint.formats.pdf.glyphs import Glyph
from reportlint.formats.pdf.ink import Ink, Part, Picture
from reportlint.formats.pdf.page_objects import (
    ObjectKind,
    PageObject,
    Paint,
    clip_of,
    fill_of,
    layered,
    paint_of,
)
from reportlint.layout.drawing import TOO_FULL
from reportlint.layout.placing import around
from reportlint.layout.rulings import Box
from reportlint.location import Location

_THICKEST_RULE = 3
_BAND = 40.0
_MOST_BANDS = 100
_MOST_LOOKS = 2_000_000
_LEAST = 1.0
_COVERING = frozenset({ObjectKind.PATH, ObjectKind.IMAGE, ObjectKind.SHADING})


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

    def at(self, boxes: Sequence[Box]) -> list[PageObject]:
        """Return what is drawn over or behind a part of some boxes."""
        area = around(boxes) if len(boxes) > 1 else boxes[0]
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
    return item.kind != ObjectKind.PATH or _is_filled(item)


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


LEAST = 0.05
"""What stands out less than this is not seen."""

_LIGHT = 0.45
"""From this lightness on a colour may be too light to be seen, or a watermark's."""

_SCAN = 0.5
_SHARP = 1.5
_PRINTED, _VARIED = 150, 60
_CELL = 20.0
_MANY = 100
_LEAST_HEIGHT = 0.2

Strengths = dict[tuple[int, int], float]
"""How much characters stand out, from 0 to 1, by their object's order and their own index."""


class GlyphVisibility:
    """Judges the characters of one page."""

    def __init__(self, objects: Sequence[PageObject], ink: Ink) -> None:
        self.ink = ink
        self.covers = Covers(objects, ink.place)
        self.images = [x for x in objects if x.kind == ObjectKind.IMAGE]
        self.transparent = bool(pdfium.FPDFPage_HasTransparency(ink.page))
        self.layered = layered(x for x in objects if x.kind == ObjectKind.TEXT)
        self._picture: Picture | None = None
        self._forms: dict[int, bool] = {}

    def strengths(self, glyphs: Sequence[Glyph]) -> Strengths:
        """Return how much each character stands out that is in doubt."""
        found: Strengths = {}
        doubtful: list[list[Glyph]] = []
        for own in _by_object(glyphs):
            item = own[0].item
            paint = paint_of(item)
            near = self.covers.at([x.box for x in own]) if self.covers else []
            covers = [x for x in near if x.order > item.order]
            if paint.opacity < LEAST or any(map(self._is_scan, covers)):
                found |= dict.fromkeys((x.key for x in own), 0.0)
            elif covers or self._is_doubtful(own, paint, near):
                doubtful.append(own)
        found |= self._by_ink(doubtful)
        hidden = [x for x in glyphs if found.get(x.key, 1.0) < LEAST]
        if hidden and self._is_scanned():
            found |= self._recognised(hidden, glyphs, found)
        return found

    def _by_ink(self, doubtful: Sequence[Sequence[Glyph]]) -> Strengths:
        """Judge texts one by one; where they are many, together those that are by themselves."""
        found: Strengths = {}
        alone = _apart(doubtful) if len(doubtful) > _MANY else []
        parts = [(own[0].item, [_part(x) for x in own]) for own in alone]
        told = dict(
            zip((own[0].item.order for own in alone), self.ink.together(parts), strict=True)
        )
        for own in doubtful:
            item = own[0].item
            strengths = told.get(item.order) or self.ink.contrasts(item, [_part(x) for x in own])
            found |= dict(zip((x.key for x in own), strengths, strict=True))
            if not all(strengths):
                found |= self._without_fonts([x for x in own if not found[x.key]])
        return found

    def _without_fonts(self, own: Sequence[Glyph]) -> Strengths:
        """Judge what has no ink because no font at hand has its letters."""
        item = own[0].item
        font = pdfium.FPDFTextObj_GetFont(item.handle)
        if pdfium.FPDFFont_GetIsEmbedded(font) == 1:
            return {}
        missing = [x for x in own if not x.text.isascii()] if self.ink.has_glyphs(item) else own
        return {x.key: self._by_properties(x) for x in missing}

    def _is_doubtful(self, own: Sequence[Glyph], paint: Paint, near: Sequence[PageObject]) -> bool:
        item = own[0].item
        return bool(
            paint.lightness > _LIGHT
            or paint.opacity < 1
            or item.order in self.layered
            or (self.transparent and pdfium.FPDFPageObj_HasTransparency(item.handle))
            or self._is_clipped(own)
            or any(x.order < item.order and self._is_alike(x, own, paint) for x in near)
            or self._is_in_empty_form(item)
        )

    def _is_clipped(self, own: Sequence[Glyph]) -> bool:
        clip = clip_of(own[0].item)
        if clip is None:
            return False
        return not (clip.exact and all(_holds(clip.box, _centre(x.box)) for x in own))

    def _is_alike(self, behind: PageObject, own: Sequence[Glyph], paint: Paint) -> bool:
        """Whether a text may be as light as what is behind it."""
        if behind.kind == ObjectKind.PATH:
            return fill_of(behind).against(paint.lightness) < _LIGHT
        return not all(_is_uneven(self._page().within(x.box)) for x in own if x.text.strip())

    def _page(self) -> Picture:
        """Return the whole page as it is seen."""
        if self._picture is None:
            self._picture = self.ink.picture((0, 0, *self.ink.size), _SHARP)
        return self._picture

    def _is_scan(self, item: PageObject) -> bool:
        """Whether an object is a picture as large as the page, as of a page that was scanned."""
        width, height = self.ink.size
        large = _area(item.box) > _SCAN * width * height
        return item.kind == ObjectKind.IMAGE and large and is_opaque(item)

    def _is_in_empty_form(self, item: PageObject) -> bool:
        """Whether a form that an object is drawn with has no ink at all."""
        form = item.form
        if form is None:
            return False
        if form.order not in self._forms:
            has_ink = any(self.ink.contrasts(form, [Part(form.box)]))
            self._forms[form.order] = not has_ink
        return self._forms[form.order] or self._is_in_empty_form(form)

    def _by_properties(self, glyph: Glyph) -> float:
        item, centre = glyph.item, _centre(glyph.box)
        clip = clip_of(item)
        covered = any(x.order > item.order and is_opaque(x) for x in self.covers.at([glyph.box]))
        if covered or (clip and not _holds(clip.box, centre)):
            return 0.0
        shades = b"".join(self.ink.picture(glyph.box, 1).rows)
        return paint_of(item).against(sum(shades) / len(shades) / 255 if shades else 1)

    def _is_scanned(self) -> bool:
        width, height = self.ink.size
        return sum(_area(x.box) for x in self.images) > _SCAN * width * height

    def _recognised(
        self, hidden: Sequence[Glyph], glyphs: Sequence[Glyph], found: Strengths
    ) -> Strengths:
        """Return what text recognition put under or over a scanned page: the scan shows it."""
        seen = _GlyphPlaces(x for x in glyphs if found.get(x.key, 1.0) >= LEAST)
        return {
            x.key: 1.0
            for x in hidden
            if _is_printed(self._page().within(x.box)) and not any(seen.within(x.box))
        }


class _GlyphPlaces:
    """Glyphs by where they stand."""

    def __init__(self, glyphs: Iterable[Glyph]) -> None:
        self._at: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
        for glyph in glyphs:
            self._at[_cell(*_centre(glyph.box))].append(glyph)

    def within(self, box: Box) -> Iterator[Glyph]:
        """Yield those whose centre is in a box."""
        for cell in _cells(box):
            yield from (x for x in self._at.get(cell, ()) if _holds(box, _centre(x.box)))


def _apart(texts: Sequence[Sequence[Glyph]]) -> list[Sequence[Glyph]]:
    """Return the texts that no other of them lies over."""
    places = _GlyphPlaces(x for own in texts for x in own)
    return [
        own
        for own in texts
        if all(other.item is own[0].item for x in own for other in places.within(x.box))
    ]


def _by_object(glyphs: Iterable[Glyph]) -> Iterable[list[Glyph]]:
    groups: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        groups[glyph.item.order].append(glyph)
    return groups.values()


def _part(glyph: Glyph) -> Part:
    """Return where a glyph has ink; a sliver of a digit that is left is no digit."""
    return Part(glyph.box, _LEAST_HEIGHT if glyph.text.isdigit() else 0)


def _is_printed(rows: Sequence[bytes]) -> bool:
    return _is_uneven(rows) and min(map(min, filter(None, rows))) < _PRINTED


def _is_uneven(rows: Sequence[bytes]) -> bool:
    shades = b"".join(rows)
    return bool(shades) and max(shades) - min(shades) > _VARIED


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _centre(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _cell(x: float, y: float) -> tuple[int, int]:
    return int(x // _CELL), int(y // _CELL)


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    (left, top), (right, bottom) = _cell(*box[:2]), _cell(*box[2:])
    return product(range(left, right + 1), range(top, bottom + 1))


def _holds(box: Box, point: tuple[float, float]) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]
