"""Outputs: what was found, printed. An output never decides.

In: findings; rules, audits, changes to files, what was collected.
Out: text for a terminal, or the bytes of a document for programs.
May import: audit, collection, document, errors, files, findings, fix, form, formats, language,
location, number, opening, report, reportlint, rules, spelling, total_cells.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlint.findings import Findings
    from reportlint.language import Language

OUTPUTS = {
    "full": "text",
    "text": "text",
    "concise": "concise",
    "json": "json",
    "jsonl": "jsonl",
    "sarif": "sarif",
    "github": "github",
    "gitlab": "gitlab",
    "junit": "junit",
    "markdown": "markdown",
    "csv": "csv",
    "xlsx": "xlsx",
    "html": "html",
}
"""Outputs of findings, each with the module of this package that has its `render`.

The first is the usual one. `render(findings: Findings, language: Language)` returns a `str` for a
terminal, or the `bytes` of a document.
"""

BINARY = frozenset({"xlsx"})
"""Those whose documents are no text."""


def render(
    output: str, findings: Findings, language: Language, *, quiet: bool = False
) -> str | bytes:
    """Return findings in one of `OUTPUTS`, whose module is imported now.

    Where that is for people, `quiet` leaves out how many there are: it is what `told` returns.
    """
    module = import_module(f"{__name__}.{OUTPUTS[output]}")
    if quiet and hasattr(module, "told"):
        return "\n".join(module.told(findings, language))
    rendered: str | bytes = module.render(findings, language)
    return rendered
