"""Pictures of pages show what is printed, and box the cells that were asked for."""

from __future__ import annotations

import re
import struct
import zlib

import pypdfium2
import pytest
from tests.formats.test_pdf_quirks import turned
from tests.printed_pages import Paper, drawn

from reportlint.document.content import Content
from reportlint.errors import ReadError
from reportlint.form.schema import form
from reportlint.formats.pdf.page_pictures import PagePicture, page_pictures

EDITION = form("2021")
KEYS = list(EDITION.cells)


def pictures(data: bytes, *keys: str, most: int = 9) -> tuple[PagePicture, ...]:
    return page_pictures(Content("report.pdf", data), keys, most)


def shades(picture: PagePicture) -> list[bytes]:
    """The rows of a picture, half a byte a pixel, as anyone decodes a PNG."""
    sizes = struct.unpack(">IIB", picture.png[16:25])
    assert sizes == (picture.width, picture.height, 4)
    data = re.findall(rb"IDAT(.*).{4}\0\0\0\0IEND", picture.png, re.DOTALL)[0]
    rows, width = zlib.decompress(data), (picture.width + 1) // 2 + 1
    return [rows[start + 1 : start + width] for start in range(0, len(rows), width)]


def ink(rows: list[bytes]) -> int:
    return sum(len(row) - row.count(b"\xff") for row in rows)


def test_every_box_is_around_its_cell() -> None:
    data = bytes(drawn(EDITION)[0])
    found = pictures(data, *KEYS)
    assert {key for picture in found for key in picture.boxes} == set(KEYS)
    document = pypdfium2.PdfDocument(data)
    for picture in found:
        page = document[picture.page - 1]
        scale = picture.width / page.get_width()
        for key, box in picture.boxes.items():
            left, top, right, bottom = (x / scale for x in box)
            inside = (left, page.get_height() - bottom, right, page.get_height() - top)
            text = page.get_textpage().get_text_bounded(*inside)
            assert text.strip() == str(KEYS.index(key) + 1)


@pytest.mark.parametrize("rotated", [False, True])
@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_page_on_its_side_is_shown_upright(degrees: int, *, rotated: bool) -> None:
    entry = b"/Type /Page /Rotate %d " % degrees if rotated else b"/Type /Page "
    sideways = turned(degrees).replace(b"/Type /Page ", entry)
    upright = pictures(bytes(drawn(EDITION)[0]), *KEYS)
    for one, other in zip(upright, pictures(sideways, *KEYS), strict=True):
        assert (one.width, one.height) == (other.width, other.height)
        assert {key: pytest.approx(box, abs=1) for key, box in one.boxes.items()} == other.boxes
        top, same = shades(one)[:200], shades(other)[:200]
        assert ink(top) == pytest.approx(ink(same), rel=0.1)


def test_picture_has_ink_and_is_small() -> None:
    for picture in pictures(bytes(drawn(EDITION)[0]), *KEYS):
        assert ink(shades(picture)) > 1000
        assert len(picture.png) < 100_000


def test_only_pages_with_the_cells_are_drawn_and_no_more_than_asked_for() -> None:
    data = bytes(drawn(EDITION)[0])
    (first, *_), whole = pictures(data, KEYS[0]), pictures(data, *KEYS)
    assert set(first.boxes) == {KEYS[0]}
    assert len(whole) > 1
    assert len(pictures(data, *KEYS, most=1)) == 1
    assert pictures(data, "no.such.cell") == ()


def test_cell_between_no_rules_has_no_box() -> None:
    assert pictures(bytes(drawn(EDITION, "", "none")[0]), *KEYS) == ()


def test_page_of_any_size_is_a_picture_within_bounds() -> None:
    paper: Paper = drawn(EDITION)[0]
    huge = bytes(paper).replace(b"[0 0 595 842]", b"[0 0 9e3 9e3]")
    for picture in pictures(huge, *KEYS):
        assert picture.width * picture.height < 1_300_000


def test_what_is_no_report_is_refused() -> None:
    with pytest.raises(ReadError):
        pictures(b"%PDF-1.4\nnothing", KEYS[0])
