"""Findings as a code quality report of GitLab, which shows them beside a merge request.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

from reportlint.findings import Findings, Severity
from reportlint.language import Language
from reportlint.location import Location
from reportlint.output.json import document
from reportlint.output.text import place_within
from reportlint.output.tracking import fingerprint, fingerprints, path

_SEVERITIES: dict[Severity, str] = {"error": "major", "warning": "minor", "note": "info"}
_UNREADABLE = "blocker"


def render(findings: Findings, language: Language) -> bytes:
    """Return a list with an object a finding, and one a file that could not be read."""
    entries = [
        _entry(x.code, _SEVERITIES[x.severity], x.message.of(language), mark, x.location, language)
        for x, mark in zip(findings, fingerprints(findings), strict=True)
    ]
    for lost in findings.unreadable:
        mark = fingerprint([path(lost.location), lost.location.line, lost.message.zh])
        said = lost.message.of(language)
        entries.append(_entry("unreadable", _UNREADABLE, said, mark, lost.location, language))
    return document(entries)


def _entry(
    check: str,
    severity: str,
    said: str,
    fingerprint: str,
    location: Location | None,
    language: Language,
) -> dict[str, object]:
    """Return one object; where a document has no lines, the place stands before what is said."""
    line = location.line if location else None
    within = place_within(location, language) if location and line is None else ""
    return {
        "description": f"{within}: {said}" if within else said,
        "check_name": check,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": path(location), "lines": {"begin": line or 1}},
    }
