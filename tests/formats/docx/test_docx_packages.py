"""DOCX: the package around a document, sound, odd and hostile."""

from __future__ import annotations

import base64
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
    assert b"<w:body>" in body
    flat = (
        b'<?xml version="1.0"?><pkg:package xmlns:pkg='
        b'"http://schemas.microsoft.com/office/2006/xmlPackage">'
        b'<pkg:part pkg:name="/word/document.xml"><pkg:xmlData>'
        + body
        + b"</pkg:xmlData></pkg:part></pkg:package>"
    )
    transitional = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = edited(
        content,
        lambda xml: xml.replace(transitional, b"http://purl.oclc.org/ooxml/wordprocessingml/main"),
    )
    expected = read(content, FILE).to_dict()
    assert read(flat, "报告.doc").to_dict() == expected
    assert read(b"\r\n" + flat, "报告.doc").to_dict() == expected
    assert read(strict, "报告.doc").to_dict() == expected


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "gb18030"])
def test_parts_may_be_in_other_encodings(content: bytes, encoding: str) -> None:
    def encoded(xml: bytes) -> bytes:
        text = xml.decode().replace("UTF-8", encoding.removesuffix("-sig"), 1)
        return text.encode(encoding)

    other = edited(content, encoded)
    assert read(other, FILE).to_dict() == read(content, FILE).to_dict()


def test_white_space_may_stand_before_the_package(content: bytes) -> None:
    assert read(b"\r\n" + content, FILE).to_dict() == read(content, FILE).to_dict()


def test_one_xml_file_may_hold_styles_and_files_put_in(content: bytes) -> None:
    """`pkg:xmlData` holds parts of XML, `pkg:binaryData` others."""
    whole, parts = with_chunk(content, PAGE, "text/html"), []
    with ZipFile(BytesIO(whole)) as package:
        for name in package.namelist():
            data, kind = package.read(name), "application/xml"
            if name == "word/chunk.dat":
                held = b"<pkg:binaryData>" + base64.encodebytes(data) + b"</pkg:binaryData>"
                kind = "text/html"
            elif name.endswith((".xml", ".rels")) and name != "[Content_Types].xml":
                xml = re.sub(rb"^<\?.*?\?>", b"", data)
                held = b"<pkg:xmlData>" + xml + b"</pkg:xmlData>"
            else:
                continue
            part = f'<pkg:part pkg:name="/{name}" pkg:contentType="{kind}">'
            parts.append(part.encode() + held + b"</pkg:part>")
    space = b"http://schemas.microsoft.com/office/2006/xmlPackage"
    opening = b'<?xml version="1.0"?>\n<pkg:package xmlns:pkg="' + space + b'">'
    flat = opening + b"".join(parts) + b"</pkg:package>"
    assert read(flat, "报告.xml").to_dict() == read(whole, FILE).to_dict()
    with pytest.raises(ReadError, match="damaged"):
        read(flat.replace(b"<pkg:binaryData>", b"<pkg:binaryData>A"), "报告.xml")


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


RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ROWS = (("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"), ("规章", "1", "2", "3"))
PAGE = (
    "<!DOCTYPE html><html><body><h1>某局2024年政府信息公开工作年度报告</h1><p>一、总体情况</p>"
    "<p>无。</p><table>"
    + "".join("<tr>" + "".join(f"<td>{x}" for x in texts) for texts in ROWS)
    + "</table></body></html>"
).encode()
TEXT = "\n".join(
    ["某局2024年政府信息公开工作年度报告", "一、总体情况", "无。", *map("\t".join, ROWS)]
)
LETTER = b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + PAGE
CHUNK = f'<w:altChunk xmlns:r="{RELATIONS}" r:id="c1"/>'.encode()


def with_chunk(
    content: bytes, data: bytes, kind: str, chunk: bytes | None = CHUNK, mode: str = "Internal"
) -> bytes:
    """The document with a file that its body, replaced by `chunk` where there is one, names."""

    def relation(xml: bytes) -> bytes:
        more = f'Target="chunk.dat" TargetMode="{mode}"'
        own = f'<Relationship Id="c1" Type="{RELATIONS}/aFChunk" {more}/>'
        return xml.replace(b"</Relationships>", own.encode() + b"</Relationships>")

    def override(xml: bytes) -> bytes:
        own = f'<Override PartName="/word/chunk.dat" ContentType="{kind}"/>'
        return xml.replace(b"</Types>", own.encode() + b"</Types>")

    def body(xml: bytes) -> bytes:
        before, _, rest = xml.partition(b"<w:body>")
        last = rest[rest.index(b"<w:sectPr") :]
        return xml if chunk is None else before + b"<w:body>" + chunk + last

    content = edited(content, relation, "word/_rels/document.xml.rels")
    content = edited(edited(content, override, "[Content_Types].xml"), body)
    file = BytesIO(content)
    with ZipFile(file, "a") as package:
        package.writestr("word/chunk.dat", data)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PAGE, "text/html"),
        (PAGE, "application/xhtml+xml"),
        (LETTER, "message/rfc822"),
        (TEXT.encode(), "text/plain"),
    ],
)
def test_a_file_put_in_is_read_in_its_place(content: bytes, data: bytes, kind: str) -> None:
    report = read(with_chunk(content, data, kind), FILE)
    assert (report.year, report.value("proactive.regulations.in_force")) == (2024, 3)
    assert report.to_dict()["narrative"]["overview"] == "无。"
    place = report.location("proactive.regulations.in_force")
    assert place is not None
    assert place.to_dict() == {"file": FILE, "table": 1, "row": 2, "column": 4}
    assert report.locations["narrative.overview"].paragraph == 3


def test_a_document_put_in_is_read_in_its_place(content: bytes) -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    expected = read(content, FILE)
    once = with_chunk(content, content, kind)
    assert read(once, FILE).to_dict() == expected.to_dict()
    assert read(with_chunk(content, once, kind), FILE).to_dict() == expected.to_dict()


def test_a_text_put_into_a_cell_is_its_text(content: bytes) -> None:
    def cell(xml: bytes) -> bytes:
        return xml.replace(b"<w:r><w:t>4</w:t></w:r></w:p>", b"</w:p>" + CHUNK)

    report = read(edited(with_chunk(content, b"7", "text/plain", chunk=None), cell), FILE)
    assert report.value("proactive.licensing.decisions") == 7


@pytest.mark.parametrize(
    ("data", "kind", "mode", "message"),
    [
        (rb"{\rtf1 }", "application/rtf", "Internal", "rtf"),
        (b"\0\1", "application/octet-stream", "Internal", "octet-stream"),
        (PAGE, "text/html", "External", "not in it"),
    ],
)
def test_what_is_put_in_and_cannot_be_read_is_named(
    content: bytes, data: bytes, kind: str, mode: str, message: str
) -> None:
    with pytest.raises(ReadError, match=message):
        read(with_chunk(content, data, kind, mode=mode), FILE)


def test_files_put_in_are_bounded(content: bytes) -> None:
    assert read(with_chunk(content, PAGE, "text/html", chunk=CHUNK * 20), FILE).year == 2024
    with pytest.raises(ReadError, match="altChunk"):
        read(with_chunk(content, PAGE, "text/html", chunk=CHUNK * 21), FILE)
