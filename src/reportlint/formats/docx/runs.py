"""The runs of a paragraph: the characters that they show, and which are a note's mark."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from reportlint.document.shown import Style
from reportlint.formats.docx.run_styles import Look, RunStyles

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
    shown = [(_character(x, look), look) for x, look in looks if look.style is not None]
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
