"""Which suggestions are taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reportlint.findings import Change, Finding, Repair
from reportlint.fix.plan import Plan, plan
from reportlint.language import Text
from reportlint.location import Location
from reportlint.number import Number

REASON = Text("相邻两位写反", "two digits are transposed")


def finding(
    values: Mapping[str, Number], file: str = "a.json", *, unique: bool | None = True
) -> Finding:
    place = Location(file)
    return Finding("A101", "error", Text("错", "wrong"), place, suggestion=values, unique=unique)


def repairs(*several: tuple[Change, ...], unique: bool, likeliest: bool = True) -> Finding:
    listed = tuple(Repair(changes, REASON) for changes in several)
    first = {change.cell: change.after for change in several[0]} if likeliest else {}
    return replace(finding(first, unique=unique), repairs=listed)


def values(made: Plan) -> dict[str, list[Mapping[str, Number]]]:
    return {file: [fix.values for fix in fixes] for file, fixes in made.by_file.items()}


def test_finding_without_a_suggestion_is_none_of_it() -> None:
    assert plan([finding({}, unique=None)], unsafe=True) == Plan()


def test_only_a_unique_suggestion_is_taken() -> None:
    findings = [
        finding({"x": 1}),
        finding({"y": 2}, unique=False),
        finding({"z": 3}, unique=None),
        finding({"x": 4}, "b.json"),
    ]
    assert values(plan(findings)) == {"a.json": [{"x": 1}], "b.json": [{"x": 4}]}
    assert plan(findings).ambiguous == 2
    assert values(plan(findings, unsafe=True))["a.json"] == [{"x": 1}, {"y": 2}, {"z": 3}]
    assert plan(findings, unsafe=True).ambiguous == 0


def test_likeliest_repair_is_taken_with_its_reason() -> None:
    several = repairs((Change("x", 1, 2), Change("y", 3, 4)), (Change("z", 5, 6),), unique=False)
    assert plan([several]).fixes == ()
    (fix,) = plan([several], unsafe=True).fixes
    assert (fix.file, fix.values, fix.reason) == ("a.json", {"x": 2, "y": 4}, REASON)


def test_none_of_equally_likely_repairs_is_taken() -> None:
    several = repairs((Change("x", 1, 2),), (Change("z", 5, 6),), unique=False, likeliest=False)
    assert plan([several]) == plan([several], unsafe=True) == Plan(undecided=1)


def test_repair_may_be_of_another_file() -> None:
    elsewhere = repairs((Change("x", 1, 2, file="2023.json"),), unique=True)
    assert values(plan([elsewhere])) == {"2023.json": [{"x": 2}]}


def test_repair_of_several_files_is_not_made() -> None:
    made = plan([repairs((Change("x", 1, 2, file="2023.json"), Change("x", 1, 2)), unique=True)])
    assert made.fixes == ()
    assert [refusal.fix.file for refusal in made.refused] == ["2023.json", "a.json"]


def test_two_that_want_different_numbers_in_a_cell_are_both_left() -> None:
    findings = [finding({"x": 1}), finding({"x": 2, "y": 3}), finding({"y": 3}), finding({"z": 4})]
    made = plan(findings)
    assert values(made) == {"a.json": [{"y": 3}, {"z": 4}]}
    assert [refusal.fix.values for refusal in made.refused] == [{"x": 1}, {"x": 2, "y": 3}]


def test_same_cell_of_two_files_is_no_conflict() -> None:
    assert len(plan([finding({"x": 1}), finding({"x": 2}, "b.json")]).fixes) == 2


def test_two_that_want_the_same_are_one() -> None:
    assert values(plan([finding({"x": 1}), finding({"x": 1})])) == {"a.json": [{"x": 1}]}
