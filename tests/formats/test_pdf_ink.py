"""PDF: ink is the judge. Pages are rendered, and what is read of them must be there to be seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.test_pdf_quirks import NOTHING, SEEN, one, say, value
from tests.paths import DOCUMENTS, SHARED

from reportlint.formats.pdf.sheets import drawing, flat_page
from reportlint.layout.characters import Character
from reportlint.layout.drawing import Drawing
from reportlint.location import Location

pytestmark = pytest.mark.fuzz

SCALE = 3
DARKEST_PAPER = 20
"""How much the shades under a character differ at least, of 255."""


def inkless(content: bytes) -> list[Character]:
    """Return the characters that are read where nothing is seen.

    Only those of the fonts that every machine has are looked at: ideographs may have no ink.
    """
    return [x for sheet, page in sheets(content) for x in sheet.characters if not seen(x, page)]


def sheets(content: bytes) -> Iterator[tuple[Drawing, list[bytes]]]:
    """Yield each page as it is read, and its rows of shades as it is seen."""
    document = pypdfium2.PdfDocument(content)
    document.init_forms()
    for number in range(len(document)):
        bitmap = document[number].render(scale=SCALE, grayscale=True, may_draw_forms=True)
        shades, stride = bytes(bitmap.buffer), bitmap.stride
        rows = [shades[y * stride :][: bitmap.width] for y in range(bitmap.height)]
        with flat_page(document, number) as page:
            yield drawing(document.raw, page.raw, Location("a.pdf")), rows


def seen(x: Character, rows: list[bytes]) -> bool:
    if not ("!" <= x.text <= "~"):
        return True
    left, right = int(x.x0 * SCALE), int(x.x1 * SCALE) + 1
    shades = b"".join(
        row[left:right] for row in rows[int(x.top * SCALE) : int(x.bottom * SCALE) + 1]
    )
    return bool(shades) and max(shades) - min(shades) >= DARKEST_PAPER


@pytest.mark.parametrize("kind", SEEN)
def test_every_character_read_has_ink(kind: str) -> None:
    assert inkless(bytes(SEEN[kind])) == []


@pytest.mark.parametrize("kind", NOTHING)
def test_what_is_not_seen_is_not_read(kind: str) -> None:
    assert inkless(bytes(NOTHING[kind])) == []


@pytest.mark.parametrize("path", [DOCUMENTS / "report.pdf", SHARED / "real" / "huaian-2024.pdf"])
def test_every_character_of_a_report_has_ink(path: Path) -> None:
    if not path.exists():
        pytest.skip("../shared is not beside this checkout")
    assert inkless(path.read_bytes()) == []


Draws = Callable[[float, float], str]
Unseen = Callable[[str, float], Draws]
"""Draws some digits, so far to the right of where the cell's text begins, that are not seen."""


def _covered(digits: str, dx: float) -> Draws:
    def draw(x: float, y: float) -> str:
        box = f"{x + dx - 0.3} {y - 1} {4 * len(digits) + 1} 8 re f"
        return f"{say(digits, dx)(x, y)} q 1 g {box} Q"

    return draw


def _clipped(digits: str, dx: float) -> Draws:
    def draw(x: float, y: float) -> str:
        return f"q 0 0 9 9 re W n {say(digits, dx)(x, y)} Q"

    return draw


def _struck(digits: str, dx: float) -> Draws:
    def draw(x: float, y: float) -> str:
        end = x + dx + 3.9 * len(digits)
        return f"{say(digits, dx)(x, y)} .3 w {x + dx} {y + 2.3} m {end} {y + 2.3} l S"

    return draw


UNSEEN: dict[str, Unseen] = {
    "white": lambda digits, dx: say(digits, dx, before="1 g"),
    "almost white": lambda digits, dx: say(digits, dx, before=".97 g"),
    "white in other colours": lambda digits, dx: say(digits, dx, before="0 0 0 0 k"),
    "clear": lambda digits, dx: say(digits, dx, before="/G gs"),
    "unpainted": lambda digits, dx: say(digits, dx, before="3 Tr"),
    "for clipping": lambda digits, dx: say(digits, dx, before="7 Tr"),
    "covered": _covered,
    "clipped": _clipped,
    "struck": _struck,
}

SHOWN: dict[str, Callable[[str], Draws]] = {
    "plain": say,
    "red": lambda digits: say(digits, before="1 0 0 rg"),
    "grey": lambda digits: say(digits, before=".5 g"),
    "small": lambda digits: say(digits, size=5),
    "outlined too": lambda digits: say(digits, before="2 Tr .2 w"),
    "narrow": lambda digits: say(digits, before="80 Tz"),
    "bold by a copy": lambda digits: lambda x, y: say(digits)(x, y) + say(digits, 0.4)(x, y),
}


@settings(max_examples=10)
@given(
    number=st.integers(1, 999),
    shown=st.sampled_from(sorted(SHOWN)),
    unseen=st.lists(
        st.tuples(st.sampled_from(sorted(UNSEEN)), st.integers(0, 99), st.sampled_from([0, 2, 14])),
        max_size=3,
    ),
)
def test_only_what_is_seen_is_read(
    number: int, shown: str, unseen: list[tuple[str, int, int]]
) -> None:
    before = [UNSEEN[kind](str(digits), dx) for kind, digits, dx in unseen if kind != "struck"]
    after = [UNSEEN[kind](str(digits), 14) for kind, digits, _ in unseen if kind == "struck"][:1]
    paper = one(*before, SHOWN[shown](str(number)), *after, ExtGState=b"/G << /ca 0 >>")
    assert value(paper) == number
    assert inkless(bytes(paper)) == []
