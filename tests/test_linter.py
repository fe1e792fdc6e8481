"""`reportlint.check`: what it takes, and the order of what it gives."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.findings import codes
from tests.fixture_types import Write
from tests.paths import FIXTURES

import reportlint
from reportlint import Findings, Reading, Report, linter
from reportlint.form.schema import form
from reportlint.report import nest

A101 = {"requests.received.total": 3}


def files(findings: Findings) -> list[str]:
    places = [finding.location for finding in findings]
    return [place.file for place in places if place is not None]


def test_report_that_was_not_read_has_no_place(data: dict[str, Any]) -> None:
    data["requests"]["received"]["total"] = 3
    findings = reportlint.check(Report.from_dict(data), select=["A"])
    assert [finding.codes for finding in findings] == [{"A101", "A103"}]
    assert {finding.location for finding in findings} == {None}
    assert findings.reports == 1


def test_path_may_be_text_or_path(bad: Path) -> None:
    by_path = reportlint.check(bad)
    assert reportlint.check(str(bad)) == by_path == reportlint.check([bad])
    assert files(by_path)[0] == str(bad)


def test_folder_stands_for_its_files(good: Path, bad: Path, tmp_path: Path) -> None:
    assert reportlint.check(tmp_path) == reportlint.check([bad, good])
    assert reportlint.check(tmp_path, exclude=["bad*"]) == reportlint.check(good)


def test_items_may_be_mixed_and_come_from_an_iterator(bad: Path, data: dict[str, Any]) -> None:
    def items() -> Iterator[Path | str | Report]:
        yield bad
        yield "none.json"
        yield Report.from_dict(data, "own.json")

    findings = reportlint.check(items(), ignore=["O"])
    assert set(files(findings)) == {str(bad)}
    assert findings.reports == 2
    assert [entry.location.file for entry in findings.unreadable] == ["none.json"]


def test_nothing_gives_nothing() -> None:
    findings = reportlint.check([])
    assert (list(findings), findings.unreadable, findings.reports) == ([], (), 0)
    assert findings.exit_code == 0


def test_unreadable_file_is_no_exception(tmp_path: Path) -> None:
    (tmp_path / "empty.json").touch()
    findings = reportlint.check(tmp_path)
    assert (len(findings), findings.reports, findings.exit_code) == (0, 0, 2)
    assert findings.unreadable[0].message.en == "the file is empty"


@pytest.mark.parametrize("depth", [60, 600])
def test_deep_nesting_is_no_exception(depth: int, data: dict[str, Any], tmp_path: Path) -> None:
    deep: list[Any] = []
    for _ in range(depth):
        deep = [deep]
    data["edition"] = deep
    (path := tmp_path / "deep.json").write_text(json.dumps(data), encoding="utf-8")
    assert reportlint.check([Report.from_dict(data), Report.from_dict(data)])
    assert reportlint.check(path).unreadable


@pytest.mark.parametrize("digits", [50, 10_000])
def test_number_of_many_digits_is_a_finding(digits: int, data: dict[str, Any]) -> None:
    data["requests"]["received"]["total"] = 10**digits
    findings = reportlint.check(Report.from_dict(data))
    assert "S104" in {finding.code for finding in findings}


def test_findings_stand_in_the_order_of_reports_then_of_places(write: Write) -> None:
    changes = {"proactive.fees.amount": -1, "requests.received.total": 3, "review.extra": 1}
    second, first = write("b.json", changes), write("a.json", changes)
    findings = reportlint.check([second, first])
    assert files(findings) == sorted(files(findings), reverse=True)
    lines = [f.location.line or 0 for f in findings if f.location and f.location.file == str(first)]
    assert lines == sorted(lines)
    assert len(lines) > 2


def test_result_is_the_same_in_batches(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    paths: list[Path | str] = [
        write(f"{number}.json", A101 if number % 3 == 0 else None) for number in range(7)
    ]
    paths.insert(3, "none.json")
    whole = reportlint.check(paths)
    assert whole.reports == 7
    for size in (1, 2, 7):
        monkeypatch.setattr(linter, "_BATCH", size)
        assert reportlint.check(paths) == whole


def test_editions_may_be_mixed(data: dict[str, Any]) -> None:
    old = {"year": 2020, "agency": {"name": "云溪街道办事处"}}
    old |= nest((key, 0) for key in form("2019").cells)
    wrong_old = nest([*((k, 0) for k in form("2019").cells), *A101.items()])
    reports = [
        Report.from_dict(data, "2024"),
        Report.from_dict(old | wrong_old, "wrong 2020"),
        Report.from_dict(data | {"year": "?"}, "no year"),
        Report.from_dict(old, "2020"),
        Report.from_dict(data | {"requests": wrong_old["requests"]}, "wrong 2024"),
    ]
    findings = reportlint.check(reports, select=["S0", "A"])
    assert [(f.code, f.location.file) for f in findings if f.location] == [
        ("A101", "wrong 2020"),
        ("S001", "no year"),
        ("A101", "wrong 2024"),
    ]


def test_select_and_ignore(bad: Path) -> None:
    assert codes(reportlint.check(bad, select=["A"], ignore=["A101"])) == ["A103"]
    assert codes(reportlint.check(bad, ignore=["A", "S", "C", "D"])) == []


def test_summary_counts_by_severity(write: Write) -> None:
    changes = A101 | {"proactive.regulations.issued": 1, "review.litigation.direct.other": None}
    findings = reportlint.check(write("a.json", changes))
    severities = [finding.severity for finding in findings]
    assert findings.summary == {
        "files": 1,
        "left_out": 0,
        "reports": 1,
        "unreadable": 0,
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
        "notes": severities.count("note"),
        "accepted": 0,
        "in_baseline": 0,
        "unlisted": 0,
    }
    assert set(severities) == {"error", "warning", "note"}


def test_load_gives_the_report_that_check_reads(bad: Path) -> None:
    report = reportlint.load(bad)
    assert reportlint.check(report) == reportlint.check(bad)
    with pytest.raises(OSError, match="none"):
        reportlint.load("none.json")


def test_bytes_are_checked_as_the_file_of_that_name(bad: Path) -> None:
    by_path, by_bytes = (
        reportlint.check(bad),
        reportlint.check_bytes(str(bad), bad.read_bytes()),
    )
    assert by_bytes == by_path
    document = FIXTURES / "faulty" / "street-2021.txt"
    found = reportlint.check_bytes("elsewhere/a.txt", document.read_bytes())
    assert {x.message for x in found} == {x.message for x in reportlint.check(document)}
    assert set(files(found)) == {"elsewhere/a.txt"}


def test_name_of_bytes_is_not_opened(good: Path, bad: Path, tmp_path: Path) -> None:
    assert not reportlint.check_bytes(str(bad), good.read_bytes())
    assert reportlint.check_bytes(str(tmp_path), good.read_bytes()).reports == 1
    (entry,) = reportlint.check_bytes("corpus.parquet", b"PAR1").unreadable
    assert entry.location.file == "corpus.parquet"


@pytest.mark.parametrize("reading", [Reading(1, seconds=0.001), Reading(1, memory=2**24)])
def test_bytes_that_take_too_long_or_too_much_are_unreadable(reading: Reading) -> None:
    document = next(FIXTURES.rglob("*.docx")).read_bytes()
    findings = reportlint.check_bytes("a.docx", document, reading=reading)
    assert [entry.is_internal for entry in findings.unreadable] == [False]
    assert findings.reports == 0


def test_bytes_larger_than_any_report_are_unreadable() -> None:
    (entry,) = reportlint.check_bytes("a.json", bytes(51 * 2**20)).unreadable
    assert entry.message.en == "the file is too large"
