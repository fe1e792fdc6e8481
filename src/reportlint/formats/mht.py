"""MHT: a page in one file with what belongs to it, as browsers and Word save it, often as .doc.

It is a letter (RFC 2557): its parts are decoded by the standard library, and its page is read as
any other. Lines of the page are none of the file's, so places state the text alone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes
from email.message import Message

from reportlint.document.content import Content, page_text
from reportlint.errors import ReadError
from reportlint.formats.format import Format
from reportlint.formats.html.elements import MarkupSource
from reportlint.language import Text
from reportlint.location import Location
from reportlint.report import Report
from reportlint.spelling import with_line_feeds

MOST_BOUNDARIES = 50
"""Letters in letters; a saved page is one, with one in it at most."""
MOST_LINES = 1_000_000

_PAGES = ("text/html", "application/xhtml+xml")
_BEGINS = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:from|subject|date|mime-version|snapshot-[a-z-]+|content-[a-z-]+|x-[a-z-]+)"
    rb"[ \t]*:",
    re.IGNORECASE,
)
_HOLDS_PAGES = re.compile(
    rb"^content-type[ \t]*:\s*(?:multipart/(?:related|mixed|alternative)|text/html)",
    re.IGNORECASE | re.MULTILINE,
)
_FRAMES = re.compile(r"<frame(?:set)?\b", re.IGNORECASE)


class _LetterPage(MarkupSource):
    """The text of a part, whose lines are not those of the file."""

    def at(self, offset: int, pointer: str | None = None) -> Location:
        """Return the text of a line without its number."""
        return replace(super().at(offset, pointer), line=None, column=None)


def recognises(content: Content) -> bool:
    """Whether the file begins with the headers of a letter that holds a page."""
    head = content.head
    return _BEGINS.match(head) is not None and _HOLDS_PAGES.search(head) is not None


def read(content: Content) -> Report:
    """Read one report; ReadError where no page is in the file, or none with a table of the form."""
    from reportlint.formats.html import article

    return article.read_pages(pages(content))


def pages(content: Content) -> list[MarkupSource]:
    """Return the page that was saved, or those in its frames."""
    return [_LetterPage(content.file, text) for text in _pages(content)]


def _pages(content: Content) -> list[str]:
    data = content.data.removeprefix(b"\xef\xbb\xbf").lstrip()
    nested = data.lower().count(b"boundary=") + data.lower().count(b"message/")
    if nested > MOST_BOUNDARIES or data.count(b"\n") > MOST_LINES:
        raise ReadError(
            Text("MHT 的部分过多", "the MHT file has too many parts"), Location(content.file)
        )
    letter = message_from_bytes(data)
    parts = [part for part in letter.walk() if part.get_content_type() in _PAGES]
    if not parts:
        raise ReadError(
            Text("这是 MHT 文件，但其中没有网页", "it is an MHT file without a page in it"),
            Location(content.file),
        )
    start = letter.get_param("start")
    named = [part for part in parts if start and part.get("Content-ID") == start]
    root = (named or parts)[0]
    text = _text(root)
    in_frames = [_text(part) for part in parts if part is not root]
    return in_frames if in_frames and _FRAMES.search(text) else [text]


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    charset = part.get_content_charset()
    return with_line_feeds(page_text(payload if isinstance(payload, bytes) else b"", charset))


FORMAT = Format(
    "mht",
    suffixes=(".mht", ".mhtml"),
    marks=(b"Content-", b"content-", b"CONTENT-"),
    recognises=recognises,
    read=read,
)
