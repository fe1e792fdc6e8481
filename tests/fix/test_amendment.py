"""What is not written into, and what is said of it."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.paths import DOCUMENTS

from reportlint.conversion import template
from reportlint.errors import AmendError, ReadError
from reportlint.fix.application import amend
from reportlint.formats import WRITERS, read
from reportlint.number import Number
from reportlint.report import Report

TOTAL = "requests.received.total"


def refusal(content: bytes, name: str, changes: Mapping[str, Number]) -> str:
    with pytest.raises(AmendError) as caught:
        amend(content, name, changes, read(content, name))
    assert caught.value.message.zh
    return caught.value.message.en


@pytest.mark.parametrize("name", ["report.doc", "report.pdf", "report.ofd", "report.xls"])
def test_other_formats_are_changed_by_hand(name: str) -> None:
    content = (DOCUMENTS / name).read_bytes()
    with pytest.raises(AmendError, match="change this one by hand"):
        amend(content, name, {TOTAL: 7}, REPORT)


@pytest.mark.parametrize("name", ["report.html", "report.md", "report.xlsx", "report.json"])
def test_changes_are_tracked_in_word_alone(name: str) -> None:
    content = (DOCUMENTS / name).read_bytes()
    with pytest.raises(AmendError, match="cannot be tracked"):
        amend(content, name, {TOTAL: 7}, REPORT, tracked=True)


@pytest.mark.parametrize("key", ["year", "requests", "nothing"])
def test_only_cells_of_the_form(key: str) -> None:
    assert "no cell of the form" in refusal(b'{"year": 2024}', "a.json", {key: 7})


def test_cell_that_is_not_there() -> None:
    assert "has no such cell" in refusal(b'{"year": 2024}', "a.json", {TOTAL: 7})


@pytest.mark.parametrize(
    "received",
    ['{"total": 6, "total": 6}', '{"total": 6}, "received": {"total": 6}'],
)
def test_cell_that_is_there_twice(received: str) -> None:
    content = f'{{"year": 2024, "requests": {{"received": {received}}}}}'.encode()
    for name in ("a.json", "a.yaml"):
        assert "more than once" in refusal(content, name, {TOTAL: 7})


def test_cell_on_two_lines_of_a_table() -> None:
    content = f"key,value\nyear,2024\n{TOTAL},6\n{TOTAL},6\n".encode()
    assert "more than once" in refusal(content, "a.csv", {TOTAL: 7})


def test_amount_in_another_unit() -> None:
    key = "proactive.fees.amount"
    content = f"key,value\nyear,2024\n{key},251000元\n".encode()
    assert "another unit" in refusal(content, "a.csv", {key: 25})


def test_group_where_a_number_belongs() -> None:
    content = b'{"year": 2024, "requests": {"received": {"total": {"a": 6}}}}'
    assert "not a number" in refusal(content, "a.json", {TOTAL: 7})


def test_key_that_looks_like_a_path_is_not_taken_for_the_cell() -> None:
    content = b'{"year": 2024, "requests": {"received": {"total": 6}, "received.total": 6}}'
    assert refusal(content, "a.json", {TOTAL: 7})


def test_report_of_another_file_changes_nothing() -> None:
    report = read(b'{"year": 2024, "requests": {"received": {"total": 6}}}', "a.json")
    other = b'{"year": 2025, "agency": {"name": "x"}, "requests": {"received": {"total": 6}}}'
    with pytest.raises(AmendError):
        amend(other, "a.json", {TOTAL: 7}, report)
    with pytest.raises(AmendError):
        amend(other, "a.json", {TOTAL: 7}, Report.from_dict(report.data))


def test_deep_nesting_is_no_crash() -> None:
    deep = "[" * 900 + "]" * 900
    content = f'{{"year": 2024, "x": {deep}, "requests": {{"received": {{"total": 6}}}}}}'.encode()
    try:
        report = read(content, "a.json")
        amended = amend(content, "a.json", {TOTAL: 7}, report)
    except (AmendError, ReadError):
        return
    assert amended == content.replace(b'"total": 6', b'"total": 7')


REPORT = Report.from_dict(
    {"year": 2024, "agency": {"name": "某局"}, "requests": {"received": {"total": 6}}}
)
WHOLE = {
    "a.json": json.dumps(REPORT.to_dict()).encode(),
    "a.yaml": b"year: 2024\nrequests:\n  received: {total: 6} # 6\n",
    "a.csv": WRITERS[".csv"](REPORT),
    "a.xlsx": WRITERS[".xlsx"](REPORT),
    "b.xlsx": template("2021", 2024, ".xlsx"),
    "a.docx": WRITERS[".docx"](REPORT),
    "a.md": WRITERS[".md"](REPORT),
    "a.html": (DOCUMENTS / "report.html").read_bytes(),
    "a.txt": (DOCUMENTS / "report-aligned.txt").read_bytes(),
}


@given(
    name=st.sampled_from(sorted(WHOLE)),
    start=st.integers(0, 20_000),
    length=st.integers(0, 30),
    piece=st.binary(max_size=30),
    own=st.booleans(),
)
def test_broken_bytes_raise_nothing_else(
    name: str, start: int, length: int, piece: bytes, *, own: bool
) -> None:
    whole = WHOLE[name]
    start %= len(whole)
    content = whole[:start] + piece + whole[start + length :]
    try:
        report = read(content if own else whole, name)
        amended = amend(content, name, {TOTAL: 7}, report)
    except (AmendError, ReadError):
        return
    assert read(amended, name).value(TOTAL) == 7


@given(st.binary(max_size=200), st.sampled_from(sorted(WHOLE)))
def test_any_bytes_raise_nothing_else(content: bytes, name: str) -> None:
    with pytest.raises((AmendError, ReadError)):
        amend(content, name, {TOTAL: 7}, REPORT)
