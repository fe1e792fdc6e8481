"""A zip package, with other bytes in some of its parts."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZipFile

from reportlint.amend.errors import AmendError
from reportlint.language import Text
from reportlint.readers.content import Content
from reportlint.readers.packages import opened, part_names, refuse_bomb

_SIGNATURES = "_xmlsignatures/"
_SIGNED = Text(
    "工作簿有数字签名，改动会使签名失效", "the workbook is signed, and a change would undo that"
)
_TWICE = Text("工作簿里有同名的部件", "the workbook has two parts of one name")


def refuse_unsafe(content: Content) -> None:
    """Raise AmendError where parts would be lost, ReadError where they are too large."""
    refuse_bomb(content)
    names = part_names(content)
    if len(set(names)) < len(names):
        raise AmendError(_TWICE)
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
