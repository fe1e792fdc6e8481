"""Damage to the objects of a PDF, whose table of objects is right again afterwards."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Callable
from contextlib import suppress
from random import Random

from benchmarks.fuzz.damage import damaged_bytes, damaged_tokens

_OBJECT = re.compile(rb"(?<!\d)(\d+) 0 obj\s(.*?)endobj", re.DOTALL)
_STREAM = re.compile(rb"^(.*?)stream\r?\n(.*?)\r?\n?endstream\s*$", re.DOTALL)
_FILTER = re.compile(rb"/Filter\s*(?:\[[^\]]*\]|/\w+)")
_LENGTH = re.compile(rb"/Length\s+\d+(?:\s+\d+\s+R)?")
_ROOT = re.compile(rb"/Root\s+(\d+)\s+0\s+R")

Objects = dict[int, bytes]


def damaged_objects(document: bytes, chance: Random) -> bytes:
    """Damage an object, or the decoded stream of one; leave one out, or exchange two."""
    objects = {int(found[1]): found[2] for found in _OBJECT.finditer(document)}
    root = _ROOT.search(document)
    if not objects or root is None:
        return damaged_bytes(document, chance)
    one, other = (chance.choice(list(objects)) for _ in range(2))
    step = chance.randrange(10)
    if step == 0:
        del objects[one]
    elif step == 1:
        objects[one], objects[other] = objects[other], objects[one]
    else:
        streams = [number for number, body in objects.items() if _STREAM.match(body)]
        own = chance.choice(streams) if step > 4 and streams else one
        objects[own] = _damaged(objects[own], chance)
    return _written(objects, int(root[1]))


def _damaged(body: bytes, chance: Random) -> bytes:
    damage = damaged_tokens if chance.random() < 0.8 else damaged_bytes
    stream = _STREAM.match(body)
    if stream is None:
        return damage(body, chance)
    if chance.random() < 0.2:
        return b"%sstream\n%s\nendstream\n" % (damage(stream[1], chance), stream[2])
    content = _decoded(stream[1], stream[2])
    if content is None:
        return b"%sstream\n%s\nendstream\n" % (stream[1], damage(stream[2], chance))
    content = damage(content, chance)
    head = _LENGTH.sub(b"/Length %d" % len(content), _FILTER.sub(b"", stream[1]))
    return b"%sstream\n%s\nendstream\n" % (head, content)


def _decoded(head: bytes, content: bytes) -> bytes | None:
    """Return what a stream holds; None where another filter than the usual has made it."""
    filters: dict[bytes, Callable[[bytes], bytes]] = {
        b"ASCII85Decode": lambda data: base64.a85decode(data.strip(), adobe=False),
        b"FlateDecode": zlib.decompress,
    }
    stated = _FILTER.search(head)
    names = re.findall(rb"/(\w+)", stated[0])[1:] if stated else []
    with suppress(KeyError, ValueError, zlib.error):
        for name in names:
            bare = content.strip().removesuffix(b"~>") if name == b"ASCII85Decode" else content
            content = filters[name](bare)
        return content
    return None


def _written(objects: Objects, root: int) -> bytes:
    file = bytearray(b"%PDF-1.4\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(file)
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size, start = max(objects, default=0) + 1, len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        file += b"%010d 00000 %s \n" % (places.get(number, 0), b"n" if number in places else b"f")
    file += b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, root, start)
    return bytes(file)
