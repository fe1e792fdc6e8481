"""What is known beside a report's own cells, and speaks for one repair rather than another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reportlint.edits import Edit
from reportlint.narrative.agreement import figures
from reportlint.report import Number, Report
from reportlint.rules import RULES
from reportlint.rules.last_year import LastYearRule, is_broken
from reportlint.years.history import beside, is_last_year


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


def context_of(report: Report, before: Report | None) -> Context:
    """Return what is known beside a report: its prose, and the one of the year before."""
    stated = figures(report)
    if before is None or not is_last_year(before, report):
        return Context(figures=stated)
    edits = [
        edit
        for rule in RULES.values()
        if isinstance(rule, LastYearRule) and rule.severity == "error"
        for edit in rule.edits(report)
    ]
    return Context(tuple(edits), beside(report, before), stated)
