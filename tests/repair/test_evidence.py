"""What speaks for one repair rather than another: last year's report, slips of the fingers."""

from __future__ import annotations

from collections.abc import Mapping

import reportlint
from reportlint.form.schema import form
from reportlint.repair.evidence import ranked
from reportlint.report import Report, nest

OVER, FORWARD = "requests.carried_over.", "requests.carried_forward."
RECEIVED, GRANTED, ALL = (
    "requests.received.",
    "requests.outcomes.granted.",
    "requests.outcomes.total.",
)


def report(year: int, rows: Mapping[str, tuple[int, int]], **wrong: int) -> Report:
    """A report of natural persons and other organisations, with `wrong` numbers of the latter."""
    cells: dict[str, object] = dict.fromkeys(form("2021").cells, 0)
    for row, (persons, others) in rows.items():
        cells |= {row + "natural_person": persons, row + "other": others}
        cells |= {row + "total": persons + others}
    about = {"year": year, "agency.name": "云溪街道办事处"}
    return Report.from_dict(nest({**about, **cells, **wrong}.items()))


LAST = report(2022, {RECEIVED: (20, 17), GRANTED: (11, 11), ALL: (11, 11), FORWARD: (9, 6)})
THIS = {RECEIVED: (40, 31), OVER: (9, 6), GRANTED: (49, 37), ALL: (49, 37)}
# The same two sums break where both stand in the other column.
WRONG = {RECEIVED + "natural_person": 45, OVER + "other": 11}


def test_alone_two_equal_errors_have_two_explanations() -> None:
    (finding,) = reportlint.check(report(2023, THIS, **WRONG), select=["A"])
    assert len(finding.repairs) == 2
    assert finding.unique is False


def test_last_year_tells_which_is_right() -> None:
    found = reportlint.check(report(2023, THIS, **WRONG), select=["A", "Y101"], previous=LAST)
    (finding,) = found
    assert finding.suggestion == {RECEIVED + "natural_person": 40, OVER + "other": 6}
    assert finding.unique
    assert "Y101" in finding.codes


def test_year_that_is_not_the_last_tells_nothing() -> None:
    older = Report.from_dict({**LAST.data, "year": 2021})
    (finding,) = reportlint.check(report(2023, THIS, **WRONG), select=["A"], previous=older)
    assert finding.unique is False


NEXT = report(2024, {RECEIVED: (5, 2), OVER: (4, 3), GRANTED: (9, 5), ALL: (9, 5)})
KEPT = {RECEIVED: (40, 31), OVER: (9, 6), GRANTED: (45, 34), ALL: (45, 34), FORWARD: (4, 3)}


def test_next_year_tells_what_was_carried_forward() -> None:
    wrong = report(2023, {**KEPT, FORWARD: (4, 6)})
    (alone,) = reportlint.check(wrong, select=["A"])
    assert (len(alone.repairs), alone.unique) == (3, False)
    (finding,) = reportlint.check([wrong, NEXT], select=["A"])
    assert finding.suggestion == {FORWARD + "other": 3, FORWARD + "total": 7}
    assert finding.unique
    [repair] = finding.repairs
    assert str(repair.reason) == "与2024年度报告的上年结转相符"
    assert repair.reason is not None
    assert repair.reason.en == "agrees with what the report of 2024 carries over"


def test_what_next_year_carries_over_is_not_changed() -> None:
    wrong = report(2023, {**KEPT, RECEIVED: (40, 28)})
    (finding,) = reportlint.check([NEXT, wrong], select=["A"])
    changed = [{change.cell for change in repair.changes} for repair in finding.repairs]
    assert changed == [{row + "other", row + "total"} for row in (RECEIVED, OVER)]
    assert {str(x.reason) for x in finding.repairs} == {"与2024年度报告的上年结转相符"}


def test_both_years_together_leave_what_neither_states() -> None:
    wrong = report(2023, {**KEPT, RECEIVED: (40, 28)})
    (finding,) = reportlint.check([NEXT, wrong, LAST], select=["A"])
    assert finding.suggestion == {RECEIVED + "other": 31, RECEIVED + "total": 71}
    assert finding.unique


def test_year_that_is_not_the_next_tells_nothing() -> None:
    wrong = report(2023, {**KEPT, FORWARD: (4, 6)})
    later = Report.from_dict({**NEXT.data, "year": 2025})
    (finding,) = reportlint.check([wrong, later], select=["A"])
    assert len(finding.repairs) == 3
    assert not any("上年结转相符" in str(repair.reason) for repair in finding.repairs)


def test_next_year_of_a_government_tells_nothing() -> None:
    county = {"agency": {"name": "青禾县人民政府"}}
    wrong = report(2023, {**KEPT, FORWARD: (4, 6)})
    given = [Report.from_dict({**each.data, **county}) for each in (wrong, NEXT)]
    (finding,) = reportlint.check(given, select=["A"])
    assert len(finding.repairs) == 3


def test_a_repair_is_as_likely_as_its_least_likely_slip() -> None:
    stated = report(2023, {RECEIVED: (21, 173), GRANTED: (112, 122)})
    transposed_and_mistyped = {RECEIVED + "natural_person": 12, RECEIVED + "other": 123}
    doubled_twice = {GRANTED + "natural_person": 12, GRANTED + "other": 12}
    found = ranked(stated, [transposed_and_mistyped, doubled_twice], {}, alone=False)
    assert [x.solution for x in found] == [doubled_twice, transposed_and_mistyped]
