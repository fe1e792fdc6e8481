"""D308: last year's date left in the prose."""

from __future__ import annotations

import pytest
from tests.fixture_types import Zeros

import reportlint


def codes(zeros: Zeros, **sections: str) -> list[str]:
    prose = {f"narrative.{key}": text for key, text in sections.items()}
    report = zeros({"year": 2023, "agency.name": "青禾县水务局", **prose})
    return [finding.code for finding in reportlint.check(report, select=["D308"])]


@pytest.mark.parametrize(
    "overview",
    [
        "2022年，我局公开信息20条。",
        "2022年度，县水务局在县政府领导下，公开信息20条。",
        "2022年我局公开信息20条，按期答复。",
        "截至2022年12月31日，公开信息20条。",
        "（一）主动公开情况。2022年，全局公开信息20条。（二）依申请公开。2022年，全局收到申请3件。",
        "２０２２年，我局公开信息20条。",
    ],
)
def test_year_told_is_last_year(zeros: Zeros, overview: str) -> None:
    assert codes(zeros, overview=overview) == ["D308"]


@pytest.mark.parametrize(
    "overview",
    [
        "2023年，我局公开信息20条。2022年，我局公开信息10条。",
        "2022年，我局公开信息20条，今年公开30条。",
        "2022年，我局公开信息20条，本年度公开30条。",
        "2022年以来，我局公开信息20条。",
        "2022年，新修订的办法施行，我局据此公开信息。",
        "与2022年相比，我局多公开信息20条。",
        "公开信息20条，全部按期发布。其中，2022年，我局公开的有3条。",
        "《2022年，我局这样公开》一文已发布，我局公开信息20条。",
        "2021年，我局公开信息20条。",
        "2024年，我局将公开信息20条。",
        "2022年",
    ],
)
def test_last_year_spoken_of_as_such(zeros: Zeros, overview: str) -> None:
    assert codes(zeros, overview=overview) == []


def test_one_sentence_of_section_six_is_enough(zeros: Zeros) -> None:
    six = "没有其他事项。2022年，我局没有收取信息处理费。"
    assert codes(zeros, other_matters=six) == ["D308"]
    assert codes(zeros, other_matters=f"{six}2023年也没有，特此说明。") == []


def test_preamble_that_presents_last_years_report(zeros: Zeros) -> None:
    assert codes(zeros, preamble="根据条例，现公布2022年政府信息公开年度报告。") == ["D308"]
    assert codes(zeros, preamble="根据《关于编制2022年年度报告的通知》，编制本报告。") == []


def test_period_of_last_year_is_said_elsewhere(zeros: Zeros) -> None:
    preamble = "统计期限自2022年1月1日起至12月31日止，特此说明。"
    assert codes(zeros, preamble=preamble, overview="2022年，我局公开信息20条。") == []


@pytest.mark.parametrize("piece", ["2022年，", "编制", "《", "（一）", "编制2022年", "，"])
def test_long_text_is_read_through(zeros: Zeros, piece: str) -> None:
    assert codes(zeros, preamble=piece * 20_000, overview=f"一是{piece * 20_000}") == []
