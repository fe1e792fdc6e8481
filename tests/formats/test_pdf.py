"""PDF: pages are drawn here as printers draw them, with text and rules."""

from __future__ import annotations

import sys
import textwrap
import zlib
from collections.abc import Sequence
from contextlib import suppress
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.errors import ReadError
from reportlint.form.schema import Form, form
from reportlint.formats import read
from reportlint.formats.pdf import printed_document

HEIGHT, TOP, BOTTOM = 842, 90, 740
FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
    b" /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light"
    b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 0 >>"
    b" /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4"
    b" /FontBBox [0 -120 1000 880] /Ascent 880 /Descent -120 >> /DW 1000 /W [1 95 500] >>] >>"
)


class Paper:
    """Pages of A4 to draw on, measured in points from the top left corner.

    Tables have `rules` all around their cells, only between them, or none.
    """

    def __init__(self, rules: str = "all") -> None:
        self.rules = rules
        self.pages: list[list[str]] = [[]]
        self.trailer = b""

    def turn(self) -> float:
        self.text(290, 800, f"- {len(self.pages)} -", 12)
        self.pages.append([])
        return TOP

    def text(self, x: float, top: float, text: str, size: float = 16) -> None:
        code = text.encode("utf-16-be").hex()
        self.pages[-1].append(f"BT /F {size} Tf {x} {HEIGHT - top - size} Td <{code}> Tj ET")

    def prose(self, top: float, *wrapped: str) -> float:
        """Draw the lines of a paragraph; return where the next one begins."""
        for i, line in enumerate(wrapped):
            self.text(74 if i else 106, top + 28 * i, line)
        return top + 28 * len(wrapped)

    def rule(self, x0: float, top: float, x1: float, bottom: float) -> None:
        self.pages[-1].append(f"{x0} {HEIGHT - top} m {x1} {HEIGHT - bottom} l S")

    def shade(self, x0: float, top: float, x1: float, bottom: float) -> None:
        box = f"{x0} {HEIGHT - bottom} {x1 - x0} {bottom - top}"
        self.pages[-1].append(f"1 1 0 rg {box} re f 0 g")

    def row(self, top: float, cells: Sequence[str], *widths: float) -> float:
        """Draw a row of a ruled table; the last cell of a short row spans the rest."""
        lefts = list(accumulate(widths, initial=74))
        upright = [*lefts[: len(cells)], lefts[-1]]
        edges = list(pairwise(upright))
        wrapped = [
            textwrap.wrap(text, int(right - left) // 7)
            for (left, right), text in zip(edges, cells, strict=True)
        ]
        bottom = top + 8 * max(2, *map(len, wrapped))
        for (left, right), lines in zip(edges, wrapped, strict=True):
            for i, line in enumerate(lines):
                self.text(left + 2, top + 8 * i, line, 7)
            if self.rules != "none":
                self.rule(left, top, right, top)
                self.rule(left, bottom, right, bottom)
        for x in {"all": upright, "inner": upright[1:-1], "none": []}[self.rules]:
            self.rule(x, top, x, bottom)
        return bottom

    def __bytes__(self) -> bytes:
        kids = b" ".join(b"%d 0 R" % (4 + 2 * i) for i in range(len(self.pages)))
        objects = [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(self.pages)),
            FONT,
        ]
        for page in self.pages:
            drawn = zlib.compress("\n".join(page).encode())
            objects += [
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 %d] /Contents %d 0 R"
                b" /Resources << /Font << /F 3 0 R >> >> >>" % (HEIGHT, len(objects) + 2),
                b"<< /Filter /FlateDecode /Length %d >> stream\n%s\nendstream"
                % (len(drawn), drawn),
            ]
        return self._file(objects)

    def _file(self, objects: Sequence[bytes]) -> bytes:
        body = b"%PDF-1.7\n"
        places = b"0000000000 65535 f \n"
        for number, content in enumerate(objects, 1):
            places += b"%010d 00000 n \n" % len(body)
            body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
        count = len(objects) + 1
        index = b"xref\n0 %d\n%strailer << /Size %d /Root 1 0 R %s >>"
        index %= (count, places, count, self.trailer)
        return body + index + b"\nstartxref\n%d\n%%%%EOF\n" % len(body)


def drawn(edition: Form, cut: str = "", rules: str = "all") -> tuple[Paper, dict[str, int]]:
    """Draw a report with the cells 1, 2, 3…; return it with the page of each cell.

    The row `cut` stands half on one page and half on the next.
    """
    number = {key: str(n) for n, key in enumerate(edition.cells, 1)}
    paper = Paper(rules)
    pages: dict[str, int] = {}
    paper.text(219, 30, "某某市人民政府")
    paper.text(100, 60, "2024年政府信息公开工作年度报告", 22)
    top = paper.prose(100, "本报告所列统计期限自2024年1月1日至2024年12月31日。") + 10
    for section in edition.sections:
        top = paper.turn() if top > BOTTOM - 80 else top
        top = paper.prose(top, section.label.title) + 10
        if not section.rows:
            top = paper.prose(top, f"第{section.number}部分的文字。") + 10
        if section.across:
            top = paper.row(top, [row.label.title for row in section.rows], 150, 150, 150)
            heads = [x.label.title for row in section.rows for x in row.columns]
            top = paper.row(top, heads, *[30] * len(heads))
            cells = [f"{row.key}.{x.key}" for row in section.rows for x in row.columns]
            top = paper.row(top, [number[x] for x in cells], *[30] * len(cells)) + 10
            pages |= dict.fromkeys(cells, len(paper.pages))
        for row in () if section.across else section.rows:
            top = paper.turn() if top > BOTTOM - 16 else top
            widths = [280, *[24] * len(row.columns)]
            cells = [f"{row.key}.{x.key}" for x in row.columns]
            top = paper.row(top, ["", *(x.label.title for x in row.columns)], *widths)
            label, rest = row.label.title, ""
            if row.key == cut:
                label, rest = label[:12], label[12:]
            top = paper.row(top, [label, *(number[x] for x in cells)], *widths)
            if rest:
                top = paper.row(paper.turn(), [rest, *[""] * len(cells)], *widths)
            pages |= dict.fromkeys(cells, len(paper.pages) - bool(rest))
    return paper, pages


@pytest.mark.parametrize(
    ("edition", "cut", "rules"),
    [
        ("2019", "", "all"),
        ("2021", "", "all"),
        ("2021", "", "inner"),
        ("2021", "", "none"),
        ("2021", "requests.outcomes.other.fee_overdue", "all"),
        ("2021", "requests.received", "all"),
    ],
)
def test_every_cell_and_its_page(edition: str, cut: str, rules: str) -> None:
    paper, pages = drawn(form(edition), cut, rules)
    report = read(bytes(paper), "report.pdf")
    assert [cell.value for cell in report.cells.values()] == [*range(1, len(pages) + 1)]
    assert {key: place.page for key in pages if (place := report.location(key))} == pages
    assert report.observations == ()
    data = report.to_dict()
    assert data["agency"] == {"name": "某某市人民政府"}
    assert data["period"] == {"start": "2024-01-01", "end": "2024-12-31"}
    assert data["narrative"]["overview"] == "第1部分的文字。"
    assert data["narrative"]["other_matters"] == "第6部分的文字。"


def test_a_cell_says_its_table_and_row() -> None:
    paper, _ = drawn(form("2021"))
    place = read(bytes(paper), "report.pdf").location("proactive.regulations.repealed")
    assert place
    assert place.to_dict() == {"file": "report.pdf", "page": 1, "table": 1, "row": 2}
    assert place.excerpt == f"{form('2021').rows['proactive.regulations'].label.title} │ 1 │ 2 │ 3"


def prose_of(paper: Paper) -> list[str]:
    """Read what stands before the tables of a drawn report."""
    whole, _ = drawn(form("2021"))
    whole.pages = [*paper.pages, *whole.pages]
    narrative = read(bytes(whole), "report.pdf").to_dict()["narrative"]
    return str(narrative["preamble"]).partition("\n某某市人民政府")[0].split("\n")


FULL = "全文一共二十八个汉字的一行文字正好从左边排到右边不多不少啊"[:28]


def test_wrapped_lines_are_one_paragraph() -> None:
    paper = Paper()
    top = paper.prose(TOP, FULL[:26], FULL, "结束。")
    top = paper.prose(top, FULL[:26], FULL[:26] + "了。", "仍是一段。")
    paper.prose(top, "短。")
    assert prose_of(paper) == [
        FULL[:26] + FULL + "结束。",
        FULL[:26] + FULL[:26] + "了。仍是一段。",
        "短。",
    ]


def test_a_paragraph_goes_on_over_a_page_break_without_what_the_margins_hold() -> None:
    paper = Paper()
    for number in (1, 2):
        paper.text(74, 40, f"某某市人民政府公报 2025年第{number}期", 10)
        top = paper.prose(TOP, *[FULL[:26]] * 3) if number == 1 else TOP
        paper.text(74, top, FULL) if number == 1 else paper.text(74, top, "完。")
        paper.text(290, 800, f"— {number} —", 12)
        paper.pages.append([])
    assert prose_of(paper) == [FULL[:26] * 3 + FULL + "完。"]


def test_shaded_or_framed_prose_is_no_table() -> None:
    paper = Paper()
    top = paper.prose(TOP, FULL[:26], "结束。")
    for line in range(2):
        paper.shade(74, TOP + 28 * line, 300, TOP + 28 * line + 28)
        paper.shade(300, TOP + 28 * line, 522, TOP + 28 * line + 28)
    paper.row(top, ["框里的话。"], 400)
    paper.row(top + 16, ["也是文字。"], 400)
    assert prose_of(paper) == [FULL[:26] + "结束。", "框里的话。", "也是文字。"]


def test_letters_printed_twice_or_as_radicals_read_once_and_plain() -> None:
    paper = Paper()
    paper.text(106, TOP, "加粗的字 2024")
    paper.text(106.4, TOP, "加粗的字 2024")
    paper.text(106, TOP + 28, "⼈⺠政府⽹站2⽉")
    assert prose_of(paper) == ["加粗的字 2024", "人民政府网站2月"]


ONE_PAGE, _ = drawn(form("2021"))
del ONE_PAGE.pages[1:]
SMALL = bytes(ONE_PAGE)


def refusal(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        read(data, "report.pdf")
    assert caught.value.location.file == "report.pdf"
    return caught.value.message.en


def test_a_scan_says_so() -> None:
    paper = Paper()
    paper.shade(0, 0, 595, HEIGHT)
    paper.turn()
    assert "OCR" in refusal(bytes(paper))


def test_an_encrypted_file_says_so() -> None:
    paper, _ = drawn(form("2021"))
    key = b"<%s>" % (b"5a" * 32)
    paper.trailer = b"/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -1 /O %s /U %s >>"
    paper.trailer %= (key, key)
    assert "password" in refusal(bytes(paper))


def test_a_broken_file_says_so() -> None:
    assert "broken" in refusal(b"%PDF-1.7\n" + b"1 0 obj << " * 100)


@pytest.mark.parametrize(
    ("limit", "message"),
    [
        ("MOST_PAGES", "too many pages"),
        ("MOST_OBJECTS", "too much on this page"),
        ("MOST_CROSSINGS", "too much on this page"),
        ("LARGEST_EXPANSION", "too large when decompressed"),
    ],
)
def test_too_much_is_refused(limit: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printed_document, limit, 0)
    assert message in refusal(SMALL)


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pdfplumber.pdf", None)
    assert "pip install 'reportlint[pdf]'" in refusal(bytes(Paper()))


def test_the_first_kilobyte_tells_a_pdf_whatever_its_name() -> None:
    paper, pages = drawn(form("2021"))
    report = read(b"\r\n" * 500 + bytes(paper), "report.docx")
    assert len(report.cells) == len(pages)


@given(
    cut=st.integers(0, len(SMALL)),
    width=st.integers(0, 200) | st.just(len(SMALL)),
    junk=st.sampled_from([b"0", b"<<", b">>", b"[", b"(", b"stream\n", b"9" * 30]) | st.binary(),
)
def test_broken_bytes_are_refused_or_read(cut: int, width: int, junk: bytes) -> None:
    with suppress(ReadError):
        read(SMALL[:cut] + junk + SMALL[cut + width :], "report.pdf")
