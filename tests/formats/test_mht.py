"""MHT: the page in the letter that browsers and Word save it as."""

from __future__ import annotations

from base64 import encodebytes
from contextlib import suppress
from quopri import encodestring

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.paths import FIXTURES

from reportlint.document.content import Content
from reportlint.errors import ReadError
from reportlint.formats import load, mht, read
from reportlint.report import Report

PAGE = (FIXTURES / "documents" / "report.html").read_text("utf-8")
REPORT = load(FIXTURES / "documents" / "report.yaml")
HEADERS = "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n"
NESTED = HEADERS.encode() + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"


def coded(content: bytes, coding: str) -> bytes:
    if coding == "8bit":
        return content
    return encodebytes(content) if coding == "base64" else encodestring(content)


def part(
    text: str = PAGE,
    coding: str = "quoted-printable",
    charset: str = "utf-8",
    kind: str = "text/html",
    name: str = "",
) -> bytes:
    head = f'Content-Type: {kind}; charset="{charset}"\r\nContent-Transfer-Encoding: {coding}\r\n'
    own = f"Content-ID: {name}\r\n" if name else ""
    return f"{own}{head}\r\n".encode() + coded(text.encode(charset), coding).replace(b"\n", b"\r\n")


def letter(*parts: bytes, more: str = "") -> bytes:
    head = f'{HEADERS}Content-Type: multipart/related; boundary="--b"{more}\r\n\r\n'.encode()
    return head + b"".join(b"----b\r\n" + x + b"\r\n" for x in parts) + b"----b--\r\n"


def same(report: Report) -> bool:
    return report.record == REPORT.record


@pytest.mark.parametrize("coding", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gb18030"])
@pytest.mark.parametrize("file", ["报告.mht", "报告.mhtml", "报告.doc", "报告.html", "报告"])
def test_a_saved_page_is_read(coding: str, charset: str, file: str) -> None:
    text = PAGE if charset == "gb18030" else PAGE.replace('<meta charset="utf-8">', "")
    content = letter(part(text, coding, "gb18030" if charset == "gb2312" else charset))
    report = read(content.replace(b'"gb18030"', f'"{charset}"'.encode()), file)
    assert same(report)


def test_a_letter_may_be_one_page_or_hold_another() -> None:
    assert same(read(HEADERS.encode() + part(), "报告.mht"))
    inner = letter(part()).removeprefix(HEADERS.encode()).replace(b"--b", b"--c")
    assert same(read(letter(inner), "报告.mht"))
    assert same(read(b"\xef\xbb\xbf\r\n" + letter(part()), "报告.mht"))


def test_the_page_is_the_one_that_the_letter_begins_with() -> None:
    picture = part("x", "base64", kind="image/png")
    other = part("<p>页眉", name="<h@x>")
    named = part(name="<r@x>")
    assert same(read(letter(picture, part(), other), "报告.mht"))
    assert same(read(letter(other, named, more='; start="<r@x>"'), "报告.mht"))


def test_the_pages_in_frames_are_read_together() -> None:
    at = PAGE.index("<h2>三")
    frames = part("<html><frameset><frame src=a><frame src=b></frameset>")
    head, tail = PAGE[:at], f"<html><body>{PAGE[at:]}"
    assert same(read(letter(frames, part(head), part(tail)), "报告.mht"))


def test_places_have_no_lines_of_a_page_that_is_none_of_the_files() -> None:
    report = read(letter(part()), "报告.mht")
    place = report.locations["requests.outcomes.granted.natural_person"]
    assert (place.line, place.column) == (None, None)
    assert "512" in (place.excerpt or "")


@pytest.mark.parametrize(
    "content",
    [
        letter(part("x", kind="image/png")),
        letter(part("<p>无")),
        letter(*[NESTED] * 60),
        HEADERS.encode() + b"Content-Type: message/rfc822\r\n\r\n" * 5000,
        letter(part()) + b"\n" * (mht.MOST_LINES + 1),
    ],
    ids=["no page", "no table", "letters in letters", "messages in messages", "lines"],
)
def test_no_report_is_an_error_with_its_file(content: bytes) -> None:
    with pytest.raises(ReadError) as raised:
        read(content, "报告.mht")
    assert raised.value.location.file == "报告.mht"


@pytest.mark.parametrize("text", ["内容: 1", "content-type: a\n规章\t1", "From: 某局\n年报"])
def test_other_text_is_no_letter(text: str) -> None:
    assert not mht.recognises(Content("报告.txt", text.encode()))


WHOLE = letter(part())


@given(
    cut=st.integers(0, len(WHOLE)),
    junk=st.sampled_from((b"", b"\r\n\r\n", b"----b\r\n", b"=", b"\xff", b"Content-Type: x/y\r\n")),
    width=st.integers(0, 400),
)
def test_any_bytes_are_read_or_refused(cut: int, junk: bytes, width: int) -> None:
    with suppress(ReadError):
        read(WHOLE[:cut] + junk + WHOLE[cut + width :], "报告.mht")
