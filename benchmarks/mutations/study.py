"""Plants errors in generated reports, has them checked, and counts what became of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random
from typing import Literal, get_args

import reportlint
from benchmarks.mutations.typing_errors import KINDS, Cells, Changes, Sheet
from benchmarks.organs import report
from reportlint.findings import Finding
from reportlint.number import Number
from reportlint.report import Report, flatten, nest

Check = Callable[[Sequence[Report]], Iterable[Finding]]
Outcome = Literal[
    "planted", "detected", "noticed", "located", "listed", "repaired", "wrongly accused"
]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
Tally = Counter[tuple[str, int, Outcome]]
"""How many of a kind of error, in a section of that number, had an outcome."""

SECTIONS = (3, 4, 3, 2, 3)
"""The sections by turns: most of a report's numbers stand in section three."""
_ATTEMPTS = 20
_BATCH = 50


@dataclass(frozen=True)
class Planted:
    """A right report's numbers, and the report with an error of a kind in a section."""

    kind: str
    section: int
    right: Cells
    changes: Changes
    report: Report


def study(numbers: Iterable[int], seed: int, check: Check = reportlint.check) -> Tally:
    """Plant one error in the report of each number, and count what `check` makes of it."""
    tally: Tally = Counter()
    planted = (found for number in numbers if (found := plant(seed, number)) is not None)
    while batch := list(islice(planted, _BATCH)):
        by_file: dict[str, list[Finding]] = defaultdict(list)
        for finding in check([error.report for error in batch]):
            if finding.location is not None:
                by_file[finding.location.file].append(finding)
        for error in batch:
            for outcome in outcomes(error, by_file[str(error.report.file)]):
                tally[error.kind, error.section, outcome] += 1
    return tally


def plant(seed: int, number: int) -> Planted | None:
    """Make the report of that number and plant its error; None where no such report has room.

    Kinds and sections go round. A report without a number to spoil gives way to another.
    """
    kind = list(KINDS)[number % len(KINDS)]
    section = SECTIONS[number // len(KINDS) % len(SECTIONS)]
    for attempt in range(_ATTEMPTS):
        right = report(f"{seed}/{attempt}", number)
        random = Random(f"{seed}/{attempt}/{number}/{kind}")
        if right.form is None:
            continue
        cells = {key: n for key in right.form.cells if (n := right.value(key)) is not None}
        (table,) = (table for table in right.form.tables if table.number == section)
        if changes := KINDS[kind](Sheet(right.form, table, cells, random)):
            wrong = nest((dict(flatten(right.data)) | changes).items())
            return Planted(kind, section, cells, changes, Report(wrong, str(number)))
    return None


def outcomes(error: Planted, findings: Sequence[Finding]) -> Iterator[Outcome]:
    """Yield what became of a planted error."""
    yield "planted"
    wrong = error.changes.keys()
    if any(finding.severity == "error" for finding in findings):
        yield "detected"
    elif any(wrong & set(finding.cells) for finding in findings):
        yield "noticed"
    proposed: dict[str, set[Number]] = defaultdict(set)
    for finding in findings:
        for change in (change for repair in finding.repairs for change in repair.changes):
            proposed[change.cell].add(change.after)
    if wrong <= proposed.keys():
        yield "located"
        if all(error.right[key] in proposed[key] for key in wrong):
            yield "listed"
    unique = [finding.suggestion.items() for finding in findings if finding.unique]
    settled = {key: number for suggestion in unique for key, number in suggestion}
    if all(settled.get(key) == error.right[key] for key in wrong):
        yield "repaired"
    if any(number != error.right[key] for key, number in settled.items() if key not in wrong):
        yield "wrongly accused"
