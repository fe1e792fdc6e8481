"""Fixes of one file, carried out together or each for itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import reportlint
from reportlint.fix.application import FixOutcome, apply
from reportlint.fix.plan import Fix
from reportlint.formats import read
from reportlint.language import Text

TOTAL = "requests.received.total"
PART = "requests.received.other"
REASON = Text("", "")


def applied(path: Path, *values: dict[str, Any]) -> FixOutcome:
    fixes = [Fix(str(path), each, REASON) for each in values]
    return apply(path.read_bytes(), str(path), reportlint.load(path), fixes)


def test_all_are_made_at_once(bad: Path) -> None:
    outcome = applied(bad, {TOTAL: 0}, {"review.reconsideration.total": 0})
    assert outcome.refused == ()
    assert reportlint.check(read(outcome.content, "a.json"), select=["A"]).found == ()


def test_fix_that_brings_a_new_error_is_not_made(good: Path) -> None:
    outcome = applied(good, {TOTAL: 3})
    assert (outcome.made, outcome.content) == ((), good.read_bytes())
    assert "new error" in outcome.refused[0].why.en


def test_fix_that_others_make_wrong_is_left_out(write: Callable[..., Path]) -> None:
    """The sum that a blank total should be was counted before its part was put right."""
    numbers = {TOTAL: None, PART: 2, "requests.carried_forward.other": 3}
    path = write("a.json", {**numbers, "requests.carried_forward.total": 3})
    outcome = applied(path, {PART: 3}, {TOTAL: 2})
    assert [fix.values for fix in outcome.made] == [{PART: 3}]
    assert [refusal.fix.values for refusal in outcome.refused] == [{TOTAL: 2}]
    assert read(outcome.content, "a.json").value(PART) == 3


def test_one_that_cannot_be_made_does_not_stop_the_others(bad: Path) -> None:
    outcome = applied(bad, {TOTAL: 0}, {"year": 1})
    assert [fix.values for fix in outcome.made] == [{TOTAL: 0}]
    assert "no cell of the form" in outcome.refused[0].why.en


def test_other_format_refuses_all(tmp_path: Path, good: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("一、总体情况", encoding="utf-8")
    fixes = [Fix("a.txt", {TOTAL: 1}, REASON), Fix("a.txt", {PART: 1}, REASON)]
    outcome = apply(path.read_bytes(), "a.txt", reportlint.load(good), fixes)
    assert [refusal.fix for refusal in outcome.refused] == fixes
    assert outcome.content == path.read_bytes()
