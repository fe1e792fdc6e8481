"""What is compared with what: blanks, files, other years, and whose number is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.findings import codes

import reportlint
from reportlint.form.schema import forms
from reportlint.report import Report, nest
from reportlint.strategies import reports
from reportlint.units import difference

PENALTIES = "proactive.penalties.decisions"
LICENSING = "proactive.licensing.decisions"
FEES = "proactive.fees.amount"
DOCUMENTS = "proactive.normative_documents.issued"
UNGUARDED = (PENALTIES, LICENSING, DOCUMENTS, "proactive.coercion.decisions")


def report(name: str, cells: Mapping[str, Any], year: int = 2024, **agency: str) -> Report:
    about = {"year": year, "agency": {"name": name, **agency}}
    whole = dict.fromkeys(forms()["2021"].cells, 0) | dict(cells)
    return Report.from_dict(about | nest(whole.items()))


@pytest.mark.parametrize("edition", forms())
@given(data=st.data())
def test_sum_of_any_reports_is_right(edition: str, data: st.DataObject) -> None:
    drawn = data.draw(st.lists(reports(edition), min_size=1, max_size=4))
    units = [
        Report.from_dict({**one.data, "year": drawn[0].year, "agency": {"name": f"甲{i}"}})
        for i, one in enumerate(drawn)
    ]
    whole = reportlint.consolidate(units, name="全县")
    # A sum of a few amounts near the limit of a cell is none of its numbers.
    if all(whole.value(key) is not None for key in whole.cells):
        assert codes(reportlint.rollup(units, whole)) == []


def test_money_is_added_exactly() -> None:
    units = [report(f"甲{i}", {FEES: 0.1}) for i in range(3)]
    assert codes(reportlint.rollup(units, report("全县", {FEES: 0.3}))) == []
    (finding,) = reportlint.rollup(units, report("全县", {FEES: 0.300001}))
    assert (finding.expected, finding.actual) == ("0.3", "0.300001")


def test_large_amounts_that_differ_in_the_last_place() -> None:
    units = [
        report("甲", {FEES: 700_000_000.02, PENALTIES: 1}),
        report("乙", {FEES: 100_000_000.01, PENALTIES: 2}),
    ]
    (finding,) = reportlint.rollup(units, report("全县", {FEES: 800_000_000.04, PENALTIES: 3}))
    assert finding.cells == (FEES,)
    assert "多 0.01" in finding.message.zh


def test_blank_of_a_unit_is_unknown_above_and_wrong_below() -> None:
    units = [report("甲", {PENALTIES: 5}), report("乙", {PENALTIES: None})]
    assert codes(reportlint.rollup(units, report("全县", {PENALTIES: 5}))) == []
    assert codes(reportlint.rollup(units, report("全县", {PENALTIES: 6}))) == ["U106"]
    assert codes(reportlint.rollup(units, report("全县", {PENALTIES: 4}))) == ["U101"]


def test_unreadable_unit_is_said_and_allowed_for(tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    whole = report("全县", {PENALTIES: 9, LICENSING: 1})
    found = reportlint.rollup([report("甲", {PENALTIES: 5}), broken], whole)
    assert [entry.location.file for entry in found.unreadable] == [str(broken)]
    assert codes(found) == ["U106"]
    assert found.exit_code == 2


@pytest.mark.parametrize("kind", [str, Path])
def test_units_may_be_one_path(kind: Callable[[Path], str | Path], tmp_path: Path) -> None:
    folder = tmp_path / "units"
    folder.mkdir()
    for name in ("甲", "乙"):
        text = json.dumps(report(name, {PENALTIES: 2}).to_dict(), ensure_ascii=False)
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
    found = reportlint.rollup(kind(folder), report("全县", {PENALTIES: 4}))
    assert (codes(found), found.reports) == ([], 3)


def test_total_cannot_be_read(tmp_path: Path) -> None:
    found = reportlint.rollup([report("甲", {})], tmp_path / "none.json")
    assert codes(found) == []
    assert found.exit_code == 2


def test_total_in_the_folder_of_units_is_left_out(
    write: Callable[..., Path], tmp_path: Path
) -> None:
    write("units/one.json", {PENALTIES: 2, "agency.name": "甲"})
    whole = write("units/whole.json", {PENALTIES: 2})
    assert codes(reportlint.rollup([tmp_path / "units"], whole)) == ["U107"]


def test_unit_of_another_edition_is_not_counted() -> None:
    old = Report.from_dict({"year": 2020, "agency": {"name": "乙"}})
    found = reportlint.rollup([report("甲", {PENALTIES: 1}), old], report("全县", {PENALTIES: 3}))
    assert codes(found) == ["U105", "U106"]


def test_no_unit_at_all() -> None:
    found = reportlint.rollup([], report("全县", {}))
    assert found.exit_code == 2


def test_own_sums_tell_that_the_total_is_wrong() -> None:
    cells = {"review.reconsideration.upheld": 2, "review.reconsideration.total": 2}
    wrong = {"review.reconsideration.upheld": 7, "review.reconsideration.total": 2}
    (finding,) = reportlint.rollup([report("甲", cells)], report("全县", wrong))
    assert finding.suggestion == {"review.reconsideration.upheld": 2}
    assert finding.unique


def test_own_sums_tell_that_a_unit_is_wrong() -> None:
    cells = {"review.reconsideration.upheld": 2, "review.reconsideration.total": 2}
    wrong = {"review.reconsideration.upheld": 7, "review.reconsideration.total": 2}
    found = reportlint.rollup([report("甲", wrong)], report("全县", cells))
    assert codes(found) == ["U101", "U108"]
    (repair,) = found[0].repairs
    assert [(change.before, change.after) for change in repair.changes] == [(7, 2)]
    assert "甲" in found[0].message.zh


def test_units_that_state_the_same_are_named_together() -> None:
    cells = {PENALTIES: 5, LICENSING: 7}
    units = [report("甲", cells), report("乙", cells)]
    (finding,) = reportlint.rollup(units, report("全县", cells))
    assert finding.code == "U103"
    assert "甲或乙" in finding.message.zh


@pytest.fixture
def ambiguous() -> reportlint.Findings:
    """Too much by 甲 and 乙, or by 丙 less 甲: 甲 is counted again, or left out."""
    one, other = (3, 50, 700, 11), (20, 5, 13, 400)
    stated = [one, other, tuple(2 * a + b for a, b in zip(one, other, strict=True))]
    rows = [dict(zip(UNGUARDED, numbers, strict=True)) for numbers in stated]
    total = {key: 2 * rows[0][key] + 2 * rows[1][key] + rows[2][key] for key in UNGUARDED}
    units = [report(name, row) for name, row in zip("甲乙丙", rows, strict=True)]
    return reportlint.rollup(units, report("全县", total))


def test_a_unit_that_may_be_counted_again_or_left_out_is_not_named_for_certain(
    ambiguous: reportlint.Findings,
) -> None:
    (finding,) = ambiguous
    assert finding.code == "U101"
    assert "甲重复计入，乙重复计入" in finding.message.zh
    assert "甲没有计入，丙重复计入" in finding.message.zh
    assert "另外可能还有" not in finding.message.zh


def test_what_is_not_proved_to_be_the_only_explanation_is_not_certain(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setattr(difference, "MOST_LISTED", 1)
    (finding,) = request.getfixturevalue("ambiguous")
    assert finding.code == "U101"
    assert "另外可能还有" in finding.message.zh


def test_only_number_of_a_unit_is_named_with_the_cell() -> None:
    units = [report("甲", {PENALTIES: 57}), report("乙", {LICENSING: 7, PENALTIES: 3})]
    (finding,) = reportlint.rollup(units, report("全县", {PENALTIES: 3, LICENSING: 7}))
    assert finding.code == "U101"
    assert "甲" in finding.message.zh
    assert "乙" not in finding.message.zh


def test_findings_are_written_as_json() -> None:
    found = reportlint.rollup([report("甲", {PENALTIES: 5})], report("全县", {PENALTIES: 6}))
    assert json.loads(json.dumps(found.to_dict("en")))["summary"]["errors"] == 1


def test_consolidate_says_nothing_of_what_all_leave_blank() -> None:
    units = [report("甲", {PENALTIES: None, FEES: 1}), report("乙", {PENALTIES: None, FEES: None})]
    whole = reportlint.consolidate(units)
    assert (whole.value(PENALTIES), whole.value(FEES), whole.year) == (None, 1, 2024)


def test_consolidate_counts_one_organ_once() -> None:
    twice = [report("甲局", {PENALTIES: 5}), report("甲 局", {PENALTIES: 5})]
    assert reportlint.consolidate(twice).value(PENALTIES) == 5


@pytest.mark.parametrize(
    "units",
    [
        [],
        [report("甲", {}), report("乙", {}, year=2023)],
        [report("甲", {}), report("甲", {PENALTIES: 1})],
        [report("甲", {}), Report.from_dict({"year": 2020})],
    ],
    ids=["none", "years", "one organ", "editions"],
)
def test_consolidate_refuses(units: list[Report]) -> None:
    with pytest.raises(reportlint.UnitsError):
        reportlint.consolidate(units)
