"""Pictures of pages on which cells of a report stand, and where on them these are."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from pypdfium2 import PdfDocument

from reportlint.document.content import Content
from reportlint.formats.pdf.ink import Picture
from reportlint.formats.pdf.printed_document import ONE_AT_A_TIME, opened, read
from reportlint.formats.pdf.sheets import drawing, flat_page
from reportlint.layout.drawing import Drawing, quarters, ruled_tables, upright
from reportlint.layout.rulings import Box, Rulings
from reportlint.location import Location

_SHARPEST = 1.4
"""Pixels to a point, which is 100 to an inch."""
_MOST_PIXELS = 1_200_000


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as a PNG in 16 shades of grey, and the boxes of cells on it in pixels, by key."""

    page: int
    width: int
    height: int
    png: bytes
    boxes: Mapping[str, Box]


def page_pictures(content: Content, keys: Sequence[str], most: int) -> tuple[PagePicture, ...]:
    """Return the first pages in whose ruled tables cells of those keys stand, `most` of them.

    Raises ReadError where the PDF holds no report.
    """
    report = read(content)
    places = {key: place for key in keys if (place := report.location(key)) and place.table}
    numbers = sorted({place.page for place in places.values() if place.page})
    with ONE_AT_A_TIME, opened(content.data, Location(content.file)) as document:
        pages = (_page_picture(document, number, places) for number in numbers)
        return tuple(islice((page for page in pages if page.boxes), most))


def _page_picture(
    document: PdfDocument, number: int, places: Mapping[str, Location]
) -> PagePicture:
    own = {key: place for key, place in places.items() if place.page == number}
    place = replace(next(iter(own.values())), table=None, row=None, column=None, excerpt=None)
    with flat_page(document, number - 1) as page:
        width, height = page.get_size()
        scale = min(_SHARPEST, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
        rows = Picture(page.raw, (0, 0, width, height), scale).rows
        drawn = drawing(document.raw, page.raw, place)
    for _ in range(-quarters(drawn) % 4):
        rows = [bytes(column) for column in zip(*reversed(rows), strict=True)]
    boxes = dict(_boxes(upright(drawn), own, scale))
    return PagePicture(number, len(rows[0]), len(rows), png(rows), boxes)


def _boxes(
    drawn: Drawing, places: Mapping[str, Location], scale: float
) -> Iterator[tuple[str, Box]]:
    """Yield the keys of cells with their boxes on an upright page, in pixels."""
    place = next(iter(places.values()))
    tables = ruled_tables(Rulings.of(drawn.rules), place)
    for key, own in places.items():
        table = tables[own.table - 1] if own.table and own.table <= len(tables) else None
        box = table.box(own.row or 0, own.column or 0) if table else None
        if box:
            left, top, right, bottom = (scale * x for x in box)
            yield key, (left, top, right, bottom)


def png(rows: Sequence[bytes]) -> bytes:
    r"""Return rows of shades, a byte a pixel, as a PNG of half a byte a pixel.

    >>> png([b"\x00\xff\x80", b"\xff\xff\x00"])[:8]
    b'\x89PNG\r\n\x1a\n'
    """
    header = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 4, 0, 0, 0, 0)
    packed = b"".join(b"\0" + _halved(row) for row in rows)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(packed, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _halved(row: bytes) -> bytes:
    """Return two pixels a byte, each by its upper half."""
    right = row[1::2] if len(row) % 2 == 0 else row[1::2] + b"\xff"
    return bytes((a & 0xF0) | (b >> 4) for a, b in zip(row[::2], right, strict=True))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
