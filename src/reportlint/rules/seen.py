"""Findings straight from what a reader saw."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reportlint.findings import Finding
from reportlint.report import ObservationKind, Report
from reportlint.rules.rule import Rule

_LONGEST_QUOTE = 40
_SHOWN = {dict: "{…}", list: "[…]", type(None): "null"}


def each_observation(kind: ObservationKind) -> Callable[[Rule, Report], Iterator[Finding]]:
    """Return what makes a finding of every observation of a kind; it fills `{found}`."""

    def find(rule: Rule, report: Report) -> Iterator[Finding]:
        for seen in report.observations:
            if seen.kind == kind:
                yield rule.finding(seen.location, seen.cells, found=quoted(seen.text))

    return find


def quoted(found: object) -> str:
    """Return a value as a message quotes it, cut where it is long."""
    text = (
        _SHOWN.get(type(found), str(found)) if not isinstance(found, bool) else str(found).lower()
    )
    cut = text[:_LONGEST_QUOTE]
    return f"“{cut}…”" if cut != text else f"“{text}”"
