"""D302 and D303: the statistical period, and the years that a report names."""

from __future__ import annotations

from typing import Any

import pytest
from tests.findings import codes
from tests.fixture_types import Zeros

import reportlint


def stated(start: object, end: object) -> dict[str, Any]:
    return {"year": 2024, "period.start": start, "period.end": end}


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2024-01-01", "2024-12-31", []),
        ("2024-01-02", "2024-12-31", ["D302"]),
        ("2024-01-01", "2025-12-31", ["D302"]),
        ("2024-12-31", "2024-01-01", ["D302"]),
        ("2023-01-01", "2023-12-31", ["D303"]),
        ("2024-01-01", None, []),
        ("soon", "2024-12-31", []),
        (2024, 2024, []),
    ],
)
def test_period_of_a_data_file(
    zeros: Zeros, start: object, end: object, expected: list[str]
) -> None:
    assert codes(zeros(stated(start, end)), "D302", "D303") == expected


@pytest.mark.parametrize(
    ("preamble", "expected"),
    [
        ("统计期限自2024年1月1日起至12月31日止。", []),
        ("统计期限自1月1日起至12月31日止。", []),
        ("统计期限自2024年1月1日起至10月31日止。", ["D302"]),
        ("本局2024年5月挂牌成立，统计期限自2024年5月1日起至12月31日止。", []),
        ("统计期限自2023年1月1日起至12月31日止。", ["D303"]),
        ("云溪街道办事处2023年政府信息公开工作年度报告", ["D303"]),
        ("云溪街道办事处2024年政府信息公开工作年度报告", []),
        ("2023年3月1日至5月31日征求意见。", []),
    ],
)
def test_words_before_section_one(zeros: Zeros, preamble: str, expected: list[str]) -> None:
    assert codes(zeros({"year": 2024, "narrative.preamble": preamble}), "D302", "D303") == expected


@pytest.mark.parametrize(("section", "expected"), [("overview", ["D303"]), ("problems", [])])
def test_period_may_stand_in_section_one(zeros: Zeros, section: str, expected: list[str]) -> None:
    text = "报告中所列数据的统计期限自2023年1月1日起至2023年12月31日止。"
    assert codes(zeros({"year": 2024, f"narrative.{section}": text}), "D302", "D303") == expected


def test_years_that_differ_are_all_named(zeros: Zeros) -> None:
    title = {"narrative.preamble": "云溪街道办事处2022年政府信息公开工作年度报告"}
    report = zeros({**stated("2023-01-01", "2023-12-31"), **title})
    (finding,) = reportlint.check(report, select=["D303"])
    assert "报告年度填2024年，标题写2022年，统计期限写2023年" in finding.message.zh


@pytest.mark.parametrize("year", [-5, 0, 9999, 10**12])
def test_year_beyond_the_calendar_is_no_trouble(zeros: Zeros, year: int) -> None:
    text = {"narrative.preamble": "统计期限自1月1日起至12月31日止。", "published": "2025-01-01"}
    own = zeros({"year": year, "agency.name": "青禾县水务局", **text})
    assert {finding.code for finding in reportlint.check(own, select=["D3"])} <= {"D303"}
