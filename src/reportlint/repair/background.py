"""What is known beside a report's own sums: its prose, and the reports of the years around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportlint.form.edits import Edit, Identity, Record
from reportlint.form.structure import PREVIOUS
from reportlint.narrative.agreement import agrees, figures, prose
from reportlint.number import Number
from reportlint.report import Report
from reportlint.rules import RULES
from reportlint.rules.last_year import is_broken, reported_edits
from reportlint.years import is_last_year, two_year_record


@dataclass(frozen=True, slots=True)
class AdjacentYear:
    """The organ's report of the year before or after, and the edits over it and this report.

    `row` holds both; `prefix` stands there before the keys of this report's cells.
    """

    year: int | None
    edits: tuple[Edit, ...]
    row: Record
    prefix: str = ""

    def failing(self, changes: Mapping[str, Number]) -> list[Edit]:
        """Return the edits that fail with these changes of this report."""
        row = {**self.row, **{self.prefix + cell: number for cell, number in changes.items()}}
        return [edit for edit in self.edits if is_broken(edit, row)]

    @property
    def stated(self) -> dict[str, Number]:
        """The numbers that the other report has for single cells of this one."""
        found = {}
        for edit in self.edits:
            if isinstance(edit, Identity) and len(edit.cells) == 2:
                own, other = sorted(edit.cells, key=self._is_other)
                number = self.row.get(other)
                if number is not None:
                    found[own.removeprefix(self.prefix)] = number
        return found

    def _is_other(self, key: str) -> bool:
        return key.startswith(PREVIOUS) != bool(self.prefix)


@dataclass(frozen=True, slots=True)
class Background:
    """What is known beside a report.

    `before` and `after` are last year and the next. `figures` are the numbers that the report's own
    prose states of single cells; `confirmed` are the cells whose numbers it states, its words read
    in their plainest sense.
    """

    before: AdjacentYear | None = None
    after: AdjacentYear | None = None
    figures: Mapping[str, frozenset[int]] = field(default_factory=dict)
    confirmed: frozenset[str] = frozenset()

    def failing(self, changes: Mapping[str, Number]) -> int:
        """Return how many edits over two years fail with these changes."""
        return sum(len(year.failing(changes)) for year in (self.before, self.after) if year)


def background(report: Report, before: Report | None, after: Report | None) -> Background:
    """Return what a report's prose says, and the reports `before` and `after` it say.

    These count where they are of the year before and of the next.
    """
    last, following = None, None
    if before is not None and is_last_year(before, report):
        last = AdjacentYear(before.year, _edits(report), two_year_record(report, before))
    if after is not None and is_last_year(report, after):
        row = two_year_record(after, report)
        following = AdjacentYear(after.year, _edits(after), row, PREVIOUS)
    return Background(last, following, figures(report), _confirmed(report))


def _edits(report: Report) -> tuple[Edit, ...]:
    """Return what must hold of the report and the one before it."""
    errors = (rule for rule in RULES.values() if rule.severity == "error")
    return tuple(edit for rule in errors for edit in reported_edits(rule, report))


def _confirmed(report: Report) -> frozenset[str]:
    found = set()
    for claim in prose(report).claims:
        plainest = claim.interpretations[0]
        value = plainest.value(report.record)
        single = len(plainest.cells) == 1 and not plainest.less and not claim.is_share
        if single and value is not None and agrees(claim, value):
            found.add(plainest.cells[0])
    return frozenset(found)
