"""The table of formats: what a file is offered to, and what that imports."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from reportlint.document.content import Content
from reportlint.formats import FORMATS, format_of

PARSERS = {
    *("lxml.etree", "justhtml", "xlrd", "xlsxwriter", "docx", "pdfplumber", "yaml", "simplejson"),
    *("reportlint.formats.docx.wordml", "reportlint.formats.xlsx.spreadsheetml"),
    *("reportlint.formats.html.article", "reportlint.layout.aligned"),
}


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.json", b"year: 2024", "json"),
        ("a.json", b"<html><p>x</p>", "html"),
        ("a.json", b"%PDF-1.4", "pdf"),
        ("a.yaml", b"{year: 2024}", "yaml"),
        ("a.csv", b"{}", "csv"),
        ("a.txt", b'{"year": 2024}', "json"),
        ("a.txt", b"key,value\nyear,2024", "csv"),
        ("a.txt", b"year: 2024", "yaml"),
        ("a.html", b"x <p>", "html"),
        ("a.html", b"key,value", "csv"),
        ("a.md", b"# x", "text"),
        ("-", b"x", "text"),
        ("a.docx", rb"{\rtf1}", "office"),
        ("a", b'\xef\xbb\xbf{"year": 2024}', "json"),
        ("a", '{"year": 2024}'.encode("utf-16"), "json"),
    ],
)
def test_format_is_told_by_content_and_of_data_files_by_name(
    name: str, content: bytes, expected: str
) -> None:
    assert format_of(Content(name, content)).name == expected


def test_json_is_worth_offering_to_text_formats_only() -> None:
    content = Content("报告.json", b'{"year": 2024, "agency": {}}')
    asked = {own.name for own in FORMATS if own.may_be(content)}
    assert asked == {"json", "csv", "yaml", "text"}


def test_no_suffix_has_two_formats() -> None:
    for suffixes in ([x.suffixes for x in FORMATS], [x.written for x in FORMATS]):
        assert set(Counter(suffix for own in suffixes for suffix in own).values()) == {1}


def test_reading_json_imports_no_parser_of_documents(good: Path) -> None:
    code = (
        f"import sys; from reportlint.formats import load; load({str(good)!r}); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    imported = set(done.stdout.split())
    assert not imported & PARSERS
    assert imported >= {"json", "reportlint.formats.json"}
