"""Failing edits as findings: one a cause, with every smallest repair."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fixture_types import Zeros

import reportlint
from reportlint.form.schema import forms
from reportlint.report import Report, flatten, nest
from reportlint.strategies import reports

RECEIVED, GRANTED = "requests.received.", "requests.outcomes.granted."
TOTAL = "requests.outcomes.total."
FILLED = {
    **dict.fromkeys([RECEIVED + "natural_person", GRANTED + "natural_person"], 31),
    **dict.fromkeys([RECEIVED + "other", GRANTED + "other"], 45),
    TOTAL + "natural_person": 31,
    TOTAL + "other": 45,
    **dict.fromkeys([RECEIVED + "total", GRANTED + "total", TOTAL + "total"], 76),
}


def found(report: Report, *select: str) -> list[reportlint.Finding]:
    return list(reportlint.check(report, select=select or ("A", "C")))


def changed(report: Report, changes: Mapping[str, object]) -> Report:
    return Report.from_dict(nest({**dict(flatten(report.data)), **changes}.items()))


def test_wrong_cell_is_one_finding_that_lists_what_it_breaks(zeros: Zeros) -> None:
    (finding,) = found(zeros({**FILLED, GRANTED + "other": 54}))
    assert finding.cells == (GRANTED + "other",)
    assert (finding.code, finding.actual, finding.expected) == ("A101", "54", "45")
    assert [statement.code for statement in finding.broken] == ["A101", "A102"]
    assert finding.unique
    assert finding.suggestion == {GRANTED + "other": 45}
    assert "54 应为 45" in str(finding.repairs[0].reason)


def test_total_row_breaks_three_sums(zeros: Zeros) -> None:
    (finding,) = found(zeros({**FILLED, TOTAL + "natural_person": 30}))
    assert finding.codes == {"A101", "A102", "A103"}
    assert finding.suggestion == {TOTAL + "natural_person": 31}


def test_rules_that_are_not_selected_help_to_locate_but_are_not_listed(zeros: Zeros) -> None:
    (finding,) = found(zeros({**FILLED, GRANTED + "other": 54}), "A102")
    assert finding.codes == {"A102"}
    assert finding.suggestion == {GRANTED + "other": 45}


def test_group_with_one_sum_has_five_candidates(zeros: Zeros) -> None:
    group = "review.reconsideration."
    (finding,) = found(zeros({group + "upheld": 3, group + "total": 7}))
    assert {change.cell for repair in finding.repairs for change in repair.changes} == {
        group + name for name in ("upheld", "corrected", "other", "pending", "total")
    }
    assert len(finding.repairs) == 5
    assert finding.unique is False
    assert finding.broken == ()
    assert finding.message.zh.count("结果维持 3 + 结果纠正 0 + 其他结果 0 + 尚未审结 0 = 3") == 1


def test_negative_cells_of_one_broken_sum_are_said_once_each(zeros: Zeros) -> None:
    group = "review.litigation.direct."
    findings = found(zeros({group + "upheld": -3, group + "total": -5}))
    assert [finding.code for finding in findings] == ["A201", "C101", "C101"]


def test_likelier_typing_error_is_suggested_but_is_not_unique(zeros: Zeros) -> None:
    group = "review.reconsideration."
    (finding,) = found(zeros({group + "upheld": 3, group + "corrected": 9, group + "total": 21}))
    assert finding.suggestion == {group + "total": 12}
    assert finding.unique is False


def test_two_wrong_cells_are_two_findings(zeros: Zeros) -> None:
    carried = "requests.carried_forward."
    wrong = {GRANTED + "other": 54, carried + "natural_person": 2}
    suggestions = [finding.suggestion for finding in found(zeros({**FILLED, **wrong}))]
    assert {GRANTED + "other": 45} in suggestions
    assert {carried + "natural_person": 0} in suggestions
    assert len(suggestions) == 2


def test_cells_exchanged_are_one_finding(zeros: Zeros) -> None:
    wrong = {GRANTED + "legal_service_institution": 45, GRANTED + "other": 0}
    (finding,) = found(zeros({**FILLED, **wrong}))
    assert finding.suggestion == {
        GRANTED + "legal_service_institution": 0,
        GRANTED + "other": 45,
    }


def test_unrelated_categories_stay_findings_of_their_own(zeros: Zeros) -> None:
    wrong = {"proactive.regulations.issued": 1, GRANTED + "other": 54}
    codes = [finding.code for finding in found(zeros({**FILLED, **wrong}))]
    assert sorted(codes) == ["A101", "C201", "C202"]


@pytest.mark.parametrize("edition", forms())
@given(data=st.data())
def test_any_one_wrong_cell_of_section_three_is_named(edition: str, data: st.DataObject) -> None:
    report = data.draw(reports(edition))
    own = reportlint.form(edition)
    cell = data.draw(st.sampled_from([key for key in own.cells if key.startswith("requests")]))
    right = report.value(cell)
    wrong = data.draw(st.integers(0, 10**6).filter(lambda n: n != right))
    (finding,) = found(changed(report, {cell: wrong}), "A")
    assert finding.suggestion == {cell: right}
    assert finding.unique


@given(report=reports("2021"), data=st.data())
def test_nothing_is_said_twice(report: Report, data: st.DataObject) -> None:
    sums = [key for key in reportlint.form("2021").cells if key.startswith("review")]
    cells = st.dictionaries(st.sampled_from(sums), st.integers(-9, 99), min_size=1, max_size=3)
    said = [(finding.code, finding.message) for finding in found(changed(report, data.draw(cells)))]
    assert len(said) == len(set(said))


def test_row_shifted_by_a_column_is_one_finding(zeros: Zeros) -> None:
    right = {"natural_person": 40, "commercial_enterprise": 30, "other": 6, "total": 76}
    columns = [column.key for column in reportlint.form("2021").rows[GRANTED[:-1]].columns]
    cells = {f"{row}{name}": n for row in (RECEIVED, GRANTED, TOTAL) for name, n in right.items()}
    shifted = {GRANTED + b: right.get(a, 0) for a, b in zip(["", *columns], columns, strict=False)}
    (finding,) = found(zeros({**cells, **shifted}))
    assert "右移" in str(finding.repairs[0].reason)
    assert finding.suggestion == {
        f"{GRANTED}{name}": right.get(name, 0)
        for name in columns
        if right.get(name, 0) != shifted[f"{GRANTED}{name}"]
    }


def test_exchanged_cells_are_one_finding_though_each_may_be_a_slip(zeros: Zeros) -> None:
    forward, over = "requests.carried_forward.", "requests.carried_over."
    right = {**FILLED, over + "other": 9, over + "total": 9, forward + "other": 9}
    right |= {forward + "total": 9}
    wrong = {**right, RECEIVED + "total": 9, forward + "total": 76}
    (finding,) = found(zeros(wrong))
    assert finding.suggestion == {RECEIVED + "total": 76, forward + "total": 9}
    assert str(finding.repairs[0].reason) == (
        "“总计”一列的“一、本年新收政府信息公开申请数量”与“四、结转下年度继续办理”两格填颠倒"
    )


def test_prose_tells_which_of_five_candidates_is_wrong(zeros: Zeros) -> None:
    group = "review.reconsideration."
    wrong = zeros({group + "upheld": 3, group + "corrected": 2, group + "total": 7})
    prose = {
        "narrative.overview": "全年收到政府信息公开行政复议7件，其中结果维持5件、结果纠正2件。"
    }
    (finding,) = reportlint.check(changed(wrong, prose), select=["A", "N"])
    assert finding.suggestion == {group + "upheld": 5}
    assert finding.unique
    assert finding.codes == {"A201", "N101"}


def test_prose_that_agrees_with_the_wrong_number_is_no_finding(zeros: Zeros) -> None:
    prose = {"narrative.overview": "全年收到政府信息公开申请76件，予以公开76件。"}
    (finding,) = reportlint.check(
        changed(zeros({**FILLED, TOTAL + "total": 67}), prose), select=["A", "N"]
    )
    assert finding.suggestion == {TOTAL + "total": 76}
