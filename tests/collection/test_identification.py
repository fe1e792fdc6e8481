"""Whose a report is, and what is never taken for another organ's."""

from __future__ import annotations

import pytest

from reportlint.collection.identification import Identifier
from reportlint.collection.roster import roster
from reportlint.location import Location
from reportlint.organs import Organ

CODE, OTHER = "91350100M000100Y43", "11350100M000100Y4B"
ROWS = (
    {"name": "青禾县教育局", "code": CODE},
    {"name": "石桥镇人民政府"},
    {"name": "青禾县人民政府办公室"},
    {"name": "云溪开发区管理委员会", "other_names": "经开区，高新办"},
    {"name": "青禾县水务局"},
    {"name": "青禾县水务局云溪分局"},
    {"code": OTHER},
)
KNOWN = Identifier(roster("a.csv", [(Location("a.csv", n), row) for n, row in enumerate(ROWS)]))


@pytest.mark.parametrize(
    ("code", "name", "file", "unit", "ground"),
    [
        (CODE, "青禾县教体局", "1.docx", 0, "code"),
        (OTHER, "青禾县档案馆", "1.docx", 6, "code"),
        ("1", " 青禾县教育局 ", "1.docx", 0, "name"),
        (None, "石桥镇政府", "1.docx", 1, "like_name"),
        (None, "某省青禾县教育局", "1.docx", 0, "like_name"),
        (None, "青禾县政府办公厅", "1.docx", 2, "like_name"),
        (None, "高新办", "1.docx", 3, "other_name"),
        (None, "云溪开发区管委会", "1.docx", 3, "like_name"),
        (None, None, "报送/青禾县水务局云溪分局.docx", 5, "file_name"),
        (None, None, "报送/水务局2024年报.docx", 4, "file_name"),
        (None, None, "石桥镇/年报.docx", 1, "file_name"),
        (None, "青禾县水利局", "青禾县水务局.docx", 4, "file_name"),
        (None, None, f"{OTHER}.pdf", 6, "file_name"),
    ],
)
def test_unit_is_found(
    code: str | None, name: str | None, file: str, unit: int, ground: str
) -> None:
    found = KNOWN.of(Organ.stated(code, name), file)
    assert found is not None
    assert (found.unit, found.ground) == (unit, ground)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("云溪市教育局", "1.docx"),
        (None, "云溪市教育局.docx"),
        (None, "教育局、水务局合报.docx"),
        ("青禾县档案局", "档案局.docx"),
        (None, "年报.docx"),
    ],
)
def test_other_organs_are_not_taken_for_units(name: str | None, file: str) -> None:
    assert KNOWN.of(Organ.stated(None, name), file) is None


def test_two_units_of_one_name_are_told_by_code_only() -> None:
    rows = ({"name": "教育局", "code": CODE}, {"name": "教育局", "code": OTHER})
    both = roster("a.csv", [(Location("a.csv", n), row) for n, row in enumerate(rows)])
    known = Identifier(both)
    assert known.of(Organ.stated(None, "教育局"), "1.docx") is None
    found = known.of(Organ.stated(OTHER, "教育局"), "1.docx")
    assert (found and found.unit) == 1
    assert "只能按代码认定" in both.remarks[0].message.zh
