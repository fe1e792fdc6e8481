"""Whose number is wrong where a total and its units differ: what their own sums say."""

from __future__ import annotations

from reportlint.forms import Form
from reportlint.report import Number, Report


def broken(report: Report) -> int:
    """Return how many identities of its form a report breaks."""
    row = report.row()
    return sum(x.fails(row) for x in report.form.identities) if report.form else 0


def settles(report: Report, key: str, number: Number) -> bool:
    """Whether identities of a report that have this cell fail, and all hold with `number` in it."""
    if report.form is None:
        return False
    concerned = [x for x in report.form.identities if key in x.cells]
    row = report.row()
    corrected = {**row, key: number}
    return any(x.fails(row) for x in concerned) and not any(x.fails(corrected) for x in concerned)


def like_a_report(form: Form, amounts: dict[str, Number]) -> bool:
    """Whether differences, by cell, satisfy the form's identities as a report's numbers would.

    False where no identity has anything to say about them.
    """
    concerned = [x for x in form.identities if any(amounts.get(key) for key in x.cells)]
    whole = all(key in amounts for x in concerned for key in x.cells)
    return bool(concerned) and whole and not any(x.fails(amounts) for x in concerned)
