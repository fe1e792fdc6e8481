"""What was found, in short."""

from __future__ import annotations

import reportlint
from reportlint import Findings, Report


def codes(found: Findings | Report, *select: str) -> list[str]:
    """The codes of findings, or of what the selected rules find in a report."""
    findings = reportlint.check(found, select=select) if isinstance(found, Report) else found
    return [finding.code for finding in findings]
