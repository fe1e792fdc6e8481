"""Edits: what one report, a frame of reports and a table of a database say is the same."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables import in_duckdb

from reportlint.form.edits import Condition, Decimals, Edit, Identity, Limit, ReservedRow
from reportlint.language import Text

NOTHING = Text("", "")
COUNTS = ("a", "b", "c", "d")
TYPES: dict[str, Any] = {
    **dict.fromkeys(COUNTS, pl.Int64),
    "money": pl.Decimal(38, 9),
    "agency.name": pl.String,
    "agency.level": pl.String,
}
EDITS: dict[str, Edit] = {
    "total": Identity("t", NOTHING, NOTHING, ("a", "b", "c"), ("d",)),
    "balance": Identity("b", NOTHING, NOTHING, ("a", "b"), ("c", "d")),
    "single": Identity("s", NOTHING, NOTHING, ("a",), ("b",)),
    "limit": Limit("l", NOTHING, NOTHING, ("a",), ("b", "c")),
    "not negative": Limit("n", NOTHING, NOTHING, (), ("a",)),
    "left over": Limit("o", NOTHING, NOTHING, (), ("a", "b")),
    "condition": Condition("c", NOTHING, NOTHING, "a", ("b", "c"), (NOTHING,) * 3),
    "condition on money": Condition("m", NOTHING, NOTHING, "money", ("a",), (NOTHING,) * 2),
    "money on condition": Condition("m", NOTHING, NOTHING, "a", ("money",), (NOTHING,) * 2),
    "decimals": Decimals("d", NOTHING, NOTHING, "money", 6),
    "reserved": ReservedRow("r", NOTHING, NOTHING, ("a", "b"), (NOTHING, NOTHING)),
}
ORGANS = [
    "云溪街道办事处",
    "青禾县水务局",
    "景德镇市人民政府",
    "广西壮族自治区人民政府",
    "石桥镇政府",
]

Row = dict[str, Any]

numbers = st.none() | st.integers(-3, 9) | st.integers(-(10**12), 10**12)
amounts = st.none() | st.decimals(-9, 10**9, places=9) | st.sampled_from([Decimal(0), Decimal(2)])
organs = {
    "agency.name": st.none() | st.sampled_from(ORGANS) | st.text("县区市镇局政府办a", max_size=6),
    "agency.level": st.sampled_from([None, "state", "prefecture", "county", "township"]),
}
rows = st.fixed_dictionaries({**dict.fromkeys(COUNTS, numbers), "money": amounts, **organs})


def framed(edit: Edit, rows: Sequence[Row]) -> list[bool | None]:
    """What the edit says of each row of a frame."""
    return pl.DataFrame(rows, schema=TYPES).select(edit.failing()).to_series().to_list()


@pytest.mark.parametrize("name", EDITS)
@given(table=st.lists(rows, min_size=1, max_size=8))
def test_frame_and_row_agree(name: str, table: list[Row]) -> None:
    edit = EDITS[name]
    assert framed(edit, table) == [edit.fails(row) for row in table]


@pytest.mark.parametrize("name", EDITS)
@given(table=st.lists(rows, min_size=1, max_size=8))
def test_table_and_row_agree(name: str, table: list[Row]) -> None:
    edit = EDITS[name]
    found = in_duckdb(pl.DataFrame(table, schema=TYPES), {"fails": edit.sql("duckdb")})
    assert found["fails"] == [edit.fails(row) for row in table]


@pytest.mark.parametrize("name", ["total", "balance", "limit", "left over"])
def test_sums_of_the_largest_integers_do_not_overflow_in_a_table(name: str) -> None:
    largest = 2**63 - 1
    table = pl.DataFrame(
        {"a": [largest], "b": [largest], "c": [largest], "d": [-largest]},
        schema=dict.fromkeys(COUNTS, pl.Int64),
    )
    edit = EDITS[name]
    found = in_duckdb(table, {"fails": edit.sql("duckdb")})
    assert found["fails"] == [edit.fails(table.row(0, named=True))]


def test_what_is_no_number_is_unknown_in_a_table() -> None:
    floats = pl.DataFrame({"a": [float("nan")], "b": [1.0], "c": [0.0], "d": [5.0]})
    found = in_duckdb(floats, {name: EDITS[name].sql("duckdb") for name in ("total", "condition")})
    assert found == {"total": [False], "condition": [False]}


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("total", (1, 2, 3, 5)),
        ("total", (4, None, 3, 5)),
        ("balance", (1, 2, 3, 1)),
        ("balance", (5, None, 3, 1)),
        ("limit", (5, 3, 1, 0)),
        ("not negative", (-1, 0, 0, 0)),
        ("left over", (3, -4, 0, 0)),
        ("condition", (2, 0, 0, 0)),
    ],
)
def test_known_numbers_that_break_it_make_it_fail(
    name: str, numbers: tuple[int | None, ...]
) -> None:
    assert EDITS[name].fails(dict(zip(COUNTS, numbers, strict=True)))


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("total", (1, 2, 3, 6)),
        ("total", (1, None, 3, 5)),
        ("total", (1, 2, 3, None)),
        ("balance", (1, None, 3, 1)),
        ("balance", (1, None, None, 9)),
        ("limit", (5, 3, 2, 0)),
        ("limit", (5, 3, None, 0)),
        ("left over", (3, -3, 0, 0)),
        ("left over", (None, -4, 0, 0)),
        ("condition", (2, 0, 1, 0)),
        ("condition", (2, 0, None, 0)),
        ("condition", (None, 0, 0, 0)),
    ],
)
def test_blank_has_the_benefit_of_the_doubt(name: str, numbers: tuple[int | None, ...]) -> None:
    assert not EDITS[name].fails(dict(zip(COUNTS, numbers, strict=True)))


def test_decimals_are_counted_exactly() -> None:
    amounts = ["2.500001", "2.5000000", "2.5000001", "-0.0000005", "48.666666666666667"]
    fails = [x for x in amounts if EDITS["decimals"].fails({"money": Decimal(x)})]
    assert fails == ["2.5000001", "-0.0000005", "48.666666666666667"]


def test_small_integers_do_not_overflow_in_a_frame() -> None:
    small = pl.DataFrame(
        {"a": [200], "b": [200], "c": [0], "d": [144]}, schema=dict.fromkeys(COUNTS, pl.UInt8)
    )
    assert small.select(EDITS["total"].failing()).item() is True


def test_equation_of_a_total_shows_the_difference() -> None:
    row = {"a": 1, "b": None, "c": -2, "d": 4}
    assert EDITS["total"].equation(row).zh == "1+□+(-2) = -1，填报 4，多 5"


def test_equation_of_a_long_sum_leaves_out_its_zeros() -> None:
    parts = tuple("abcdefgh")
    row = dict.fromkeys(parts, 0) | {"c": 2, "f": 5, "total": 8}
    long = Identity("t", NOTHING, NOTHING, parts, ("total",))
    assert long.equation(row).en == "2+5 = 7 (the other 6 are 0), reported 8, 1 over"


def test_equation_names_the_cells_of_a_short_sum_that_are_not_zero() -> None:
    names = tuple(Text(x, x) for x in "甲乙丙丁")
    balance = Identity("b", NOTHING, NOTHING, ("a", "b"), ("c", "d"), names)
    row = {"a": 1, "b": None, "c": 0, "d": 3}
    assert balance.equation(row).zh == "甲 1 + 乙 □ = 1，而 丙 0 + 丁 3 = 3"
    six = Identity("s", NOTHING, NOTHING, tuple("abcdef"), ("g",), (*names, *names[:3]))
    kinds = dict.fromkeys("abcdef", 0) | {"a": 2, "d": 1, "g": 4}
    assert six.equation(kinds).zh == "甲 2 + 丁 1 = 3（其余 4 项为 0），填报 4，多 1"
    limit = Limit("l", NOTHING, NOTHING, ("a",), ("c", "d"), names[:1] + names[2:])
    assert limit.equation({"a": 4, "c": 1, "d": 2}).en == "甲 4, more than 丙 1 + 丁 2 = 3"


def test_sum_is_solved_for_a_cell_by_the_others() -> None:
    names = tuple(Text(x, x) for x in "甲乙丙丁")
    documents = Limit("l", NOTHING, NOTHING, ("a", "b"), ("c", "d"), names)
    number, terms = documents.solved("c", {"a": 12, "b": 1, "c": 9, "d": 2})
    assert (number, terms.zh) == (11, "甲 12 + 乙 1 - 丁 2")


def test_sides_are_known_only_without_blanks() -> None:
    total = EDITS["total"]
    assert total.sides({"a": 1, "b": 2, "c": 3, "d": 5}) == ("6", "5")
    assert total.sides({"a": 1, "b": None, "c": 9, "d": 5}) == (None, None)
