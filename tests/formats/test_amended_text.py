"""JSON, YAML and CSV: what is amended is what would have been written with the other numbers.

Each format is rendered in every style by a function of the data alone, so that the amended file
must be, byte for byte, the rendering of the changed data in the same style.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.errors import AmendError
from reportlint.fix.application import amend
from reportlint.form.schema import forms
from reportlint.formats import read
from reportlint.report import flatten, nest

ENCODINGS = (
    ("utf-8", b""),
    ("utf-8", codecs.BOM_UTF8),
    ("utf-16-le", codecs.BOM_UTF16_LE),
    ("utf-16-be", codecs.BOM_UTF16_BE),
    ("gb18030", b""),
)
PROSE = '全年收到 7 件，"办结" 6 件；\n另有 😀 7, 8; 9\t件。'
TOTAL = "requests.received.total"


@dataclass(frozen=True)
class Case:
    """The cells of a report, and other numbers for some of them."""

    cells: dict[str, int | None]
    changes: dict[str, int]

    def flat(self, changes: Mapping[str, int]) -> dict[str, Any]:
        about = {"year": 2024, "agency.name": "云溪街道办事处"}
        return {**about, **self.cells, **changes, "narrative.overview": PROSE}


@st.composite
def cases(draw: st.DrawFn) -> Case:
    own = forms()["2021"]
    counts = st.sampled_from([key for key, cell in own.cells.items() if cell.kind == "count"])
    number: st.SearchStrategy[int | None] = st.none() | st.integers(0, 10**6)
    filled = st.dictionaries(counts, number, max_size=5)
    changes = draw(st.dictionaries(counts, st.integers(0, 10**9), min_size=1, max_size=4))
    return Case({**dict.fromkeys(own.cells, 0), **draw(filled)}, changes)


encodings = st.sampled_from(ENCODINGS)
line_ends = st.sampled_from(("\n", "\r\n", "\r", "\r\r\n"))
Render = Callable[[dict[str, Any]], str]


def holds(case: Case, name: str, render: Render, encoding: tuple[str, bytes]) -> None:
    codec, mark = encoding
    before, after = (
        mark + render(case.flat(changes)).encode(codec) for changes in ({}, case.changes)
    )
    assert amend(before, name, case.changes, read(before, name)) == after


@given(
    case=cases(),
    encoding=encodings,
    end=line_ends,
    indent=st.sampled_from((None, 0, 2, "\t")),
    ascii_only=st.booleans(),
)
def test_json(
    case: Case, encoding: tuple[str, bytes], end: str, indent: int | str | None, *, ascii_only: bool
) -> None:
    def render(flat: dict[str, Any]) -> str:
        text = json.dumps(nest(flat.items()), indent=indent, ensure_ascii=ascii_only)
        return text.replace("\n", end) + end * 2

    holds(case, "a.json", render, encoding)


@given(
    case=cases(),
    encoding=encodings,
    end=line_ends,
    blank=st.sampled_from(("", " ~", " null")),
    flow=st.booleans(),
)
def test_yaml(case: Case, encoding: tuple[str, bytes], end: str, blank: str, *, flow: bool) -> None:
    def value(found: object) -> str:
        return blank if found is None else f" {json.dumps(found, ensure_ascii=False)}"

    def block(data: dict[str, Any], depth: int) -> list[str]:
        lines = [f"{'  ' * depth}# 7 格：7"]
        for name, found in data.items():
            if isinstance(found, dict) and flow and "total" in found:
                row = ", ".join(f'"{key}":{value(x)}' for key, x in found.items())
                lines += [f"{'  ' * depth}{name}:   {{ {row} }} # 一行 0"]
            elif isinstance(found, dict):
                lines += [f"{'  ' * depth}{name}:", *block(found, depth + 1)]
            else:
                lines += [f"{'  ' * depth}{name}:{value(found)}   # {name} 7 "]
        return lines

    holds(case, "a.yaml", lambda flat: end.join(block(nest(flat.items()), 0)), encoding)


@given(
    case=cases(),
    encoding=encodings,
    end=line_ends,
    delimiter=st.sampled_from(",;\t"),
    quoted=st.booleans(),
    last=st.booleans(),
)
def test_csv(
    case: Case, encoding: tuple[str, bytes], end: str, delimiter: str, *, quoted: bool, last: bool
) -> None:
    def render(flat: dict[str, Any]) -> str:
        lines = io.StringIO()
        out = csv.writer(
            lines,
            delimiter=delimiter,
            quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL,
            lineterminator=end,
        )
        out.writerow(["键", "数值"] if last else ["数值", "键"])
        for key, found in flat.items():
            text = "" if found is None else found
            out.writerow([key, text] if last else [text, key])
        return lines.getvalue()

    holds(case, "a.csv", render, encoding)


def amended(content: str, value: int | Decimal, name: str, key: str = TOTAL) -> str:
    data = content.encode()
    return amend(data, name, {key: value}, read(data, name)).decode()


@pytest.mark.parametrize(
    ("old", "value", "new"),
    [
        ("6", 17, "17"),
        ("null", 7, "7"),
        ('"6"', 7, "7"),
        ("6.0", 7, "7.0"),
        ("-6", 7, "7"),
        ("6e2", 7, "7"),
        ("6", Decimal(7), "7"),
    ],
)
def test_json_token(old: str, value: int, new: str) -> None:
    text = '{ "year":2024,"requests" : {"received": {"total" :%s }} }'
    assert amended(text % old, value, "a.json") == text % new


def test_amount_keeps_its_decimals() -> None:
    text = '{"year": 2024, "proactive": {"fees": {"amount": %s}}}'
    key = "proactive.fees.amount"
    assert amended(text % "320.50", Decimal(321), "a.json", key) == text % "321.00"
    assert amended(text % "320.5", Decimal("0.125"), "a.json", key) == text % "0.125"


@pytest.mark.parametrize(
    ("old", "new"),
    [(" 6", " 7"), (" '6'", " 7"), (' "6"', " 7"), (" +6", " +7"), ("", " 7"), (" !!int 6", " 7")],
)
@pytest.mark.parametrize("rest", ["", "  # 6 件", "\n  carried_over: {total: 6}\n"])
def test_yaml_scalar(old: str, new: str, rest: str) -> None:
    text = "year: 2024\nrequests:\n  received:\n    total:%s" + rest
    assert amended(text % old, 7, "a.yaml") == text % new


@pytest.mark.parametrize("scalar", [" |\n      6", " [6]", " {a: 6}"])
def test_yaml_that_is_no_scalar_on_a_line_is_left_alone(scalar: str) -> None:
    with pytest.raises(AmendError):
        amended(f"year: 2024\nrequests:\n  received:\n    total:{scalar}\n", 7, "a.yaml")


@pytest.mark.parametrize(
    ("old", "value", "new"),
    [
        (",6", 7, ",7"),
        (', " 6 "', 7, ", 7"),  # the quotes are characters of the field
        (',"6"', 7, ',"7"'),
        (",  6 ", 7, ",  7 "),
        (',"1,206"', 13000, ',"13,000"'),
        (",6件", 7, ",7"),
        (",无", 7, ",7"),
        (",", 7, ",7"),
        ("", 7, ",7"),
    ],
)
def test_csv_field(old: str, value: int, new: str) -> None:
    text = f"key,value\nyear,2024\n{TOTAL}%s\nrequests.carried_over.total,6\n"
    assert amended(text % old, value, "a.csv") == text % new


def test_keys_in_other_words_and_lines_in_quotes() -> None:
    text = '部分;行;列;数值\n;;"报告\n年度";2024\n;一、本年新收政府信息公开申请数量;总计;%s\n'
    assert amended(text % 6, 7, "a.csv") == text % 7


def test_only_the_stated_cells_are_other_in_the_report() -> None:
    content = json.dumps({"year": 2024, **nest((key, 0) for key in forms()["2021"].cells)}).encode()
    report = read(content, "a.json")
    after = read(amend(content, "a.json", {TOTAL: 7}, report), "a.json")
    assert dict(flatten(after.data)) == {**dict(flatten(report.data)), TOTAL: 7}
