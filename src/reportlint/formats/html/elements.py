"""What the elements of a page are to a reader, and where they stand."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from reportlint.document.places import LineIndex
from reportlint.location import Location
from reportlint.spelling import single_spaced, without_zero_width

if TYPE_CHECKING:
    from justhtml.dom import NodeType

# White space as it is typed and as it is escaped.
_BLANK = re.compile(
    r"(?:\s|&(?:nbsp|ensp|emsp|thinsp|#160|#12288|#x0*a0|#x0*3000);?)*", re.IGNORECASE
)
_SOURCE_SPACE = re.compile(r"[ \t\n\r\f]+")
_NEW_LINE = re.compile(r"(?<![!-~])\s*\n\s*|\s*\n\s*(?![!-~])")


class MarkupSource(LineIndex):
    """A page's text, and where its nodes stand in it."""

    def of(self, node: NodeType, line: int = 0) -> Location:
        """Return where a node begins, a text after the white space that begins it.

        `line` counts from 0 the lines of a text whose line ends are kept.
        """
        offset = node.origin_offset
        if offset is None:
            return Location(self.file)
        if line:
            first = self.at(offset).line or 1
            return self.at(self.start(min(first + line, self.count)))
        blank = _BLANK.match(self.text, offset) if node.name == "#text" else None
        return self.at(blank.end() if blank else offset)

    def beside(self, leads_to: str) -> str | None:
        """Return the path of the file in the folder of the page that a link leads to, if any."""
        path = unquote(re.split("[?#]", leads_to)[0].strip())
        if not path or path.startswith("/") or set(path) & set("\\:"):
            return None
        folder = Path(self.file).parent
        try:
            target = (folder / path).resolve()
            inside = target.is_relative_to(folder.resolve()) and os.path.isfile(self.file)
            return str(folder / path) if inside and target.is_file() else None
        except (OSError, ValueError):
            return None


def visible_text(text: str) -> str:
    r"""Return text with white space squeezed; a line break beside an ideograph is none.

    >>> visible_text(" 本\n 级 2024 年&\n x")
    '本级 2024 年& x'
    """
    return single_spaced(_unbroken(without_zero_width(text)))


def line_text(text: str) -> str:
    r"""Return a line of a cell as it shows: white space of the source squeezed, other kept.

    >>> line_text(" 41\n 235\xa0\xa0"), line_text("41\u3000235")
    ('41 235', '41\u3000235')
    """
    return _SOURCE_SPACE.sub(_squeezed, _unbroken(without_zero_width(text))).strip()


def _squeezed(space: re.Match[str]) -> str:
    around = space.string[max(space.start() - 1, 0) : space.end() + 1]
    return "  " if len(space[0]) > 1 and around[:1].isdigit() and around[-1:].isdigit() else " "


def _unbroken(text: str) -> str:
    return _NEW_LINE.sub("", text.strip()) if "\n" in text else text


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


UNSEEN = _names(
    "script style noscript template head option optgroup datalist iframe audio map area rt rp "
    "rtc param meter progress annotation annotation-xml #comment"
)
"""Elements whose contents no reader of the page sees."""
PICTURES = _names("img svg canvas object embed video")
CONTROLS = _names("input textarea select")
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
_OTHER_INPUTS = _names("hidden checkbox radio submit reset button image file password range color")
"""Inputs that show no text that was typed in; a type that no browser knows is text."""
_BOGUS = re.compile(
    r"<(?P<raw>script|style|textarea|title|xmp)\b.*?(?:</(?P=raw)\b|\Z)"
    r"|<!--(?:-?>|.*?(?:--!?>|\Z))|</?[a-z][^<>]*>"
    r"|(?P<bogus><(?:\?|!(?!--|doctype)|/(?![a-z>]))[^>]*(?:>|\Z))",
    re.IGNORECASE | re.DOTALL,
)
_MAY_BE_BOGUS = re.compile(r"<(?:\?|!(?!--|doctype)|/(?![a-z>]))", re.IGNORECASE)
_COMMENT, _COMMENT_END, _NOTHING = "<!--", "-->", "\u200b"


def with_comments(markup: str) -> str:
    """Return markup of the same length whose bogus comments are comments, as a browser takes them.

    >>> with_comments("<![if !vml]>1<?xml:namespace prefix=o />2<b>3</b>")
    '<!--     -->1<!--                    -->2<b>3</b>'
    """
    return _BOGUS.sub(_comment, markup) if _MAY_BE_BOGUS.search(markup) else markup


def _comment(found: re.Match[str]) -> str:
    if found["bogus"] is None:
        return found[0]
    room = len(found[0]) - len(_COMMENT + _COMMENT_END)
    return f"{_COMMENT}{' ' * room}{_COMMENT_END}" if room >= 0 else _NOTHING * len(found[0])


def is_block(node: NodeType) -> bool:
    """Whether by its name a line begins and ends with it."""
    return node.name in _BLOCKS


def is_chrome(node: NodeType) -> bool:
    """Whether by its name it belongs to the site and not to the article."""
    names = f"{attribute(node, 'class')} {attribute(node, 'id')}"
    role = attribute(node, "role") in _CHROME_ROLES
    return node.name in _CHROME or role or _CHROME_NAMES.search(names) is not None


def is_link(node: NodeType) -> bool:
    """Whether it leads elsewhere, or does something."""
    return node.name == "button" or (node.name == "a" and bool(attribute(node, "href")))


def attribute(node: NodeType, name: str) -> str:
    """Return an attribute, empty where there is none."""
    return attributes_of(node).get(name) or ""


def attributes_of(node: NodeType) -> Mapping[str, str | None]:
    """Return the attributes of an element, none of a text."""
    return getattr(node, "attrs", None) or {}


def words(node: NodeType) -> str:
    """Return what a text or a control says."""
    if node.name == "input":
        kind = attribute(node, "type").lower()
        return "" if kind in _OTHER_INPUTS else attribute(node, "value")
    if node.name == "select":
        options = [x for x in descendants(node) if x.name == "option"]
        chosen = [x for x in options if "selected" in attributes_of(x)]
        return text_within((chosen[-1:] or options[:1])[0]) if options else ""
    if node.name == "textarea":
        return text_within(node)
    return node.data if isinstance(node.data, str) else ""


def descendants(node: NodeType) -> Iterator[NodeType]:
    """Yield all that stands in an element, in order."""
    stack = [*reversed(node.children or ())]
    while stack:
        part = stack.pop()
        yield part
        stack += reversed(part.children or ())


def text_within(node: NodeType) -> str:
    """Return all texts in an element, shown or not."""
    return "".join(words(x) for x in descendants(node) if x.name == "#text")
