"""What a browser shows of a page's texts: plain, raised, struck out, or not at all.

Attributes, inline styles and the page's own style sheets are followed as far as they decide that
(`display`, `visibility`, `opacity`, `font-size`, `text-decoration`, `vertical-align`,
`white-space`); linked style sheets are never fetched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from reportlint.document.shown import Style
from reportlint.formats.html.elements import CONTROLS, PICTURES, UNSEEN, attributes_of, is_block
from reportlint.formats.html.style_sheets import (
    NOTHING,
    Declarations,
    ElementIndex,
    declared,
    inline,
)

if TYPE_CHECKING:
    from justhtml.dom import NodeType

_NOTHING = re.compile(r"0*(?:\.0+)?(?<=0)(?:[a-z%]*)\Z", re.IGNORECASE)
_A_DOT = re.compile(r"(?:0*(?:\.\d+)?|1)(?:px|pt)?\Z")
_FAR_OFF = re.compile(r"-(?:\d{4,}|[5-9]\d\d)(?:\.\d+)?(?:px|pt)\Z|-\d{2,}r?em\Z|-[1-9]\d\d+%\Z")
_CLIPPED = re.compile(r"rect\((?:\s*[01](?:px)?[\s,]*){4}\)|inset\((?:50|100)%")
_SHRUNK = re.compile(r"scale(?:[xy]|3d)?\(\s*0*(?:\.0+)?\s*[,)]")
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(px|pt)\Z")
_POINT = 4 / 3
_USUAL, _SMALLER = 16.0, 0.7
"""Pixels of text, and how much smaller than that around it a mark is."""
_SEE_THROUGH = ("none", "transparent", "inherit", "initial", "unset")
_HIDING = ("display", "visibility", "opacity")
_APART = ("width", "margin", "margin-left", "padding-left")
_SMALL = re.compile(r"smaller\Z|0?\.[1-7]\d*r?em\Z|[1-7]\d(?:\.\d+)?%\Z")
_KEEPS_LINES = ("pre", "pre-wrap", "pre-line", "break-spaces")
_PARTS_OF_TABLES = {
    "table": "table",
    "inline-table": "table",
    "table-caption": "caption",
    "table-header-group": "thead",
    "table-row-group": "tbody",
    "table-footer-group": "tfoot",
    "table-row": "tr",
    "table-cell": "td",
}
"""The elements that values of `display` make of others."""
_OF_TABLES = frozenset((*_PARTS_OF_TABLES.values(), "th"))
_ROWS = ("tr", "tbody", "thead", "tfoot")
_ROWS_OF_BLOCKS = ("flex", "inline-flex", "grid", "inline-grid")
_Colour = tuple[float, float, float, float]
"""Red, green, blue and how far it covers, of 1."""
_WHITE: _Colour = (1, 1, 1, 1)

PageStyle = Style | Literal["small"]
"""How a text stands in its line; a small one beside another may be a mark."""


@dataclass(frozen=True, slots=True)
class _Inheritance:
    """What an element hands down to what stands in it."""

    visible: bool = True
    sized: bool = True
    style: PageStyle = "plain"
    keeps_lines: bool = False
    blocks: bool = False
    size: float = _USUAL
    ink: _Colour | None = None
    paper: _Colour | None = None


@dataclass
class Visibility:
    """How each text, control and picture of a page is shown; `styles` lacks those that are not.

    `gone` are the elements that take no room, `displays` those whose display is declared, `apart`
    those within a line that stand apart in it, and `lines` the texts whose line ends are kept.
    """

    root: NodeType
    styles: dict[NodeType, PageStyle] = field(default_factory=dict)
    gone: set[NodeType] = field(default_factory=set)
    displays: dict[NodeType, str] = field(default_factory=dict)
    apart: set[NodeType] = field(default_factory=set)
    lines: set[NodeType] = field(default_factory=set)

    def __post_init__(self) -> None:
        index = ElementIndex(self.root)
        by_sheets = declared(index)
        # What a style sheet elsewhere puts behind the text is not known.
        paper = None if index.has_linked_sheets else _WHITE
        stack = [(self.root, _Inheritance(paper=paper))]
        while stack:
            node, inherited = stack.pop()
            if node.name == "#text":
                self._show(node, inherited)
                continue
            if node.name in UNSEEN:
                self.gone.add(node)
                continue
            own = _presented(node)
            if node in by_sheets or "style" in attributes_of(node):
                own = {**own, **by_sheets.get(node, NOTHING), **inline(node)}
            if node.name in ("html", "body"):
                # A script shows what is hidden until it has run.
                own = {name: value for name, value in own.items() if name not in _HIDING}
            display = own.get("display", "block" if inherited.blocks else "")
            is_collapsed = node.name in _ROWS and own.get("visibility") == "collapse"
            if display == "none" or is_collapsed:
                self.gone.add(node)
                continue
            if display:
                self.displays[node] = display
                if display == "inline-block" and not all(
                    _NOTHING.match(own.get(x, "0")) for x in _APART
                ):
                    self.apart.add(node)
            handed_down = _handed_down(own, inherited) if own or inherited.blocks else inherited
            if node.name in CONTROLS or node.name in PICTURES:
                self._show(node, handed_down)
            else:
                shown = _open_part(node)
                self.gone.update(child for child in node.children or () if child not in shown)
                stack += [(child, handed_down) for child in shown]

    def _show(self, node: NodeType, inherited: _Inheritance) -> None:
        ink = inherited.ink
        clear = ink is not None and (ink[3] == 0 or ink == inherited.paper)
        if inherited.visible and inherited.sized and not clear:
            self.styles[node] = inherited.style
        if inherited.keeps_lines:
            self.lines.add(node)

    def is_block(self, node: NodeType) -> bool:
        """Whether a line begins and ends with an element."""
        display = self.displays.get(node)
        if display is None:
            return is_block(node)
        return not display.startswith(("inline", "contents", "ruby"))

    def part_of_table(self, node: NodeType) -> str:
        """Return the name of an element, that of a table's part where it is displayed as one."""
        if node.name in _OF_TABLES or not self.displays:
            return node.name
        return _PARTS_OF_TABLES.get(self.displays.get(node, ""), node.name)


def _open_part(node: NodeType) -> Sequence[NodeType]:
    """Return what an element shows of its children: while `details` is closed, its summary."""
    children = node.children or ()
    if node.name != "details" or "open" in attributes_of(node):
        return children
    return [child for child in children if child.name == "summary"][:1]


def _handed_down(own: Declarations, inherited: _Inheritance) -> _Inheritance:
    visibility = own.get("visibility", "inherit")
    spaces, colour = own.get("white-space"), own.get("-webkit-text-fill-color", own.get("color"))
    size = _size(own.get("font-size", ""), inherited.size)
    return _Inheritance(
        inherited.visible if visibility == "inherit" else visibility == "visible",
        inherited.sized and not _is_out_of_sight(own),
        _style(own, inherited, size),
        inherited.keeps_lines if spaces is None else spaces in _KEEPS_LINES,
        own.get("display") in _ROWS_OF_BLOCKS,
        size,
        inherited.ink if colour is None else _colour(colour),
        _paper(own, inherited.paper),
    )


def _style(own: Declarations, inherited: _Inheritance, size: float) -> PageStyle:
    style, place = inherited.style, own.get("vertical-align")
    if "line-through" in own.get("text-decoration", "") + own.get("text-decoration-line", ""):
        return "struck"
    shifted = own.get("position") == "relative" and own.get("top", "").startswith("-")
    if style != "struck" and (shifted or place in ("super", "sub", "text-top")):
        return "raised"
    if place == "baseline" and style == "raised":
        return "plain"
    is_small = _SMALL.match(own.get("font-size", "")) or size <= _SMALLER * inherited.size
    return "small" if is_small and style == "plain" else style


def _size(declared: str, inherited: float) -> float:
    """Return the size of text in pixels, as far as it is declared in a unit of its own."""
    found = _LENGTH.match(declared)
    return float(found[1]) * (_POINT if found[2] == "pt" else 1) if found else inherited


def _is_out_of_sight(own: Declarations) -> bool:
    """Whether what stands in an element is see-through, tiny, clipped or off the page."""
    if _NOTHING.match(own.get("opacity", "1")) or _A_DOT.match(own.get("font-size", "1em")):
        return True
    if own.get("content-visibility") == "hidden" or _SHRUNK.match(own.get("transform", "")):
        return True
    if _FAR_OFF.match(own.get("text-indent", "")) or _CLIPPED.match(own.get("clip-path", "")):
        return True
    if own.get("position") in ("absolute", "fixed"):
        sides = (own.get(x, "") for x in ("left", "right", "top", "bottom"))
        if any(map(_FAR_OFF.match, sides)) or _CLIPPED.match(own.get("clip", "")):
            return True
    room = (own.get(x, "1em") for x in ("width", "height", "max-height"))
    return own.get("overflow", "").startswith("hidden") and any(map(_A_DOT.match, room))


def _paper(own: Declarations, inherited: _Colour | None) -> _Colour | None:
    """Return the colour behind a text; None where it is a picture, or none that is known."""
    declared = own.get("background-color") or own.get("background")
    return inherited if declared is None or declared in _SEE_THROUGH else _colour(declared)


@lru_cache(maxsize=256)
def _colour(declared: str) -> _Colour | None:
    from tinycss2.color3 import parse_color

    found = parse_color(declared)
    return (found.red, found.green, found.blue, found.alpha) if hasattr(found, "alpha") else None


_BY_NAME: Mapping[str, Declarations] = {
    **{key: {"vertical-align": "super"} for key in ("sup", "sub")},
    **{key: {"text-decoration": "line-through"} for key in ("s", "strike", "del")},
    **{key: {"white-space": "pre"} for key in ("pre", "textarea")},
    "small": {"font-size": "smaller"},
    "dialog": {"display": "none"},
}


_SCRIPTS = frozenset({"msup", "msub", "msubsup"})
"""Elements of formulas of which all but the first part is raised or lowered."""


def _in_formula(node: NodeType) -> Declarations:
    """Return what an element means as a part of a formula."""
    around = node.parent
    if around is None or node.name == "#text":
        return NOTHING
    if around.name == "mfrac":
        return {"display": "block"}
    parts = (child for child in around.children or () if child.name != "#text")
    is_script = around.name in _SCRIPTS and node is not next(parts, None)
    return {"vertical-align": "super"} if is_script else NOTHING


def _presented(node: NodeType) -> Declarations:
    """Return what an element's name and its attributes mean for a browser."""
    attributes = attributes_of(node)
    by_name = _BY_NAME.get(node.name, NOTHING) or _in_formula(node)
    if not attributes:
        return by_name
    is_closed = node.name == "dialog" and "open" not in attributes
    if "hidden" in attributes or "popover" in attributes or is_closed:
        return {"display": "none"}
    own = {} if node.name == "dialog" else dict(by_name)
    if node.name == "font" and (attributes.get("size") or "").startswith(("1", "-")):
        own["font-size"] = "smaller"
    for name, meant in (("color", "color"), ("bgcolor", "background")):
        if attributes.get(name):
            own[meant] = (attributes[name] or "").lower()
    if "background" in attributes:
        own["background"] = "url()"
    return own
