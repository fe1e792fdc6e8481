"""What a browser shows of a page's texts: plain, raised, struck out, or not at all.

Attributes, inline styles and the page's own style sheets are followed as far as they decide that
(`display`, `visibility`, `opacity`, `font-size`, `text-decoration`, `vertical-align`,
`white-space`); linked style sheets are never fetched.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from reportlint.document.shown import Style
from reportlint.formats.html.elements import (
    CONTROLS,
    PICTURES,
    UNSEEN,
    attributes_of,
    is_block,
    text_within,
)

if TYPE_CHECKING:
    from justhtml.dom import NodeType

_PROPERTIES = frozenset(
    (
        "display",
        "visibility",
        "opacity",
        "font-size",
        "text-decoration",
        "text-decoration-line",
        "vertical-align",
        "white-space",
    )
)
_MAY_MATTER = re.compile("|".join(sorted(_PROPERTIES)), re.IGNORECASE)
_SIMPLE = re.compile(r"([a-zA-Z][\w-]*)?((?:[.#][\w-]+)?)")
_SPECIFICITY = (
    re.compile(r"#[\w-]+"),
    re.compile(r"\.[\w-]+|\[|:(?!:)[\w-]+"),
    re.compile(r"(?:^|[\s>+~])[a-zA-Z]"),
)
_NOT_ON_SCREEN = re.compile(
    r"\b(?:print|speech|not\s+screen|max-(?:device-)?(?:width|height)|portrait|dark)\b|width\s*<",
    re.IGNORECASE,
)
"""Of paper, of a voice, and of the small screen of a telephone."""
_NOTHING = re.compile(r"0*(?:\.0+)?(?<=0)(?:[a-z%]*)\Z", re.IGNORECASE)
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
_ROWS_OF_BLOCKS = ("flex", "inline-flex", "grid", "inline-grid")
_MOST_DECLARED = 100_000
"""Declarations of a page's style sheets, counted for each element that they are of."""
_MOST_COMPLEX = 50
"""Selectors that are matched against every element; a page's own have a handful that matter."""

PageStyle = Style | Literal["small"]
"""How a text stands in its line; a small one beside another may be a mark."""

Declarations = Mapping[str, str]
"""Values by property, in small letters."""


@dataclass(frozen=True, slots=True)
class _Declaration:
    """A declaration with what decides between it and others."""

    important: bool
    specificity: tuple[int, int, int]
    order: int
    value: str


@dataclass(frozen=True, slots=True)
class _Inheritance:
    """What an element hands down to what stands in it."""

    visible: bool = True
    sized: bool = True
    style: PageStyle = "plain"
    keeps_lines: bool = False
    blocks: bool = False


@dataclass
class Visibility:
    """How each text, control and picture of a page is shown; `styles` lacks those that are not.

    `gone` are the elements that take no room, `displays` those whose display is declared, and
    `lines` the texts whose line ends are kept.
    """

    root: NodeType
    styles: dict[NodeType, PageStyle] = field(default_factory=dict)
    gone: set[NodeType] = field(default_factory=set)
    displays: dict[NodeType, str] = field(default_factory=dict)
    lines: set[NodeType] = field(default_factory=set)

    def __post_init__(self) -> None:
        declared = _declared(self.root)
        nothing: Declarations = {}
        stack: list[tuple[NodeType, _Inheritance]] = [(self.root, _Inheritance())]
        while stack:
            node, inherited = stack.pop()
            if node.name == "#text":
                self._show(node, inherited)
                continue
            if node.name in UNSEEN:
                self.gone.add(node)
                continue
            own = {**_presented(node), **declared.get(node, nothing), **_inline(node)}
            display = own.get("display", "block" if inherited.blocks else "")
            if display == "none":
                self.gone.add(node)
                continue
            if display:
                self.displays[node] = display
            handed_down = _handed_down(own, inherited) if own or inherited.blocks else inherited
            if node.name in CONTROLS or node.name in PICTURES:
                self._show(node, handed_down)
            else:
                stack += [(child, handed_down) for child in node.children or ()]

    def _show(self, node: NodeType, inherited: _Inheritance) -> None:
        if inherited.visible and inherited.sized:
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


def _handed_down(own: Declarations, inherited: _Inheritance) -> _Inheritance:
    visibility = own.get("visibility", "inherit")
    visible = inherited.visible if visibility == "inherit" else visibility == "visible"
    size = own.get("font-size", "")
    # What is see-through stays so, whatever stands in it declares.
    sized = inherited.sized and not _NOTHING.match(own.get("opacity", "1"))
    style = inherited.style
    if "line-through" in own.get("text-decoration", "") + own.get("text-decoration-line", ""):
        style = "struck"
    elif own.get("vertical-align") in ("super", "sub", "text-top") and style != "struck":
        style = "raised"
    elif own.get("vertical-align") == "baseline" and style == "raised":
        style = "plain"
    elif _SMALL.match(size) and style == "plain":
        style = "small"
    spaces = own.get("white-space")
    return _Inheritance(
        visible,
        sized and not (size and _NOTHING.match(size)),
        style,
        inherited.keeps_lines if spaces is None else spaces in _KEEPS_LINES,
        own.get("display") in _ROWS_OF_BLOCKS,
    )


_BY_NAME: Mapping[str, Declarations] = {
    **{key: {"vertical-align": "super"} for key in ("sup", "sub")},
    **{key: {"text-decoration": "line-through"} for key in ("s", "strike", "del")},
    **{key: {"white-space": "pre"} for key in ("pre", "textarea")},
    "small": {"font-size": "smaller"},
}


def _presented(node: NodeType) -> Declarations:
    """Return what an element's name and its attributes mean for a browser."""
    if "hidden" in attributes_of(node):
        return {"display": "none"}
    return _BY_NAME.get(node.name, {})


def _inline(node: NodeType) -> Declarations:
    style = attributes_of(node).get("style")
    return _of_style(style) if style and _MAY_MATTER.search(style) else {}


@lru_cache(maxsize=1024)
def _of_style(style: str) -> Declarations:
    import tinycss2

    parsed = tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True)
    return {name: value for name, value, _ in _relevant(parsed)}


def _relevant(parsed: Sequence[Any]) -> Iterator[tuple[str, str, bool]]:
    """Yield name, value and importance of the declarations that matter."""
    import tinycss2

    for each in parsed:
        if each.type == "declaration" and each.lower_name in _PROPERTIES:
            yield each.lower_name, tinycss2.serialize(each.value).strip().lower(), each.important


def _declared(root: NodeType) -> dict[NodeType, Declarations]:
    """Return what the page's own style sheets declare of its elements."""
    weighed: dict[NodeType, dict[str, _Declaration]] = defaultdict(dict)
    index = _Index(root)
    left = _MOST_DECLARED
    for order, (selector, name, value, important) in enumerate(_rules(index.sheets)):
        own = _Declaration(important, _specificity(selector), order, value)
        nodes = index.matching(selector)
        left -= 1 + len(nodes)
        if left < 0:
            break
        for node in nodes:
            other = weighed[node].get(name)
            if other is None or (other.important, other.specificity) <= (
                own.important,
                own.specificity,
            ):
                weighed[node][name] = own
    return {node: {name: x.value for name, x in of.items()} for node, of in weighed.items()}


def _rules(sheets: Sequence[str]) -> Iterator[tuple[str, str, str, bool]]:
    """Yield selector, property, value and importance, for a screen."""
    import tinycss2

    for sheet in sheets:
        waiting = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
        for rule in _on_screen(waiting):
            declarations = tinycss2.parse_blocks_contents(rule.content, skip_comments=True)
            relevant = list(_relevant(declarations))
            selectors = tinycss2.serialize(rule.prelude).split(",") if relevant else ()
            for selector in selectors:
                for name, value, important in relevant:
                    yield selector.strip(), name, value, important


def _on_screen(rules: Sequence[Any]) -> Iterator[Any]:
    import tinycss2

    for rule in rules:
        if rule.type == "qualified-rule":
            yield rule
        elif _is_of_a_screen(rule):
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            yield from (x for x in inner if x.type == "qualified-rule")


def _is_of_a_screen(rule: Any) -> bool:
    import tinycss2

    media = rule.type == "at-rule" and rule.lower_at_keyword == "media" and rule.content
    return bool(media) and not _NOT_ON_SCREEN.search(tinycss2.serialize(rule.prelude))


def _specificity(selector: str) -> tuple[int, int, int]:
    identities, classes, names = (len(part.findall(selector)) for part in _SPECIFICITY)
    return identities, classes, names


class _Index:
    """The elements of a page by name, class and identity, for the selectors of its style sheets."""

    def __init__(self, root: NodeType) -> None:
        self.root = root
        self.sheets: list[str] = []
        self.complex = 0
        self.by_key: dict[str, list[NodeType]] = defaultdict(list)
        stack = [root]
        while stack:
            node = stack.pop()
            if node.name == "style":
                self.sheets.append(text_within(node))
            attributes = attributes_of(node)
            self.by_key[node.name].append(node)
            for name in (attributes.get("class") or "").split():
                self.by_key[f".{name}"].append(node)
            self.by_key[f"#{attributes.get('id')}"].append(node)
            stack += node.children or ()

    def matching(self, selector: str) -> Sequence[NodeType]:
        """Return the elements that a selector means; none for one that is not understood."""
        simple = _SIMPLE.fullmatch(selector)
        if simple:
            name, key = (simple[1] or "").lower(), simple[2]
            found = self.by_key.get(key or name, [])
            return [node for node in found if not name or node.name == name]
        self.complex += 1
        return self._queried(selector) if self.complex <= _MOST_COMPLEX else ()

    def _queried(self, selector: str) -> Sequence[NodeType]:
        from justhtml import SelectorError, query

        try:
            return list(query(self.root, selector))
        except SelectorError:
            return ()
