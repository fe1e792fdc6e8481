"""The index of the form's labels, held against the form."""

from __future__ import annotations

import pytest

from reportlint.document.labels import all_labels, label_key, labels_of
from reportlint.form.schema import Form, forms

EDITIONS = list(forms().values())


@pytest.mark.parametrize("form", EDITIONS)
def test_every_cell_has_a_path_of_labels_of_its_own(form: Form) -> None:
    labels = labels_of(form)
    for key, cell in form.cells.items():
        row, column = cell.row, cell.column
        path = (cell.section.label, *row.groups, row.label, *column.groups, column.label)
        assert labels.cell_on_path(tuple(label_key(label.title) for label in path)) == key


@pytest.mark.parametrize("form", EDITIONS)
def test_a_path_that_leads_to_no_cell_or_to_several_names_none(form: Form) -> None:
    labels = labels_of(form)
    last = next(iter(form.cells.values())).column.label.title
    assert labels.cell_on_path(()) is None
    assert labels.cell_on_path(("不是标签", label_key(last))) is None
    several = next(
        key
        for key in labels.columns
        if sum(key == label_key(x.column.label.title) for x in form.cells.values()) > 1
    )
    assert labels.cell_on_path((several,)) is None


@pytest.mark.parametrize("form", EDITIONS)
def test_rows_are_found_by_every_spelling(form: Form) -> None:
    labels = labels_of(form)
    for section in form.tables:
        for row in section.rows:
            for spelling in row.label.spellings:
                found = labels.rows[label_key(spelling)][1]
                assert label_key(spelling) in {label_key(s) for s in found.label.spellings}
    beside = [row for section in form.tables if not section.across for row in section.rows]
    assert len(labels.side_rows) == len(beside)
    assert labels.all >= labels.all_side_rows | labels.columns | set(labels.groups)


@pytest.mark.parametrize("form", EDITIONS)
def test_a_label_with_a_typing_error_is_like_one_row(form: Form) -> None:
    labels = labels_of(form)
    longest = max(labels.rows, key=len)
    assert labels.row_like(f"{longest[:-1]}某") == labels.rows[longest]
    assert labels.row_like("某某某某") is None


@pytest.mark.parametrize("form", EDITIONS)
def test_what_is_no_cell_is_found_by_its_key_and_its_title(form: Form) -> None:
    metadata = labels_of(form).metadata
    assert metadata[label_key("year")] == metadata[label_key(form.node("year")["title"])] == "year"
    assert not set(metadata.values()) & set(form.cells)


def test_the_labels_of_all_editions_are_those_of_each() -> None:
    labels = all_labels()
    for form in EDITIONS:
        own = labels_of(form)
        assert labels.rows >= own.all_side_rows
        assert labels.columns >= own.columns
        assert labels.sections >= set(own.sections)
        assert own.side_rows in labels.row_orders
        assert all(labels.knows(spelling) for spelling in own.all)


def test_only_what_is_much_like_a_row_has_a_likeness() -> None:
    longest = max(all_labels().rows, key=len)
    assert all_labels().likeness(longest) == 1
    assert 0.8 < all_labels().likeness(f"{longest[:-1]}某") < 1
    assert all_labels().likeness("某某") == 0
