"""Findings as text, a line each: place, code, message."""

from __future__ import annotations

from reportlint.findings import Findings
from reportlint.language import Language
from reportlint.output.text import finding_line, summary, unreadable_line


def render(findings: Findings, language: Language) -> str:
    """Return a line a finding, a line for what could not be read, and a summary line."""
    return "\n".join([*told(findings, language), summary(findings, language)])


def told(findings: Findings, language: Language) -> list[str]:
    """Return a line a finding, and a line for what could not be read."""
    lines = [finding_line(finding, language) for finding in findings]
    return lines + [unreadable_line(entry, language) for entry in findings.unreadable]
