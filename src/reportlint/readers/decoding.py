"""Bytes to text, in the encodings that reports are published in."""

from __future__ import annotations

import codecs

from reportlint.language import Text
from reportlint.readers.errors import ReadError
from reportlint.report import Location

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(content: bytes, file: str) -> str:
    """Return the text of a file in UTF-8, UTF-16 or GB18030, without a byte order mark.

    Raises ReadError for anything else.

    >>> decode("年度报告".encode("gb18030"), "a.txt")
    '年度报告'
    """
    for encoding in _candidates(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise ReadError(
        Text(
            "不是文本，或不是 UTF-8、UTF-16、GB18030 编码", "not text in UTF-8, UTF-16 or GB18030"
        ),
        Location(file),
    )


def _candidates(content: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return (encoding,)
    if b"\0" in content:
        return ("utf-16-le", "utf-16-be")
    return ("utf-8", "gb18030")
