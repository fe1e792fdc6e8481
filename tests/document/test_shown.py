"""What a cell shows, and the number that a person reads there."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.document.shown import ShownText, is_value, read_cell
from reportlint.form.schema import Form, forms

FORM = list(forms().values())[-1]


def cell_of(form: Form, kind: str) -> str:
    return next(key for key, cell in form.cells.items() if cell.kind == kind)


COUNT, MONEY = (FORM.cells[cell_of(FORM, kind)] for kind in ("count", "money"))


@pytest.mark.parametrize(
    ("text", "value", "marks"),
    [
        ("512", 512, ()),
        ("５１２", 512, ()),
        ("512\u200b", 512, ()),
        ("\u202a5\u206012\u202c", 512, ()),
        ("\u200b", None, ()),
        ("41,235", 41235, ()),
        ("41，235", 41235, ()),
        ("41 235", 41235, ()),
        ("41\u2009235", 41235, ()),
        ("4 1 2 3 5", 41235, ()),
        ("12 345 678", 12345678, ()),
        ("(5)", -5, ()),
        ("－５", -5, ()),
        ("减少3", -3, ()),
        ("-", 0, ("dash",)),
        ("无", 0, ("dash",)),
        ("12 件", 12, ("unit",)),
        ("4.1万件", 41000, ("scaled",)),
        ("41235¹", 41235, ("note",)),
        ("41235₂", 41235, ("note",)),
        ("③41235", 41235, ("note",)),
        ("41235❶", 41235, ("note",)),
        ("41235\n①", 41235, ("note",)),
        ("41235*", 41235, ("note",)),
        ("41235[1]", 41235, ("note",)),
        ("41235（注）", 41235, ("note",)),
        ("22（其中修订16件）", 22, ("note",)),
        ("22\n（其中修订16件）", 22, ("note",)),
        ("412 35", None, ("uncertain",)),
        ("412  35", None, ("uncertain",)),
        ("41\n235", None, ("uncertain",)),
        ("4 1", None, ("uncertain",)),
        ("3½", None, ("uncertain",)),
        ("Ⅻ", None, ("uncertain",)),
        ("5%", None, ("uncertain",)),
        ("①", None, ("note", "uncertain")),
        ("约12", "约12", ()),
        ("12元", "12元", ()),
        ("1901年5月26日", "1901年5月26日", ()),
    ],
)
def test_count(text: str, value: object, marks: tuple[str, ...]) -> None:
    reading = read_cell(ShownText(text), COUNT)
    assert (reading.value, reading.marks) == (value, marks)


@pytest.mark.parametrize(
    ("text", "value", "marks"),
    [
        ("96.5", Decimal("96.5"), ()),
        ("1,234.50", Decimal("1234.5"), ()),
        ("96.5万元", Decimal("96.5"), ("unit",)),
        ("96.5万", Decimal("96.5"), ("unit",)),
        ("965000元", Decimal("96.5"), ("yuan",)),
        ("¥965,000", Decimal("96.5"), ("yuan",)),
        ("965千元", Decimal("96.5"), ("yuan",)),
        ("0.00965亿", Decimal("96.5"), ("yuan",)),
        ("251000\n元", Decimal("25.1"), ("yuan",)),
        ("96.5%", None, ("uncertain",)),
    ],
)
def test_amount(text: str, value: object, marks: tuple[str, ...]) -> None:
    reading = read_cell(ShownText(text), MONEY)
    assert (reading.value, reading.marks) == (value, marks)


def test_unit_of_the_heading_holds_where_the_cell_has_none() -> None:
    assert read_cell(ShownText("965000"), MONEY, "元").value == Decimal("96.5")
    assert read_cell(ShownText("96.5万元"), MONEY, "元").value == Decimal("96.5")


def test_what_is_raised_or_struck_out_is_no_part_of_the_number() -> None:
    shown = ShownText.of([("511", "struck"), ("41235", "plain"), ("1", "raised")])
    reading = read_cell(shown, COUNT)
    assert (reading.value, reading.marks) == (41235, ("note", "struck"))
    alone = read_cell(ShownText.of([("511", "struck")]), COUNT)
    assert (alone.value, alone.marks) == (None, ("struck",))


@pytest.mark.parametrize("text", ["", "12", "412 35", "①", "-", "=SUM(A1)", "#REF!", "22（16件）"])
def test_what_may_stand_in_a_cell_is_a_value(text: str) -> None:
    assert is_value(text)


@pytest.mark.parametrize("text", ["1.属于", "（一）予以公开", "约12", "2024-01-01", "总计"])
def test_words_are_no_value(text: str) -> None:
    assert not is_value(text)


@given(
    st.integers(0, 10**9),
    st.integers(0, 10**9),
    st.sampled_from(["\n", "  ", "\u3000\u3000", "\t\t"]),
)
def test_two_numbers_are_never_one(one: int, other: int, between: str) -> None:
    reading = read_cell(ShownText(f"{one}{between}{other}"), COUNT)
    assert reading.value is None
    assert "uncertain" in reading.marks


@given(st.text(max_size=12))
def test_whatever_stands_there_is_read_or_said(text: str) -> None:
    reading = read_cell(ShownText(text), COUNT)
    if reading.value is None and any(character.isalnum() for character in text):
        assert "uncertain" in reading.marks
