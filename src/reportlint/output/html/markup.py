"""Elements of HTML, made of text that is escaped as it is put in: nothing else makes markup."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from reportlint.language import Language
from reportlint.output.text import printable

_VOID = frozenset({"meta", "col", "br", "hr"})


@dataclass(frozen=True, slots=True)
class Markup:
    """HTML as it stands in the page."""

    html: str


TAGS: dict[Language, str] = {"zh": "zh-CN", "en": "en"}
"""Languages as HTML names them."""
MarkupOrText = Markup | str | None
"""What an element holds: other markup, or text that is escaped; None is nothing."""


def element(tag: str, *content: MarkupOrText, **attributes: str | float | None) -> Markup:
    """Return an element; of an attribute's name `_` is a hyphen, and one at the end is dropped.

    An attribute that is None is left out. Control characters are shown as a middle dot.

    >>> element("a", "<b> & ", element("i", "x"), href='#"', aria_label="1", class_=None).html
    '<a href="#&quot;" aria-label="1">&lt;b&gt; &amp; <i>x</i></a>'
    """
    named = "".join(
        f' {name.removesuffix("_").replace("_", "-")}="{escape(printable(str(value)))}"'
        for name, value in attributes.items()
        if value is not None
    )
    inside = together(content).html
    return Markup(f"<{tag}{named}>" + ("" if tag in _VOID else f"{inside}</{tag}>"))


def wide(table: Markup, name: str) -> Markup:
    """Return a table that may be wider than its window, in a box that the keyboard can scroll."""
    return element("div", table, class_="wide", tabindex=0, role="group", aria_label=name)


def together(content: Iterable[MarkupOrText]) -> Markup:
    """Return pieces as one, without an element around them.

    >>> together(["<", None, Markup("<br>")]).html
    '&lt;<br>'
    """
    return Markup("".join(_html(piece) for piece in content))


def _html(piece: MarkupOrText) -> str:
    if piece is None:
        return ""
    return piece.html if isinstance(piece, Markup) else escape(printable(piece), quote=False)
