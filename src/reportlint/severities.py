"""How grave findings are, where a user states it by rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from reportlint.findings import SEVERITY_ORDER, Finding, Findings, Severity
from reportlint.rules.choice import begins, longest

Stated = Mapping[str, Severity]
"""Severities by the beginnings of codes, of which the longest decides."""


def graded(findings: Findings, stated_for: Callable[[Finding], Stated]) -> Findings:
    """Return findings as grave as is stated for each; what is accepted, too.

    Rules take no notice: which cell is wrong does not depend on it.
    """

    def one(finding: Finding) -> Finding:
        return replace(finding, severity=severity(finding, stated_for(finding)))

    accepted = tuple(replace(x, finding=one(x.finding)) for x in findings.accepted)
    return replace(findings, found=tuple(map(one, findings)), accepted=accepted)


def graded_by_rule(findings: Findings, stated: Stated | None) -> Findings:
    """Return findings as grave as is stated for all; ValueError for what is no severity."""
    for said in (stated or {}).values():
        if said not in SEVERITY_ORDER:
            raise ValueError(f"severity {said!r}: give one of {', '.join(SEVERITY_ORDER)}")
    return graded(findings, lambda _: stated) if stated else findings


def severity(finding: Finding, stated: Stated) -> Severity:
    """Return how grave a finding is: as is stated of its rule, else as it was.

    >>> from reportlint.language import Text
    >>> severity(Finding("C202", "note", Text("", "")), {"C": "warning", "C202": "error"})
    'error'
    """
    known = [x for x in stated if begins(finding.code, x)]
    nearest = max(known, key=lambda x: longest(finding.code, [x]), default=None)
    return finding.severity if nearest is None else stated[nearest]
