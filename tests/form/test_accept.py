"""Accept first: of what it is certain, the reference finds nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reportlint
from reportlint.form.accept import certainty
from reportlint.form.schema import form, forms
from reportlint.report import Report, flatten, nest
from reportlint.rules.schema import schema_errors
from reportlint.strategies import reports

EDITIONS = tuple(forms())
BY_SCHEMA = ("S1", "A", "C")
YEAR = 2024

any_report = st.sampled_from(EDITIONS).flatmap(reports)
numbers = (
    st.integers(-(10**13), 10**13)
    | st.integers(-2, 30)
    | st.sampled_from([20_240_101, 99_999, 100_000, 999_999_999, 10**12 - 1, 10**12, 10**50])
)
decimals = st.decimals(allow_nan=True, allow_infinity=True) | st.decimals(-1, 10**9, places=7)
leaves = (
    numbers
    | decimals
    | st.sampled_from([None, True, False, "", "0", "×局", "2024-02-30", "2025-01-31", "2025-02-01"])
    | st.text(max_size=3)
)
values: st.SearchStrategy[Any] = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)


def assert_certain(data: dict[str, Any]) -> None:
    """What is certain of data is what the reference finds, which is nothing."""
    found = certainty(data)
    report = Report(data)
    if found == "structure":
        assert schema_errors(report) == ()
    if found in ("clean", "numbers"):
        assert list(reportlint.check(report, select=BY_SCHEMA, reference=True)) == []
    if found == "clean":
        assert list(reportlint.check(report, reference=True)) == []
    assert reportlint.check(report) == reportlint.check(report, reference=True)


@given(any_report)
def test_generated_report_is_accepted(report: Report) -> None:
    assert certainty(report.data) != "closer"
    assert_certain(report.data)


@given(any_report, st.data())
def test_what_is_certain_of_mutated_data_the_reference_finds(
    report: Report, data: st.DataObject
) -> None:
    flat = dict(flatten(report.data))
    for _ in range(data.draw(st.integers(1, 2))):
        key = data.draw(st.sampled_from([*flat, "period.start", "published", "agency.level"]))
        value = data.draw(values)
        if value is None and data.draw(st.booleans()):
            flat.pop(key, None)
        else:
            flat[key] = value
    assert_certain(nested(flat))


@given(any_report, numbers, st.data())
def test_numbers_moved_within_sums_are_judged_as_the_reference_does(
    report: Report, number: int, data: st.DataObject
) -> None:
    """Two cells of a sum change together, so that some sums still hold."""
    assert report.form is not None
    identity = data.draw(st.sampled_from(report.form.identities))
    one, other = (data.draw(st.sampled_from(identity.cells)) for _ in range(2))
    flat = dict(flatten(report.data))
    flat[one] += number
    flat[other] += data.draw(st.sampled_from([number, -number]))
    assert_certain(nested(flat))


@given(
    st.dictionaries(st.sampled_from(["year", "agency", "edition", "requests"]) | st.text(), values)
)
def test_arbitrary_data_is_judged_as_the_reference_does(data: dict[str, Any]) -> None:
    assert_certain(data)


def nested(flat: dict[str, Any]) -> dict[str, Any]:
    """The data of flat keys; a part that is no group any more has no parts."""
    tops = [key for key, value in flat.items() if isinstance(value, list | dict)]
    return nest((k, v) for k, v in flat.items() if not any(k.startswith(f"{t}.") for t in tops))


def zeros(edition: str, about: dict[str, Any] | None = None) -> dict[str, Any]:
    """A report all of whose numbers are 0."""
    flat: dict[str, Any] = {"year": form(edition).first_year, "agency.name": "云溪街道办事处"} | (
        about or {}
    )
    return nest({**flat, **dict.fromkeys(form(edition).cells, 0)}.items())


@pytest.mark.parametrize("edition", EDITIONS)
def test_report_without_prose_is_clean(edition: str) -> None:
    assert certainty(zeros(edition)) == "clean"


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("number", [1, -1, None, True, Decimal(1), "0", 10**12, 20_240_101])
def test_no_other_number_in_a_sum_is_clean(edition: str, number: object) -> None:
    for identity in form(edition).identities:
        flat = dict(flatten(zeros(edition)))
        found = certainty(nest({**flat, identity.cells[-1]: number}.items()))
        assert found == ("structure" if type(number) is int and 0 < number < 10**12 else "closer")


@pytest.mark.parametrize(
    ("about", "certain"),
    [
        ({"agency.name": ""}, "closer"),
        ({"agency.level": "town"}, "closer"),
        ({"edition": "1999"}, "closer"),
        ({"published": "20250101"}, "closer"),
        ({"narrative.overview": "未收到申请。"}, "numbers"),
        ({"agency.name": "××街道办事处"}, "numbers"),
        ({"period.start": "2024-01-01", "period.end": "2024-06-30"}, "numbers"),
        ({"period.start": "2024-01-01", "period.end": "2024-12-31"}, "clean"),
        ({"published": "2025-02-01"}, "numbers"),
        ({"published": "2024-12-31"}, "numbers"),
        ({"published": "2025-01-31"}, "clean"),
        ({"year": 2018}, "closer"),
        ({"year": 2020}, "closer"),
        ({"year": "2024"}, "closer"),
    ],
)
def test_what_stands_beside_the_numbers_counts(about: dict[str, Any], certain: str) -> None:
    assert certainty(zeros("2021", {"year": YEAR, **about})) == certain
