"""Reports of a collection, checked by the rules and settings of a run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from reportlint.acceptances.acceptance import accept
from reportlint.cli.selection import Selection
from reportlint.findings import Findings
from reportlint.linter import check
from reportlint.report import Report
from reportlint.rules import selected


def checked(reports: Iterator[Report], chosen: Selection) -> Findings:
    """Return what is found in reports, less what is accepted, as grave as their settings say."""
    findings = check(reports, select=chosen.select, ignore=chosen.ignore)
    today = datetime.now().astimezone().date()
    rules = selected(chosen.select, chosen.ignore)
    return chosen.graded(accept(chosen.stated(findings), chosen.accept, today=today, rules=rules))
