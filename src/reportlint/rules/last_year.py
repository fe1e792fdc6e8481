"""Rules that report the form's statements about a report and the one of the year before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reportlint.findings import Finding
from reportlint.form.edits import Edit, Identity, Record, Sum
from reportlint.form.schema import Form
from reportlint.form.statements import PREVIOUS
from reportlint.form.structure import FormCell
from reportlint.language import Text, joined
from reportlint.organs import standing
from reportlint.report import Report
from reportlint.rules.rule import HistoryRule, Rule
from reportlint.years.history import beside, is_last_year


def is_consolidated(report: Report) -> bool:
    """Whether the report is a government's of a county or above, by the organ's level and name."""
    return standing(report.organ.name or "", report.level) == "government"


IN_CONSOLIDATED = {"carried-over": "carried-over-in-all", "more-in-force": "fewer-in-force"}
"""The rules that report a statement of a consolidated report, instead of the one of its name.

Other organs may be covered than last year, or organs have joined and brought their documents.
"""


def against_last_year(rule: Rule, report: Report, earlier: Sequence[Report]) -> Iterator[Finding]:
    """Yield the statements that fail beside the report of the year before, where it is there.

    Those on one row of the form make one finding. A statement with a blank is unknown.
    """
    form, before = report.form, earlier[-1]
    if form is None or not is_last_year(before, report):
        return
    row = beside(report, before)
    failing = [edit for edit in reported_edits(rule, report) if is_broken(edit, row)]
    for _, edits in groupby(failing, lambda edit: _pointed(edit, form).row.key):
        yield _finding(rule, form, report, before, list(edits))


def reported_edits(rule: Rule, report: Report) -> list[Edit]:
    """Return the statements over two years that the rule reports of such a report."""
    instead = IN_CONSOLIDATED if is_consolidated(report) else {}
    edits = report.form.year_edits if report.form else ()
    return [edit for edit in edits if instead.get(edit.name, edit.name) == rule.name]


@dataclass(frozen=True, kw_only=True)
class LastYearRule(HistoryRule):
    """A rule that reports statements of the form over two years."""

    compare: Callable[[Rule, Report, Sequence[Report]], Iterator[Finding]] = against_last_year

    def applies(self, form: Form) -> bool:
        """Whether the form makes such a statement."""
        return any(
            self.name in (edit.name, IN_CONSOLIDATED.get(edit.name)) for edit in form.year_edits
        )


def is_broken(edit: Edit, row: Record) -> bool:
    """A blank change may be negative, so that no part of a sum can exceed the whole."""
    return all(row.get(key) is not None for key in edit.cells) and edit.fails(row)


def _pointed(edit: Edit, form: Form) -> FormCell:
    """Return the cell to point at: the first of the side that is this year's alone."""
    sides = (edit.right, edit.left) if isinstance(edit, Sum) else (edit.cells,)
    own = (side for side in sides if not any(key.startswith(PREVIOUS) for key in side))
    return form.cells[next(own)[0]]


def _finding(
    rule: Rule, form: Form, report: Report, before: Report, edits: Sequence[Edit]
) -> Finding:
    row, cell, alone = beside(report, before), _pointed(edits[0], form), len(edits) == 1
    expected, actual = edits[0].sides(row) if alone else (None, None)
    return rule.finding(
        report.location(cell.key),
        tuple(key for edit in edits for key in edit.cells if not key.startswith(PREVIOUS)),
        expected=expected,
        actual=actual,
        subject=edits[0].subject if alone else cell.row.text,
        equations=_said(edits[0], row) if alone else _by_column(form, edits, row),
        text=edits[0].text,
        year=before.year,
    )


def _by_column(form: Form, edits: Sequence[Edit], row: Record) -> Text:
    return joined(
        Text("{column}{said}", "{column} {said}").fill(
            column=_pointed(edit, form).column.label.text, said=_said(edit, row)
        )
        for edit in edits
    )


def _said(edit: Edit, row: Record) -> Text:
    equation = edit.equation(row)
    if isinstance(edit, Identity):
        return Text("应为 {equation}", "should be {equation}").fill(equation=equation)
    return equation
