"""What a format is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reportlint.document.content import Content
from reportlint.number import Number
from reportlint.report import Report

ZIP = b"PK\x03\x04"
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
TAG = b"<"
"""What stands near the beginning of every zip package, compound file, and markup."""

Write = Callable[[Report], bytes]
Amend = Callable[[Content, Mapping[str, Number], Report], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """One format: how its files are known, read, written and amended.

    A file may be in it that bears one of `suffixes`, or has one of `marks` near its beginning; then
    `recognises` says whether it is. The name of a data file is believed. `read` raises ReadError.

    A report is written to files that bear one of `written`; `write_blank` writes a form that is to
    be filled in, where that differs. `amend` returns the bytes of a file with other numbers in the
    cells of those keys, or raises AmendError; the report is what was read from it. `amend_tracked`
    does so by changes that the document's own program can take back.

    `patience` is how many times the usual limit reading may take; 0 where no file takes long.
    """

    name: str
    suffixes: tuple[str, ...]
    recognises: Callable[[Content], bool]
    read: Callable[[Content], Report]
    marks: tuple[bytes, ...] = (b"",)
    is_data: bool = False
    patience: int = 1
    written: tuple[str, ...] = ()
    write: Write | None = None
    write_blank: Write | None = None
    amend: Amend | None = None
    amend_tracked: Amend | None = None

    def may_be(self, content: Content) -> bool:
        """Whether it is worth asking `recognises`."""
        head = content.head
        return content.suffix in self.suffixes or any(map(head.__contains__, self.marks))
