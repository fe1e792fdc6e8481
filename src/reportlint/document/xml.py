"""XML from strangers: nothing is fetched, no entity expanded, and too much is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint.errors import ReadError
from reportlint.language import Text
from reportlint.location import Location

if TYPE_CHECKING:
    from lxml import etree

_DAMAGED = Text("文件已损坏：{reason}", "the file is damaged: {reason}")

MOST_TAGS = 400_000
"""Opening and closing; a report has some ten thousand."""
_BEGINNING = 4096
"""Bytes; a root declares some thirty namespaces."""
TOO_LONG = Text("文件内容过多", "the file is too long")


def parsed(xml: bytes, file: str) -> etree._Element:
    """Return the root of a document without comments; ReadError where it is damaged or hostile."""
    from lxml import etree

    if xml.count(b"<") > MOST_TAGS:
        raise ReadError(TOO_LONG, Location(file))
    # Without huge_tree libxml2 itself bounds nesting, names and what entities add up to.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise damaged(file, str(error)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise damaged(file, "DOCTYPE")
    return root


def root_tag(xml: bytes) -> str:
    """Return the name of a document's root with its namespace; empty where it has none.

    >>> root_tag(b'<a:b xmlns:a="urn:x"><c/>')
    '{urn:x}b'
    """
    from lxml import etree

    parser = etree.XMLPullParser(("start",), resolve_entities=False, no_network=True)
    try:
        parser.feed(xml[:_BEGINNING])
    except etree.XMLSyntaxError:
        return ""
    return next((str(element.tag) for _, element in parser.read_events()), "")


def damaged(file: str, reason: str) -> ReadError:
    """Return the error for a file that is not what its format says."""
    return ReadError(_DAMAGED.fill(reason=reason), Location(file))
