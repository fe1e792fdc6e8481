"""Every report under `fixtures/`: what is found in it is what stands beside it, and no more."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import reportlint
from reportlint.acceptances.accept_tables import sidecars
from reportlint.findings import Finding
from reportlint.form.schema import forms
from reportlint.rules import RULES
from reportlint.rules.rule import Rule
from reportlint.settings import find_settings

FIXTURES = Path(__file__).parents[1] / "fixtures"
TODAY = date(2026, 6, 30)
EXPECTED = ".expected.json"
REPORTS = sorted(
    path
    for path in FIXTURES.glob("[!d]*/*")  # documents/ has tests of its own
    if not path.name.endswith(EXPECTED)
)
OF_RULES = [path for path in REPORTS if path.name.startswith(("fire-", "near-"))]
WHOLE = sorted(path for path in REPORTS if path.parent.name == "whole")


def name(path: Path) -> str:
    return path.relative_to(FIXTURES).as_posix()


@cache
def checked(path: Path) -> reportlint.Findings:
    """A case that is a folder is checked as one, with what it accepts on the day `TODAY`.

    With a total in it, it is that of its units.
    """
    if totals := list(path.glob("total.*")):
        return reportlint.rollup([path / "units"], totals[0])
    findings = reportlint.check(path)
    if not path.is_dir():
        return findings
    config, (beside, wrong) = find_settings(path), sidecars(findings.files)
    assert wrong == ()
    findings = reportlint.accept(findings, (*config.accept, *beside), today=TODAY)
    return reportlint.Baseline.load(config.baseline).hide(findings) if config.baseline else findings


def found(finding: Finding) -> dict[str, Any]:
    """A finding as an `.expected.json` file states it."""
    chinese, english = finding.to_dict("zh"), finding.to_dict("en")
    place = chinese.pop("location", {})
    line_and_column = {part: place[part] for part in ("line", "column") if part in place}
    return {**_bilingual(chinese, english), **line_and_column}


def _bilingual(chinese: Any, english: Any) -> Any:
    """The same in both languages as one; a sentence that differs by language."""
    if isinstance(chinese, dict):
        return {key: _bilingual(chinese[key], english[key]) for key in chinese if key != "file"}
    if isinstance(chinese, list):
        return [_bilingual(*pair) for pair in zip(chinese, english, strict=True)]
    return chinese if chinese == english else {"zh": chinese, "en": english}


@pytest.mark.parametrize("path", REPORTS, ids=name)
def test_findings_are_the_expected(path: Path) -> None:
    findings = checked(path)
    assert findings.unreadable == ()
    expected = path.with_name(path.name + EXPECTED).read_text(encoding="utf-8")
    assert [found(finding) for finding in findings] == json.loads(expected)


@pytest.mark.parametrize("path", OF_RULES, ids=name)
def test_rule_fires_or_just_does_not(path: Path) -> None:
    code = path.parent.name.partition("-")[0]
    codes = {code for finding in checked(path) for code in finding.codes}
    assert (code in codes) == path.name.startswith("fire-")


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_rule_has_reports_on_both_sides(rule: Rule) -> None:
    names = [path.name for path in (FIXTURES / f"{rule.code}-{rule.name}").iterdir()]
    assert {name.partition("-")[0] for name in names} == {"fire", "near"}


def test_every_folder_is_of_a_rule_or_known() -> None:
    rules = {f"{rule.code}-{rule.name}" for rule in RULES.values()}
    assert {path.name for path in FIXTURES.iterdir()} == rules | {"whole", "faulty", "documents"}


def test_every_expectation_stands_beside_its_report() -> None:
    beside = {path.with_name(path.name + EXPECTED) for path in REPORTS}
    assert set(FIXTURES.glob(f"*/*{EXPECTED}")) == beside


@pytest.mark.parametrize("path", WHOLE, ids=name)
def test_whole_report_is_complete_and_right(path: Path) -> None:
    report = reportlint.load(path)
    assert report.form is not None
    assert report.cells.keys() == report.form.cells.keys()
    severities = {finding.severity for finding in reportlint.check(report)}
    assert severities <= {"note"}


def test_whole_reports_are_of_both_editions_and_every_format() -> None:
    editions = {form.edition for path in WHOLE if (form := reportlint.load(path).form)}
    assert editions == set(forms())
    assert {path.suffix for path in WHOLE if EXPECTED not in path.name} == {
        ".csv",
        ".json",
        ".txt",
        ".yaml",
    }


def test_faulty_report_has_three_mistakes_in_different_sections() -> None:
    (path,) = (path for path in REPORTS if path.parent.name == "faulty")
    assert [sorted(x.codes) for x in checked(path)] == [["C201"], ["D101"], ["A101", "A102"]]
