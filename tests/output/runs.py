"""Runs whose findings outputs are tried on: a faulty report, and one that means harm."""

from __future__ import annotations

from datetime import date
from functools import cache

from tests.paths import CHECKOUT

import reportlint
from reportlint import (
    AcceptedFinding,
    Change,
    Finding,
    Findings,
    GivenFile,
    Location,
    Repair,
    Text,
    Unreadable,
)

HOSTILE = (
    "=1+2\x1b]0;title\x07\x1b[2J\x9b1m\u202e\u2066\u2028\ufffe\n::error::no\r%0A|`]](http://no.invalid)"
    "![x](http://no.invalid/x.png)<script>alert(1)</script> @someone #1 www.no.invalid {0}"
)
LOST = "lost.json"
SHOWN = (HOSTILE,) * len(reportlint.form("2021").cells)


@cache
def faulty_run() -> Findings:
    """The findings of the report in `fixtures/faulty/`, and of one that is right but for a note."""
    return reportlint.check(
        [
            CHECKOUT / "fixtures" / "faulty" / "street-2021.txt",
            CHECKOUT / "fixtures" / "whole" / "bureau-2021.json",
        ]
    )


@cache
def copied_run() -> Findings:
    """The findings of two reports of which one has the prose of the other."""
    folder = CHECKOUT / "fixtures" / "O101-copied-from-peer" / "fire-two-streets"
    return reportlint.check(folder)


def hostile_run() -> Findings:
    """Findings that quote from files what harms a terminal, a page, a log or a spreadsheet."""
    said, name = Text(HOSTILE, HOSTILE), f"{HOSTILE.replace('/', '')}.json"
    cell = "proactive.licensing.decisions"
    found = Finding(
        "A101",
        "error",
        said,
        Location(name, 1, 3, excerpt=f"{HOSTILE}\t7"),
        (cell,),
        expected="=2+3",
        actual="@x",
        suggestion={cell: 8},
        repairs=(Repair((Change(cell, 7, 8),), said),),
        unique=True,
        related=(Location(name, page=2, table=1, row=3, column=4),),
    )
    on_page = Finding("D103", "note", said, Location(name, page=1, table=2, row=3))
    on_sheet = Finding("C201", "warning", said, Location(name, sheet=HOSTILE, reference="B2"))
    nowhere = Finding("S101", "warning", said)
    return Findings(
        (found, on_page, on_page, on_sheet, nowhere),
        (Unreadable(Location(LOST), said), Unreadable(Location("b.json", 2, 1), said, HOSTILE)),
        1,
        (
            GivenFile(name, "checked", HOSTILE, 2024, "2021", shown=SHOWN),
            GivenFile(LOST, "unreadable", reason=said),
            GivenFile(f"{HOSTILE}.txt", "left_out", reason=said),
        ),
        (AcceptedFinding(found, HOSTILE, date(2026, 1, 1), HOSTILE),),
        settings=(HOSTILE,),
    )
