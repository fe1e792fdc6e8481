"""What is known beside a report's own cells, and speaks for one repair rather than another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from reportlint.edits import Edit
from reportlint.history import beside, is_last_year
from reportlint.report import Number, Report
from reportlint.rules import RULES
from reportlint.rules.last_year import LastYearRule, is_broken


@dataclass(frozen=True, slots=True)
class Context:
    """Edits on the report's cells together with numbers that stand beside them.

    `row` holds both. `figures` are the numbers that the report's own prose states of single cells.
    """

    edits: tuple[Edit, ...] = ()
    row: Mapping[str, Any] = field(default_factory=dict)
    figures: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def failing(self, changes: Mapping[str, Number]) -> list[Edit]:
        """Return the edits that fail with these changes."""
        row = {**self.row, **changes}
        return [edit for edit in self.edits if is_broken(edit, row)]

    def settles(self, changes: Mapping[str, Number], cells: Iterable[str]) -> bool:
        """Whether edits on these cells fail, and none with the changes."""
        about = set(cells)
        now, then = (
            [edit for edit in self.failing(x) if not about.isdisjoint(edit.cells)]
            for x in ({}, changes)
        )
        return bool(now) and not then


def context_of(report: Report, before: Report | None) -> Context:
    """Return what is known beside a report: the one of the year before, where that is given."""
    if before is None or report.form is None or not is_last_year(before, report):
        return Context()
    edits = [
        edit
        for rule in RULES.values()
        if isinstance(rule, LastYearRule) and rule.severity == "error"
        for edit in rule.edits(report)
    ]
    return Context(tuple(edits), beside(report, before))
