"""D306: the day of publication against the deadline."""

from __future__ import annotations

import pytest
from tests.fixture_types import Zeros

import reportlint


@pytest.mark.parametrize(
    ("agency", "published", "deadline"),
    [
        ("青禾县水务局", "2025-01-31", []),
        ("青禾县水务局", "2025-02-01", ["2025-01-31"]),
        ("青禾县水务局", "2024-06-01", []),
        ("青禾县水务局", "2025-02-30", []),
        ("青禾县人民政府", "2025-03-31", []),
        ("青禾县人民政府", "2025-04-01", ["2025-03-31"]),
        ("石桥镇人民政府", "2026-01-01", []),
    ],
)
def test_the_day_itself_is_in_time(
    zeros: Zeros, agency: str, published: str, deadline: list[str]
) -> None:
    report = zeros({"year": 2024, "agency.name": agency, "published": published})
    assert [x.expected for x in reportlint.check(report, select=["D306"])] == deadline


def test_no_stated_day_is_no_finding(zeros: Zeros) -> None:
    report = zeros({"year": 2024, "agency.name": "青禾县水务局"})
    assert list(reportlint.check(report, select=["D306"])) == []
