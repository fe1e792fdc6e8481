"""The pages of a PDF as drawings of what is seen on them, within what a PDF may unpack to."""

from __future__ import annotations

import binascii
import re
import zlib
from base64 import a85decode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument, PdfPage

from reportlint.errors import ReadError
from reportlint.formats.pdf.glyphs import Glyph, glyphs, rules, widen
from reportlint.formats.pdf.ink import Ink
from reportlint.formats.pdf.page_objects import Handle, ObjectKind, PageObject, page_objects
from reportlint.formats.pdf.visibility import LEAST, GlyphVisibility, Strengths
from reportlint.layout.characters import Character
from reportlint.layout.drawing import MOST_OBJECTS, TOO_FULL, Drawing
from reportlint.layout.placing import Placing
from reportlint.location import Location

_LINK: int = pdfium.FPDF_ANNOT_LINK
_NOTE: int = pdfium.FPDF_ANNOT_TEXT
_BESIDE_THE_TEXT = frozenset(
    {
        _NOTE,
        pdfium.FPDF_ANNOT_POPUP,
        pdfium.FPDF_ANNOT_STAMP,
        pdfium.FPDF_ANNOT_WATERMARK,
    }
)
_MOST = 2000


@contextmanager
def flat_page(document: PdfDocument, i: int) -> Iterator[PdfPage]:
    """Open a page on which annotations look as they are shown; stamps and notes are left out."""
    page = document[i]
    if _has_annotations(page):
        _drop_what_is_no_text(page)
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
        page.close()
        page = document[i]
    try:
        yield page
    finally:
        page.close()


def _has_annotations(page: PdfPage) -> bool:
    return any(kind != _LINK for kind in _kinds(page))


def _kinds(page: PdfPage) -> list[int]:
    count = min(pdfium.FPDFPage_GetAnnotCount(page), _MOST)
    return [_kind(page, i) for i in range(count)]


def _kind(page: PdfPage, i: int) -> int:
    annotation = pdfium.FPDFPage_GetAnnot(page, i)
    if not annotation:
        return _LINK
    try:
        if pdfium.FPDFAnnot_GetFlags(annotation) & pdfium.FPDF_ANNOT_FLAG_NOVIEW:
            return _NOTE
        return int(pdfium.FPDFAnnot_GetSubtype(annotation))
    finally:
        pdfium.FPDFPage_CloseAnnot(annotation)


def _drop_what_is_no_text(page: PdfPage) -> None:
    for i, kind in reversed(list(enumerate(_kinds(page)))):
        if kind in _BESIDE_THE_TEXT:
            pdfium.FPDFPage_RemoveAnnot(page, i)


_STREAM = re.compile(rb"stream\r?\n")
_PIECE = 2**14
_DEEPEST = 4
_LARGEST_TEXT = 16 * 2**20
_END_OF_A85 = b"~>"
_END_OF_HEX = b">"
_HEAD = 64


def expansion(data: bytes, most: int) -> int:
    r"""Return the size of all that is compressed; counting ends where it is more than `most`.

    >>> expansion(b"stream\n" + zlib.compress(bytes(1000)), 10_000)
    1000
    """
    total = 0
    for stream in _STREAM.finditer(data):
        with suppress(zlib.error):
            for size in _Inflater(_DEEPEST).sizes(_bytes(data, stream.end())):
                total += size
                if total > most:
                    return total
    return total


class _Inflater:
    """Unpacks a stream, and what is packed in it again, and keeps only the sizes."""

    def __init__(self, depth: int) -> None:
        self._inflater = zlib.decompressobj()
        self._inner = _Inflater(depth - 1) if depth else None

    def sizes(self, packed: memoryview) -> Iterator[int]:
        """Yield what each piece becomes; zlib.error where it is not packed."""
        for start in range(0, len(packed), _PIECE):
            piece = self._inflater.decompress(packed[start : start + _PIECE])
            yield len(piece)
            if self._inner and piece:
                try:
                    yield from self._inner.sizes(memoryview(piece))
                except zlib.error:
                    self._inner = None
            if self._inflater.eof:
                break


def _bytes(data: bytes, start: int) -> memoryview:
    """Return the bytes from a place on, decoded where they are written in ASCII."""
    text = _from_text(data, start, data[start : start + _HEAD].lstrip())
    return memoryview(text or data)[0 if text else start :]


def _from_text(data: bytes, start: int, head: bytes) -> bytes:
    """Return what a stream holds that is written in ASCII, where it is short enough."""
    limit = start + _LARGEST_TEXT
    try:
        if re.fullmatch(rb"[!-uz\s]+(~>.*)?", head, re.DOTALL) and not _is_hex(head):
            end = data.find(_END_OF_A85, start, limit)
            return a85decode(data[start:end]) if end > start else b""
        if _is_hex(head):
            end = data.find(_END_OF_HEX, start, limit)
            digits = re.sub(rb"\s", b"", data[start:end])
            return binascii.unhexlify(digits + b"0" * (len(digits) % 2)) if end > start else b""
    except ValueError:
        pass
    return b""


def _is_hex(head: bytes) -> bool:
    return re.fullmatch(rb"[0-9A-Fa-f\s]+(>.*)?", head, re.DOTALL) is not None


_MOST_COPIES = 8


def drawing(document: Handle, page: Handle, place: Location) -> Drawing:
    """Return what is seen of a page."""
    shown, size = _placing(page)
    objects = page_objects(page, shown, place)
    ink = Ink(document, page, size, len(objects), place)
    characters = _SheetReader(page, shown, objects, ink).characters()
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


class _SheetReader:
    """Reads the characters of one page."""

    def __init__(
        self, page: Handle, shown: Placing, objects: Sequence[PageObject], ink: Ink
    ) -> None:
        self.page = page
        self.shown = shown
        self.ink = ink
        self.visibility = GlyphVisibility(objects, ink)
        self.texts = {x.address: x for x in objects if x.kind == ObjectKind.TEXT}

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
