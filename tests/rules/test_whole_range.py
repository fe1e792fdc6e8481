"""No value falls between two rules: it is in the record as it is, or a finding names its cell."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
import simplejson
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.paths import FIXTURES

import reportlint
from reportlint.errors import ReadError
from reportlint.form.schema import forms
from reportlint.formats import read
from reportlint.report import Report, flatten, nest

ZEROS = {
    form.edition: {
        "year": form.first_year,
        "edition": form.edition,
        "agency.name": "青禾市人民政府",
        **dict.fromkeys(form.cells, 0),
    }
    for form in forms().values()
}
NUMBERS = (
    st.integers()
    | st.integers(-(10**13), 10**13)
    | st.integers(-(10**60), 10**60)
    | st.decimals(
        allow_nan=False, allow_infinity=False, places=8, min_value=-(10**14), max_value=10**14
    )
    | st.sampled_from([Decimal("-0"), Decimal("1E+30"), Decimal("-1E-30"), -(10**12), 10**12 - 1])
)
ODD = st.sampled_from(
    ["NaN", "Infinity", "-Infinity", ".nan", ".inf", "1e400", "12余", "", "x", True, False, [], {}]
)
places = st.sampled_from([(form.edition, key) for form in forms().values() for key in form.cells])


def answered(report: Report, key: str, value: object) -> bool:
    """Whether the record has the very value, or some finding names the cell."""
    if key not in report.record or (
        isinstance(value, int | Decimal) and report.record[key] == value and value is not True
    ):
        return True
    findings = reportlint.check(report, select=["S", "A", "C", "D1"])
    return any(key in finding.cells for finding in findings)


@given(places, NUMBERS | ODD)
def test_values_of_a_report(place: tuple[str, str], value: Any) -> None:
    edition, key = place
    report = Report.from_dict(nest({**ZEROS[edition], key: value}.items()))
    assert answered(report, key, value)


@given(places, NUMBERS | ODD, st.sampled_from([".json", ".yaml", ".csv"]))
def test_values_of_data_files(place: tuple[str, str], value: Any, suffix: str) -> None:
    edition, key = place
    data = nest({**ZEROS[edition], key: value}.items())
    if suffix == ".json":
        text = simplejson.dumps(data, use_decimal=True)
    elif suffix == ".yaml":
        text = yaml.safe_dump(json.loads(simplejson.dumps(data, use_decimal=True), parse_float=str))
        value = str(value) if isinstance(value, Decimal) else value
    else:
        rows = ((k, json.dumps(v) if isinstance(v, bool) else v) for k, v in flatten(data))
        text = "".join(["key,value\n", *(f"{k},{v}\n" for k, v in rows)])
    try:
        report = read(text.encode(), f"report{suffix}")
    except ReadError:
        return  # refused with its place
    if key in dict(flatten(report.data)) or key in report.cells:
        stated: Any = report.data
        for name in key.split("."):
            stated = stated.get(name) if isinstance(stated, dict) else None
        assert answered(report, key, stated)
    else:
        assert any(key in finding.cells for finding in reportlint.check(report, select=["S"]))


@given(st.sampled_from([str(10**12), "-1000000000000", "9" * 60, "1e5", "0.5", "-0", "①", "3-5"]))
def test_typed_text_of_a_document(typed: str) -> None:
    page = (FIXTURES / "D301-notice-against-year" / "near-as-issued.txt").read_text(
        encoding="utf-8"
    )
    report = read(page.replace("行政处罚\t46", f"行政处罚\t{typed}").encode(), "report.txt")
    value = int(typed) if typed.lstrip("-").isascii() and typed.lstrip("-").isdigit() else typed
    assert answered(report, "proactive.penalties.decisions", value)


@pytest.mark.parametrize("value", [-(10**12), -(10**40), Decimal("-1E+99")])
def test_number_far_below_zero_is_found_as_minus_one_is(value: Any) -> None:
    key = "requests.received.total"
    report = Report.from_dict(nest({**ZEROS["2021"], key: value}.items()))
    assert "C101" in {x.code for x in reportlint.check(report) if key in x.cells}
