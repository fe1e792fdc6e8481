"""No bytes whatever make a reader raise anything but its own error."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reportlint
from reportlint.errors import ReadError
from reportlint.form.schema import form
from reportlint.formats import READABLE, read
from reportlint.output import text
from reportlint.report import Report, nest

WHOLE = {"year": 2024, "agency": {"name": "某局"}} | nest(
    dict.fromkeys(form("2021").cells, 0).items()
)
pytestmark = pytest.mark.fuzz

SEEDS = (
    json.dumps(WHOLE, indent=1).encode(),
    "year: 2024\nagency: {name: 某局}\nrequests:\n  received: {total: 3}\n".encode(),
    "项目,数值\nyear,2024\n一、本年新收政府信息公开申请数量 · 总计,３ 件\n".encode("gb18030"),
    "某局2024年政府信息公开工作年度报告\n规章\t0\t/\t1,000\n行政许可\t3件\n行政处罚\t增3\n".encode(),
)


def survives(content: bytes, file: str) -> None:
    """Read and check, print what is found; only a ReadError may come out of reading."""
    try:
        report = read(content, file)
    except ReadError as error:
        report = None
        place = error.location
    if report is None:
        assert place.file == file
        return
    for language in ("zh", "en"):
        assert text.render(reportlint.check(report), language)


@pytest.mark.parametrize("suffix", [*READABLE, ""])
@given(content=st.binary() | st.text().map(str.encode))
def test_any_bytes(suffix: str, content: bytes) -> None:
    survives(content, f"report{suffix}")


@pytest.mark.parametrize("suffix", [*READABLE, ""])
@given(
    seed=st.sampled_from(SEEDS),
    cut=st.integers(0, 2000),
    junk=st.sampled_from([b"", b"\xff", b"\0", b"[", b"{", b'"', b"\t", b"-", b"1e999", b"9" * 99]),
    width=st.integers(0, 5),
)
def test_mutated_reports(suffix: str, seed: bytes, cut: int, junk: bytes, width: int) -> None:
    at = cut % len(seed)
    survives(seed[:at] + junk + seed[at + width :], f"report{suffix}")


@pytest.mark.parametrize(
    ("suffix", "content"),
    [
        (".json", b"[" * 100_000),
        (".json", b'{"a":' * 100_000),
        (".json", b'{"year": ' + b"9" * 100_000 + b"}"),
        (".json", b'{"year": 1e999999999999999999999}'),
        (".json", b'{"year": "\\ud800"}'),
        (".yaml", b"[" * 100_000),
        (".yaml", b"a: &a [1]\nb: [*a, *a]\n"),
        (".yaml", b"a: !!python/object/apply:os.system [ls]\n"),
        (".yaml", b"? {a: b}\n: c\n"),
        (".csv", b"key,value\n" + b'"' * 100_001),
        (".csv", b"key,value\n" + b"x" * 200_000 + b",1\n"),
        (".txt", b"\t" * 100_000),
        (".txt", "第二十条".encode("utf-16")),
        (".txt", b""),
    ],
)
def test_known_attacks(suffix: str, content: bytes) -> None:
    survives(content, f"report{suffix}")


def test_a_file_that_is_read_never_changes() -> None:
    report = read(SEEDS[0], "report.json")
    assert isinstance(report, Report)
    assert report.to_dict() == WHOLE
