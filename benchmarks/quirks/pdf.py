"""Quirks of PDF: what is drawn in a cell, and over it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from fixtures.documents.paper import pdf
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from benchmarks.quirks.characters import ROUND_NUMBERS, WITH_WIDE_BLANKS
from benchmarks.quirks.medium import Medium, template
from benchmarks.quirks.quirk import Contents, Quirk
from reportlint.form.schema import Form

Drawing = Callable[[Canvas, float, float], None]
"""Draws on a page what begins at a place, in points from the left and from the bottom."""

_FONT, _ROOM = "STSong-Light", 25.0
_FITTING = 4.5
_OF_CHARACTERS = (
    *("plain", "blank", "full width", "thousands by comma", "unit", "plus sign", "circled figure"),
    *("circled figure before", "bracketed figure", "asterisk", "reference mark", "percentage"),
    *("note in brackets", "the word note", "the word note in brackets", "only a circled figure"),
    *("about", "at least", "explanation", "unit and note", "two numbers far apart"),
    *("letter-spacing", "blank before a unit"),
)
"""Those whose characters the font has, and whose blanks show on paper."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a piece of text is printed: sizes in points, grey from black to white."""

    size: float = 7
    rise: float = 0
    grey: float = 0
    mode: Literal[0, 1, 2, 3] = 0
    times: int = 1
    struck: bool = False
    covered: bool = False


_PLAIN = Look()
_RAISED = Look(size=4, rise=3.5)
_STRUCK = Look(struck=True)


def _pieces(*pieces: tuple[str, Look]) -> Drawing:
    """Draw pieces of text side by side, smaller where the cell has no room for them."""

    def draw(page: Canvas, x: float, y: float) -> None:
        needed = sum(stringWidth(text, _FONT, look.size) for text, look in pieces)
        scale = min(1, _ROOM / max(needed, 1))
        for text, look in pieces:
            width = stringWidth(text, _FONT, look.size * scale)
            _print(page, x, y, text, replace(look, size=look.size * scale))
            x += 0 if look.covered else width

    return draw


def _print(page: Canvas, x: float, y: float, text: str, look: Look) -> None:
    width = stringWidth(text, _FONT, look.size)
    page.saveState()
    page.setFillGray(look.grey)
    for time in range(look.times):
        drawn = page.beginText(x + 0.15 * time, y + look.rise)
        drawn.setFont(_FONT, look.size)
        drawn.setTextRenderMode(look.mode)
        drawn.textOut(text)
        page.drawText(drawn)
    if look.covered:
        page.setFillGray(1)
        page.rect(x, y - 1, width + 2, look.size + 1, stroke=0, fill=1)
    if look.struck:
        page.setLineWidth(0.4)
        page.line(x, y + look.size * 0.35, x + width, y + look.size * 0.35)
    page.restoreState()


def _text(text: str, look: Look = _PLAIN) -> Drawing:
    return _pieces((text, look))


def _one_by_one(text: str) -> Drawing:
    return _pieces(*((character, _PLAIN) for character in text))


def _apart(gap: float, *numbers: str) -> Drawing:
    """Draw texts with a gap between them."""

    def draw(page: Canvas, x: float, y: float) -> None:
        for number in numbers:
            _print(page, x, y, number, replace(_PLAIN, size=5))
            x += stringWidth(number, _FONT, 5) + gap

    return draw


def _on_lines(*numbers: str) -> Drawing:
    """Draw texts one below the other."""

    def draw(page: Canvas, x: float, y: float) -> None:
        for line, number in enumerate(numbers):
            _print(page, x, y + 3 - 6 * line, number, replace(_PLAIN, size=5))

    return draw


def _over(text: str, mark: str, size: float, angle: float, grey: float, *, first: bool) -> Drawing:
    """Draw a text, and a large one over or under it that belongs to the page."""

    def draw(page: Canvas, x: float, y: float) -> None:
        if not first:
            _text(text)(page, x, y)
        page.saveState()
        page.translate(x - size, y - size * 0.4)
        page.rotate(angle)
        _print(page, 0, 0, mark, Look(size=size, grey=grey))
        page.restoreState()
        if first:
            _text(text)(page, x, y)

    return draw


def _with_line(text: str, rise: float) -> Drawing:
    def draw(page: Canvas, x: float, y: float) -> None:
        _text(text)(page, x, y)
        page.setLineWidth(0.4)
        page.line(x, y + rise, x + stringWidth(text, _FONT, 7), y + rise)
        page.setLineWidth(1)

    return draw


def _shaded(text: str, before: float, grey: float) -> Drawing:
    def draw(page: Canvas, x: float, y: float) -> None:
        page.saveState()
        page.setFillGray(before)
        page.rect(x - 1, y - 2, _ROOM, 10, stroke=0, fill=1)
        page.restoreState()
        _text(text, Look(grey=grey))(page, x, y)

    return draw


def _shadowed(text: str, dx: float, dy: float, grey: float) -> Drawing:
    """Draw a text and its shadow, which is drawn first where it is grey."""

    def draw(page: Canvas, x: float, y: float) -> None:
        copies = [(x + dx, y + dy, Look(grey=grey)), (x, y, _PLAIN)]
        for left, base, look in copies if grey else copies[::-1]:
            _pieces((text, look))(page, left, base)

    return draw


def _slashed(text: str, n: str, *, up: bool) -> Drawing:
    """Draw a text with a slanted line through it, and another beside it."""

    def draw(page: Canvas, x: float, y: float) -> None:
        width = stringWidth(text, _FONT, 5)
        page.line(x, y + (0 if up else 4), x + width, y + (4 if up else 0))
        _print(page, x, y, text, Look(size=5))
        _print(page, x + width + 1, y, n, Look(size=_FITTING))

    return draw


def _clipped(text: str, after: str) -> Drawing:
    """Draw a text, and one after it that a clip leaves out."""

    def draw(page: Canvas, x: float, y: float) -> None:
        page.saveState()
        shape = page.beginPath()
        shape.rect(x - 1, y - 3, stringWidth(text, _FONT, 7) + 1, 12)
        page.clipPath(shape, stroke=0, fill=0)
        _print(page, x, y, text + after, _PLAIN)
        page.restoreState()

    return draw


def _moved(text: str, dx: float) -> Drawing:
    return lambda page, x, y: _text(text)(page, x + dx, y)


QUIRKS = (
    Quirk("raised mark", lambda n: _pieces((n, _PLAIN), ("1", _RAISED))),
    Quirk("two raised marks", lambda n: _pieces((n, _PLAIN), ("12", _RAISED))),
    Quirk("raised mark in brackets", lambda n: _pieces((n, _PLAIN), ("[1]", _RAISED))),
    Quirk("raised mark before", lambda n: _pieces(("1", _RAISED), (n, _PLAIN))),
    Quirk("lowered mark", lambda n: _pieces((n, _PLAIN), ("2", Look(size=4, rise=-1.5)))),
    Quirk("small mark", lambda n: _pieces((n, _PLAIN), ("1", Look(size=4)))),
    Quirk("large raised mark", lambda n: _pieces((n, _PLAIN), ("3", Look(size=5.5, rise=2.5)))),
    Quirk("raised wide mark", lambda n: _pieces((n, _PLAIN), ("１", _RAISED))),
    Quirk("raised asterisk", lambda n: _pieces((n, _PLAIN), ("*", Look(size=5, rise=2)))),
    Quirk("shadow to the left", lambda n: _shadowed(n, -1, -0.5, 0.7)),
    Quirk("shadow above", lambda n: _shadowed(n, 0.5, 1.5, 0.7)),
    Quirk("shadow far below", lambda n: _shadowed(n, 0, -2, 0.8)),
    Quirk("black shadow", lambda n: _shadowed(n, 0.8, -0.8, 0)),
    Quirk("slash upwards", lambda n: _slashed("49", n, up=True)),
    Quirk("slash downwards", lambda n: _slashed("49", n, up=False)),
    Quirk("clipped away", lambda n: _clipped(n, "99")),
    Quirk("white after", lambda n: _pieces((n, _PLAIN), ("9", Look(grey=1)))),
    Quirk("white before", lambda n: _pieces(("9", Look(grey=1)), (n, _PLAIN))),
    Quirk("nearly white", lambda n: _pieces((n, _PLAIN), ("9", Look(grey=0.98)))),
    Quirk("drawn unseen", lambda n: _pieces((n, _PLAIN), ("9", Look(mode=3)))),
    Quirk("covered", lambda n: _pieces(("499", Look(covered=True)), (n, _PLAIN))),
    Quirk("only white", lambda n: _text(n, Look(grey=1)), "unknown"),
    Quirk("struck out", lambda n: _pieces(("511", _STRUCK), (n, _PLAIN))),
    Quirk("only struck out", lambda n: _text(n, _STRUCK), "unknown"),
    Quirk("printed three times", lambda n: _text(n, Look(times=3))),
    Quirk("filled and stroked", lambda n: _text(n, Look(mode=2))),
    Quirk("outlines", lambda n: _text(n, Look(mode=1))),
    Quirk("grey", lambda n: _text(n, Look(grey=0.6))),
    Quirk("one by one", _one_by_one),
    Quirk("runs within", lambda n: _pieces((n[:1], Look(times=2)), (n[1:], _PLAIN))),
    Quirk("two numbers side by side", lambda n: _apart(6, n[:-2], n[-2:]), "unknown", 5),
    Quirk("two lines", lambda n: _on_lines(n[:-2], n[-2:]), "unknown", 5),
    Quirk("underlined", lambda n: _with_line(n, -1)),
    Quirk("over a rule", lambda n: _moved(n, -7)),
    Quirk("shade behind", lambda n: _shaded(n, 0.85, 0)),
    Quirk("white on black", lambda n: _shaded(n, 0, 1)),
    Quirk("slanted watermark over", lambda n: _over(n, "2025", 40, 45, 0.85, first=False)),
    Quirk("slanted watermark under", lambda n: _over(n, "2025", 40, 45, 0.85, first=True)),
    Quirk("level watermark over", lambda n: _over(n, "2025", 30, 0, 0.85, first=False)),
    Quirk("steep watermark over", lambda n: _over(n, "2025", 40, 70, 0.7, first=False)),
    Quirk("watermark on its side", lambda n: _over(n, "2025", 24, 90, 0.8, first=True)),
    Quirk("falling watermark under", lambda n: _over(n, "2025", 40, -35, 0.9, first=True)),
    Quirk("black slanted word over", lambda n: _over(n, "草稿", 40, 45, 0, first=False)),
    Quirk("level watermark under", lambda n: _over(n, "2025", 30, 0, 0.85, first=True)),
    Quirk("slanted word over", lambda n: _over(n, "内部资料", 30, 30, 0.8, first=False)),
)


def document(form: Form, contents: Contents[Drawing]) -> bytes:
    """Return pages of A4 with a quirk."""

    def write(page: Canvas, x: float, y: float, text: str) -> None:
        if contents.has_quirk(text):
            contents.shown(page, x, y)
        else:
            page.drawString(x, y, contents.plain(text))

    return pdf(template(form.edition), write)


_CHARACTERS = tuple(x for x in WITH_WIDE_BLANKS if x.name in _OF_CHARACTERS)
MEDIUM = Medium(
    ".pdf",
    (*(x.then(_text) for x in _CHARACTERS), *QUIRKS),
    document,
    has_labels=False,
    within=tuple(x for x in ROUND_NUMBERS if x in _CHARACTERS),
)
