"""Numbers put into pages: which characters change, and what is refused in words."""

from __future__ import annotations

import re

import pytest
from fixtures.documents.web import html
from tests.paths import DOCUMENTS

from reportlint.errors import AmendError
from reportlint.fix.application import amend
from reportlint.formats import read

KEY = "requests.received.total"
REPORT = read((DOCUMENTS / "report.yaml").read_bytes(), "a.yaml").with_cells({KEY: 90210})


def page(cell: str, encoding: str = "utf-8") -> bytes:
    text = html(REPORT).replace('"utf-8"', f'"{encoding}"')
    whole = re.sub(r"<td><p><span>&nbsp;90210</span></p></td>", lambda _: cell, text)
    assert whole != text
    return whole.encode(encoding, "xmlcharrefreplace")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "big5"])
@pytest.mark.parametrize(
    ("cell", "changed"),
    [
        ("<td>90210</td>", "<td>7</td>"),
        ("<TD \n nowrap>\n<b>90</b><i>210</i>\n", "<TD \n nowrap>\n<b>7</b><i></i>\n"),
        ("<td>&#57;0210&nbsp;</td>", "<td>7&nbsp;</td>"),
        ("<td><!-- 9 -->90,210 <sup>①</sup></td>", "<td><!-- 9 -->7 <sup>①</sup></td>"),
        ("<td><p></p></td>", "<td><p>7</p></td>"),
        ("<td><p><br></p></td>", "<td><p>7<br></p></td>"),
        ("<td>&nbsp;</td>", "<td>7</td>"),
        ("<td></td>", "<td>7</td>"),
        ("<td>　</td>", "<td>7</td>"),
        ("<td>９０２１０</td>", "<td>７</td>"),
    ],
)
def test_characters_of_the_number_change_alone(cell: str, changed: str, encoding: str) -> None:
    before = page(cell, encoding)
    assert amend(before, "a.html", {KEY: 7}, read(before, "a.html")) == page(changed, encoding)


def test_page_with_windows_line_ends_keeps_them() -> None:
    before = page("<td>90210</td>").replace(b"\n", b"\r\n")
    after = amend(before, "a.xhtml", {KEY: 7}, read(before, "a.xhtml"))
    assert after == before.replace(b"<td>90210<", b"<td>7<")


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ('<td><input value="90210"></td>', "a field, a picture"),
        ("<td>90210<script>1</script></td>", "a field, a picture"),
        ("<td>90210<table><tr><td></td></tr></table></td>", "a table"),
        ("<td><s>5</s>90210</td>", "not certain"),
        ('<td>90<span style="display:none">5</span>210</td>', "not found"),
    ],
)
def test_what_is_not_to_be_written_into_is_refused(cell: str, said: str) -> None:
    before = page(cell)
    with pytest.raises(AmendError, match=said):
        amend(before, "a.html", {KEY: 7}, read(before, "a.html"))


def test_page_with_a_damaged_byte_is_refused() -> None:
    before = page("<td>90210</td>").replace("青禾".encode(), b"\xe9\x9d", 1)
    with pytest.raises(AmendError, match="no text"):
        amend(before, "a.html", {KEY: 7}, read(before, "a.html"))
