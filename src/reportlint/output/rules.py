"""The rules themselves, as a table, one by one, and audited."""

from __future__ import annotations

from typing import Any

from wcwidth import wcswidth

from reportlint.audit import Audit, audit
from reportlint.forms import forms
from reportlint.language import Language, Text
from reportlint.output.text import SEVERITIES
from reportlint.rules import RULES
from reportlint.rules.rule import FAMILIES, Rule


def entry(rule: Rule, language: Language) -> dict[str, Any]:
    """Return what is said about a rule, for JSON and for generated pages."""
    return {
        "code": rule.code,
        "name": rule.name,
        "family": FAMILIES[rule.code[0]].of(language),
        "severity": rule.severity,
        "editions": [name for name, form in forms().items() if rule.applies(form)],
        "title": rule.title.of(language),
        "explanation": rule.explanation.of(language),
        "basis": rule.basis.of(language),
    }


def table(language: Language) -> str:
    """Return one line a rule."""
    return "\n".join(
        f"{rule.code}  {_padded(SEVERITIES[rule.severity][0].of(language), 8)}"
        f"{rule.name:<26}{rule.title.of(language)}"
        for rule in RULES.values()
    )


def explanation(rule: Rule, language: Language) -> str:
    """Return everything that is said about one rule."""
    about = entry(rule, language)
    severity = SEVERITIES[rule.severity][0].of(language)
    basis = Text("依据：{basis}", "Basis: {basis}").fill(basis=rule.basis)
    editions = Text("适用版本：{e}", "Editions: {e}").fill(e=", ".join(about["editions"]))
    return "\n".join(
        [
            f"{rule.code} {rule.name} ({severity})",
            about["title"],
            "",
            about["explanation"],
            "",
            basis.of(language),
            editions.of(language),
        ]
    )


_AUDIT = Text(
    "{edition} 版：{cells} 格，{identities} 个勾稽关系，秩 {rank}，多余 {n} 个\n"
    "  两个以上关系核对的格：{doubly}；一个关系核对的格：{singly}；没有关系核对的格：{alone}",
    "edition {edition}: {cells} cells, {identities} identities of rank {rank}, {n} redundant\n"
    "  cells in two or more identities: {doubly}; in one: {singly}; in none: {alone}",
)
_REDUNDANT = Text(
    "  可由其他关系推出（保留，用于定位错误）：{subject}：{text}",
    "  implied by others (kept, it helps to locate errors): {subject}: {text}",
)
_UNGUARDED = Text("  没有关系核对：{cell}（{key}）", "  in no identity: {cell} ({key})")


def audits(language: Language) -> str:
    """Return for every edition how many identities there are, and what they leave unguarded."""
    return "\n".join(line.of(language) for form in forms().values() for line in _lines(audit(form)))


def _lines(found: Audit) -> list[Text]:
    cells = forms()[found.edition].cells
    head = _AUDIT.fill(
        edition=found.edition,
        cells=found.cells,
        identities=found.identities,
        rank=found.rank,
        n=len(found.redundant),
        doubly=found.doubly,
        singly=found.singly,
        alone=len(found.unguarded),
    )
    redundant = [_REDUNDANT.fill(subject=x.subject, text=x.text) for x in found.redundant]
    return [
        head,
        *redundant,
        *(_UNGUARDED.fill(cell=cells[k].text, key=k) for k in found.unguarded),
    ]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - wcswidth(text))
