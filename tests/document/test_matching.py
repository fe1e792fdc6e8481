"""Tables and the form: how labels are found, and values laid under columns."""

from __future__ import annotations

from typing import Any

import pytest

from reportlint.document.blocks import Grid, GridCell
from reportlint.document.matching import TableMatch
from reportlint.document.shown import FormEntries
from reportlint.form.schema import Form, forms
from reportlint.form.structure import FormRow, Section
from reportlint.location import Location

FORM = list(forms().values())[-1]
PLACE = Location("a.docx")


def section(form: Form, *, across: bool) -> Section:
    return next(section for section in form.tables if section.across is across)


def grid(rows: list[list[str]], *, lined_up: bool = False) -> Grid:
    return Grid(
        tuple(
            tuple(GridCell(text, PLACE, i if lined_up else None) for i, text in enumerate(row))
            for row in rows
        )
    )


def enter(table: Grid, at: Section | None = None, *, headed: bool = False) -> FormEntries:
    entries = FormEntries(FORM)
    numbers = frozenset(section.number for section in FORM.sections) if headed else frozenset()
    TableMatch(entries, at, numbers).enter(table)
    return entries


def seen(entries: FormEntries) -> list[tuple[str, str]]:
    return [(x.kind, x.text) for x in entries.observations]


def keys(row: FormRow) -> list[str]:
    return [f"{row.key}.{column.key}" for column in row.columns]


ROW = section(FORM, across=False).rows[0]
HEADINGS = [column.label.title for column in ROW.columns]
NUMBERS = [str(i + 1) for i in range(len(HEADINGS))]
VALUES: dict[str, Any] = {key: i + 1 for i, key in enumerate(keys(ROW))}


@pytest.mark.parametrize("before", [[], [""], [ROW.label.title], ["第一项"]])
@pytest.mark.parametrize("after", [[], [""], ["", ""]])
def test_values_follow_the_innermost_label(before: list[str], after: list[str]) -> None:
    table = grid([[*before, ROW.label.title, *NUMBERS, *after]])
    entries = enter(table)
    assert entries.values == VALUES
    assert not entries.observations


def test_values_stand_under_their_headings_in_any_order() -> None:
    table = grid([["", *HEADINGS[::-1]], [ROW.label.title, *NUMBERS[::-1]]], lined_up=True)
    assert enter(table).values == VALUES


def test_values_under_headings_in_another_order_that_do_not_line_up_stay_unknown() -> None:
    entries = enter(grid([["", *HEADINGS[::-1]], [ROW.label.title, *NUMBERS[::-1]]]))
    assert entries.values == dict.fromkeys(VALUES)
    assert seen(entries) == [("misfit_row", ROW.label.title)]
    assert entries.raw == dict.fromkeys(VALUES, ROW.label.title)


def test_values_that_can_be_laid_in_two_ways_stay_unknown() -> None:
    entries = enter(grid([[ROW.label.title, "", *NUMBERS[1:], ""]]))
    assert entries.values == dict.fromkeys(VALUES)
    assert seen(entries) == [("misfit_row", ROW.label.title)]


def test_a_row_that_stands_twice_is_entered_once() -> None:
    entries = enter(grid([[ROW.label.title, *NUMBERS], [ROW.label.title, *NUMBERS[::-1]]]))
    assert entries.values == VALUES
    assert seen(entries) == [("repeated_cell", ROW.label.title)]


def test_a_row_left_blank_is_a_row_and_no_heading() -> None:
    entries = enter(grid([[ROW.label.title, *("" for _ in NUMBERS)]]))
    assert entries.values == dict.fromkeys(VALUES)
    assert not entries.observations


def test_a_table_without_a_label_of_the_form_is_passed_by() -> None:
    entries = enter(grid([["甲", "1"], ["乙", "2"]]))
    assert not entries.values
    assert not entries.observations


def test_a_row_that_the_form_has_not_is_observed() -> None:
    entries = enter(grid([[ROW.label.title, *NUMBERS], ["甲乙丙丁", "1"]]))
    assert seen(entries) == [("unmatched_row", "甲乙丙丁")]


@pytest.mark.parametrize("headed", [True, False])
def test_a_table_out_of_its_section_is_observed_once_if_that_has_a_heading(*, headed: bool) -> None:
    other = FORM.sections[-1]
    rows = section(FORM, across=False).rows[:2]
    table = grid([[row.label.title, *("1" for _ in row.columns)] for row in rows])
    entries = enter(table, other, headed=headed)
    kinds = [kind for kind, _ in seen(entries)]
    assert kinds == (["misplaced_table"] if headed else [])


def test_rows_side_by_side_take_one_line_of_numbers() -> None:
    across = section(FORM, across=True)
    cells = [key for row in across.rows for key in keys(row)]
    labels = [row.label.title for row in across.rows]
    numbers = [str(i) for i in range(1, len(cells) + 1)]
    entries = enter(grid([labels, ["", *numbers]]))
    assert entries.values == dict(zip(cells, range(1, len(cells) + 1), strict=True))
    blank = enter(grid([labels, ["" for _ in cells]]))
    assert blank.values == dict.fromkeys(cells)
    assert not blank.observations
    short = enter(grid([labels, numbers[1:]]))
    assert seen(short) == [("misfit_row", across.label.title)]
