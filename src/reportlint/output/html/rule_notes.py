"""What the rules that found something say, and what they rest on."""

from __future__ import annotations

from reportlint.findings import Findings
from reportlint.language import Language, Text
from reportlint.output.html.markup import Markup, element
from reportlint.output.rules import entry
from reportlint.rules import RULES

_HEADING = Text("规则说明", "The rules")
_BASIS = Text("依据：", "Basis: ")


def rule_notes(findings: Findings, language: Language) -> Markup | None:
    """Return a part on every rule that found something; nothing where none did."""
    counted = (*findings, *findings.unlisted)
    codes = sorted({code for finding in counted for code in finding.codes if code in RULES})
    if not codes:
        return None
    return element(
        "section",
        element("h2", _HEADING.of(language), id="rules-heading"),
        element("dl", *(_rule(code, language) for code in codes)),
        id="rules",
        aria_labelledby="rules-heading",
    )


def _rule(code: str, language: Language) -> Markup:
    about = entry(RULES[code], language)
    return element(
        "div",
        element("dt", element("span", code, class_="code"), about["title"]),
        element("dd", about["explanation"]),
        element("dd", element("b", _BASIS.of(language)), about["basis"]),
        id=code,
    )
