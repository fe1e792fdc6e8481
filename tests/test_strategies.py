"""Properties of the rule set over whole generated reports."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.paths import DOCS

import reportlint
from reportlint.audit.detection import audit
from reportlint.form.schema import Form, forms, package_folder
from reportlint.report import Report, flatten, nest
from reportlint.strategies import histories, reports

any_report = st.sampled_from(tuple(forms())).flatmap(reports)


def form_of(report: Report) -> Form:
    """The form of a generated report, which always has one."""
    assert report.form is not None
    return report.form


def changed(report: Report, changes: dict[str, Any], name: str = "changed") -> Report:
    """The report with other values in some cells."""
    flat = dict(flatten(report.to_dict()))
    return Report(nest((flat | changes).items()), name)


def shape(findings: reportlint.Findings) -> Counter[tuple[str, str, tuple[str, ...]]]:
    """What was found, without the places."""
    return Counter((x.code, str(x.message), x.cells) for x in findings)


@given(any_report)
def test_generated_report_has_no_finding_of_the_reference(report: Report) -> None:
    assert list(reportlint.check(report, reference=True)) == []


@settings(max_examples=15)
@given(
    any_report,
    st.integers(-(10**11), 10**11).filter(bool) | st.sampled_from([-1, 1, 9]),
    st.integers(0, 29),
)
def test_changing_a_guarded_cell_is_found_and_the_finding_names_it(
    report: Report, amount: int, first: int
) -> None:
    unguarded = audit(form_of(report)).unguarded
    guarded = [key for key in form_of(report).cells if key not in unguarded][first::30]
    ones = [changed(report, {key: _moved(report, key, amount)}, key) for key in guarded]
    named: dict[str, set[str]] = {key: set() for key in guarded}
    for finding in reportlint.check(ones, select=["A"]):
        assert finding.location is not None
        named[finding.location.file].update(finding.cells)
    assert [key for key in guarded if key not in named[key]] == []


def _moved(report: Report, key: str, amount: int) -> int:
    """The cell's number moved by an amount, the other way where that leaves the form's range."""
    value = report.value(key)
    assert isinstance(value, int)
    up = value + amount
    return up if abs(up) <= form_of(report).cells[key].maximum else value - amount


def test_unguarded_cells_are_those_that_the_documentation_lists() -> None:
    shipped = forms(package_folder())
    own = [(edition, audit(form).unguarded) for edition, form in shipped.items()]
    assert {key.split(".")[0] for _, keys in own for key in keys} == {"proactive"}
    page = (DOCS / "unguarded.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| (\d+) \| `([\w.]+)` \|", page, re.MULTILINE)
    assert listed == [(edition, key) for edition, keys in own for key in keys]


@given(any_report, st.data(), st.integers(0, 29))
def test_blanking_cells_never_makes_an_arithmetic_finding(
    report: Report, data: st.DataObject, first: int
) -> None:
    keys = list(form_of(report).cells)
    blank = data.draw(st.lists(st.sampled_from(keys), min_size=1, unique=True))
    singly = [changed(report, {key: None}) for key in keys[first::30]]
    together = changed(report, dict.fromkeys(blank, None))
    assert list(reportlint.check([*singly, together], select=["A"])) == []


@settings(max_examples=10)
@given(st.lists(any_report, min_size=2, max_size=4), st.data())
def test_findings_do_not_depend_on_the_order_of_reports_or_keys(
    several: list[Report], data: st.DataObject
) -> None:
    wrong = [changed(r, {data.draw(st.sampled_from(list(r.cells))): 7}) for r in several]
    mixed = [Report(_reversed(r.data), "changed") for r in data.draw(st.permutations(wrong))]
    assert shape(reportlint.check(wrong)) == shape(reportlint.check(mixed))


def _reversed(data: Any) -> Any:
    """The same mapping with its keys the other way round."""
    if not isinstance(data, dict):
        return data
    return {key: _reversed(value) for key, value in reversed(data.items())}


@given(histories())
def test_generated_history_has_nothing_but_notes(several: list[Report]) -> None:
    found = reportlint.check(several, select=["S", "A", "C", "Y"])
    assert {finding.severity for finding in found} <= {"note"}


@given(histories(), st.data())
def test_carrying_over_another_number_is_found(several: list[Report], data: st.DataObject) -> None:
    index = data.draw(st.integers(1, len(several) - 1))
    carried = [key for key in form_of(several[index]).cells if ".carried_over." in key]
    key = data.draw(st.sampled_from(carried))
    several[index] = changed(several[index], {key: _moved(several[index], key, 1)})
    (finding,) = reportlint.check(several, select=["Y101", "Y102"])
    assert finding.cells == (key,)
    assert finding.location is not None
    assert finding.location.file == "changed"
