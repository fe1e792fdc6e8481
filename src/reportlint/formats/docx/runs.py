"""How a run of a Word document is shown, the characters that it shows, and the results of fields.

A property stands on the run itself, or is taken from its character style and its paragraph's style,
each with the styles it is based on (ECMA-376 part 1, 17.7). `vanish` and `strike` toggle: styles
that both state them undo each other (17.7.3). Of fields the results are shown, the codes are not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from reportlint.document.shown import Style

_OFF = ("0", "false", "off")
_STATED = ("vanish", "specVanish", "strike", "dstrike", "vertAlign", "position", "sz", "color")
SIGNS = (b"anish", b"trike", b"vertAlign", b"position", b'"FFFFFF"')
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
    is_white: bool = False


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
        self._shaded: set[str] = set()
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
                stated.get("color") == "ffffff",
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
        if next(style.iter(f"{self.tag}shd"), None) is not None:
            self._shaded.add(name)
        if style.get(f"{self.tag}default", "0") not in _OFF:
            self._default_styles[style.get(f"{self.tag}type", "")] = name

    def _whole(self, name: str) -> Properties:
        """Return what a style states, and the styles it is based on where it does not."""
        whole: dict[str, str] = {}
        for _ in range(_MOST_BASES):
            whole = {**self._stated.get(name, {}), **whole}
            name = self._bases.get(name, "")
        return whole

    def is_on_paper(self, element: Any) -> bool:
        """Whether nothing but white paper is stated to be behind the text of a cell.

        A cover may have a picture behind its lines.
        """
        for holder in element.iterancestors():
            about = holder.find(f"{holder.tag}Pr")
            for stated in () if about is None else about:
                name = stated.tag.rpartition("}")[2]
                if name in ("shd", "highlight") or (
                    name in ("tblStyle", "pStyle", "rStyle") and self._is_shaded(stated)
                ):
                    return False
        return next(element.iterancestors(_CELL), None) is not None

    def _is_shaded(self, stated: Any) -> bool:
        name = self._value(stated)
        for _ in range(_MOST_BASES):
            if name in self._shaded:
                return True
            name = self._bases.get(name, "")
        return False

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


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
"""The namespaces of text and of formulas, as tags begin."""

_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
MATH_TEXT, RAISED_MATH = f"{M}t", f"{M}raised"
TEXT, _SYMBOL = f"{W}t", f"{W}sym"
WRITTEN = (TEXT, MATH_TEXT, RAISED_MATH, _SYMBOL, *_SIGNS)
"""The elements that show something in a line."""

GONE = "gone"
"""The tag of what is to be taken out; one by one, many take lxml minutes."""

_CIRCLES = {0x80: "⓪", 0x8B: "⓿"}
_CIRCLES |= {0x80 + i: chr(0x245F + i) for i in range(1, 11)}
_CIRCLES |= {0x8B + i: chr(0x2775 + i) for i in range(1, 11)}
"""The figures in circles of Wingdings, by their codes there; in Wingdings 2 they begin at 0x69."""
_WINGDINGS_2 = 0x80 - 0x69
_BLANKS = " \t\r\n"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SIGN = "◆"
"""A sign that is no character."""
_FIGURE = re.compile(r"\s*(?:[0-9]{1,2}|[*※†‡#①-⒛⓪-⓿❶-➓]+|注[0-9]?|[\[(〔【][0-9注]+[\])〕】])\s*")
_SHIFTED = 4
"""Half-points."""


def runs(paragraph: Any, styles: RunStyles) -> list[tuple[str, Style]]:
    """Return the texts that a paragraph shows, each with its style."""
    style = styles.style_of(paragraph)
    looks = ((x, _look(x, styles, style)) for x in paragraph.iter(*WRITTEN))
    shown = [
        (_character(x, look), look)
        for x, look in looks
        if look.style is not None and not (look.is_white and styles.is_on_paper(x))
    ]
    if len({look for _, look in shown}) < 2:
        return [(text, look.style or "plain") for text, look in shown]
    main = max((run for run in shown if run[1].style == "plain"), key=_prominence, default=None)
    return [
        (text, "raised" if main and _is_mark(text, look, main[1]) else look.style or "plain")
        for text, look in shown
    ]


def _look(element: Any, styles: RunStyles, paragraph_style: str) -> Look:
    look = styles.look(element.getparent(), paragraph_style)
    raised = element.tag == RAISED_MATH and look.style is not None
    return replace(look, style="raised") if raised else look


def _prominence(run: tuple[str, Look]) -> tuple[int, int]:
    text, look = run
    return look.size if text.strip() else 0, len(text)


def _is_mark(text: str, look: Look, main: Look) -> bool:
    """Whether a plain run is a note's mark beside others: higher, lower, or much smaller."""
    moved = abs(look.position - main.position) >= _SHIFTED or look.size * 3 <= main.size * 2
    return look.style == "plain" and moved and _FIGURE.fullmatch(text) is not None


def _character(element: Any, look: Look) -> str:
    """Return what an element of a run shows."""
    if element.tag == _SYMBOL:
        font = element.get(f"{W}font", "").lower()
        code = element.get(f"{W}char", "")
        return _symbol(int(code, 16), font) if re.fullmatch("[0-9A-Fa-f]{1,4}", code) else ""
    text = _SIGNS.get(element.tag) or _written(element)
    if look.symbols:
        return "".join(x if x.isspace() else _symbol(ord(x), look.symbols) for x in text)
    return text


def _written(element: Any) -> str:
    """Return the text of an element; blanks at its ends are shown where that is said."""
    text = element.text or ""
    if text[:1] in _BLANKS or text[-1:] in _BLANKS:
        text = text if element.get(_SPACE) == "preserve" else text.strip(_BLANKS)
    return text.replace("\n", " ")


def _symbol(code: int, font: str) -> str:
    """Return the character that a sign of a symbol font shows, as far as Unicode has it."""
    own = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if font.startswith("wingdings"):
        # The third has arrows alone.
        shift = _WINGDINGS_2 if font.endswith("2") else 0
        return _SIGN if font.endswith("3") else _CIRCLES.get(own + shift, _SIGN)
    if font.startswith("webdings") or not (0x20 <= own < 0xD800):
        return _SIGN
    return chr(own)


_CODE, _BEGIN = f"{W}instrText", f"{W}fldChar"
_CELL = f"{W}tc"
_RING = re.compile(
    r"\s*eq\s.*\\o\s*\\ac\s*\(\s*[^,，]{0,2}[,，]\s*([0-9]{1,2})\s*\)", re.IGNORECASE
)


@dataclass
class _Field:
    """A field that has begun: what stands in its code, and whether anything is its result."""

    begin: Any
    code: list[Any] = field(default_factory=list)
    has_result: bool = False


def show_results(root: Any) -> None:
    """Drop the codes of fields, which a field inside may be part of, and show chosen entries."""
    fields: list[_Field] = []
    coding: list[_Field] = []
    for element in [*root.iter(_BEGIN, _CODE, *WRITTEN)]:
        if element.tag != _BEGIN:
            if coding:
                coding[-1].code.append(element)
            elif fields and (element.text or "").strip():
                fields[-1].has_result = True
            continue
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            fields.append(_Field(element))
            coding.append(fields[-1])
        elif fields:
            if coding and coding[-1] is fields[-1]:
                coding.pop()
            if kind == "end":
                ended = fields.pop()
                # Where half a field was deleted, the end is another's.
                if _cell_of(ended.begin) is _cell_of(element):
                    _end(ended)


def _end(ended: _Field) -> None:
    code = "".join(x.text or "" for x in ended.code)
    for element in ended.code:
        element.tag = GONE
    chosen = _RING.match(code)
    shown = chr(0x245F + int(chosen[1])) if chosen and 0 < int(chosen[1]) <= 20 else _choice(ended)
    if shown and not ended.has_result:
        ended.begin.tag, ended.begin.text = TEXT, shown


def _cell_of(element: Any) -> Any:
    return next(element.iterancestors(_CELL), None)


def _choice(ended: _Field) -> str:
    """Return the entry of a list that is chosen in a form's field."""
    entries = [x.get(f"{W}val", "") for x in ended.begin.iter(f"{W}listEntry")]
    stated = ended.begin.find(f"{W}ffData/{W}ddList/{W}result")
    value = "" if stated is None else stated.get(f"{W}val", "")
    chosen = int(value) if re.fullmatch("[0-9]{1,4}", value) else 0
    return entries[chosen] if chosen < len(entries) else ""
