"""Findings as text, a line each: place, code, message."""

from __future__ import annotations

from reportlint.findings import Findings
from reportlint.language import Language
from reportlint.output.text import finding_line, summary, unreadable_line


def render(findings: Findings, language: Language) -> str:
    """Return a line a finding, a line for what could not be read, and a summary line."""
    lines = [finding_line(finding, language) for finding in findings]
    lines += [unreadable_line(entry, language) for entry in findings.unreadable]
    return "\n".join([*lines, summary(findings, language)])
