"""Zip packages: nothing is expanded past its bounds, and nothing but ReadError comes out."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.document.content import Content
from reportlint.document.packages import OfficePackage, part_names, read_part, refuse_bomb
from reportlint.errors import ReadError


def package(parts: dict[str, bytes], method: int = ZIP_DEFLATED) -> Content:
    file = BytesIO()
    with ZipFile(file, "w", method) as written:
        for name, data in parts.items():
            written.writestr(name, data)
    return Content("a.docx", file.getvalue())


SMALL = package({"a": b"1" * 1000, "b/c": b"2"})


def test_parts() -> None:
    assert part_names(SMALL) == ["a", "b/c"]
    assert read_part(SMALL, "b/c") == b"2"
    refuse_bomb(SMALL)


def test_what_is_no_zip_file_or_a_damaged_one_has_no_parts() -> None:
    assert part_names(Content("a.docx", b"PK")) == []
    assert part_names(Content("a.docx", SMALL.data[:-30])) == []


def test_a_part_too_large_is_not_expanded() -> None:
    largest = 32 * 2**20
    assert len(read_part(package({"a": bytes(largest)}), "a")) == largest
    with pytest.raises(ReadError, match="too large"):
        read_part(package({"a": bytes(largest + 1)}), "a")


def test_a_part_that_states_a_smaller_size_is_refused() -> None:
    true, false = ((n).to_bytes(4, "little") for n in (1000, 10))
    with pytest.raises(ReadError, match="damaged"):
        read_part(Content("a.docx", SMALL.data.replace(true, false)), "a")


def test_parts_too_large_together(declaring: Callable[..., bytes]) -> None:
    half = 100 * 2**20
    refuse_bomb(Content("a.docx", declaring(half, half)))
    with pytest.raises(ReadError, match="too large"):
        refuse_bomb(Content("a.docx", declaring(half, half, 1)))


def test_too_many_parts_are_not_counted_out(declaring: Callable[..., bytes]) -> None:
    assert len(part_names(Content("a.docx", declaring(*[0] * 10_000)))) == 10_000
    with pytest.raises(ReadError, match="too many"):
        part_names(Content("a.docx", declaring(*[0] * 10_001)))


@pytest.mark.parametrize("method", [ZIP_BZIP2, ZIP_LZMA])
def test_methods_that_no_document_uses_are_refused(method: int) -> None:
    with pytest.raises(ReadError):
        read_part(package({"a": b"1"}, method), "a")


@given(at=st.integers(0, len(SMALL.data)), junk=st.binary(min_size=1, max_size=4))
def test_mutated_package(at: int, junk: bytes) -> None:
    content = Content("a.docx", SMALL.data[:at] + junk + SMALL.data[at + len(junk) :])
    for name in part_names(content):
        try:
            assert isinstance(read_part(content, name), bytes)
        except ReadError:
            continue


RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def related(*relations: tuple[str, str], more: str = "") -> bytes:
    """A part of relations: the kind and target of each."""
    stated = "".join(
        f'<Relationship Id="r{i}" Type="{RELATIONS}/{kind}" Target="{target}"{more}/>'
        for i, (kind, target) in enumerate(relations)
    )
    return f"<Relationships>{stated}</Relationships>".encode()


def typed(**overrides: str) -> bytes:
    """The part of content types."""
    stated = "".join(
        f'<Override PartName="{name}" ContentType="{stated}"/>'
        for name, stated in overrides.items()
    )
    default = '<Default Extension="XML" ContentType="application/xml"/>'
    return f"<Types>{default}{stated}</Types>".encode()


def office(parts: dict[str, bytes]) -> OfficePackage:
    return OfficePackage(package(parts))


@pytest.mark.parametrize(
    ("main", "relations", "target", "styles"),
    [
        ("word/document.xml", "word/_rels/document.xml.rels", "word/document.xml", "styles.xml"),
        ("main.xml", "_rels/main.xml.rels", "/main.xml", "word/styles.xml"),
        ("WORD/Document.XML", "word/_RELS/document.xml.RELS", "word/document.xml", "Styles.xml"),
        ("a\\b.xml", "a\\_rels\\b.xml.rels", "a\\b.xml", "..\\a\\styles.xml"),
        ("a b/文.xml", "a b/_rels/文.xml.rels", "a%20b/%E6%96%87.xml", "./styles.xml"),
    ],
)
def test_parts_are_found_by_relations(main: str, relations: str, target: str, styles: str) -> None:
    wanted = posixpath.join(posixpath.dirname(main.replace("\\", "/")), styles)
    wanted = posixpath.normpath(wanted.replace("\\", "/"))
    found = office(
        {
            "word/document2.xml": b"<orphan/>",
            "_rels/.rels": related(("officeDocument", target)),
            main: b"\r\n<?xml version='1.0'?><a/>",
            relations: related(("styles", "nowhere.xml"), ("styles", styles)),
            wanted: b"<styles/>",
        }
    )
    assert found.main is not None
    assert found.read(found.main) == b"<?xml version='1.0'?><a/>"
    part = found.related(found.main, "styles")
    assert part is not None
    assert found.read(part) == b"<styles/>"
    assert found.related(found.main, "numbering") is None


def test_parts_elsewhere_are_not_followed() -> None:
    outside = related(("officeDocument", "a.xml"), more=' TargetMode="External"')
    found = office({"[Content_Types].xml": typed(), "_rels/.rels": outside, "a.xml": b"<a/>"})
    assert found.main is None
    assert found.kind is None


@pytest.mark.parametrize(
    ("stated", "root", "kind"),
    [
        (WORD, b"<a/>", "text"),
        ("application/vnd.ms-word.document.macroEnabled.main+xml", b"<a/>", "text"),
        ("application/vnd.ms-excel.sheet.macroEnabled.main+xml", b"<a/>", "workbook"),
        ("application/vnd.ms-excel.sheet.binary.macroEnabled.main", b"\0", "binary workbook"),
        ("application/vnd.ms-powerpoint.template.macroEnabled.main+xml", b"<a/>", "presentation"),
        ("application/vnd.ms-visio.drawing.main+xml", b"<a/>", "drawing"),
        ("text/xml", b'<s:a xmlns:s="http://purl.oclc.org/ooxml/spreadsheetml/main"/>', "workbook"),
        ("text/xml", b'<?xml version="1.0"?><document/>', None),
        ("text/xml", b"<", None),
    ],
)
def test_what_a_document_is(stated: str, root: bytes, kind: str | None) -> None:
    relations = related(("officeDocument", "word/document.xml"))
    parts = {"[content_types].XML": typed(**{"/Word/document.xml": stated})}
    assert office({**parts, "_rels/.rels": relations, "word/document.xml": root}).kind == kind


def test_a_type_that_only_the_ending_tells() -> None:
    found = office({"[Content_Types].xml": typed(**{"/a.xml": WORD}), "a.xml": b"", "b.xml": b""})
    assert (found.main, found.content_type("b.xml")) == ("a.xml", "application/xml")
    assert found.content_type("c.png") == ""


def test_of_two_parts_with_one_name_none_is_taken() -> None:
    relations = {"_rels/.rels": related(("officeDocument", "a.xml"))}
    with pytest.raises(ReadError, match="two parts named"):
        office({**relations, "a.xml": b"<a/>", "A.xml": b"<b/>"}).read("a.xml")
    assert office({**relations, "a.xml": b"<a/>", "A.xml": b"<a/>"}).read("a.xml") == b"<a/>"
