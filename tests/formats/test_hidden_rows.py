"""A row of the form that is there, but hidden, is unknown, and a finding says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from benchmarks.quirks.medium import packed, unpacked
from fixtures.documents.web import html
from tests.paths import DOCUMENTS

import reportlint
from reportlint import Report
from reportlint.formats import read
from reportlint.formats.docx import word_writer

LABEL, KEY = "行政强制", "proactive.coercion.decisions"


def _with_row(text: str, row: str, hidden: str) -> str:
    """Return markup with what hides a row after the tag of the row with the label."""
    start = text.rindex(row, 0, text.index(LABEL)) + len(row)
    return f"{text[:start]}{hidden}{text[start:]}"


def _in_word(report: Report) -> bytes:
    parts = unpacked(word_writer.write(report))
    xml = parts["word/document.xml"].decode()
    hidden = _with_row(xml, "<w:tr>", "<w:trPr><w:hidden/></w:trPr>")
    return packed({**parts, "word/document.xml": hidden.encode()})


def _on_page(attribute: str) -> Callable[[Report], bytes]:
    return lambda report: _with_row(html(report), "<tr", f" {attribute}").encode()


@pytest.mark.parametrize(
    ("write", "file"),
    [
        (_in_word, "a.docx"),
        (_on_page("hidden"), "a.html"),
        (_on_page('style="display: none"'), "a.html"),
        (_on_page('style="visibility: collapse"'), "a.html"),
    ],
)
def test_hidden_row_is_unknown_and_said(write: Callable[[Report], bytes], file: str) -> None:
    whole = reportlint.load("fixtures/documents/report.yaml")
    report = read(write(whole), file)
    wrong = {key for key in whole.cells if report.value(key) != whole.value(key)}
    assert wrong == {KEY}
    assert [(x.code, x.cells) for x in reportlint.check(report, select=["S"])] == [("S206", (KEY,))]


def test_workbook_whose_form_is_hidden_says_so(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(DOCUMENTS / "report.xlsx")
    book.create_sheet("说明")["A1"] = "见另一张表"
    book.active = 1
    book.worksheets[0].sheet_state = "hidden"
    book.save(tmp_path / "report.xlsx")
    with pytest.raises(reportlint.ReadError, match="hidden sheets: “年度报告”"):
        reportlint.load(tmp_path / "report.xlsx")
