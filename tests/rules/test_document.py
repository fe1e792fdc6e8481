"""Family D: how the document is filled in."""

from __future__ import annotations

import pytest
from tests.findings import codes
from tests.fixture_types import Zeros

import reportlint
from reportlint.formats import read
from reportlint.report import Report

R = "review.reconsideration."


def document(report: Report) -> list[reportlint.Finding]:
    return list(reportlint.check(report, select=["D"]))


def lines(*cells: str, year: int = 2024) -> Report:
    """A report of a few cells, as key,value lines."""
    return read("\n".join(["key,value", f"year,{year}", *cells]).encode(), "a.csv")


def test_blank_total_is_said_with_the_sum_of_its_parts(zeros: Zeros) -> None:
    (finding,) = document(zeros({R + "upheld": 3, R + "total": None}))
    assert (finding.code, finding.severity, finding.expected) == ("D101", "warning", "3")
    assert finding.cells == (R + "total",)
    assert finding.message.zh.endswith("按各项之和应为 3")
    assert (finding.suggestion, finding.unique) == ({R + "total": 3}, True)


def test_blank_total_of_blank_parts_has_no_sum(zeros: Zeros) -> None:
    found = document(zeros({R + "upheld": None, R + "total": None}))
    (total,) = (finding for finding in found if finding.code == "D101")
    assert (total.expected, total.suggestion, total.unique) == (None, {}, None)
    assert total.message.zh.endswith("总计留空，请填写")


def test_blank_cells_are_one_note(zeros: Zeros) -> None:
    blank = ["proactive.licensing.decisions", "proactive.penalties.decisions"]
    (finding,) = document(zeros(dict.fromkeys(blank)))
    assert (finding.code, finding.severity, finding.cells) == ("D103", "note", tuple(blank))


def test_blank_total_is_not_noted_as_a_blank_cell_too(zeros: Zeros) -> None:
    assert codes(zeros({R + "total": None}), "D") == ["D101"]


def test_text_in_a_cell_is_no_blank(zeros: Zeros) -> None:
    assert codes(zeros({R + "total": "三"}), "D") == []


def test_missing_cell_is_no_blank(zeros: Zeros) -> None:
    whole = zeros()
    del whole.data["review"]["reconsideration"]["total"]
    assert codes(whole, "D") == []


@pytest.mark.parametrize(
    ("upheld", "total", "expected"),
    [(0, 0, []), (2, 2, []), (2, 3, ["D102"]), (0, 3, ["D102"]), (3, 2, [])],
)
def test_blank_part_that_cannot_be_zero(
    zeros: Zeros, upheld: int, total: int, expected: list[str]
) -> None:
    cells = {R + "upheld": upheld, R + "other": None, R + "total": total}
    assert [code for code in codes(zeros(cells), "D") if code != "D103"] == expected


def test_sum_with_an_unreadable_or_missing_part_is_not_judged(zeros: Zeros) -> None:
    cells = {R + "other": None, R + "total": 3}
    lacking = zeros(cells)
    del lacking.data["review"]["reconsideration"]["upheld"]
    assert codes(lacking, "D") == codes(zeros({**cells, R + "upheld": "三"}), "D") == ["D103"]


def test_part_that_is_blank_and_not_zero_is_never_an_arithmetic_error_too(zeros: Zeros) -> None:
    found = reportlint.check(zeros({R + "other": None, R + "total": 3}))
    assert {finding.code for finding in found} == {"D102", "D103"}


@pytest.mark.parametrize("mark", ["-", "－", "—", "——", "/", "／", "无"])
def test_mark_for_nothing_is_read_as_zero_and_noted(mark: str) -> None:
    report = lines(f"{R}total,{mark}")
    (finding,) = document(report)
    assert (finding.code, finding.severity, finding.cells) == ("D104", "note", (R + "total",))
    assert report.value(R + "total") == 0


def test_same_mark_in_several_cells_is_one_note() -> None:
    (finding,) = document(lines(f"{R}total,-", f"{R}upheld,-", f"{R}other,0"))
    assert (finding.cells, finding.location and finding.location.line) == (
        (R + "total", R + "upheld"),
        3,
    )
    assert "2" in finding.message.zh


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("proactive.fees.amount", "320.23万元"),
        ("proactive.fees.amount", "320.23 万元"),
        ("proactive.penalties.decisions", "3件"),
    ],
)
def test_unit_in_a_cell_is_noted(cell: str, written: str) -> None:
    (finding,) = document(lines(f"{cell},{written}"))
    assert (finding.code, finding.severity, finding.cells) == ("D105", "note", (cell,))
    assert written in finding.message.zh


def test_number_alone_is_not_noted() -> None:
    amount = 'proactive.fees.amount,"1,320.23"'
    assert codes(lines(amount, "proactive.penalties.decisions,３"), "D") == []


@pytest.mark.parametrize("written", ["251000元", "251,000 元", "0.5亿元"])
def test_amount_in_another_unit_is_warned_of(written: str) -> None:
    (finding,) = document(lines(f'proactive.fees.amount,"{written}"'))
    assert (finding.code, finding.severity) == ("D106", "warning")
