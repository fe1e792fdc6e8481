"""The generated organs: whole, right, the same for the same seed, and of every kind."""

from __future__ import annotations

import pytest
from benchmarks.organs import KINDS, report

import reportlint
from reportlint.form.schema import forms
from reportlint.report import Report


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    return [report(1, number) for number in range(120)]


def test_no_rule_on_cells_finds_anything(reports: list[Report]) -> None:
    assert list(reportlint.check(reports, select=["S", "A", "C"])) == []


def test_every_cell_is_filled_in(reports: list[Report]) -> None:
    for own in reports:
        assert own.form is not None
        assert own.cells.keys() == own.form.cells.keys()
        assert None not in own.record.values()


def test_same_seed_makes_the_same_report(reports: list[Report]) -> None:
    assert [report(1, number).data for number in range(5)] == [own.data for own in reports[:5]]


def test_every_edition_and_level_is_there(reports: list[Report]) -> None:
    assert {own.form.edition for own in reports if own.form} == set(forms())
    assert {own.level for own in reports} == {kind.level for kind in KINDS}


def test_most_cells_are_zero_and_most_applicants_natural_persons(reports: list[Report]) -> None:
    numbers = [number for own in reports for number in own.record.values()]
    assert numbers.count(0) > len(numbers) / 2
    received = [own.value("requests.received.total") or 0 for own in reports]
    natural = [own.value("requests.received.natural_person") or 0 for own in reports]
    assert sum(natural) * 10 > sum(received) * 7
    assert min(received) < 10
    assert max(received) > 1000
