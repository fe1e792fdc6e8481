"""A file's bytes, and the text in them."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from reportlint.errors import ReadError
from reportlint.language import Text
from reportlint.location import Location
from reportlint.spelling import with_line_feeds

_HEAD = 4096
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class EncodedText:
    """A text as it stands in its file: with its byte order mark, encoding and line ends."""

    text: str
    encoding: str
    mark: bytes = b""

    def with_text(self, text: str) -> bytes:
        """Return the bytes of a file with other text, written in the same way."""
        return self.mark + text.encode(self.encoding)


def encoded_text(content: bytes, file: str) -> EncodedText:
    """Return the text of a file in UTF-8, UTF-16 or GB18030, and how it is written.

    Raises ReadError for anything else.
    """
    for mark, encoding in _candidates(content):
        try:
            text = content[len(mark) :].decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return EncodedText(text, encoding, mark)
    raise ReadError(
        Text(
            "不是文本，或不是 UTF-8、UTF-16、GB18030 编码", "not text in UTF-8, UTF-16 or GB18030"
        ),
        Location(file),
    )


def decode(content: bytes, file: str) -> str:
    """Return the text of a file, without a byte order mark, its lines ended by a line feed.

    Raises ReadError where it is no text.

    >>> decode("年度报告".encode("gb18030"), "a.txt")
    '年度报告'
    """
    return with_line_feeds(encoded_text(content, file).text)


def _candidates(content: bytes) -> tuple[tuple[bytes, str], ...]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return ((mark, encoding),)
    if b"\0" in content:
        return ((b"", "utf-16-le"), (b"", "utf-16-be"))
    return ((b"", "utf-8"), (b"", "gb18030"))


@dataclass(frozen=True)
class Content:
    """What a reader reads; `file` names it in findings."""

    file: str
    data: bytes

    @property
    def suffix(self) -> str:
        """The ending of the file's name, in small letters: `.json`."""
        return PurePath(self.file).suffix.lower()

    @property
    def head(self) -> bytes:
        """The beginning, in which a format shows itself."""
        return self.data[:_HEAD]

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
