"""The rules themselves, as a table, as JSON and one by one."""

from __future__ import annotations

import json
from typing import Any

from reportlint.language import Language, Text
from reportlint.output.text import SEVERITIES, width
from reportlint.rules import selected
from reportlint.rules.rule import FAMILIES, Rule


def entry(rule: Rule, language: Language) -> dict[str, Any]:
    """Return what is said about a rule, for JSON and for generated pages."""
    return {
        "code": rule.code,
        "name": rule.name,
        "family": FAMILIES[rule.code[0]].of(language),
        "severity": rule.severity,
        "evidence": rule.evidence.name.lower(),
        "why": rule.evidence.why.of(language),
        "editions": [form.edition for form in rule.forms()],
        "title": rule.title.of(language),
        "explanation": rule.filled(rule.explanation).of(language),
        "basis": rule.filled(rule.basis).of(language),
    }


def table(language: Language) -> str:
    """Return one line a rule."""
    return "\n".join(
        f"{rule.code}  {_padded(SEVERITIES[rule.severity][0].of(language), 8)}"
        f"{rule.name:<26}{rule.title.of(language)}"
        for rule in selected()
    )


def document(language: Language) -> bytes:
    """Return everything that is said about each rule, as JSON."""
    entries = [entry(rule, language) for rule in selected()]
    return f"{json.dumps(entries, ensure_ascii=False, indent=2)}\n".encode()


def explanation(rule: Rule, language: Language) -> str:
    """Return everything that is said about one rule."""
    about = entry(rule, language)
    severity = SEVERITIES[rule.severity][0]
    why = Text("定为{severity}的理由：{why}", "Why {severity}: {why}")
    why = why.fill(severity=severity, why=rule.evidence.why)
    basis = Text("依据：{basis}", "Basis: {basis}").fill(basis=rule.filled(rule.basis))
    editions = Text("适用版本：{e}", "Editions: {e}").fill(e=", ".join(about["editions"]))
    return "\n".join(
        [
            f"{rule.code} {rule.name} ({severity.of(language)})",
            about["title"],
            "",
            about["explanation"],
            "",
            why.of(language),
            basis.of(language),
            editions.of(language),
        ]
    )


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))
