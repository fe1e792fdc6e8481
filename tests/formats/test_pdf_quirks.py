"""PDF: what a person sees in a cell is read, whatever else the file says.

The kinds come from bug reports of PDF tools. Each draws one cell of a report, or over its pages.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.printed_pages import Cell, Paper, drawn

from reportlint.form.schema import form
from reportlint.formats import read

EDITION = form("2021")
KEY = "requests.outcomes.granted.natural_person"
OTHERS = {key: n for n, key in enumerate(EDITION.cells, 1) if key != KEY}


def text(x: float, y: float, shown: str, size: float = 7, *, before: str = "") -> str:
    return f"q {before} BT /H {size} Tf {x} {y} Td ({shown}) Tj ET Q"


def value(paper: Paper) -> object:
    """Read the drawn cell; all others stay what they are."""
    report = read(bytes(paper), "report.pdf")
    assert {key: report.value(key) for key in OTHERS} == OTHERS
    return report.value(KEY)


def with_cell(draw: Callable[[Paper, Cell], None]) -> Paper:
    return drawn(EDITION, cells={KEY: draw})[0]


def one(*contents: Callable[[float, float], str], **resources: bytes) -> Paper:
    """Draw a cell with operators, each told where its text would begin."""

    def draw(paper: Paper, cell: Cell) -> None:
        left, bottom, _, top = cell
        for content in contents:
            paper.draw(content(left + 3, (bottom + top) / 2 - 2))

    paper = with_cell(draw)
    paper.resources = b" ".join(b"/%s << %s >>" % (k.encode(), v) for k, v in resources.items())
    return paper


def say(
    shown: str, dx: float = 0, dy: float = 0, size: float = 7, before: str = ""
) -> Callable[[float, float], str]:
    return lambda x, y: text(x + dx, y + dy, shown, size, before=before)


def wide(shown: str, dx: float = 0) -> Callable[[float, float], str]:
    """Write in a font that is not in the file, nor at hand."""
    code = shown.encode("utf-16-be").hex()
    return lambda x, y: f"BT /F 7 Tf {x + dx} {y} Td <{code}> Tj ET"


def raw(content: str) -> Callable[[float, float], str]:
    """Operators with {x} and {y} in them."""
    return lambda x, y: "q " + content.format(x=x, y=y, right=x + 20, top=y + 7) + " Q"


HALF_CLEAR = {"ExtGState": b"/G << /ca 0 >> /M << /BM /Multiply >>"}

DARK = raw("0 0 .5 rg 1 0 0 1 -1 -2 cm {x} {y} 22 11 re f")

SEEN: dict[str, Paper] = {
    "plain": one(say("512")),
    "white digit after": one(say("512"), say("9", 12, before="1 1 1 rg")),
    "white digit that nibbles at another": one(say("512"), say("9", 10.5, before="1 1 1 rg")),
    "white digit before": one(say("9", 0, before="1 1 1 rg"), say("512", 4)),
    "nearly white": one(say("512"), say("9", 12, before=".98 .98 .98 rg")),
    "white cmyk": one(say("512"), say("9", 12, before="0 0 0 0 k")),
    "clear": one(say("512"), say("9", 12, before="/G gs"), **HALF_CLEAR),
    "mode 3": one(say("512"), say("9", 12, before="3 Tr")),
    "mode 7": one(say("512"), say("9", 12, before="7 Tr")),
    "stroked only": one(say("512", before="1 Tr .3 w")),
    "filled and stroked": one(say("512", before="2 Tr .3 w")),
    "white fill, dark stroke": one(say("512", before="2 Tr .3 w 1 g 0 G")),
    "covered by white": one(say("499"), raw("1 g {x} {y} 20 7 re f"), say("512")),
    "covered by a path of lines": one(
        say("499"), raw("1 g {x} {y} m {right} {y} l {right} {top} l {x} {top} l h f"), say("512")
    ),
    "covered by a thick white stroke": one(
        say("499"), raw("1 G 20 w {x} {y} m {right} {y} l S"), say("512", dy=1)
    ),
    "covered by a picture": one(
        say("499"),
        raw("20 0 0 9 {x} {y} cm BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI".replace("\xff", "~")),
        say("512"),
    ),
    "clipped away": one(say("512"), raw("0 0 5 5 re W n BT /H 7 Tf {x} {y} Td (499) Tj ET")),
    "clipped to a round shape": one(
        say("512"),
        raw("0 0 m 0 9 9 9 9 0 c 600 2 l h W n BT /H 7 Tf {x} {y} Td (499) Tj ET"),
    ),
    "last digit clipped away": one(raw("{x} {y} 11.5 9 re W n BT /H 7 Tf {x} {y} Td (5129) Tj ET")),
    "white on dark": one(DARK, say("512", before="1 g")),
    "white on dark, dark on dark": one(
        DARK,
        say("512", before="1 g"),
        say("9", 13, before="0 0 .5 rg"),
    ),
    "shade behind": one(raw(".8 1 .8 rg {x} {y} 20 8 re f"), say("512")),
    "grey": one(say("512", before=".6 g")),
    "light red": one(say("512", before="1 .4 .4 rg")),
    "multiplied": one(say("512", before="/M gs"), **HALF_CLEAR),
    "shadow half a point": one(say("512"), say("512", 0.5, -0.3)),
    "shadow one and a half points": one(say("512"), say("512", 1.5, -0.3)),
    "three times": one(say("512"), say("512", 0.3), say("512", 0.6)),
    "white copy first": one(say("512", before="1 g"), say("512")),
    "white copy last": one(say("512"), say("512", before="1 g")),
    "shadow below": one(say("512"), say("512", 0, -2)),
    "shadow above, first": one(say("512", -1, 2, before=".7 g"), say("512")),
    "grey shadow": one(say("512", 1, -1, before=".7 g"), say("512")),
    "struck through": one(
        say("499"), lambda x, y: f"{x} {y + 2.3} m {x + 11.7} {y + 2.3} l S", say("512", 13)
    ),
    "struck by a thin box": one(
        say("499"), lambda x, y: f"{x} {y + 2.2} 11.7 .4 re f", say("512", 13)
    ),
    "struck by a slanted line": one(
        say("499"), lambda x, y: f"{x} {y} m {x + 11.7} {y + 5} l S", say("512", 14)
    ),
    "struck by a slightly slanted line": one(
        say("499"), lambda x, y: f"{x} {y + 3.5} m {x + 11.7} {y + 1} l S", say("512", 14)
    ),
    "crossed out": one(
        say("499"),
        lambda x, y: f"{x} {y} m {x + 11.7} {y + 5} l {x} {y + 5} m {x + 11.7} {y} l S",
        say("512", 14),
    ),
    "underlined": one(say("512"), lambda x, y: f"{x} {y - 1} m {x + 11.7} {y - 1} l S"),
    "raised mark": one(say("512"), say("1", 11.7, 3.5, 4)),
    "mark by rise": one(raw("BT /H 7 Tf {x} {y} Td (512) Tj 2.5 Ts /H 5.5 Tf (3) Tj ET")),
    "two marks": one(say("512"), say("12", 11.7, 3, 4)),
    "mark in brackets": one(say("512"), say("[1]", 11.7, 3, 4)),
    "lowered mark": one(say("512"), say("2", 11.7, -2, 4.5)),
    "smaller mark on the line": one(say("512"), say("1", 11.7, 0, 4)),
    "mark before": one(say("1", 0, 3, 4), say("512", 2.5)),
    "other text for readers": one(
        raw("/Span << /ActualText (999) >> BDC BT /H 7 Tf {x} {y} Td (512) Tj ET EMC")
    ),
    "one by one": one(say("5"), say("1", 3.9), say("2", 7.8)),
    "one by one backwards": one(say("2", 7.8), say("1", 3.9), say("5")),
    "kerned": one(raw("BT /H 7 Tf {x} {y} Td [(5) -20 (1) 30 (2)] TJ ET")),
    "narrow": one(raw("BT 60 Tz /H 7 Tf {x} {y} Td (512) Tj ET")),
    "size by matrix": one(raw("BT /H 1 Tf 7 0 0 7 {x} {y} Tm (512) Tj ET")),
    "upside down twice": one(raw("BT /H -7 Tf -1 0 0 -1 {x} {y} Tm (512) Tj ET")),
    "oblique": one(raw("BT /H 7 Tf 1 0 .3 1 {x} {y} Tm (512) Tj ET")),
    "over the rule": one(say("512", -8)),
    "over the rule between two digits": one(say("512", -6.9)),
    "over the rule with a sign": one(say("+512", -8)),
    "a wide figure by itself": one(wide("５"), wide("１２", 7)),
    "wide figures by themselves": one(wide("５"), wide("１", 7), wide("２", 14)),
    "small mark after a unit": one(say("512"), wide("件", 12), say("1", 19, size=4)),
    "wide mark": one(say("512"), lambda x, y: wide("１")(x + 11.7, y + 3).replace("7 Tf", "4 Tf")),
    "sideways up": one(lambda x, y: f"BT /H 4 Tf 0 1 -1 0 {x + 10} {y - 3} Tm (512) Tj ET"),
    "sideways down": one(lambda x, y: f"BT /H 4 Tf 0 -1 1 0 {x + 6} {y + 7} Tm (512) Tj ET"),
}


FORM = (
    b"<< /Type /XObject /Subtype /Form /BBox [0 0 60 20] %s"
    b" /Resources << /Font << /H 4 0 R >> %s >>"
)
LAYER = b"<< /Type /OCG /Name (draft) >>"
OFF = b"/OCProperties << /OCGs [%d 0 R] /D << /OFF [%d 0 R] >> >>"


def stream(dictionary: bytes, content: bytes) -> bytes:
    return b"%s /Length %d >> stream\n%s\nendstream" % (dictionary, len(content), content)


def shown_form(paper: Paper, content: bytes, more: bytes = b"", resources: bytes = b"") -> int:
    return paper.add(stream(FORM % (more, resources), content))


def with_forms(*contents: tuple[bytes, bytes]) -> Paper:
    """Draw forms in the cell, one after the other: what each says, and the rest of its entries."""
    names: list[bytes] = []

    def draw(paper: Paper, cell: Cell) -> None:
        layer = paper.add(LAYER)
        paper.catalog = OFF % (layer, layer)
        for number, (content, more) in enumerate(contents):
            form = shown_form(paper, content, more.replace(b"LAYER", b"%d 0 R" % layer))
            names.append(b"/X%d %d 0 R" % (number, form))
            paper.draw(f"q 1 0 0 1 {cell[0] + 3} {cell[1] + 6} cm /X{number} Do Q")
        paper.resources = b"/XObject << %s >> /Properties << /L %d 0 R >>" % (
            b" ".join(names),
            layer,
        )

    return with_cell(draw)


def in_form(shown: bytes, x: int = 0) -> bytes:
    return b"BT /H 7 Tf %d 0 Td (%s) Tj ET" % (x, shown)


def nested() -> Paper:
    def draw(paper: Paper, cell: Cell) -> None:
        inner = shown_form(paper, in_form(b"512"))
        outer = shown_form(
            paper, b"q 1 0 0 1 1 0 cm /Y Do Q", resources=b"/XObject << /Y %d 0 R >>" % inner
        )
        paper.resources = b"/XObject << /X %d 0 R >>" % outer
        paper.draw(f"q 1 0 0 1 {cell[0] + 3} {cell[1] + 4} cm /X Do Q")

    return with_cell(draw)


def layered(before: str, after: str) -> Paper:
    def draw(paper: Paper, cell: Cell) -> None:
        layer = paper.add(LAYER)
        paper.catalog = OFF % (layer, layer)
        paper.resources = b"/Properties << /L %d 0 R >>" % layer
        x, y = cell[0] + 3, cell[1] + 4
        paper.draw(f"/OC /L BDC {before.format(x=x, y=y)} EMC {after.format(x=x, y=y)}")

    return with_cell(draw)


SEEN |= {
    "in a form": with_forms((in_form(b"512"), b"")),
    "nested forms": nested(),
    "cut off by the form's box": with_forms((in_form(b"512") + in_form(b"9", 70), b"")),
    "form of a hidden layer": with_forms((in_form(b"499"), b"/OC LAYER"), (in_form(b"512"), b"")),
    "hidden layer": layered(
        "BT /H 7 Tf {x} {y} Td (499) Tj ET", "BT /H 7 Tf {x} {y} Td (512) Tj ET"
    ),
}


def annotated(*annotations: bytes, printed: str = "", catalog: bytes = b"") -> Paper:
    """Put annotations over the cell; each says AP where it looks as if it said 512."""

    def draw(paper: Paper, cell: Cell) -> None:
        left, bottom, right, top = cell
        if printed:
            paper.draw(text(left + 3, bottom + 4, printed))
        look = paper.add(stream(FORM % (b"", b""), b"BT /H 7 Tf 5 7 Td (512) Tj ET"))
        rect = b"/Rect [%d %d %d %d]" % (left + 1, bottom + 1, right - 1, top - 1)
        numbers = [
            paper.add(
                b"<< /Type /Annot %s %s >>"
                % (rect, annotation.replace(b"AP", b"/AP << /N %d 0 R >>" % look))
            )
            for annotation in annotations
        ]
        every = b" ".join(b"%d 0 R" % number for number in numbers)
        paper.of_page[len(paper.pages) - 1] = b"/Annots [%s]" % every
        paper.catalog = catalog % every if catalog else b""

    return with_cell(draw)


FIELDS = b"/AcroForm << /Fields [%s] /DA (/Helv 7 Tf 0 g) >>"
STALE = b"/AcroForm << /Fields [%s] /NeedAppearances true /DA (/Helv 7 Tf 0 g) >>"
FIELD = b"/Subtype /Widget /FT /Tx /T (a) /F 4 /DA (/Helv 7 Tf 0 g) "
SEEN |= {
    "text field": annotated(FIELD + b"/V (512) AP", catalog=FIELDS),
    "text field without a look": annotated(FIELD + b"/V (512)", catalog=FIELDS),
    "text field that looks old": annotated(FIELD + b"/V (512) AP", catalog=STALE),
    "choice": annotated(
        FIELD.replace(b"7 Tf", b"4 Tf").replace(b"/Tx", b"/Ch /Ff 131072 /Opt [(1) (512)]")
        + b"/V (512)",
        catalog=FIELDS,
    ),
    "hidden field": annotated(
        FIELD.replace(b"/F 4", b"/F 2") + b"/V (499)", printed="512", catalog=FIELDS
    ),
    "field that no screen shows": annotated(
        FIELD.replace(b"/F 4", b"/F 32") + b"/V (499)", printed="512", catalog=FIELDS
    ),
    "words on the page": annotated(b"/Subtype /FreeText /F 4 /Contents (512) AP"),
    "hidden words": annotated(b"/Subtype /FreeText /F 2 /Contents (499) AP", printed="512"),
    "stamp": annotated(b"/Subtype /Stamp /F 4 AP", printed="512"),
    "watermark": annotated(b"/Subtype /Watermark /F 4 AP", printed="512"),
    "note": annotated(b"/Subtype /Text /F 4 /Contents (499)", printed="512"),
    "link": annotated(b"/Subtype /Link /F 4", printed="512"),
    "highlight": annotated(
        b"/Subtype /Highlight /F 4 /C [1 1 0] /QuadPoints [315 630 340 630 315 610 340 610]",
        printed="512",
    ),
}


@pytest.mark.parametrize("kind", SEEN)
def test_what_is_seen_is_read(kind: str) -> None:
    assert value(SEEN[kind]) == 512


OVER_PAGES: dict[str, str] = {
    "large and grey": "q .8 g BT /H 60 Tf 120 400 Td (2024) Tj ET Q",
    "large, grey, slanted": "q .8 g BT /H 60 Tf .7 .7 -.7 .7 120 300 Tm (2024) Tj ET Q",
    "large and red": "q 1 0 0 rg BT /H 60 Tf 120 400 Td (2024) Tj ET Q",
    "large and clear": "q /W gs BT /H 60 Tf 120 400 Td (2024) Tj ET Q",
    "hollow": "q .8 G 1 Tr BT /H 60 Tf 120 400 Td (2024) Tj ET Q",
    "tiled and slanted": " ".join(
        f"q .85 g BT /H 14 Tf .7 .7 -.7 .7 {x} {y} Tm (2025) Tj ET Q"
        for x in range(60, 560, 80)
        for y in range(60, 800, 60)
    ),
    "tiled and level": " ".join(
        f"q .85 g BT /H 14 Tf {x} {y} Td (2025) Tj ET Q"
        for x in range(60, 560, 80)
        for y in range(60, 800, 61)
    ),
    "digit by digit": " ".join(
        f"q .8 g BT /H 60 Tf {120 + 34 * i} 400 Td ({digit}) Tj ET Q"
        for i, digit in enumerate("2024")
    ),
    "steep": "BT /H 30 Tf .1 1 -1 .1 300 300 Tm (2024) Tj ET",
    "tiny": "BT /H .5 Tf 330 400 Td (2024) Tj ET",
    "far away": "BT /H 9 Tf 3300 400 Td (2024) Tj ET BT /H 9 Tf -330 400 Td (2024) Tj ET",
}


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("kind", OVER_PAGES)
def test_what_goes_over_or_under_pages_is_not_read(kind: str, *, first: bool) -> None:
    paper = drawn(EDITION)[0]
    paper.resources = b"/ExtGState << /W << /ca .3 >> >>"
    for page in paper.pages:
        page.insert(0 if first else len(page), OVER_PAGES[kind])
    report = read(bytes(paper), "report.pdf")
    assert [cell.value for cell in report.cells.values()] == [*range(1, len(EDITION.cells) + 1)]
    assert report.observations == ()


def turned(degrees: int) -> bytes:
    """Draw every page turned back by so many degrees, as it is shown turned on."""
    matrix, box = {
        90: ("0 1 -1 0 842 0", b"[0 0 842 595]"),
        180: ("-1 0 0 -1 595 842", b"[0 0 595 842]"),
        270: ("0 -1 1 0 0 595", b"[0 0 842 595]"),
    }[degrees]
    paper = drawn(EDITION)[0]
    paper.pages = [[f"{matrix} cm", *page] for page in paper.pages]
    whole = bytes(paper)
    return whole.replace(b"/MediaBox [0 0 595 842]", b"/MediaBox " + box)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_on_its_side_is_read(degrees: int) -> None:
    report = read(turned(degrees), "report.pdf")
    assert [cell.value for cell in report.cells.values()] == [*range(1, len(EDITION.cells) + 1)]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_that_is_turned_for_the_reader_is_read(degrees: int) -> None:
    whole = turned(degrees).replace(b"/Type /Page ", b"/Type /Page /Rotate %d " % degrees)
    report = read(whole, "report.pdf")
    assert [cell.value for cell in report.cells.values()] == [*range(1, len(EDITION.cells) + 1)]


TWO = {
    "side by side": one(say("41", size=6), say("35", 11, size=6)),
    "one over the other": one(say("41", dy=3, size=5), say("35", dy=-3, size=5)),
    "in one go": one(say("41   35", size=5)),
    "printed over each other": one(say("41"), say("35", 2)),
}


@pytest.mark.parametrize("kind", TWO)
def test_two_numbers_are_not_one(kind: str) -> None:
    report = read(bytes(TWO[kind]), "report.pdf")
    shown = report.raw[KEY] if KEY in report.raw else str(report.value(KEY))
    assert shown.split() == ["41", "35"]


NOTHING = {
    "white": one(say("512", before="1 g")),
    "a mark alone": one(say("1", dy=6.5, size=4)),
    "struck through": one(say("499"), lambda x, y: f"{x} {y + 2.3} m {x + 11.7} {y + 2.3} l S"),
    "covered": one(say("499"), raw("1 g {x} {y} 20 7 re f")),
}


@pytest.mark.parametrize("kind", NOTHING)
def test_nothing_seen_is_nothing_read(kind: str) -> None:
    assert value(NOTHING[kind]) is None
