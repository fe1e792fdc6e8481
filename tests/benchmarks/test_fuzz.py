"""A slice of the study of damaged inputs, and that the study sees what it looks for."""

from __future__ import annotations

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from random import Random

import pytest
from benchmarks.fuzz import study as fuzz
from benchmarks.fuzz.page import failures, table
from benchmarks.fuzz.study import drawn, drawn_of, tried
from benchmarks.fuzz.targets import OFFICE_TARGETS, TARGETS, Target
from benchmarks.fuzz.trial import AS_IT_SHOULD_BE, Input, Trial
from benchmarks.studies import replaced
from tests.paths import DOCS, DOCUMENTS

import reportlint
from reportlint.document.content import Content
from reportlint.files import reading
from reportlint.formats import FORMATS, format_of

SEED = 1
EACH = 20
KEPT = sorted((DOCUMENTS / "damaged").iterdir())
WHOLE = (DOCUMENTS / "report.json").read_bytes()


@pytest.mark.fuzz
@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.suffix)
def test_damage_is_refused_or_checked_and_a_fifth_reaches_the_rules(target: Target) -> None:
    found = tried(drawn_of(target, number, SEED) for number in range(EACH))
    assert failures(found) == ""
    assert Counter(trial.outcome for trial in found)["checked"] >= EACH / 5


@pytest.mark.fuzz
@pytest.mark.libreoffice
@pytest.mark.parametrize("target", OFFICE_TARGETS, ids=lambda target: target.suffix)
def test_damage_to_what_libreoffice_converts(target: Target) -> None:
    found = tried(drawn_of(target, number, SEED) for number in range(3))
    assert failures(found) == ""
    assert "checked" in {trial.outcome for trial in found}


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.name)
def test_what_once_failed_does_not(path: Path) -> None:
    """Each was found by the study."""
    assert failures(tried_once(path.read_bytes(), path.suffix)) == ""


def tried_once(content: bytes = WHOLE, suffix: str = ".json") -> list[Trial]:
    return tried([(Input(0, suffix, content, "none"), Random(1))])


def test_whole_report_is_checked_and_what_is_none_refused() -> None:
    assert [trial.outcome for trial in tried_once()] == ["checked"]
    assert [trial.outcome for trial in tried_once(b"[]")] == ["refused"]


def test_fault_of_a_reader_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_content: bytes, _file: str) -> None:
        raise KeyError("a reader's own")

    monkeypatch.setattr(reading, "read", fail)
    (found,) = tried_once()
    assert found.outcome == "traceback"
    assert "a reader's own" in failures([found])


def test_fault_of_a_rule_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object, **_named: object) -> None:
        raise KeyError("a rule's own")

    monkeypatch.setattr(reportlint, "check", fail)
    (found,) = tried_once()
    assert found.outcome == "traceback"
    assert "a rule's own" in found.raised


def test_what_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def wait(_content: bytes, _file: str) -> None:
        time.sleep(60)

    monkeypatch.setattr(reading, "read", wait)
    monkeypatch.setattr("benchmarks.fuzz.trial.LONGEST", 0.2)
    (found,) = tried_once()
    assert found.outcome == "too long"
    assert found.seconds < 10


def test_memory_is_measured_for_each_input() -> None:
    small, large = Trial(0, ".txt", "none"), Trial(1, ".txt", "none")
    held: list[bytes] = []
    large.attempt(lambda: held.append(b"." * (200 * 2**20)))
    held.clear()
    small.attempt(held.clear)
    assert large.mebibytes > small.mebibytes + 150


def test_same_seed_draws_the_same() -> None:
    for number in range(0, 400, 13):
        one, other = drawn(number, SEED)[0], drawn(number, SEED)[0]
        assert one == other


def test_every_format_that_is_read_is_damaged() -> None:
    wholes = {x.suffix: x.makes[0](SEED, Random(1)) for x in (*TARGETS, *OFFICE_TARGETS)}
    readers = {format_of(Content(f"a{suffix}", whole)).read for suffix, whole in wholes.items()}
    assert readers == {own.read for own in FORMATS if own.name != "unreadable"}


def test_input_that_ends_its_process_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def study(numbers: range, _seed: int) -> list[Trial]:
        if 3 in numbers:
            raise BrokenProcessPool
        return [Trial(number, "", "", "checked") for number in numbers]

    monkeypatch.setattr(fuzz, "study", study)
    monkeypatch.setattr(fuzz, "ProcessPoolExecutor", lambda _n, _how: ThreadPoolExecutor(1))
    found = {trial.number: trial.outcome for trial in fuzz.trials(5, SEED, processes=1)}
    assert found == {0: "checked", 1: "checked", 2: "checked", 3: "died", 4: "checked"}


def test_table_counts_by_format_and_names_what_failed() -> None:
    found = [
        Trial(0, ".csv", "cut_short", "checked", 0.1, 100),
        Trial(1, ".csv", "cut_short", "traceback", 0.3, 120, "Traceback\nKeyError: 1"),
        Trial(2, ".csv", "cut_short", "refused", 0.2, 110),
    ]
    assert "| .csv | 3 | 1 | 1 | 0 | 1 | 0 | 0.3 | 120 |" in table(found).splitlines()
    assert failures(found).startswith("1 × traceback, the first 1.csv (cut_short):")
    assert failures(found[::2]) == ""
    assert {x.outcome for x in found[::2]} == set(AS_IT_SHOULD_BE)


def test_page_has_room_for_the_table() -> None:
    page = (DOCS / "reliability.md").read_text(encoding="utf-8")
    assert "| an old table |" in replaced(page, "| an old table |", "fuzz")
