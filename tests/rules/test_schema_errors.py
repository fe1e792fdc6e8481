"""Family S: what is wrong with the shape of a data file, said once and where it is."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.findings import codes
from tests.fixture_types import Zeros

import reportlint
from reportlint.form.schema import forms
from reportlint.formats import read
from reportlint.report import Report, flatten, nest

EDITIONS = tuple(forms())
CELL = "requests.outcomes.refused.state_secret.total"


def without(report: Report, prefix: str) -> Report:
    """The report without a part."""
    kept = [(k, v) for k, v in flatten(report.data) if not f"{k}.".startswith(f"{prefix}.")]
    return Report(nest(kept))


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_cell_is_required_and_named(zeros: Zeros, edition: str) -> None:
    whole = zeros(edition=edition)
    rows = {key: len(row.columns) for key, row in reportlint.form(edition).rows.items()}
    several = [key for key in whole.cells if rows[key.rpartition(".")[0]] > 1]
    lacking = [without(whole, key) for key in several]
    found = reportlint.check(lacking, select=["S"])
    assert [(finding.code, finding.cells) for finding in found] == [
        ("S101", (key,)) for key in several
    ]


@pytest.mark.parametrize("part", ["requests.outcomes.refused", "review", "proactive.fees"])
def test_missing_part_is_one_finding_with_all_its_cells(zeros: Zeros, part: str) -> None:
    whole = zeros()
    (finding,) = reportlint.check(without(whole, part), select=["S"])
    assert finding.code == "S101"
    assert finding.cells == tuple(key for key in whole.cells if key.startswith(f"{part}."))


@pytest.mark.parametrize("value", ["7", "", "无", True, [1], {"a": 1}, Decimal("7.5")])
def test_count_is_a_whole_number(zeros: Zeros, value: object) -> None:
    (finding,) = reportlint.check(zeros({CELL: value}), select=["S"])
    assert (finding.code, finding.cells) == ("S103", (CELL,))


@pytest.mark.parametrize("value", [7, Decimal("7.0"), Decimal("1E+3"), None])
def test_whole_number_may_be_written_as_json_allows(zeros: Zeros, value: object) -> None:
    assert codes(zeros({CELL: value}), "S") == []


@pytest.mark.parametrize("literal", ["NaN", "Infinity", "-Infinity"])
@pytest.mark.parametrize(
    "text",
    [
        '{"year": 2024,\n "proactive": {"fees": {"amount": _}}}',
        '{"year": 2024,\n "narrative": {"overview": _}}',
        '{"year": 2024, "remark": "NaN",\n "unknown": [1, _]}',
    ],
)
def test_numbers_that_json_lacks_are_refused_at_their_place(literal: str, text: str) -> None:
    with pytest.raises(reportlint.ReadError) as refused:
        read(text.replace("_", literal).encode(), "a.json")
    assert refused.value.location.line == 2
    assert literal in refused.value.message.zh


@pytest.mark.parametrize(
    ("cell", "value", "expected"),
    [
        (CELL, 999999999999, []),
        (CELL, 1000000000000, ["S104"]),
        ("proactive.licensing.change", -999999999999, []),
        ("proactive.licensing.change", -1000000000000, ["S104"]),
        ("proactive.procurement.amount", Decimal(999999999), []),
        ("proactive.procurement.amount", Decimal("999999999.01"), ["S104"]),
        (CELL, 10**60, ["S104"]),
    ],
)
def test_range_includes_its_bounds(
    zeros: Zeros, cell: str, value: object, expected: list[str]
) -> None:
    assert codes(zeros({cell: value}, edition="2019"), "S") == expected


def test_negative_number_is_left_to_the_categories(zeros: Zeros) -> None:
    assert codes(zeros({CELL: -1}), "S") == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("agency.name", ""),
        ("agency.code", ""),
        ("agency.level", "街道"),
        ("published", "2022-2-1"),
        ("published", "2022-02-30"),
        ("period.end", "2021年12月31日"),
    ],
)
def test_value_that_is_not_allowed_is_one_finding(zeros: Zeros, key: str, value: str) -> None:
    (finding,) = reportlint.check(zeros({key: value}), select=["S"])
    assert finding.code == "S105"
    assert f"“{value}”" in finding.message.zh


def test_misspelt_key_is_said_with_the_right_one(zeros: Zeros) -> None:
    wrong = zeros({"requests.recieved.total": 0})
    (finding,) = reportlint.check(wrong, select=["S102"])
    assert "“recieved”，是否应为“received”" in finding.message.zh


def test_every_mistake_is_said(zeros: Zeros) -> None:
    wrong = without(zeros({CELL: "7", "proactive.remarks": "无"}), "review.reconsideration.total")
    assert sorted(codes(wrong, "S")) == ["S101", "S102", "S103"]


def test_only_the_selected_rules_speak(zeros: Zeros) -> None:
    wrong = zeros({CELL: "7", "proactive.remarks": "无"})
    assert [x.code for x in reportlint.check(wrong, select=["S"], ignore=["S102"])] == ["S103"]


def test_finding_stands_at_the_value_or_the_part_around_it() -> None:
    text = '{"year": 2024,\n "agency": {},\n "published": "soon"}'
    found = reportlint.check(read(text.encode(), "a.json"), select=["S101", "S105"])
    lines = {x.code: x.location.line for x in found if x.location and x.location.line}
    assert lines == {"S101": 2, "S105": 3}
