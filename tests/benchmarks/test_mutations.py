"""The mutation study counts what checkers of known habits do, and plants what it says."""

from __future__ import annotations

import doctest
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import pytest
from benchmarks.mutations import slips
from benchmarks.mutations.page import table
from benchmarks.mutations.study import Check, Planted, Tally, plant, study
from benchmarks.mutations.typing_errors import KINDS
from benchmarks.studies import BEGIN, END, replaced
from tests.paths import DOCS

import reportlint
from reportlint.findings import Change, Finding, Repair
from reportlint.form.edits import known
from reportlint.language import Text
from reportlint.location import Location
from reportlint.number import Number
from reportlint.report import Report

SEED = 5
NUMBERS = range(24)
PLANTED = {str(n): found for n in NUMBERS if (found := plant(SEED, n)) is not None}
PAGE = DOCS / "mutations.md"

Accuse = Callable[[Planted], dict[str, Number]]


def counts(tally: Tally) -> dict[str, int]:
    found: Counter[str] = Counter()
    for (_, _, outcome), n in tally.items():
        found[outcome] += n
    return dict(found)


def suggesting(suggestion: Accuse, *, unique: bool) -> Check:
    """A checker that reports an error in every report, and suggests that."""

    def check(reports: Sequence[Report]) -> Iterable[Finding]:
        for report in reports:
            numbers = suggestion(PLANTED[str(report.file)])
            changes = tuple(Change(key, report.value(key), n) for key, n in numbers.items())
            yield Finding(
                code="A101",
                severity="error",
                message=Text("错", "wrong"),
                location=Location(str(report.file)),
                suggestion=numbers if unique else {},
                repairs=(Repair(changes, Text("", "")),),
                unique=unique,
            )

    return check


def right(error: Planted) -> dict[str, Number]:
    return {key: error.right[key] for key in error.changes}


def wrong_number(error: Planted) -> dict[str, Number]:
    return {key: error.right[key] + 1000 for key in error.changes}


def other_cell(error: Planted) -> dict[str, Number]:
    key = next(key for key in error.right if key not in error.changes)
    return {key: error.right[key] + 1}


n = len(PLANTED)


@pytest.mark.parametrize(
    ("check", "expected"),
    [
        (lambda _: [], {"planted": n}),
        (
            suggesting(right, unique=True),
            {"planted": n, "detected": n, "located": n, "listed": n, "repaired": n},
        ),
        (
            suggesting(right, unique=False),
            {"planted": n, "detected": n, "located": n, "listed": n},
        ),
        (suggesting(wrong_number, unique=True), {"planted": n, "detected": n, "located": n}),
        (
            suggesting(other_cell, unique=True),
            {"planted": n, "detected": n, "wrongly accused": n},
        ),
        (suggesting(other_cell, unique=False), {"planted": n, "detected": n}),
    ],
    ids=["silent", "repairs", "lists", "miscalculates", "accuses", "doubts"],
)
def test_study_counts_what_the_checker_does(check: Check, expected: dict[str, int]) -> None:
    assert n > 20
    assert counts(study(NUMBERS, SEED, check)) == expected


def test_note_that_names_a_wrong_cell_is_noticed_and_no_more() -> None:
    def check(reports: Sequence[Report]) -> Iterable[Finding]:
        for report in reports:
            cells = tuple(PLANTED[str(report.file)].changes)
            place = Location(str(report.file))
            yield Finding("D103", "note", Text("空", "blank"), place, cells)

    assert counts(study(NUMBERS, SEED, check)) == {"planted": n, "noticed": n}


def test_planted_errors_are_in_their_section_and_differ() -> None:
    for error in PLANTED.values():
        own = error.report.record
        assert error.report.form is not None
        sections = {error.report.form.cells[key].section.number for key in error.changes}
        assert sections == {error.section}
        assert {key for key, before in error.right.items() if own[key] != before} == set(
            error.changes
        )


def test_linter_sees_every_slip_that_breaks_a_sum() -> None:
    unseen = {"two whole rows exchanged", "cell left blank"}
    errors = [e for e in PLANTED.values() if e.section == 3 and e.kind not in unseen]
    found = {x.location.file for x in reportlint.check([e.report for e in errors]) if x.location}
    assert found == {error.report.file for error in errors}


def test_whole_rows_of_outcomes_exchanged_keep_every_sum() -> None:
    """Which is why arithmetic cannot see them."""
    number = list(KINDS).index("two whole rows exchanged")
    found = [plant(seed, number) for seed in range(30)]
    within = [x for x in found if x and all(".outcomes." in key for key in x.changes)]
    within = [x for x in within if not any(".outcomes.total." in key for key in x.changes)]
    assert within
    for error in within:
        assert error.report.form is not None
        row = error.report.record
        assert all(known(x.left, row) == known(x.right, row) for x in error.report.form.identities)


def test_slips_are_what_their_examples_show() -> None:
    assert doctest.testmod(slips) == doctest.TestResults(failed=0, attempted=6)


def test_same_seed_plants_the_same() -> None:
    again = {str(number): plant(SEED, number) for number in NUMBERS}
    assert {name: x.changes for name, x in again.items() if x} == {
        name: x.changes for name, x in PLANTED.items()
    }


def test_table_has_a_line_for_each_kind_and_the_shares() -> None:
    tally: Tally = Counter(
        {("sign", 3, "planted"): 3, ("sign", 3, "detected"): 3, ("sign", 3, "located"): 2}
    )
    assert "| 3 | sign | 3 | 100 % | 0 | 66.7 % | 0 | 0 | 0 |" in table(tally).splitlines()


def test_page_takes_a_new_study_in_place_of_the_old() -> None:
    page = PAGE.read_text(encoding="utf-8")
    once = replaced(page, "| an old table |")
    assert "| an old table |" in once
    assert replaced(once, "| a new table |") == replaced(page, "| a new table |")
    assert page.count(BEGIN) == page.count(END) == 1
    assert [kind for kind in KINDS if f"| {kind} |" not in page] == []
