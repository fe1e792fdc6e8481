"""What the style sheets and style attributes of a page declare, as far as it decides what shows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from reportlint.formats.html.elements import attributes_of, text_within

if TYPE_CHECKING:
    from justhtml.dom import NodeType

_PROPERTIES = frozenset(
    (
        *("display", "visibility", "opacity", "color", "background", "background-color"),
        *("position", "left", "right", "top", "bottom", "clip", "clip-path", "text-indent"),
        *("overflow", "width", "height", "max-height", "margin", "margin-left", "padding-left"),
        *("transform", "content-visibility", "-webkit-text-fill-color"),
        *("font-size", "text-decoration", "text-decoration-line", "vertical-align", "white-space"),
    )
)
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
_MOST_DECLARED = 100_000
"""Declarations of a page's style sheets, counted for each element that they are of."""
_MOST_COMPLEX = 50
"""Selectors that are matched against every element; a page's own have a handful that matter."""

Declarations = Mapping[str, str]
"""Values by property, in small letters."""
NOTHING: Declarations = {}
"""What an element declares that has no style."""


@dataclass(frozen=True, slots=True)
class _Declaration:
    """A declaration with what decides between it and others."""

    important: bool
    specificity: tuple[int, int, int]
    order: int
    value: str


def inline(node: NodeType) -> Declarations:
    """Return what the style attribute of an element declares."""
    style = attributes_of(node).get("style")
    return _of_style(style) if style else NOTHING


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


def declared(index: ElementIndex) -> dict[NodeType, Declarations]:
    """Return what the page's own style sheets declare of its elements."""
    weighed: dict[NodeType, dict[str, _Declaration]] = defaultdict(dict)
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

    kinds = ("media", "supports", "layer")
    media = rule.type == "at-rule" and rule.lower_at_keyword in kinds and rule.content
    return bool(media) and not _NOT_ON_SCREEN.search(tinycss2.serialize(rule.prelude))


def _specificity(selector: str) -> tuple[int, int, int]:
    identities, classes, names = (len(part.findall(selector)) for part in _SPECIFICITY)
    return identities, classes, names


class ElementIndex:
    """The elements of a page by name, class and identity, for the selectors of its style sheets."""

    def __init__(self, root: NodeType) -> None:
        self.root = root
        self.sheets: list[str] = []
        self.complex = 0
        self.has_linked_sheets = False
        self.by_key: dict[str, list[NodeType]] = defaultdict(list)
        stack = [root]
        while stack:
            node = stack.pop()
            if node.name == "style":
                self.sheets.append(text_within(node))
            attributes = attributes_of(node)
            if node.name == "link" and "stylesheet" in (attributes.get("rel") or "").lower():
                self.has_linked_sheets = True
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
