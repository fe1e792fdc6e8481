"""What the elements of a page are to a reader, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from reportlint.document.places import LineIndex
from reportlint.document.shown import is_value
from reportlint.location import Location
from reportlint.spelling import single_spaced, without_zero_width

if TYPE_CHECKING:
    from justhtml.dom import NodeType

# White space as it is typed and as it is escaped.
_BLANK = re.compile(
    r"(?:\s|&(?:nbsp|ensp|emsp|thinsp|#160|#12288|#x0*a0|#x0*3000);?)*", re.IGNORECASE
)
_NEW_LINE = re.compile(r"(?<![!-~])\s*\n\s*|\s*\n\s*(?![!-~])")


class MarkupSource(LineIndex):
    """A page's text, and where its nodes stand in it."""

    def of(self, node: NodeType) -> Location:
        """Return where a node begins, a text after the white space that begins it."""
        offset = node.origin_offset
        if offset is None:
            return Location(self.file)
        blank = _BLANK.match(self.text, offset) if node.name == "#text" else None
        return self.at(blank.end() if blank else offset)


def visible_text(text: str) -> str:
    r"""Return text with white space squeezed; a line break beside an ideograph is none.

    >>> visible_text(" 本\n 级 2024 年&\n x")
    '本级 2024 年& x'
    """
    text = without_zero_width(text)
    if "\n" in text:
        text = _NEW_LINE.sub("", text.strip())
    return single_spaced(text)


def joined(pieces: Iterable[str]) -> str:
    """Return the paragraphs of a cell as one text; two numbers never become one.

    >>> joined(["第一", "行"]), joined(["12", "34"])
    ('第一行', '12；34')
    """
    whole = ""
    for piece in filter(None, map(visible_text, pieces)):
        two_numbers = whole and is_value(whole) and is_value(piece)
        two_words = whole and (whole[-1] + piece[0]).isascii()
        whole += ("；" if two_numbers else " " if two_words else "") + piece
    return whole


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


_HIDDEN_ELEMENTS = _names(
    "script style noscript template head select option datalist button input textarea label "
    "iframe object embed svg math canvas audio video map #comment"
)
_BLOCKS = _names(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section "
    "summary table tbody td tfoot th thead tr ul"
)
_CHROME = _names("nav menu header footer aside form dialog")
_CHROME_ROLES = _names("navigation banner contentinfo search complementary menu")
_CHROME_NAMES = re.compile(
    r"(?<![a-z])(?:nav|menus?|crumbs?|breadcrumbs?|foot(?:er)?|head(?:er)?|side(?:bar)?|share|tool(?:bar|s)?"
    r"|copyright|pag(?:er|ination)|search|login|qr-?code|related|dqwz|weizhi|location|print"
    r"|top-?bar|friend-?links?)(?![a-z])",
    re.IGNORECASE,
)
_HIDING_STYLE = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE
)


def is_hidden(node: NodeType) -> bool:
    """Whether a reader of the page sees nothing of it."""
    if node.name in _HIDDEN_ELEMENTS or node.name == "#text":
        return node.name != "#text"
    attributes = attributes_of(node)
    return "hidden" in attributes or _HIDING_STYLE.search(attributes.get("style") or "") is not None


def is_block(node: NodeType) -> bool:
    """Whether a line begins and ends with it."""
    return node.name in _BLOCKS


def is_chrome(node: NodeType) -> bool:
    """Whether by its name it belongs to the site and not to the article."""
    names = f"{attribute(node, 'class')} {attribute(node, 'id')}"
    role = attribute(node, "role") in _CHROME_ROLES
    return node.name in _CHROME or role or _CHROME_NAMES.search(names) is not None


def is_link(node: NodeType) -> bool:
    """Whether it leads elsewhere."""
    return node.name == "a" and bool(attribute(node, "href"))


def attribute(node: NodeType, name: str) -> str:
    """Return an attribute, empty where there is none."""
    return attributes_of(node).get(name) or ""


def attributes_of(node: NodeType) -> Mapping[str, str | None]:
    """Return the attributes of an element, none of a text."""
    return getattr(node, "attrs", None) or {}


def words(node: NodeType) -> str:
    """Return what a text says."""
    return node.data if isinstance(node.data, str) else ""
