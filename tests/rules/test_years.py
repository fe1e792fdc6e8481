"""Family Y: what is compared with which year, and how it is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.commands import check
from tests.findings import codes
from tests.fixture_types import Write

import reportlint
from reportlint.form.schema import form
from reportlint.report import Report, nest
from reportlint.rules import RULES
from reportlint.rules.last_year import is_consolidated

OVER, FORWARD = "requests.carried_over.natural_person", "requests.carried_forward.natural_person"


@pytest.fixture
def years(write: Write) -> tuple[Path, Path]:
    """Two years of one organ, the second of which carries over what the first did not."""
    return write("2023/a.json", {"year": 2023}), write("2024/a.json", {OVER: 3})


@pytest.mark.parametrize(
    ("name", "level", "is_so"),
    [
        ("青禾县人民政府", None, True),
        ("青禾县 人民政府", "county", True),
        ("青禾区政府", None, True),
        ("临江市", None, True),
        ("青禾自治旗", None, True),
        ("云溪镇人民政府", None, False),
        ("云溪乡政府", None, False),
        ("白音苏木人民政府", None, False),
        ("云溪街道办事处", None, False),
        ("青禾县人民政府办公室", None, False),
        ("青禾县水务局", "county", False),
        ("云溪区", "township", False),
        ("", None, False),
    ],
)
def test_governments_above_towns_are_consolidated(
    name: str, level: str | None, *, is_so: bool
) -> None:
    assert is_consolidated(Report({"agency": {"name": name, "level": level}})) == is_so


def test_folder_laid_out_by_year_is_compared(years: tuple[Path, Path], tmp_path: Path) -> None:
    findings = reportlint.check(tmp_path, select=["Y"])
    assert codes(findings) == ["Y101"]
    (finding,) = findings
    assert (finding.cells, finding.expected, finding.actual) == ((OVER,), "0", "3")
    assert finding.location is not None
    assert finding.location.file == str(years[1])
    assert str(finding.message).startswith(
        "二、上年结转政府信息公开申请数量：按2023年度报告，自然人填报 3，应为 0，多 3"
    )


def test_statement_over_two_years_needs_the_year_before(write: Write) -> None:
    after = "review.litigation.after_reconsideration."
    numbers = {OVER: 3, f"{after}upheld": 1, f"{after}total": 1}
    old, new = write("2022/a.json", {"year": 2022}), write("2024/a.json", numbers)
    assert codes(reportlint.check([old, new], select=["Y1", "Y201"])) == []
    between = write("2023/a.json", {"year": 2023})
    found = reportlint.check([old, between, new], select=["Y1", "Y201"])
    assert codes(found) == ["Y101", "Y201"]


def test_order_of_the_files_does_not_matter(years: tuple[Path, Path]) -> None:
    old, new = years
    assert codes(reportlint.check([new, old], select=["Y"])) == ["Y101"]


def test_previous_reports_are_compared_with_but_not_checked(years: tuple[Path, Path]) -> None:
    old, new = years
    findings = reportlint.check(new, select=["A", "Y"], previous=[old])
    assert findings.reports == 1
    assert [finding.codes for finding in findings] == [{"A101", "A103", "Y101"}]
    assert codes(reportlint.check(old, select=["A", "Y"], previous=[new])) == []


def test_previous_report_that_cannot_be_read_is_named(good: Path) -> None:
    (entry,) = reportlint.check(good, previous=["none.json"]).unreadable
    assert entry.location.file == "none.json"


def test_previous_may_be_given_as_reports(years: tuple[Path, Path]) -> None:
    before = reportlint.load(years[0])
    assert codes(reportlint.check(years[1], select=["Y"], previous=[before])) == ["Y101"]


def test_command_line_takes_previous_files_and_folders(years: tuple[Path, Path]) -> None:
    old, new = years
    for previous in (old, old.parent):
        output = check(new, "--previous", previous, "--select", "Y")
        assert [x["code"] for x in output["findings"]] == ["Y101"]


def test_findings_over_years_stand_in_the_order_of_the_file(years: tuple[Path, Path]) -> None:
    found = [x for x in reportlint.check(list(years), select=["A103", "Y101"]) if x.location]
    lines = [x.location.line for x in found if x.location and x.location.line]
    assert lines == sorted(lines)


def test_rules_of_one_edition_say_so() -> None:
    applied = {
        code: [edition for edition in ("2019", "2021") if rule.applies(form(edition))]
        for code, rule in RULES.items()
        if code in {"Y101", "Y103", "Y105"}
    }
    assert applied == {"Y101": ["2019", "2021"], "Y103": ["2021"], "Y105": ["2019"]}


def test_blank_change_is_unknown_and_may_be_a_decrease() -> None:
    key = "proactive.licensing."

    def of(year: int, items: int, change: int | None) -> Report:
        cells = {f"{key}previous_items": items, f"{key}change": change}
        data = {"year": year, "agency": {"name": "某局"}}
        return Report.from_dict(data | nest(cells.items()))

    assert codes(reportlint.check([of(2019, 5, None), of(2020, 3, 0)], select=["Y"])) == []
    assert codes(reportlint.check([of(2019, 5, 1), of(2020, 3, 0)], select=["Y"])) == ["Y105"]
