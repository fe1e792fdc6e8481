"""Bytes as text: refused with the place of what is none, and of pages as browsers show them."""

from __future__ import annotations

import pytest

from reportlint.document.content import decode, page_text
from reportlint.errors import ReadError

LINE = "青禾县水务局2024年政府信息公开工作年度报告，统计期限为2024年1月1日至12月31日。\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize(("byte", "name"), [(b"\xff", "0xFF"), (b"\0", "0x00")])
def test_a_byte_that_is_no_text_is_named_with_its_place(
    encoding: str, byte: bytes, name: str
) -> None:
    content = LINE.encode(encoding) * 3 + b"ab" + byte + LINE.encode(encoding) * 3
    with pytest.raises(ReadError) as raised:
        decode(content, "a.txt")
    place = raised.value.location
    assert (place.line, place.column) == (4, 3)
    assert name in raised.value.message.zh
    assert encoding.upper() in raised.value.message.en


@pytest.mark.parametrize("content", [bytes(range(256)) * 3, b"\x80" * 40, b"\0\1\0\2\0" * 9])
def test_what_is_no_text_at_all_has_no_such_place(content: bytes) -> None:
    with pytest.raises(ReadError) as raised:
        decode(content, "a.txt")
    assert raised.value.location.line is None


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_page_with_a_damaged_byte_is_read(encoding: str) -> None:
    half = LINE.encode(encoding)
    assert page_text(half + b"\xff" + half) == f"{LINE}\ufffd{LINE}"
    assert page_text(half + b"\0" + half) == LINE * 2


@pytest.mark.parametrize("charset", ["gb2312", "GBK", "gb18030", "x-gbk", "big5", "Big5-HKSCS"])
def test_the_charset_that_a_page_states(charset: str) -> None:
    text = f"<meta http-equiv=Content-Type content='text/html; charset={charset}'>年度信息公"
    encoding = charset if charset != "x-gbk" else "gbk"
    assert page_text(text.encode(encoding)) == text


@pytest.mark.parametrize("charset", ["utf-16", "unicode", "rot13", "x-user-defined", "gb2312"])
def test_a_charset_that_is_not_the_page_s(charset: str) -> None:
    text = f"<meta charset={charset}>年度报告"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"):
        assert page_text(text.encode(encoding)) == text
