"""Repairs larger than the smallest, to which the prose and the next year's report both point."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reportlint
from reportlint.form.schema import form
from reportlint.report import Report, nest

FORM = form("2021")
RECEIVED, OVER, FORWARD = "received", "carried_over", "carried_forward"
GRANTED, OTHER, ALL = "outcomes.granted", "outcomes.other.other", "outcomes.total"
Rows = Mapping[str, tuple[int, int]]
"""The numbers of natural persons and of other organisations in some rows."""

RIGHT: Rows = {RECEIVED: (5, 3), GRANTED: (4, 1), ALL: (4, 1), FORWARD: (1, 2)}
TWICE: Rows = {**RIGHT, OTHER: (1, 2), ALL: (5, 3)}
"""Those that were carried forward are also counted as otherwise handled."""


def report(year: int, rows: Rows, overview: str = "") -> Report:
    cells: dict[str, object] = dict.fromkeys(FORM.cells, 0)
    for row, (persons, others) in rows.items():
        numbers = {"natural_person": persons, "other": others, "total": persons + others}
        cells |= {f"requests.{row}.{column}": n for column, n in numbers.items()}
    about = {"year": year, "agency.name": "云溪镇人民政府", "narrative.overview": overview}
    return Report.from_dict(nest({**about, **cells}.items()))


def next_year(rows: Rows) -> Report:
    return report(2024, {OVER: rows[FORWARD], GRANTED: rows[FORWARD], ALL: rows[FORWARD]})


def prose(rows: Rows) -> str:
    return f"全年新收到政府信息公开申请{sum(rows[RECEIVED])}件。"


def found(wrong: Rows, overview: str, *others: Report) -> reportlint.Finding:
    (finding,) = reportlint.check([report(2023, wrong, overview), *others], select=["A"])
    return finding


def changes(right: Rows, wrong: Rows) -> dict[str, object]:
    one, other = (report(2023, rows).record for rows in (right, wrong))
    return {cell: one[cell] for cell in one if one[cell] != other[cell]}


def rows_changed(finding: reportlint.Finding) -> list[set[str]]:
    return [{x.cell.rpartition(".")[0] for x in repair.changes} for repair in finding.repairs]


def test_requests_counted_as_handled_and_carried_forward_are_listed_first() -> None:
    finding = found(TWICE, prose(RIGHT), next_year(RIGHT))
    assert finding.suggestion == changes(RIGHT, TWICE)
    assert (len(finding.repairs), finding.unique) == (3, False)
    reason = finding.repairs[0].reason
    assert reason is not None
    assert reason.zh == "文字部分与2024年度报告的上年结转都支持这种改法"
    assert reason.en == "the prose and what the report of 2024 carries over both point to it"


@pytest.mark.parametrize(
    ("overview", "others"),
    [
        (prose(RIGHT), ()),
        ("", (next_year(RIGHT),)),
        ("全年新收到政府信息公开申请9件。", (next_year(RIGHT),)),
        (prose(RIGHT), (next_year({FORWARD: (0, 0)}),)),
    ],
    ids=["no-next-year", "no-prose", "other-prose", "other-next-year"],
)
def test_where_one_of_both_does_not_point_to_it_it_is_not_listed(
    overview: str, others: tuple[Report, ...]
) -> None:
    assert changes(RIGHT, TWICE) not in [
        {x.cell: x.after for x in repair.changes}
        for repair in found(TWICE, overview, *others).repairs
    ]


def test_more_than_was_carried_forward_was_not_counted_twice() -> None:
    rows = {**RIGHT, OTHER: (3, 0), ALL: (7, 1)}
    assert {"requests." + OTHER, "requests." + ALL} not in rows_changed(
        found(rows, prose(RIGHT), next_year(RIGHT))
    )


def test_of_two_outcomes_the_one_that_holds_nothing_else_comes_first() -> None:
    right = {RECEIVED: (5, 0), GRANTED: (4, 0), ALL: (4, 0), FORWARD: (1, 0)}
    wrong = {**right, OTHER: (1, 0), ALL: (5, 0)}
    finding = found(wrong, prose(right), next_year(right))
    first, second, *_ = rows_changed(finding)
    assert first == {"requests." + OTHER, "requests." + ALL}
    assert second == {"requests." + GRANTED, "requests." + ALL}
    assert finding.suggestion == changes(right, wrong)


MANY = [
    f"outcomes.refused.{x}" for x in ("state_secret", "process_information", "internal_affairs")
]


def test_of_many_outcomes_only_one_that_holds_nothing_else_is_listed() -> None:
    rows = dict.fromkeys((GRANTED, *MANY), (4, 0))
    right = {RECEIVED: (17, 0), **rows, ALL: (16, 0), FORWARD: (1, 0)}
    wrong = {**right, OTHER: (1, 0), ALL: (17, 0)}
    finding = found(wrong, prose(right), next_year(right))
    assert finding.suggestion == changes(right, wrong)
    assert len(finding.repairs) == 3
    unclear = {**right, MANY[0]: (5, 0), ALL: (17, 0)}
    assert {"requests." + ALL} not in [
        rows & {"requests." + ALL}
        for rows in rows_changed(found(unclear, prose(right), next_year(right)))
    ]


def test_numbers_that_both_state_are_listed_though_fewer_changes_would_do() -> None:
    right = {RECEIVED: (7, 0), GRANTED: (6, 0), ALL: (6, 0), FORWARD: (1, 0)}
    wrong = {**right, RECEIVED: (5, 0), FORWARD: (0, 0)}
    finding = found(wrong, prose(right), next_year(right))
    assert finding.suggestion == changes(right, wrong)
    assert len(finding.suggestion) == 4


counts = st.integers(0, 30)


@settings(max_examples=30)
@given(counts, counts, st.integers(1, 9), counts)
def test_whatever_was_counted_twice_is_listed_before_what_is_as_large_or_smaller(
    granted: int, others: int, forward: int, over: int
) -> None:
    right = {
        RECEIVED: (granted + forward, others + over),
        GRANTED: (granted, others + over),
        ALL: (granted, others + over),
        FORWARD: (forward, 0),
    }
    wrong = {**right, OTHER: (forward, 0), ALL: (granted + forward, others + over)}
    finding = found(wrong, prose(right), next_year(right))
    first = finding.repairs[0]
    assert {x.cell: x.after for x in first.changes} == changes(right, wrong)
