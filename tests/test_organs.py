"""What kind of organ a name is of."""

from __future__ import annotations

import pytest

from reportlint.organs import Standing, is_government, standing


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("青禾县人民政府", "government"),
        ("青禾县", "government"),
        ("某省人民政府办公厅", "department"),
        ("景德镇市教育局", "department"),
        ("青禾县住房和城乡建设局", "department"),
        ("青禾县乡村振兴局", "department"),
        ("宁波市镇海区水利局", "department"),
        ("某省水利厅", "department"),
        ("云溪街道办事处", None),
        ("石桥镇人民政府", None),
        ("青禾县石桥镇综合行政执法局", None),
        ("青禾经济开发区管理委员会", None),
        ("青禾县公安局云溪分局", None),
        ("青禾县第一中学", None),
        ("", None),
    ],
)
def test_standing_by_name(name: str, expected: Standing | None) -> None:
    assert standing(name, None) == expected


@pytest.mark.parametrize(
    ("name", "level", "expected"),
    [
        ("水利部", "state", "department"),
        ("国家档案馆", "state", "department"),
        ("青禾县水务局", "township", None),
        ("云溪街道办事处", "county", None),
        ("青禾县人民政府", "county", "government"),
    ],
)
def test_level_and_name_together(name: str, level: str, expected: Standing | None) -> None:
    assert standing(name, level) == expected


@pytest.mark.parametrize("name", ["青禾县人民政府", "石桥镇人民政府", "石桥镇政府"])
def test_governments_of_every_level(name: str) -> None:
    assert is_government(name)


@pytest.mark.parametrize(
    "name", ["青禾县人民政府办公室", "杨浦区人民政府云溪街道办事处", "青禾县水务局", ""]
)
def test_others_are_no_governments(name: str) -> None:
    assert not is_government(name)
