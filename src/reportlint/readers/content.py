"""A file's bytes, and the text in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from reportlint.readers.decoding import decode
from reportlint.readers.errors import ReadError


@dataclass(frozen=True)
class Content:
    """What a reader reads; `file` names it in findings."""

    file: str
    data: bytes

    @property
    def suffix(self) -> str:
        """The ending of the file's name, in small letters: `.json`."""
        return PurePath(self.file).suffix.lower()

    @cached_property
    def text(self) -> str:
        """The decoded text; raises ReadError where the bytes are none."""
        return decode(self.data, self.file)

    @cached_property
    def is_text(self) -> bool:
        """Whether the bytes are text."""
        try:
            return bool(self.text)
        except ReadError:
            return False
