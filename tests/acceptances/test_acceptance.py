"""Accepted findings: which are, until when, and what is said of an acceptance that is of no use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.findings import codes

import reportlint
from reportlint import Acceptance, Finding, Findings, GivenFile, Location
from reportlint.acceptances.acceptance import SIDECAR, accept
from reportlint.language import Text
from reportlint.rules import RULES, selected
from reportlint.rules.evidence import Evidence
from reportlint.rules.rule import HistoryRule

TODAY = date(2026, 6, 30)
SETTINGS = Location("reportlint.toml", 3)
TOTAL, OTHER = "requests.received.total", "requests.received.other"


def acceptance(code: str = "A101", **about: Any) -> Acceptance:
    defaults = {"reason": "已核对", "until": TODAY, "location": SETTINGS, "file": "*"}
    return Acceptance(code, **{**defaults, **about})


def finding(code: str = "A101", file: str = "a.json", *cells: str) -> Finding:
    return Finding(code, "error", Text("错", "wrong"), Location(file, 7), cells)


def findings(*found: Finding, files: Sequence[str] = ()) -> Findings:
    names = (x.location.file for x in found if x.location)
    checked = (GivenFile(name, "checked") for name in dict.fromkeys((*names, *files)))
    return Findings(found, files=tuple(checked))


def test_accepted_finding_is_listed_and_not_counted() -> None:
    done = accept(findings(finding()), [acceptance(by="张三")], today=TODAY)
    assert (done.found, done.exit_code) == ((), 0)
    assert (done.summary["errors"], done.summary["accepted"]) == (0, 1)
    (entry,) = done.to_dict("en")["accepted"]
    assert entry["finding"] == finding().to_dict("en")
    assert {k: v for k, v in entry.items() if k != "finding"} == {
        "reason": "已核对",
        "until": "2026-06-30",
        "by": "张三",
    }


def test_last_day_counts_and_the_next_does_not() -> None:
    found = findings(finding())
    assert codes(accept(found, [acceptance()], today=TODAY)) == []
    after = accept(found, [acceptance()], today=TODAY + timedelta(1))
    assert (codes(after), after.exit_code) == (["A101", "E101"], 1)
    assert after[1].location == SETTINGS


def test_renewed_acceptance_leaves_the_expired_one_unused() -> None:
    old = acceptance(until=date(2026, 1, 1), location=Location("reportlint.toml", 9))
    done = accept(findings(finding()), [old, acceptance()], today=TODAY)
    assert [(x.code, x.location.line) for x in done if x.location] == [("E102", 9)]


def test_expired_acceptance_of_what_is_gone_is_unused() -> None:
    old = acceptance(until=date(2026, 1, 1))
    assert codes(accept(findings(files=["a.json"]), [old], today=TODAY)) == ["E102"]


def test_other_codes_are_not_accepted() -> None:
    done = accept(findings(finding("A102"), finding("A101")), [acceptance()], today=TODAY)
    assert codes(done) == ["A102"]


@pytest.mark.parametrize(
    ("pattern", "file", "covered"),
    [
        ("2023*", "reports/2023.json", True),
        ("reports", "reports/old/2023.json", True),
        ("reports/*.json", "reports/2023.json", True),
        ("./2023.json", "2023.json", False),
        ("2023.json", "./2023.json", True),
        ("2023", "2023.json", False),
        ("reports/2023.json", "other/2023.json", False),
    ],
)
def test_file_is_a_pattern_relative_to_the_settings(
    pattern: str, file: str, *, covered: bool
) -> None:
    own = acceptance(file=pattern, location=Location("folder/reportlint.toml"))
    assert own.concerns(f"folder/{file}") == covered


def test_sidecar_speaks_of_the_report_beside_it_alone() -> None:
    beside = acceptance(file=None, location=Location(f"r/2023.json{SIDECAR}"))
    assert beside.concerns("./r/2023.json")
    assert not beside.concerns("r/r/2023.json")
    assert not beside.concerns("2023.json")


@pytest.mark.parametrize(
    ("patterns", "covered"),
    [
        ((), True),
        ((TOTAL,), False),
        ((TOTAL, OTHER), True),
        (("requests.received.*",), True),
        (("*.total",), False),
    ],
)
def test_every_cell_of_the_finding_must_be_named(
    patterns: tuple[str, ...], *, covered: bool
) -> None:
    own = acceptance(cells=patterns)
    assert own.accepts(finding("A101", "a.json", TOTAL, OTHER)) == covered


def test_finding_without_cells_is_not_accepted_for_a_cell() -> None:
    assert not acceptance(cells=(TOTAL,)).accepts(finding())


def test_finding_without_a_file_is_not_accepted() -> None:
    placeless = Finding("A101", "error", Text("错", "wrong"))
    assert codes(accept(Findings((placeless,)), [acceptance()], today=TODAY)) == ["A101"]


@pytest.mark.parametrize("files", [[], ["b.json"]])
def test_acceptance_of_a_file_that_was_not_checked_is_not_unused(files: list[str]) -> None:
    own = acceptance(file="a.json")
    assert codes(accept(findings(files=files), [own], today=TODAY)) == []


def test_acceptance_of_a_rule_that_was_not_run_is_not_unused() -> None:
    found, own = findings(files=["a.json"]), [acceptance()]
    assert codes(accept(found, own, today=TODAY)) == ["E102"]
    assert codes(accept(found, own, today=TODAY, rules=selected(("C", "E")))) == []
    assert codes(accept(found, own, today=TODAY, rules=selected((), ("E102",)))) == []


def test_rule_that_compares_reports_is_silent_without_them(monkeypatch: pytest.MonkeyPatch) -> None:
    blank = Text("", "")
    rule = HistoryRule(
        code="Y999",
        name="history",
        evidence=Evidence.CERTAIN,
        title=blank,
        message=blank,
        explanation=blank,
        basis=blank,
        find=lambda *_: iter(()),
    )
    monkeypatch.setitem(RULES, "Y999", rule)
    found = findings(files=["a.json"])
    assert codes(accept(found, [acceptance("Y999")], today=TODAY)) == []
    done = accept(findings(finding("Y999")), [acceptance("Y999")], today=TODAY)
    assert len(done.accepted) == 1


def test_check_tells_the_files_that_it_checked(bad: Path, good: Path) -> None:
    checked = reportlint.check([good, "none.json", bad], ignore=["O"])
    assert checked.checked == (str(good), str(bad))
    own = acceptance("A", file="bad.json", location=Location(str(bad.parent / "reportlint.toml")))
    all_of_a = [Acceptance(code, own.reason, own.until, own.location, own.file) for code in RULES]
    done = accept(checked, all_of_a, today=TODAY, rules=selected(("A",)))
    assert (done.summary["errors"], done.unreadable) == (0, checked.unreadable)
    assert len(done.accepted) == len(checked)


def test_nothing_accepted_changes_nothing(write: Callable[..., Path]) -> None:
    checked = reportlint.check(write("a.json", {TOTAL: 3}))
    assert accept(checked, [], today=TODAY) == checked
