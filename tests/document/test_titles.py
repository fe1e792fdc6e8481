"""The title of a report."""

from __future__ import annotations

import pytest

from reportlint.document.blocks import Paragraph
from reportlint.document.metadata import find_organ, find_title
from reportlint.document.wording import title
from reportlint.location import Location
from reportlint.spelling import squeezed


@pytest.mark.parametrize(
    "text",
    [
        "青禾县教育局2024年政府信息公开工作年度报告",
        "2024 年度青禾县教育局政府信息公开年度报告",
        "青禾县教育局关于政府信息公开工作２０２４年度报告",
        "青禾县教育局2024年政府信息公开年度报告",
        "青禾县教育局2024年度信息公开工作报告",
        "青禾县教育局关于2024年度政府信息公开工作情况的报告",
        "关于2024年青禾县教育局政府信息公开工作年度报告",
        "（更正版）青禾县教育局2024年政府信息公开工作年度报告",
        "青禾县教育局2024年政府信息公开工作（更正版）年度报告",
        "青禾县教育局政府信息公开工作年度报告（2024年度）",
    ],
)
def test_title_names_organ_and_year(text: str) -> None:
    found = title(squeezed(text))
    assert found is not None
    assert (found.agency, found.year) == ("青禾县教育局", 2024)


def test_organ_may_have_a_number() -> None:
    found = title("青禾县第2中学2024年政府信息公开工作年度报告")
    assert found is not None
    assert (found.agency, found.year) == ("青禾县第2中学", 2024)


@pytest.mark.parametrize(
    ("area", "organ"),
    [
        ("青禾县", "青禾县人民政府"),
        ("云溪镇", "云溪镇人民政府"),
        ("青禾高新区", "青禾高新区"),
        ("青禾县人民政府", "青禾县人民政府"),
    ],
)
def test_an_area_stands_for_its_government(area: str, organ: str) -> None:
    for text in (
        f"2024年{area}政府信息公开工作年度报告",
        f"{area}2024年政府信息公开年报",
        f"关于{area}政府信息公开工作2024年度报告",
        f"{area}信息公开工作2024年年度报告",
    ):
        found = title(text)
        assert found is not None
        assert found.agency == organ


@pytest.mark.parametrize(
    "text",
    [
        "2024年度政府信息公开工作年度报告",
        "关于2024年度政府信息公开工作年度报告",
        "政府信息公开工作2024年度报告",
        "政府信息公开年报（2024年）",
    ],
)
def test_a_title_may_name_no_organ(text: str) -> None:
    found = title(text)
    assert found is not None
    assert (found.agency, found.year) == (None, 2024)


def lines(*texts: str) -> list[Paragraph]:
    return [Paragraph(text, Location("a.txt", n)) for n, text in enumerate(texts, 1)]


def test_the_lines_of_a_title_are_put_together() -> None:
    found = find_title(lines("青禾县教育局", "关于2024年度政府信息公开工作年度报告"))
    assert found is not None
    assert (found[0].agency, found[1].location.line) == ("青禾县教育局", 1)


@pytest.mark.parametrize(
    ("texts", "line"),
    [
        (["2024年政府信息公开工作年度报告", "青禾县教育局"], 2),
        (["2024年政府信息公开", "工作年度报告", "青禾县教育局"], 3),
        (["标题", "根据《条例》第五十条，青禾县教育局编制本报告。"], 2),
        (["标题", "青禾县教育局根据《条例》编制本报告。"], 2),
        (["标题", "现公布青禾县教育局2024年政府信息公开年度报告。"], 2),
        (["标题", "发布机构：青禾县教育局"], 2),
        (["标题", "无。", "青禾县教育局", "2025年1月20日"], 3),
        (["标题", "无。", "青禾县教育局 2025年1月20日"], 3),
    ],
)
def test_organ_outside_the_title(texts: list[str], line: int) -> None:
    paragraphs = lines(*texts)
    found = find_organ(paragraphs, paragraphs[0])
    assert found is not None
    assert (found[0], found[1].location.line) == ("青禾县教育局", line)


@pytest.mark.parametrize(
    "text",
    [
        "本报告由我局编制。",
        "按照国务院办公厅政府信息与政务公开办公室编制的格式，编制本报告。",
        "行政机关根据《条例》公开信息。",
        "各部门编制目录。",
    ],
)
def test_no_organ_is_made_of_other_words(text: str) -> None:
    assert find_organ(lines("标题", text, "无。"), None) is None


@pytest.mark.parametrize(
    "text",
    [
        "《青禾县教育局2024年政府信息公开工作年度报告》",
        "青禾县教育局2024年法治政府建设年度报告",
        "根据要求，现公布2024年政府信息公开工作年度报告",
        "青禾县教育局2024年工作总结",
        "青" * 100_000,
    ],
)
def test_other_lines_are_no_title(text: str) -> None:
    assert title(text) is None


@pytest.mark.parametrize("text", ["③{}①", "**{}**", "`{}`"])
def test_a_mark_is_no_part_of_the_organ(text: str) -> None:
    found = find_title(lines(text.format("青禾县教育局2024年政府信息公开工作年度报告")))
    assert found is not None
    assert found[0].agency == "青禾县教育局"
