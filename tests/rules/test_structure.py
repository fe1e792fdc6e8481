"""Family S: the edition against the year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from tests.fixture_types import Zeros

import reportlint
from reportlint.form.schema import forms
from reportlint.report import Report

EDITIONS = tuple(forms())


def codes(data: Mapping[str, Any]) -> list[str]:
    return [x.code for x in reportlint.check(Report.from_dict(data), select=["S"])]


@pytest.mark.parametrize("edition", EDITIONS)
def test_zeros_everywhere_are_right(zeros: Zeros, edition: str) -> None:
    assert list(reportlint.check(zeros(edition=edition))) == []


def test_empty_file_lacks_its_year_and_nothing_else_is_said() -> None:
    assert codes({}) == ["S001"]


@pytest.mark.parametrize(
    ("edition", "year", "expected"),
    [
        ("2019", 2019, []),
        ("2019", 2020, []),
        ("2019", 2021, ["S003"]),
        ("2021", 2020, ["S003"]),
        ("2021", 2021, []),
        ("2021", 2025, []),
        ("2021", 2018, ["S003"]),
    ],
)
def test_year_decides_the_edition(
    zeros: Zeros, edition: str, year: int, expected: list[str]
) -> None:
    whole = zeros(edition=edition)
    assert codes({**whole.data, "edition": edition, "year": year}) == expected
