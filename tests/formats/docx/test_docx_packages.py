"""DOCX: the package around a document, sound, odd and hostile."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.errors import ReadError
from reportlint.formats import read

FILE = "报告.docx"
PART = "word/document.xml"


@pytest.fixture(scope="module")
def content() -> bytes:
    document = docx.Document()
    document.add_paragraph("某局2024年政府信息公开工作年度报告")
    table = document.add_table(3, 4)
    head = ("本年制发件数", "本年废止件数", "现行有效件数")
    for row, texts in enumerate((("信息内容", *head), ("规章", *"123"), ("行政许可", *"4  "))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(2, 1).merge(table.cell(2, 3))
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def edited(content: bytes, edit: Callable[[bytes], bytes], part: str = PART) -> bytes:
    """The same package with one part changed."""
    file = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, edit(old.read(name)) if name == part else old.read(name))
    return file.getvalue()


def test_document_may_be_one_xml_file_or_strict(content: bytes) -> None:
    with ZipFile(BytesIO(content)) as package:
        body = package.read(PART).partition(b"?>")[2]
    flat = (
        b'<?xml version="1.0"?><pkg:package xmlns:pkg='
        b'"http://schemas.microsoft.com/office/2006/xmlPackage"><pkg:part>'
        + body
        + b"</pkg:part></pkg:package>"
    )
    transitional = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = edited(
        content,
        lambda xml: xml.replace(transitional, b"http://purl.oclc.org/ooxml/wordprocessingml/main"),
    )
    expected = read(content, FILE).to_dict()
    assert read(flat, "报告.doc").to_dict() == expected
    assert read(strict, "报告.doc").to_dict() == expected


def test_parts_that_hold_no_text_may_be_missing(content: bytes) -> None:
    """WPS writes relations to pictures that are not there; python-docx gives up on them."""
    bare = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(bare, "w") as new:
        new.writestr(PART, old.read(PART))
    assert read(bare.getvalue(), FILE).to_dict() == read(content, FILE).to_dict()


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (lambda xml: xml[: len(xml) // 2], "damaged"),
        (lambda _: b"<a/>", "damaged"),
        (lambda xml: xml.replace(b"w:body>", b"w:other>"), "damaged"),
        (lambda xml: xml.replace(b"<w:p>", b"<w:p>" * 10_000, 1), "damaged"),
        (lambda xml: xml.replace(b"<w:p>", b"<w:p/>" * 60_000 + b"<w:p>", 1), "too many"),
        (lambda xml: xml.replace(b"<w:tr>", b"<w:tr>" + b"<w:tc/>" * 60_000, 1), "too many"),
        (lambda xml: xml.replace(b"<w:p>", b"<w:p>" + b"<w:r/>" * 400_000, 1), "too long"),
        (lambda xml: xml.replace(b"<w:document", b"<!DOCTYPE a []><w:document", 1), "DOCTYPE"),
    ],
)
def test_hostile_body(content: bytes, edit: Callable[[bytes], bytes], message: str) -> None:
    with pytest.raises(ReadError, match=message) as caught:
        read(edited(content, edit), FILE)
    assert caught.value.location.file == FILE


@pytest.mark.parametrize("use", [b"<w:p>&a29;</w:p>", b'<w:p a="&a29;"/>'])
def test_entities_are_not_expanded(content: bytes, use: bytes) -> None:
    laughs = (b'<!ENTITY a%d "%s">' % (i, b"&a%d;" % (i - 1) * 10) for i in range(1, 30))
    opening = b'<!DOCTYPE a [<!ENTITY a0 "ha">' + b"".join(laughs) + b"]><w:document"

    def attack(xml: bytes) -> bytes:
        return xml.replace(b"<w:document", opening, 1).replace(b"<w:body>", b"<w:body>" + use)

    with pytest.raises(ReadError, match="damaged"):
        read(edited(content, attack), FILE)


@given(at=st.integers(0, 10**6), junk=st.binary(max_size=4), width=st.integers(0, 300))
def test_mutated_bytes(content: bytes, at: int, junk: bytes, width: int) -> None:
    at %= len(content)
    _survives(content[:at] + junk + content[at + width :])


@given(data=st.data())
def test_mutated_body(content: bytes, data: st.DataObject) -> None:
    def moved(xml: bytes) -> bytes:
        elements = re.split(rb"(?=<)", xml)
        start, length = (data.draw(st.integers(0, n)) for n in (len(elements) - 1, 40))
        at = data.draw(st.integers(0, len(elements)))
        piece = elements[start : start + length]
        return b"".join([*elements[:at], *piece, *elements[at:]])

    _survives(edited(content, moved))


def _survives(content: bytes) -> None:
    place = None
    try:
        read(content, FILE)
    except ReadError as error:
        place = error.location
    assert place is None or place.file == FILE
