"""What a document says of itself."""

from __future__ import annotations

import pytest

from reportlint.document.blocks import Paragraph
from reportlint.document.metadata import Metadata, metadata
from reportlint.location import Location


def found(*lines: str) -> Metadata:
    return metadata([Paragraph(line, Location("a.txt", n)) for n, line in enumerate(lines, 1)])


@pytest.mark.parametrize(
    "title",
    [
        ["云溪街道办事处2024年政府信息公开工作年度报告"],
        ["2024年云溪街道办事处政府信息公开工作年度报告"],
        ["云溪街道办事处2024年度政府信息公开年度报告"],
        ["云溪街道办事处", "2024 年政府信息公开工作年度报告"],
        ["云溪街道办事处政府信息公开工作", "", "2024 年度报告"],
        ["首页 > 公开年报", "云溪街道办事处", "政府信息公开工作", "2024年度", "报告"],
    ],
)
def test_title_names_organ_and_year(title: list[str]) -> None:
    values = found(*title).values
    assert (values["agency.name"], values["year"]) == ("云溪街道办事处", 2024)


@pytest.mark.parametrize(
    "sentence",
    [
        "统计期限自2024年1月1日起至2024年12月31日止。",
        "数据统计期限为 2024 年 1 月 1 日—12 月 31 日",
        "本报告所列数据的统计期限自2024年1月1日起，至2024年12月31日止。",
    ],
)
def test_period(sentence: str) -> None:
    values = found(sentence).values
    assert (values["period.start"], values["period.end"]) == ("2024-01-01", "2024-12-31")
    assert values["year"] == 2024


@pytest.mark.parametrize("line", ["发布日期：2025-01-20", "发布时间: 2025年1月20日 浏览次数：3"])
def test_day_of_publication(line: str) -> None:
    assert found(line, "正文。").values["published"] == "2025-01-20"


def test_date_under_the_text_is_the_day_of_publication() -> None:
    assert (
        found("六、其他需要报告的事项", "无。", "2025年1月20日").values["published"] == "2025-01-20"
    )


def test_date_within_the_text_is_not() -> None:
    assert "published" not in found("2025年1月20日召开会议。", "无。").values


@pytest.mark.parametrize(
    "notice", ["国办公开办函〔2021〕30号", "国办公开办函[2021]30 号", "国办公开办函202130 号"]
)
def test_notice_cited(notice: str) -> None:
    assert found(f"按照（{notice}）编制。").about["notice"] == "国办公开办函〔2021〕30号"


def test_impossible_dates_are_no_dates() -> None:
    assert found("2024年2月31日至2024年12月31日", "发布日期：2025-13-01").values == {}


def test_place_of_what_was_found() -> None:
    assert found("", "云溪街道办事处2024年政府信息公开工作年度报告").locations["year"].line == 2
