"""Which reports are of one organ, and which of them came before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.fixture_types import Zeros

from reportlint.form.schema import form_of_year
from reportlint.organs import Organ
from reportlint.packing import packed
from reportlint.report import Report
from reportlint.years import Histories, groups, is_last_year, nonzero_numbers, two_year_record

CELL = "requests.received.total"


def compared(*reports: Report) -> dict[int, list[tuple[int | None, str | None]]]:
    """Year and file of the earlier reports of each, by its place among those given."""
    years = Histories()
    for index, report in enumerate(reports):
        years.add(packed(report), index)
    return {x.place: [(y.year, y.file) for y in x.earlier] for x in years if x.earlier}


@pytest.fixture
def of_year(zeros: Zeros) -> Callable[..., Report]:
    def make(year: int, name: str = "某局", code: str | None = None, **cells: Any) -> Report:
        about = {"year": year, "agency.name": name, **({"agency.code": code} if code else {})}
        received = {CELL: cells.get("received", 0)}
        own = form_of_year(year)
        assert own is not None
        data = zeros({**about, **received}, edition=own.edition).data
        return Report(data, cells.get("file"))

    return make


def test_earlier_reports_come_oldest_first_in_whatever_order_they_are_given(
    of_year: Callable[..., Report],
) -> None:
    found = compared(of_year(2024), of_year(2020), of_year(2022))
    assert found == {0: [(2020, None), (2022, None)], 2: [(2020, None)]}


def later(*reports: tuple[Report, int | None]) -> dict[int, int | None]:
    """Year of the next report of each that has a place."""
    years = Histories()
    for report, index in reports:
        years.add(packed(report), index)
    return {x.place: x.later.year if x.later else None for x in years}


def test_next_report_is_the_next_that_has_a_place(of_year: Callable[..., Report]) -> None:
    given = (of_year(2021), 0), (of_year(2024), 1), (of_year(2023), 2)
    assert later(*given) == {0: 2023, 2: 2024, 1: None}
    assert later((of_year(2021), 0), (of_year(2022), None)) == {}


def test_next_report_of_which_there_are_two_versions_is_passed_over(
    of_year: Callable[..., Report],
) -> None:
    twice = of_year(2023, received=1), of_year(2023, received=2)
    given = (of_year(2022), 0), (twice[0], 1), (twice[1], 2), (of_year(2024), 3)
    assert later(*given) == {0: 2024, 3: None}


def test_report_kept_for_others_is_not_compared_itself(of_year: Callable[..., Report]) -> None:
    years = Histories()
    years.add(packed(of_year(2023)), 0)
    years.add(packed(of_year(2024)))
    years.add(packed(of_year(2022)))
    assert [(x.place, len(x.earlier), x.later) for x in years] == [(0, 1, None)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("某 局", None), ("某局", None)),
        (("某局（本级）", None), ("某局(本级)", None)),
        (("旧局", "1A"), ("新局", "1a")),
        (("某局", "1"), ("某局", None)),
    ],
)
def test_reports_of_one_organ_are_known_by_code_or_name(
    of_year: Callable[..., Report], one: tuple[str, str | None], other: tuple[str, str | None]
) -> None:
    assert compared(of_year(2023, *one), of_year(2024, *other)) == {1: [(2023, None)]}
    assert compared(of_year(2023, *other), of_year(2024, *one)) == {1: [(2023, None)]}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("甲局", None), ("乙局", None)),
        (("某局", "1"), ("某局", "2")),
        (("1", None), ("某局", "1")),
    ],
)
def test_reports_of_two_organs_are_not_compared(
    of_year: Callable[..., Report], one: tuple[str, str | None], other: tuple[str, str | None]
) -> None:
    assert compared(of_year(2023, *one), of_year(2024, *other)) == {}


def test_name_of_two_organs_is_nobodys(of_year: Callable[..., Report]) -> None:
    coded = of_year(2023, "某局", "1"), of_year(2023, "某局", "2")
    assert compared(*coded, of_year(2022), of_year(2024)) == {}


def test_year_with_two_different_reports_takes_no_part(of_year: Callable[..., Report]) -> None:
    twice = of_year(2023, received=1), of_year(2023, received=2)
    assert compared(of_year(2022), *twice, of_year(2024)) == {3: [(2022, None)]}


def test_same_report_twice_counts_once_and_both_are_compared(
    of_year: Callable[..., Report],
) -> None:
    twice = of_year(2023, file="a.json"), of_year(2023, file="b.json")
    found = compared(of_year(2022), *twice, of_year(2024))
    assert found == {1: [(2022, None)], 2: [(2022, None)], 3: [(2022, None), (2023, "a.json")]}


@pytest.mark.parametrize(
    "data", [{}, {"year": 2024}, {"agency": {"name": "某局"}}, {"year": 2018, "agency": "某局"}]
)
def test_report_without_year_or_organ_is_left_aside(
    of_year: Callable[..., Report], data: dict[str, Any]
) -> None:
    assert compared(of_year(2023), Report(data), Report(data)) == {}


def test_report_comes_back_as_it_was_with_its_places(
    write: Callable[..., Any], of_year: Callable[..., Report]
) -> None:
    from reportlint import load

    years = Histories()
    report = load(write("a.json", {"agency.name": "某局"}))
    assert report.cells
    years.add(packed(report), 5)
    years.add(packed(of_year(2023)))
    ((index, back, _, _),) = years
    assert (index, back.data, back.file) == (5, report.data, report.file)
    assert back.location(CELL) == report.location(CELL)


def test_row_of_two_years_holds_both(of_year: Callable[..., Report]) -> None:
    row = two_year_record(of_year(2021, received=5), of_year(2020, received=3))
    assert (row[CELL], row[f"previous:{CELL}"]) == (5, 3)
    assert "previous:proactive.fees.amount" not in row
    assert "previous:proactive.fees.change" in row


@pytest.mark.parametrize(("before", "is_so"), [(2022, False), (2023, True), (2024, False)])
def test_last_year_is_the_one_before(
    of_year: Callable[..., Report], before: int, *, is_so: bool
) -> None:
    assert is_last_year(of_year(before), of_year(2024)) == is_so


def test_numbers_are_what_is_neither_blank_nor_zero(zeros: Zeros) -> None:
    report = zeros({CELL: 2, "requests.carried_over.total": None})
    assert nonzero_numbers(report) == {CELL: 2}


def test_organ_without_a_name_has_none() -> None:
    assert Report({"agency": {"name": " \u3000"}}).organ.name is None


def test_organs_that_may_be_compared_are_in_one_group() -> None:
    names = ["江苏省淮安市洪泽区水利局", "洪泽区水利局", "水利局", "财政局", "某县财政局"]
    organs = [Organ(None, name) for name in names]
    coded = [Organ("1", "甲局"), Organ("1", "乙局"), Organ("2", "乙局"), Organ("3", None)]
    numbers = groups([*organs, *coded])
    found = [numbers[organ] for organ in (*organs, *coded)]
    assert found == [0, 0, 0, 3, 3, 5, 5, 5, 8]


def test_groups_hold_every_pair_that_is_compared(zeros: Zeros) -> None:
    names = ["青禾县水务局", "水务局", "石桥镇人民政府", "青禾县石桥镇人民政府", "甲局"]
    years = Histories()
    for number, name in enumerate(names):
        report = zeros({"agency.name": name, "year": 2022 + number % 3})
        years.add(packed(report), number)
    numbers = groups(Organ.stated(None, name) for name in names)
    pairs = [(x.report, other) for x in years for other in x.earlier]
    assert pairs
    assert all(numbers[one.organ] == numbers[other.organ] for one, other in pairs)
