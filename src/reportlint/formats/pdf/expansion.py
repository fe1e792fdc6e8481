"""What the compressed streams of a PDF unpack to, counted without keeping it."""

from __future__ import annotations

import binascii
import re
import zlib
from base64 import a85decode
from collections.abc import Iterator
from contextlib import suppress

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
