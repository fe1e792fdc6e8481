"""Numbers that count headings, labels and paragraphs, and numbers that do not."""

from __future__ import annotations

import pytest

from reportlint.spelling import is_numbered, section_number, unnumbered


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("一、总体情况", "总体情况"),
        ("（十二）其他", "其他"),
        ("(3)其他", "其他"),
        ("１２．其他", "其他"),
        ("5、其他", "其他"),
        ("（ 七 ）总计", "总计"),
        ("2)、其他", "其他"),
        ("三：其他", "其他"),
    ],
)
def test_a_number_is_told_from_what_it_counts(text: str, rest: str) -> None:
    assert is_numbered(text)
    assert is_numbered(f"  {text}")
    assert unnumbered(text) == rest


@pytest.mark.parametrize("text", ["3.5万件", "12：30", "一般情况", "十三五规划", "2024、", "件）"])
def test_other_numbers_count_nothing(text: str) -> None:
    assert not is_numbered(text)
    assert unnumbered(text) == text


@pytest.mark.parametrize(
    ("heading", "number"),
    [("一、总", 1), (" 十．其他", 10), ("六.其他", 6), ("（六）其他", None), ("十一、其他", None)],
)
def test_sections_are_numbered_in_ideographs(heading: str, number: int | None) -> None:
    assert section_number(heading) == number
