"""How many findings there are of each rule, the most frequent first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import click

from reportlint.findings import SEVERITY_ORDER, Findings
from reportlint.language import Language, Text
from reportlint.output.json import document
from reportlint.output.text import SEVERITIES
from reportlint.rules import RULES

_LINE = Text("{n}  {code}  {severity}  {title}{files}", "{n}  {code}  {severity}  {title}{files}")
_FILES = Text("（{n} 个文件）", " (files: {n})")


def text(findings: Findings, language: Language) -> str:
    """Return a line a rule: how often it found something, its code, severity and title."""
    entries = list(_entries(findings, language))
    widest = max((len(str(entry["count"])) for entry in entries), default=0)
    lines = []
    for entry in entries:
        severity, colour = SEVERITIES[entry["severity"]]
        files = _FILES.fill(n=entry["files"]) if entry["files"] > 1 else ""
        line = _LINE.fill(
            n=f"{entry['count']:>{widest}}",
            code=click.style(entry["code"], fg=colour, bold=True),
            severity=severity,
            title=entry["title"],
            files=files,
        )
        lines.append(line.of(language))
    return "\n".join(lines)


def json(findings: Findings, language: Language) -> bytes:
    """Return the same as a JSON list."""
    return document(list(_entries(findings, language)))


def _entries(findings: Findings, language: Language) -> Iterator[dict[str, Any]]:
    counts = Counter((x.code, x.severity) for x in findings)
    files = defaultdict(set)
    for finding in findings:
        files[finding.code, finding.severity].add(finding.file)
    ordered = sorted(counts, key=lambda x: (-counts[x], SEVERITY_ORDER.index(x[1]), x[0]))
    for code, severity in ordered:
        yield {
            "code": code,
            "name": RULES[code].name,
            "severity": severity,
            "title": RULES[code].title.of(language),
            "count": counts[code, severity],
            "files": len(files[code, severity]),
        }
