"""Quirks of OFD: text objects of a page, and paths over them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fixtures.documents.ofd_canvas import OfdCanvas, path_object, text_object
from fixtures.documents.paper import ofd
from wcwidth import wcswidth

from benchmarks.quirks.characters import WITH_WIDE_BLANKS
from benchmarks.quirks.medium import Medium, template
from benchmarks.quirks.quirk import Contents, Quirk
from reportlint.form.schema import Form

Objects = Callable[[float, float], str]
"""Returns what begins at a place, in points from the left and from the top."""

_SIZE, _ROOM = 7.0, 25.0
_WHITE = '<ofd:FillColor Value="255 255 255"/>'
_NO_ROOM = (
    '<ofd:Clips><ofd:Clip><ofd:Area><ofd:Path Boundary="90 90 9 9"><ofd:AbbreviatedData>'
    "M 0 0 L 9 0 L 9 9 L 0 9 C</ofd:AbbreviatedData></ofd:Path></ofd:Area></ofd:Clip></ofd:Clips>"
)
_GREY = '<ofd:FillColor Value="215 215 215"/>'


@dataclass(frozen=True, slots=True)
class Piece:
    """A text, its size and rise in points, and what else its object says."""

    text: str
    size: float = _SIZE
    rise: float = 0
    attributes: str = ""
    inside: str = ""
    struck: bool = False


def _width(piece: Piece) -> float:
    return max(wcswidth(piece.text), 0) * piece.size / 2


def _row(*pieces: Piece) -> Objects:
    """Return pieces of text side by side, smaller where the cell has no room for them."""

    def objects(x: float, base: float) -> str:
        scale = min(1, _ROOM / max(sum(map(_width, pieces)), 1))
        drawn = ""
        for piece in (piece for piece in pieces if piece.text):
            size, width = piece.size * scale, _width(piece) * scale
            text = (piece.text, size, piece.attributes, piece.inside)
            drawn += text_object(x, base - piece.rise, *text)
            drawn += path_object(x, base - size * 0.35, width, 0) if piece.struck else ""
            x += width
        return drawn

    return objects


def _text(text: str) -> Objects:
    return _row(Piece(text))


def _lines(*texts: str) -> Objects:
    return lambda x, base: "".join(
        text_object(x, base - 3 + 6 * line, text, 5) for line, text in enumerate(texts)
    )


def _with_mark(text: str, mark: str, attributes: str) -> Objects:
    """Return a text over a large grey one that belongs to the page."""

    def objects(x: float, base: float) -> str:
        under = text_object(x - 30, base + 10, mark, 30, attributes, _GREY)
        return under + text_object(x, base, text, _SIZE)

    return objects


def _shadowed(text: str, dx: float, dy: float) -> Objects:
    """Return a text over its shadow."""

    def objects(x: float, base: float) -> str:
        return text_object(x + dx, base + dy, text, _SIZE, "", _GREY) + _text(text)(x, base)

    return objects


QUIRKS = (
    Quirk("raised mark", lambda n: _row(Piece(n), Piece("1", 4, 3.5))),
    Quirk("raised mark in brackets", lambda n: _row(Piece(n), Piece("[1]", 4, 3.5))),
    Quirk("raised mark before", lambda n: _row(Piece("1", 4, 3.5), Piece(n))),
    Quirk("lowered mark", lambda n: _row(Piece(n), Piece("2", 4, -1.5))),
    Quirk("small mark", lambda n: _row(Piece(n), Piece("1", 4))),
    Quirk("large raised mark", lambda n: _row(Piece(n), Piece("3", 5.5, 2.5))),
    Quirk("raised wide mark", lambda n: _row(Piece(n), Piece("１", 4, 3.5))),
    Quirk("shadow to the left", lambda n: _shadowed(n, -1, 0.5)),
    Quirk("shadow above", lambda n: _shadowed(n, 0.5, -1.5)),
    Quirk("clipped away", lambda n: _row(Piece(n), Piece("9", inside=_NO_ROOM))),
    Quirk("white after", lambda n: _row(Piece(n), Piece("9", inside=_WHITE))),
    Quirk("white before", lambda n: _row(Piece("9", inside=_WHITE), Piece(n))),
    Quirk("not visible", lambda n: _row(Piece(n), Piece("9", attributes='Visible="false"'))),
    Quirk("clear", lambda n: _row(Piece(n), Piece("9", attributes='Alpha="0"'))),
    Quirk("only white", lambda n: _row(Piece(n, inside=_WHITE)), "unknown"),
    Quirk("struck out", lambda n: _row(Piece("511", struck=True), Piece(n))),
    Quirk("only struck out", lambda n: _row(Piece(n, struck=True)), "unknown"),
    Quirk("one by one", lambda n: _row(*map(Piece, n))),
    Quirk("two numbers side by side", lambda n: _text(f"{n[:-2]}   {n[-2:]}"), "unknown", 5),
    Quirk("two lines", lambda n: _lines(n[:-2], n[-2:]), "unknown", 5),
    Quirk("level watermark", lambda n: _with_mark(n, "2025", "")),
    Quirk("slanted watermark", lambda n: _with_mark(n, "2025", 'CTM="0.7 0.7 -0.7 0.7 0 0"')),
)


def document(form: Form, contents: Contents[Objects]) -> bytes:
    """Return pages of A4 with a quirk."""

    def write(page: OfdCanvas, x: float, y: float, text: str) -> None:
        if contents.has_quirk(text):
            page.pages[-1].append(contents.shown(x, page.paper[1] - y))
        else:
            page.drawString(x, y, contents.plain(text))

    return ofd(template(form.edition), write)


MEDIUM = Medium(
    ".ofd", (*(x.then(_text) for x in WITH_WIDE_BLANKS), *QUIRKS), document, has_labels=False
)
