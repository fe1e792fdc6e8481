"""A file's bytes, and the text in them."""

from __future__ import annotations

import codecs
import os
import re
from dataclasses import dataclass
from functools import cached_property

from reportlint.errors import ReadError
from reportlint.language import Text
from reportlint.location import Location
from reportlint.spelling import with_line_feeds, without_controls

_HEAD = 4096
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_STATED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_BROWSERS = {
    **dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "x-gbk", "hz-gb-2312"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5"), "big5hkscs"),
    **dict.fromkeys(("iso-8859-1", "ascii", "us-ascii", "latin1"), "cp1252"),
}
"""What browsers take charsets for by the names that pages give them."""
_FEWEST_PER_FAULT = 20
"""Characters to one that is no text, where a byte may be damaged and all others are text."""


@dataclass(frozen=True, slots=True)
class EncodedText:
    """A text as it stands in its file: with its byte order mark, encoding and line ends."""

    text: str
    encoding: str
    mark: bytes = b""

    def with_text(self, text: str) -> bytes:
        """Return the bytes of a file with other text, written in the same way."""
        return self.mark + text.encode(self.encoding)

    def is_of(self, content: bytes) -> bool:
        """Whether the text is written in just those bytes."""
        try:
            return self.with_text(self.text) == content
        except UnicodeEncodeError:
            return False


def encoded_text(content: bytes, file: str) -> EncodedText:
    """Return the text of a file in UTF-8, UTF-16 or GB18030, and how it is written.

    Raises ReadError for anything else, at the line of the first byte that is no text.
    """
    for mark, encoding in _candidates(content):
        try:
            text = content[len(mark) :].decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return EncodedText(text, encoding, mark)
    raise _no_text(content, file)


def _no_text(content: bytes, file: str) -> ReadError:
    """Return the error for bytes that are no text; which of them, where most others are."""
    decoded = {x: content.decode(x, "replace") for x in ("utf-8", "gb18030")}
    encoding = min(decoded, key=lambda x: _faults(decoded[x]))
    first = _first_fault(content, encoding)
    if first is None or _faults(decoded[encoding]) * _FEWEST_PER_FAULT > len(decoded[encoding]):
        message = Text(
            "不是文本，或不是 UTF-8、UTF-16、GB18030 编码", "not text in UTF-8, UTF-16 or GB18030"
        )
        return ReadError(message, Location(file))
    before = with_line_feeds(content[:first].decode(encoding, "replace"))
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    name = encoding.upper()
    message = Text(
        f"第 {line} 行第 {column} 字处的字节 0x{content[first]:02X} 不是 {name} 文本，"
        f"请改正此处，或另存为 UTF-8",
        f"the byte 0x{content[first]:02X} on line {line} at character {column} is no text in "
        f"{name}; correct it, or save the file as UTF-8",
    )
    excerpt = with_line_feeds(decoded[encoding]).split("\n")[line - 1]
    return ReadError(message, Location(file, line, column, excerpt=excerpt))


def _first_fault(content: bytes, encoding: str) -> int | None:
    """Return where the first byte stands that is no text."""
    found = content.find(b"\0")
    first = len(content) if found < 0 else found
    try:
        content[:first].decode(encoding)
    except UnicodeDecodeError as error:
        return error.start
    return found if found >= 0 else None


def _faults(text: str) -> int:
    """Return how many characters stand for bytes that are no text."""
    return text.count("\ufffd") + len(text) - len(without_controls(text))


def _is_mostly(text: str) -> bool:
    """Whether of what is beyond ASCII hardly anything is no text."""
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    return _faults(text) * _FEWEST_PER_FAULT <= beyond


def page_text(content: bytes, charset: str | None = None) -> str:
    """Return the text of a page as a browser shows it: U+FFFD for bytes that are none, no NUL.

    >>> page_text("<meta charset=big5>年度".encode("big5"))
    '<meta charset=big5>年度'
    """
    return encoded_page(content, charset).text


def encoded_page(content: bytes, charset: str | None = None) -> EncodedText:
    """Return the text of a page as `page_text` does, and how it is written.

    The charset that was sent with a page, or that it states, is believed where no other is plain
    from its bytes.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return EncodedText(content[len(mark) :].decode(encoding, "replace"), encoding, mark)
    if content.count(b"\0") * 4 > len(content):
        little = content[1::2].count(0) >= content[::2].count(0)
        encoding = "utf-16-le" if little else "utf-16-be"
        return EncodedText(content.decode(encoding, "replace"), encoding)
    content = content.replace(b"\0", b"")
    stated = _codec(charset) or _stated_charset(content)
    decoded: list[EncodedText] = []
    for encoding in ("utf-8", *([stated] if stated else []), "gb18030"):
        try:
            return EncodedText(content.decode(encoding), encoding)
        except UnicodeDecodeError:
            decoded.append(EncodedText(content.decode(encoding, "replace"), encoding))
            # A page of which one byte is damaged could by chance be one in the next encoding.
            if _is_mostly(decoded[-1].text):
                return decoded[-1]
    return min(decoded, key=lambda x: _faults(x.text))


def _stated_charset(content: bytes) -> str | None:
    """Return the encoding that a page states."""
    found = _STATED.search(content[:_HEAD])
    return _codec(found[1].decode("ascii")) if found else None


def _codec(charset: str | None) -> str | None:
    """Return the name of a charset as Python knows it, if it does."""
    name = (charset or "").lower()
    try:
        own = codecs.lookup(_BROWSERS.get(name, name))
        # What is stated in ASCII is no UTF-16, and some codecs of Python are no charsets.
        return own.name if own.decode(b"<")[0] == "<" else None
    except (LookupError, ValueError, TypeError):
        return None


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

    @cached_property
    def suffix(self) -> str:
        """The ending of the file's name, in small letters: `.json`."""
        return os.path.splitext(self.file)[1].lower()  # noqa: PTH122  (of every file)

    @cached_property
    def head(self) -> bytes:
        """The beginning, in which a format shows itself."""
        return self.data[:_HEAD]

    @cached_property
    def text(self) -> str:
        """The decoded text; raises ReadError where the bytes are none."""
        return decode(self.data, self.file)

    @cached_property
    def page(self) -> str:
        """The text as a browser decodes it, its lines ended by a line feed."""
        return with_line_feeds(page_text(self.data))

    @cached_property
    def is_text(self) -> bool:
        """Whether the bytes are text."""
        try:
            return bool(self.text)
        except ReadError:
            return False
