"""Zip packages: nothing is expanded past its bounds, and nothing but ReadError comes out."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.document.content import Content
from reportlint.document.packages import part_names, read_part, refuse_bomb
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
