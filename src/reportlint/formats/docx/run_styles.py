"""How a run of a Word document is shown: plain, raised, struck out, or not at all.

A property stands on the run itself, or is taken from its character style and its paragraph's style,
each with the styles it is based on (ECMA-376 part 1, 17.7). `vanish` and `strike` toggle: styles
that both state them undo each other (17.7.3).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reportlint.document.shown import Style

_OFF = ("0", "false", "off")
_STATED = ("vanish", "specVanish", "strike", "dstrike", "vertAlign", "position", "sz")
SIGNS = (b"anish", b"trike", b"vertAlign", b"position")
"""What stands in every part of styles by which runs differ in more than their size."""
_RAISED = ("superscript", "subscript")
_SIZE = 20
"""Half-points, where nothing states a size."""
_SYMBOLS = ("wingdings", "webdings")
_MOST_BASES = 20
"""Word itself allows eleven."""

Properties = Mapping[str, str]
"""What is stated of a run, by the local names of those elements that decide how it is shown."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a run is shown: `style` is None where it is not, `size` and `position` in half-points.

    `symbols` is the symbol font that its letters and digits are signs of, empty where they are not.
    """

    style: Style | None
    size: int
    position: int
    symbols: str = ""


class RunStyles:
    """The styles of a document, from the root of its `styles` part where it has one.

    `tag` is the namespace of the document's elements, in braces.
    """

    def __init__(self, root: Any, tag: str) -> None:
        self.tag = tag
        self._about, self._about_paragraph = f"{tag}rPr", f"{tag}pPr"
        self._value_name = f"{tag}val"
        self._names = {f"{tag}{name}": name for name in _STATED}
        self._stated: dict[str, Properties] = {}
        self._bases: dict[str, str] = {}
        self._defaults: Properties = {}
        self._default_styles: dict[str, str] = {}
        self._looks: dict[tuple[str, ...], Look] = {}
        self._plain_looks: dict[str, Look] = {}
        if root is not None:
            for style in root.iterfind(f"{tag}style"):
                self._add(style)
            self._defaults = self._properties(
                root.find(f"{tag}docDefaults/{tag}rPrDefault/{tag}rPr")
            )

    def style_of(self, paragraph: Any) -> str:
        """Return the name of a paragraph's style."""
        about = paragraph.find(self._about_paragraph)
        named = None if about is None else about.find(f"{self.tag}pStyle")
        return self._value(named) or self._default_styles.get("paragraph", "")

    def look(self, run: Any, paragraph_style: str) -> Look:
        """Return how a run is shown, in a paragraph of that style."""
        about = run.find(self._about)
        if about is None:
            return self._plain(paragraph_style)
        character = self._value(about.find(f"{self.tag}rStyle"))
        fonts = about.find(f"{self.tag}rFonts")
        font = "" if fonts is None else fonts.get(f"{self.tag}ascii", "").lower()
        symbols = font if font.startswith(_SYMBOLS) else ""
        return self._look(character, paragraph_style, symbols, self._properties(about))

    def _plain(self, paragraph: str) -> Look:
        """Return how a run is shown that states nothing."""
        if paragraph not in self._plain_looks:
            self._plain_looks[paragraph] = self._look("", paragraph, "", {})
        return self._plain_looks[paragraph]

    def _look(self, character: str, paragraph: str, symbols: str, own: Properties) -> Look:
        character = character or self._default_styles.get("character", "")
        key = (character, paragraph, symbols, *(own.get(name, "") for name in _STATED))
        if key not in self._looks:
            levels = (own, self._whole(character), self._whole(paragraph), self._defaults)
            stated = {name: x[name] for x in reversed(levels) for name in _STATED if name in x}
            self._looks[key] = Look(
                _style(stated, levels),
                _half_points(stated.get("sz", ""), _SIZE),
                _half_points(stated.get("position", ""), 0),
                symbols,
            )
        return self._looks[key]

    def _properties(self, stated: Any) -> Properties:
        """Return those of `w:rPr` that decide how a run is shown."""
        return {
            self._names[element.tag]: element.get(self._value_name, "1").lower()
            for element in (() if stated is None else stated)
            if element.tag in self._names
        }

    def _add(self, style: Any) -> None:
        name = style.get(f"{self.tag}styleId", "")
        self._stated[name] = self._properties(style.find(f"{self.tag}rPr"))
        self._bases[name] = self._value(style.find(f"{self.tag}basedOn"))
        if style.get(f"{self.tag}default", "0") not in _OFF:
            self._default_styles[style.get(f"{self.tag}type", "")] = name

    def _whole(self, name: str) -> Properties:
        """Return what a style states, and the styles it is based on where it does not."""
        whole: dict[str, str] = {}
        for _ in range(_MOST_BASES):
            whole = {**self._stated.get(name, {}), **whole}
            name = self._bases.get(name, "")
        return whole

    def _value(self, element: Any) -> str:
        return "" if element is None else str(element.get(self._value_name, ""))


def _style(stated: Properties, levels: tuple[Properties, ...]) -> Style | None:
    if _toggled("vanish", levels) or _is_on(stated, "specVanish"):
        return None
    if _toggled("strike", levels) or _is_on(stated, "dstrike"):
        return "struck"
    return "raised" if stated.get("vertAlign") in _RAISED else "plain"


def _toggled(name: str, levels: tuple[Properties, ...]) -> bool:
    own, character, paragraph, defaults = levels
    if name in own:
        return _is_on(own, name)
    return _is_on(defaults, name) or _is_on(character, name) != _is_on(paragraph, name)


def _is_on(stated: Properties, name: str) -> bool:
    return stated.get(name, "0") not in _OFF


def _half_points(stated: str, default: int) -> int:
    digits = stated.removeprefix("-")
    sound = digits.isascii() and digits.isdecimal() and len(digits) <= 4
    return int(stated) if sound else default
