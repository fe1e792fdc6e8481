"""PDF: pages are drawn here as printers draw them, with text and rules."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.printed_pages import HEIGHT, TOP, Paper, drawn

from reportlint.errors import ReadError
from reportlint.form.schema import form
from reportlint.formats import read


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
    assert {seen.kind for seen in report.observations} <= {"unstated_unit"}
    data = report.to_dict()
    assert data["agency"] == {"name": "某某市人民政府"}
    assert data["period"] == {"start": "2024-01-01", "end": "2024-12-31"}
    assert data["narrative"]["overview"] == "第1部分的文字。"
    assert data["narrative"]["other_matters"] == "第6部分的文字。"


def test_a_cell_says_its_table_and_row() -> None:
    paper, _ = drawn(form("2021"))
    place = read(bytes(paper), "report.pdf").location("proactive.regulations.repealed")
    assert place
    assert place.to_dict() == {"file": "report.pdf", "page": 1, "table": 1, "row": 2, "column": 3}
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
    for line in range(2):
        paper.shade(74, TOP + 28 * line, 300, TOP + 28 * line + 28)
        paper.shade(300, TOP + 28 * line, 522, TOP + 28 * line + 28)
    top = paper.prose(TOP, FULL[:26], "结束。")
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
        ("formats.pdf.printed_document.MOST_PAGES", "too many pages"),
        ("formats.pdf.page_objects.MOST_OBJECTS", "too much on this page"),
        ("layout.drawing.MOST_CROSSINGS", "too much on this page"),
        ("formats.pdf.printed_document.LARGEST_EXPANSION", "too large when decompressed"),
    ],
)
def test_too_much_is_refused(limit: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"reportlint.{limit}", 0)
    assert message in refusal(SMALL)


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


@pytest.mark.parametrize(
    "junk",
    [
        "BT /H 1e38 Tf 1e38 1e38 Td (1) Tj ET",
        "BT /H 9 Tf 1e30 0 0 1e30 0 0 Tm (1) Tj ET",
        "BT /H 9 Tf 0 0 0 0 90 90 Tm (1) Tj ET",
        "1e38 1e38 m -1e38 1e38 l S 0 0 1e38 1e38 re S",
        "nan nan m 1 1 l S BT /H nan Tf (1) Tj ET",
        "q " * 5000,
        "Q " * 5000 + "ET EMC BT BT",
        "0 0 0 0 0 0 cm BT /H 9 Tf (1) Tj ET",
        "/X Do",
    ],
)
def test_junk_on_a_page_does_no_harm(junk: str) -> None:
    paper, pages = drawn(form("2021"))
    own = paper.add(
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 5"
        b" /Resources << /XObject << /X 5 0 R >> >> >> stream\n/X Do\nendstream"
    )
    paper.resources = b"/XObject << /X %d 0 R >>" % own
    for page in paper.pages:
        page.append(junk)
    report = read(bytes(paper), "report.pdf")
    assert [cell.value for cell in report.cells.values()] == [*range(1, len(pages) + 1)]


def test_more_to_render_than_is_due_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    paper, _ = drawn(form("2021"))
    paper.draw("1 g BT /H 9 Tf 300 300 Td (1) Tj ET")
    monkeypatch.setattr("reportlint.formats.pdf.ink._MOST_WORK", 0)
    assert "too much on this page" in refusal(bytes(paper))


def test_a_page_all_in_grey_is_read() -> None:
    paper, pages = drawn(form("2021"))
    paper.pages = [[".6 g", *page] for page in paper.pages]
    report = read(bytes(paper), "report.pdf")
    assert [cell.value for cell in report.cells.values()] == [*range(1, len(pages) + 1)]
