"""The printed tables, held against the form."""

from __future__ import annotations

from collections import Counter

import pytest

from reportlint.document.printed_form import PrintedTable, printed_table
from reportlint.form.schema import Form, forms
from reportlint.form.structure import Section

SECTIONS = [(form, section) for form in forms().values() for section in form.tables]


@pytest.mark.parametrize(("own", "section"), SECTIONS)
def test_boxes_fill_the_table_once_and_hold_every_cell(own: Form, section: Section) -> None:
    printed = printed_table(own, section)
    squares = Counter(
        (row, column)
        for box in printed.cells
        for row in range(box.row, box.row + box.height)
        for column in range(box.column, box.column + box.width)
    )
    assert set(squares.values()) == {1}
    assert len(squares) == printed.height * printed.width
    cells = sorted(box.form_cell.key for box in printed.cells if box.form_cell)
    assert cells == sorted(key for key, cell in own.cells.items() if cell.section == section)


def over(printed: PrintedTable, key: str) -> list[str]:
    """The texts above a cell and to its left, outermost first."""
    (own,) = (box for box in printed.cells if box.form_cell and box.form_cell.key == key)
    heads = [x for x in printed.cells if x.text and x.row < own.row]
    left = [x for x in printed.cells if x.text and x.column < own.column]
    above = [x for x in heads if x.column <= own.column < x.column + x.width]
    beside = [x for x in left if x.row <= own.row < x.row + x.height]
    return [x.text for x in (*above, *beside)]


def test_headings_stand_over_their_cells() -> None:
    own = forms()["2021"]
    proactive, requests, review = (printed_table(own, section) for section in own.tables)
    assert over(proactive, "proactive.penalties.decisions")[-3:] == [
        *("第二十条第（六）项", "本年处理决定数量", "行政处罚")
    ]
    assert over(requests, "requests.outcomes.refused.state_secret.other") == [
        *("申请人情况", "法人或其他组织", "其他"),
        *("三、本年度办理结果", "（三）不予公开", "1.属于国家秘密"),
    ]
    assert over(review, "review.litigation.direct.pending") == [
        *("行政诉讼", "未经复议直接起诉", "尚未审结")
    ]


@pytest.mark.parametrize(("own", "section"), SECTIONS)
def test_headings_over_labels_and_columns_are_those_of_the_schema(
    own: Form, section: Section
) -> None:
    stated = own.node(section.key).get("x-headings", {})
    printed = {box.text for box in printed_table(own, section).cells}
    assert {heading["title"] for heading in stated.values()} <= printed
    assert bool(stated) != section.across
