"""Every report under `fixtures/`: what is found in it is what stands beside it, and no more."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from tests.expected import SUFFIX, beside
from tests.fixture_types import Expect
from tests.paths import FIXTURES

import reportlint
from reportlint.acceptances.acceptance import sidecars
from reportlint.form.schema import forms, package_folder
from reportlint.rules import RULES
from reportlint.rules.rule import Rule
from reportlint.settings import find_settings

TODAY = date(2026, 6, 30)
REPORTS = sorted(
    path
    for path in FIXTURES.glob("[!d]*/*")  # documents/ has tests of its own
    if not path.name.endswith(SUFFIX)
)
OF_RULES = [path for path in REPORTS if path.name.startswith(("fire-", "near-"))]
WHOLE = sorted(path for path in REPORTS if path.parent.name == "whole")


def name(path: Path) -> str:
    return path.relative_to(FIXTURES).as_posix()


@cache
def checked(path: Path) -> reportlint.Findings:
    """A case that is a folder is checked as one, with what it accepts on the day `TODAY`.

    With a total in it, it is that of its units, of which a roster may be there too.
    """
    if totals := list(path.glob("total.*")):
        roster = next(path.glob("roster.*"), None)
        return reportlint.rollup([path / "units"], totals[0], roster=roster)
    findings = reportlint.check(path)
    if not path.is_dir():
        return findings
    config, (beside, wrong) = find_settings(path), sidecars(findings.checked)
    assert wrong == ()
    findings = reportlint.accept(findings, (*config.accept, *beside), today=TODAY)
    return reportlint.Baseline.load(config.baseline).hide(findings) if config.baseline else findings


@pytest.mark.parametrize("path", REPORTS, ids=name)
def test_findings_are_the_expected(path: Path, expect: Expect) -> None:
    findings = checked(path)
    assert findings.unreadable == ()
    expect(path, findings)


@pytest.mark.parametrize("path", OF_RULES, ids=name)
def test_rule_fires_or_just_does_not(path: Path) -> None:
    code = path.parent.name.partition("-")[0]
    stated = f'"code": "{code}"' in beside(path).read_text(encoding="utf-8")
    assert stated == path.name.startswith("fire-")


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_rule_has_reports_on_both_sides(rule: Rule) -> None:
    names = [path.name for path in (FIXTURES / f"{rule.code}-{rule.name}").iterdir()]
    assert {name.partition("-")[0] for name in names} == {"fire", "near"}


def test_every_folder_is_of_a_rule_or_known() -> None:
    rules = {f"{rule.code}-{rule.name}" for rule in RULES.values()}
    assert {path.name for path in FIXTURES.iterdir()} == rules | {"whole", "faulty", "documents"}


def test_every_expectation_stands_beside_its_report() -> None:
    assert set(FIXTURES.glob(f"*/*{SUFFIX}")) == set(map(beside, REPORTS))


@pytest.mark.parametrize("path", WHOLE, ids=name)
def test_whole_report_is_complete_and_right(path: Path) -> None:
    report = reportlint.load(path)
    assert report.form is not None
    assert report.cells.keys() == report.form.cells.keys()
    severities = {finding.severity for finding in reportlint.check(report)}
    assert severities <= {"note"}


def test_whole_reports_are_of_both_editions_and_every_format() -> None:
    editions = {form.edition for path in WHOLE if (form := reportlint.load(path).form)}
    assert editions == set(forms(package_folder()))
    assert {path.suffix for path in WHOLE} == {
        ".csv",
        ".json",
        ".txt",
        ".yaml",
    }


def test_faulty_report_has_three_mistakes_in_different_sections() -> None:
    (path,) = (path for path in REPORTS if path.parent.name == "faulty")
    assert [sorted(x.codes) for x in checked(path)] == [["C201"], ["D101"], ["A101", "A102"]]
