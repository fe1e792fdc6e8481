"""What a cell shows, and the number that a person reads there."""

from __future__ import annotations

import re
from decimal import Decimal
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.document.shown import ShownText, heading_unit, is_unit, is_value, read_cell
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
        ("①", None, ("uncertain",)),
        ("4¹1235", None, ("uncertain",)),
        ("４①１２３５", None, ("uncertain",)),
        ("412件*", 412, ("note", "unit")),
        ("412*件", 412, ("note", "unit")),
        ("412①件", 412, ("note", "unit")),
        ("41,235件①", 41235, ("note", "unit")),
        ("12 345 678件", 12345678, ("unit",)),
        ("12345.67", Decimal("12345.67"), ()),
        ("１２，３４５", 12345, ()),
        ("412。", 412, ()),
        ("412,", 412, ()),
        ("–5", -5, ()),
        ("—5", -5, ()),
        ("零", 0, ("dash",)),
        ("〇", 0, ("dash",)),
        ("－－", 0, ("dash",)),
        ("0件", 0, ("unit",)),
        ("5（件）", 5, ("unit",)),
        ("5人次", 5, ("unit",)),
        ("\u3164", None, ()),
        ("5\u31646", None, ("uncertain",)),
        ("4\u180e12\0", 412, ()),
        ("1,23", None, ("uncertain",)),
        ("1.234,5", None, ("uncertain",)),
        ("12 ,345", None, ("uncertain",)),
        ("12,34,567", None, ("uncertain",)),
        ("1234 567", None, ("uncertain",)),
        ("🄅", None, ("uncertain",)),
        ("٤١", "٤١", ()),
        ("五", "五", ()),
        ("1O", "1O", ()),
        ("l2", "l2", ()),
        ("≥5", "≥5", ()),
        ("12余件", "12余件", ()),
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
        ("965000（元）", Decimal("96.5"), ("yuan",)),
        ("96.5（万元）", Decimal("96.5"), ("unit",)),
        ("965000元整", Decimal("96.5"), ("yuan",)),
        ("人民币96.5万元", Decimal("96.5"), ("unit",)),
        ("96.5万\n元", Decimal("96.5"), ("unit",)),
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


@pytest.mark.parametrize(
    "text", ["约12", "12余", "12件左右", "≥5", "3-5", "3至5", "1O", "l2", "1.2E+05", "N/A", "暂无"]
)
def test_what_a_person_takes_for_a_number_is_a_value(text: str) -> None:
    assert is_value(text)
    assert read_cell(ShownText(text), COUNT).value == text


@pytest.mark.parametrize("text", ["1.属于", "（一）予以公开", "1.2.3", "2024-01-01", "总计", "1、"])
def test_words_are_no_value(text: str) -> None:
    assert not is_value(text)


def test_figures_on_both_sides_of_a_mark_are_not_one_number() -> None:
    shown = ShownText.of([("4", "plain"), ("1", "raised"), ("1235", "plain")])
    reading = read_cell(shown, COUNT)
    assert (reading.value, reading.marks) == (None, ("uncertain",))
    unit = ShownText.of([("412", "plain"), ("1", "raised"), ("件", "plain")])
    assert read_cell(unit, COUNT).value == 412


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("本年收费金额（单位：元）", "元"),
        ("收费金额(单位: 万元)", "万元"),
        ("单位 ： 千元", "千元"),
        ("单位：百万元", "百万元"),
        ("单位：件", None),
        ("收费金额", None),
    ],
)
def test_unit_that_a_heading_names(text: str, unit: str | None) -> None:
    assert heading_unit(text) == unit


@pytest.mark.parametrize(
    "piece", ["1", " ", "(", "1 ", "1(", "件", "约", "*", "1*", "，", "单位", "1."]
)
@pytest.mark.parametrize("start", ["", "(", "1", "1件", "单位", "1("])
def test_long_texts_take_time_in_proportion(start: str, piece: str) -> None:
    began = process_time()
    text = start + piece * (20_000 // len(piece)) + "x"
    read_cell(ShownText(text), COUNT)
    is_value(text)
    is_unit(text)
    heading_unit(text)
    assert process_time() - began < 1


NUMBERS = st.integers(0, 10**9)
AROUND = st.sampled_from(["", "\u200b", " ", "\n", "\u3000", "\ufeff", "\u202a", "\xad", "\0"])
WIDTHS = st.sampled_from(["0123456789", "０１２３４５６７８９", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"])
NOTES = st.sampled_from([*"¹²₂①⑴❶", "*", "※", "[1]", "（注）", "（其中修订16件）"])


@given(NUMBERS, WIDTHS, AROUND, AROUND, st.sampled_from(["", "件", " 项", "\n个"]))
def test_number_is_read_in_any_dress(
    number: int, digits: str, before: str, after: str, unit: str
) -> None:
    text = str(number).translate({48 + i: digit for i, digit in enumerate(digits)})
    assert read_cell(ShownText(f"{before}{text}{after}{unit}"), COUNT).value == number


@given(NUMBERS, NOTES, st.sampled_from([",", "，", " ", "\u2009", "\xa0", "’"]))
def test_number_in_groups_of_three_is_read_with_its_note(
    number: int, note: str, between: str
) -> None:
    reading = read_cell(ShownText(f"{number:,}".replace(",", between) + note), COUNT)
    assert (reading.value, reading.marks) == (number, ("note",))


@given(NUMBERS, st.sampled_from("¹②₃"), NUMBERS)
def test_mark_never_joins_two_numbers(one: int, mark: str, other: int) -> None:
    assert read_cell(ShownText(f"{one}{mark}{other}"), COUNT).value is None
    runs = ShownText.of([(str(one), "plain"), ("1", "raised"), (str(other), "plain")])
    assert read_cell(runs, COUNT).value is None


@given(st.text(alphabet="0123456789０１,.，． \u3000\n()（）-—%件元万约*①¹½", max_size=16))
def test_number_that_is_read_is_written_there(text: str) -> None:
    """Without a unit that scales, the figures of a number are those of the cell, in order."""
    reading = read_cell(ShownText(text), COUNT)
    if isinstance(reading.value, str | None) or {"scaled", "dash"} & {*reading.marks}:
        return
    figures = re.sub("[^0-9.]", "", text.translate({0xFF10: "0", 0xFF11: "1", 0xFF0E: "."}))
    assert f"{abs(reading.value):f}".strip("0").rstrip(".") in figures or not reading.value
    assert is_value(text)


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
