"""What speaks for one repair rather than another, beside that both make the edits hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reportlint.findings import Change, Repair
from reportlint.form.edits import Edit, Record
from reportlint.language import Text, joined
from reportlint.narrative.agreement import figures
from reportlint.number import Number
from reportlint.repair.misplacements import misplacements
from reportlint.repair.typing_errors import typing_error
from reportlint.report import Report
from reportlint.rules import RULES
from reportlint.rules.last_year import is_broken, reported_edits
from reportlint.years import is_last_year, two_year_record


@dataclass(frozen=True, slots=True)
class Background:
    """What is known beside a report: edits on its cells together with last year's numbers.

    `row` holds both. `figures` are the numbers that the report's own prose states of single cells.
    """

    edits: tuple[Edit, ...] = ()
    row: Record = field(default_factory=dict)
    figures: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def failing(self, changes: Mapping[str, Number]) -> list[Edit]:
        """Return the edits that fail with these changes."""
        row = {**self.row, **changes}
        return [edit for edit in self.edits if is_broken(edit, row)]


def background(report: Report, before: Report | None) -> Background:
    """Return what a report's prose says, and the report `before` it where that is last year's."""
    stated = figures(report)
    if before is None or not is_last_year(before, report):
        return Background(figures=stated)
    edits = [
        edit
        for rule in RULES.values()
        if rule.severity == "error"
        for edit in reported_edits(rule, report)
    ]
    return Background(tuple(edits), two_year_record(report, before), stated)


_PROSE, _MISPLACED, _MISTYPED, _NOTHING = range(4)

_STATED = Text("文字部分写的就是这个数", "the report’s own prose says so")
_ONLY = Text(
    "改得最少而能使这些关系成立的，只有这一处", "no other change as small makes them agree"
)


@dataclass(frozen=True, slots=True)
class RankedRepair:
    """One repair with its likelihood: of two, the one with the lower `rank` is likelier."""

    rank: tuple[int, int]
    repair: Repair

    @property
    def solution(self) -> dict[str, Number]:
        """The numbers that the cells would have."""
        return {change.cell: change.after for change in self.repair.changes}

    @property
    def stated(self) -> bool:
        """Whether the prose gives the very numbers."""
        return self.rank[0] == _PROSE


def ranked(
    report: Report,
    solutions: Sequence[Mapping[str, Number]],
    figures: Mapping[str, frozenset[int]],
    *,
    alone: bool,
) -> list[RankedRepair]:
    """Return the solutions for the report's cells, the likeliest first.

    `figures` are the numbers that the prose states of single cells; `alone` says that there are
    no other solutions than these.
    """
    plain = _ONLY if alone and len(solutions) == 1 else None
    found = [_ranked(report, solution, figures, plain) for solution in solutions]
    return sorted(found, key=lambda evidence: evidence.rank)


def misplacement_repairs(report: Report) -> list[RankedRepair]:
    """Return what numbers put in the wrong place would explain."""
    if report.form is None:
        return []
    return [
        RankedRepair((_MISPLACED, 0), Repair(_changes(report, found.changes), found.reason))
        for found in misplacements(report.form, report.record)
    ]


def _ranked(
    report: Report,
    solution: Mapping[str, Number],
    figures: Mapping[str, frozenset[int]],
    plain: Text | None,
) -> RankedRepair:
    changes = _changes(report, solution)
    if all(change.after in figures.get(change.cell, ()) for change in changes):
        return RankedRepair((_PROSE, 0), Repair(changes, _STATED))
    slips = [
        slip
        for change in changes
        if change.before is not None and (slip := typing_error(change.before, change.after))
    ]
    if len(slips) < len(changes):
        return RankedRepair((_NOTHING, 0), Repair(changes, plain))
    worst = max(slips, key=lambda slip: slip.rank)
    return RankedRepair(
        (_MISTYPED, worst.rank), Repair(changes, joined(dict.fromkeys(x.text for x in slips)))
    )


def _changes(report: Report, solution: Mapping[str, Number]) -> tuple[Change, ...]:
    cells = report.form.cells if report.form else {}
    return tuple(
        Change(cell, report.value(cell), after, subject=cells[cell].text)
        for cell, after in solution.items()
    )
