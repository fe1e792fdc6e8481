"""Outputs: what was found, printed. An output never decides.

In: findings; rules, audits and changes to files.
Out: text for a terminal, or the bytes of a document for programs.
May import: audit, document, findings, fix, form, language, location, number, report, rules,
spelling.
"""

from __future__ import annotations

from importlib import import_module

from reportlint.findings import Findings
from reportlint.language import Language

OUTPUTS = (
    "text",
    "json",
)
"""Outputs of findings, each a module of this package with a `render`; the first is the usual one.

`render(findings: Findings, language: Language)` returns a `str` for a terminal, or the `bytes` of a
document.
"""


def render(output: str, findings: Findings, language: Language) -> str | bytes:
    """Return findings in one of `OUTPUTS`, whose module is imported now."""
    rendered: str | bytes = import_module(f"{__name__}.{output}").render(findings, language)
    return rendered
