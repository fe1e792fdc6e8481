"""A zip package, with other bytes in some of its parts."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from reportlint.document.content import Content
from reportlint.errors import AmendError, ReadError
from reportlint.language import Text
from reportlint.location import Location

MOST_PARTS = 10_000
LARGEST_PART = 32 * 2**20
"""Bytes, expanded; the body of a report has a few hundred thousand."""
LARGEST_WHOLE = 200 * 2**20
"""Bytes, expanded, pictures included."""

_BEGINNING = b"PK\x03\x04"
_ENTRY = b"PK\x01\x02"


def is_package(content: Content) -> bool:
    """Whether the bytes begin as a zip file, sound or not."""
    return content.data.startswith(_BEGINNING)


def part_names(content: Content) -> list[str]:
    """Return the names of the parts; none where the file is no zip file or a damaged one."""
    if not is_package(content):
        return []
    _refuse_crowd(content)
    try:
        with opened(content) as package:
            return package.namelist()
    except ReadError:
        return []


def read_part(content: Content, name: str) -> bytes:
    """Return one part, expanded; ReadError where it is missing, damaged or too large."""
    _refuse_crowd(content)
    with opened(content) as package:
        part = package.getinfo(name)
        # Other methods are none of these formats', and some reserve what a file tells them to.
        if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise NotImplementedError
        # What is read ends at the stated size, whatever the part expands to.
        if part.file_size > LARGEST_PART:
            raise _too_large(content.file)
        return package.read(part)


def refuse_bomb(content: Content) -> None:
    """Raise ReadError where the parts together expand to more than a report may have."""
    _refuse_crowd(content)
    with opened(content) as package:
        if sum(part.file_size for part in package.infolist()) > LARGEST_WHOLE:
            raise _too_large(content.file)


@contextmanager
def opened(content: Content) -> Iterator[ZipFile]:
    """Open a package; what goes wrong with it inside becomes a ReadError."""
    try:
        with ZipFile(BytesIO(content.data)) as package:
            yield package
    except ReadError:
        raise
    # On broken bytes zipfile raises a dozen kinds: its own, zlib's, struct's, OSError, KeyError, …
    except Exception as error:
        raise ReadError(
            Text("文件已损坏，或设有密码", "the file is damaged or has a password"),
            Location(content.file),
        ) from error


def _refuse_crowd(content: Content) -> None:
    """Count the entries of the directory before zipfile makes an object of each."""
    if content.data.count(_ENTRY) > MOST_PARTS:
        raise ReadError(
            Text("压缩包内的文件过多", "the package has too many parts"), Location(content.file)
        )


def _too_large(file: str) -> ReadError:
    return ReadError(Text("文件解压后过大", "the file is too large when expanded"), Location(file))


_SIGNATURES = "_xmlsignatures/"
_SIGNED = Text(
    "工作簿有数字签名，改动会使签名失效", "the workbook is signed, and a change would undo that"
)
_PART_TWICE = Text("工作簿里有同名的部件", "the workbook has two parts of one name")


def refuse_unsafe(content: Content) -> None:
    """Raise AmendError where parts would be lost, ReadError where they are too large."""
    refuse_bomb(content)
    names = part_names(content)
    if len(set(names)) < len(names):
        raise AmendError(_PART_TWICE)
    if any(name.startswith(_SIGNATURES) for name in names):
        raise AmendError(_SIGNED)


def with_parts(content: Content, parts: Mapping[str, bytes]) -> bytes:
    """Return the package with those parts; the others hold the same bytes, in the same order."""
    file = BytesIO()
    with opened(content) as old, ZipFile(file, "w") as new:
        new.comment = old.comment
        for part in old.infolist():
            own = parts.get(part.filename)
            new.writestr(copy.copy(part), old.read(part) if own is None else own)
    return file.getvalue()
