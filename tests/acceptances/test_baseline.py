"""Baselines: which findings are known again, and which entries are no longer found."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.findings import codes

import reportlint
from reportlint import (
    Acceptance,
    Baseline,
    Finding,
    Findings,
    GivenFile,
    Location,
    ReadError,
    Report,
)
from reportlint.acceptances.acceptance import accept
from reportlint.form.schema import form
from reportlint.language import Text
from reportlint.report import nest
from reportlint.rules import selected

PATH = Path("reports/baseline.json")
CELLS = tuple(form("2021").cells)
numbers = st.dictionaries(st.sampled_from(CELLS), st.integers(-1, 5) | st.none(), max_size=6)


def finding(message: str = "", line: int = 7, file: str = "reports/a.json") -> Finding:
    """A finding that its numbers tell, or where a message is given that message."""
    return Finding(
        "A101",
        "error",
        Text(message or "错", message or "wrong"),
        Location(file, line),
        ("requests.received.total",),
        expected=None if message else "2",
        actual=None if message else "3",
    )


def findings(*found: Finding, files: tuple[str, ...] = ("reports/a.json",)) -> Findings:
    return Findings(found, reports=1, files=tuple(GivenFile(name, "checked") for name in files))


def baseline(*found: Finding) -> Baseline:
    return Baseline(PATH).updated(findings(*found))


def told(found: Finding) -> tuple[object, ...]:
    """What a finding says, without what else it breaks and how it could be mended."""
    numbers = found.expected, found.actual
    return (found.code, found.cells, *(numbers if any(numbers) else (found.message,)))


def checked(cells: dict[str, int | None], file: str = "reports/a.json") -> Findings:
    about = {"year": 2024, "agency.name": "青禾区云溪街道办事处"}
    data = nest({**about, **dict.fromkeys(CELLS, 0), **cells}.items())
    return reportlint.check(Report.from_dict(data, file))


def read_again(written: Baseline) -> Baseline:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "baseline.json")
        path.write_text(written.dumps(), encoding="utf-8")
        return replace(Baseline.load(path), path=written.path)


@given(numbers)
def test_next_check_is_silent(cells: dict[str, int | None]) -> None:
    found = checked(cells)
    written = Baseline(PATH).updated(found)
    assert read_again(written) == written
    left = read_again(written).hide(found)
    assert (left.found, left.exit_code) == ((), 0)
    assert left.in_baseline == len(found)


@given(numbers, st.sampled_from(CELLS), st.integers(6, 9))
def test_changed_number_brings_exactly_the_new_findings(
    cells: dict[str, int | None], changed: str, value: int
) -> None:
    before, after = checked(cells), checked({**cells, changed: value})
    left = Baseline(PATH).updated(before).hide(after, selected((), ("E",)))
    new = Counter(map(told, after)) - Counter(map(told, before))
    assert Counter(map(told, left)) == new


def test_line_does_not_matter() -> None:
    left = baseline(finding(line=7)).hide(findings(finding(line=70)))
    assert (left.found, left.in_baseline, left.summary["in_baseline"]) == ((), 1, 1)


@pytest.mark.parametrize(
    "other",
    [
        replace(finding(), code="A102"),
        replace(finding(), cells=("requests.received.other",)),
        replace(finding(), expected="1"),
        replace(finding(), actual="4"),
        replace(finding(), location=Location("reports/b.json")),
    ],
)
def test_other_finding_is_reported(other: Finding) -> None:
    left = baseline(finding()).hide(findings(other))
    assert codes(left) == [other.code, "E103"]


def test_message_tells_findings_without_numbers_apart() -> None:
    known = baseline(finding("“甲”对不上"))
    assert codes(known.hide(findings(finding("“甲”对不上")))) == []
    assert codes(known.hide(findings(finding("“乙”对不上")))) == ["A101", "E103"]


def test_wording_of_a_finding_with_numbers_does_not_matter() -> None:
    reworded = replace(finding(), message=Text("另一种说法", "other words"))
    assert codes(baseline(finding()).hide(findings(reworded))) == []


def test_as_many_are_known_as_there_were() -> None:
    left = baseline(finding(line=1), finding(line=2)).hide(findings(*[finding()] * 3))
    assert (codes(left), left.in_baseline) == (["A101"], 2)


def test_file_is_relative_to_the_baseline(tmp_path: Path) -> None:
    written = Baseline(tmp_path / "b.json").updated(findings(finding(file=f"{tmp_path}/r/a.json")))
    assert [entry.file for entry in written.entries] == ["r/a.json"]


def test_gone_finding_is_said_at_its_entry() -> None:
    known = read_again(baseline(finding()))
    (stale,) = known.hide(findings())
    place = stale.location
    assert (stale.code, stale.severity) == ("E103", "note")
    assert place is not None
    assert (place.line, place.pointer) == (4, "/findings/0")


def test_nothing_is_said_of_what_the_run_could_not_find() -> None:
    known = baseline(finding())
    assert codes(known.hide(findings(files=("reports/b.json",)))) == []
    assert codes(known.hide(findings(), selected(("C", "E")))) == []
    assert codes(known.hide(findings(), selected((), ("E103",)))) == []


def test_accepted_finding_is_not_gone() -> None:
    own = Acceptance("A101", "已核对", date.max, Location("reportlint.toml"), "*")
    done = baseline(finding()).hide(accept(findings(finding()), [own], today=date.max))
    assert (codes(done), done.in_baseline, len(done.accepted)) == ([], 0, 1)


def test_findings_about_acceptances_are_not_kept() -> None:
    old = Acceptance("A101", "已核对", date.min, Location("reportlint.toml"), "*")
    done = accept(findings(finding()), [old], today=date.max)
    assert codes(done) == ["A101", "E101"]
    assert codes(Baseline(PATH).updated(done).hide(done)) == ["E101"]


def test_finding_without_a_file_is_never_known() -> None:
    placeless = findings(replace(finding(), location=None))
    assert Baseline(PATH).updated(placeless).entries == ()
    assert codes(Baseline(PATH).hide(placeless)) == ["A101"]


def test_update_keeps_what_the_run_could_not_find() -> None:
    known = baseline(finding())
    other = findings(finding(file="reports/b.json"), files=("reports/b.json",))
    assert [entry.file for entry in known.updated(other).entries] == ["a.json", "b.json"]
    assert known.updated(findings(), selected(("C",))) == known
    assert known.updated(findings()).entries == ()
    assert known.updated(findings(finding())) == known


def test_file_name_in_an_old_encoding_is_known_again() -> None:
    found = finding(file="reports/\udcb1\udcb1.json")
    known = read_again(baseline(found))
    assert codes(known.hide(findings(found))) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "not valid JSON"),
        ("[]", "the outermost value must be an object"),
        ('{"year": 2024}', "not a baseline"),
        ('{"version": 2, "findings": []}', "not a baseline, or one of another version"),
        ('{"version": 1, "findings": {}}', "not a baseline"),
        ('{"version": 1, "findings": [3]}', "not an entry"),
        ('{"version": 1, "findings": [{"file": "a"}]}', "not an entry"),
        ('{"version": 1, "findings": [{"file": "a", "code": 3}]}', "not an entry"),
        ('{"version": 1, "findings": [{"file": "a", "code": "A", "cells": "b"}]}', "not an entry"),
        ('{"version": 1, "findings": [{"file": "a", "code": "A", "x": "b"}]}', "not an entry"),
    ],
)
def test_file_that_is_no_baseline(content: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ReadError, match=said) as raised:
        Baseline.load(path)
    assert raised.value.location.file == str(path)


def test_dump_is_sorted_and_versioned() -> None:
    files = ("reports/b.json", "reports/a.json")
    known = Baseline(PATH).updated(findings(*(finding(file=f) for f in files), files=files))
    content = json.loads(known.dumps())
    assert content["version"] == 1
    assert [entry["file"] for entry in content["findings"]] == ["a.json", "b.json"]
