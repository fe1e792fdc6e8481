"""D304 and D305: what sections one and six speak of."""

from __future__ import annotations

import pytest
from tests.fixture_types import Zeros

import reportlint
from reportlint.form.schema import form_of_year

ALL_THREE = "公开工作列入考核，社会评议两次，没有责任追究。"


@pytest.mark.parametrize(
    ("year", "six", "expected"),
    [
        (2021, "无。", 1),
        (2021, "没有需要报告的事项。", 1),
        (2021, "没有收取信息处理费。", 0),
        (2021, "未发生收费。", 1),
        (2021, "办理行政许可均不收费。", 1),
        (2021, "公开了行政事业性收费目录。", 1),
        (2021, "依申请公开未产生费用。", 0),
        (2021, "", 0),
        (2020, "无。", 0),
    ],
)
def test_section_six_speaks_of_fees(zeros: Zeros, year: int, six: str, expected: int) -> None:
    own = form_of_year(year)
    assert own is not None
    report = zeros({"year": year, "narrative.other_matters": six}, edition=own.edition)
    assert len(reportlint.check(report, select=["D304"])) == expected


@pytest.mark.parametrize(
    ("agency", "overview", "expected"),
    [
        ("青禾县人民政府", ALL_THREE, []),
        ("青禾县人民政府", ALL_THREE.replace("社会评议", "培训"), ["社会评议"]),
        ("石桥镇人民政府", "公开信息20条。", ["工作考核、社会评议、责任追究"]),
        ("云溪街道办事处", "公开信息20条。", []),
        ("青禾县水务局", "公开信息20条。", []),
        ("青禾县人民政府", "", []),
    ],
)
def test_governments_state_the_results_of_supervision(
    zeros: Zeros, agency: str, overview: str, expected: list[str]
) -> None:
    report = zeros({"agency.name": agency, "narrative.overview": overview})
    found = reportlint.check(report, select=["D305"])
    assert [x.message.zh.rpartition("：")[2].partition("；")[0] for x in found] == expected
