"""Findings as JSON Lines: a line for every part of the JSON output, named by what it is.

`{"file": …}`, `{"finding": …}`, `{"unreadable": …}`, `{"accepted": …}`, last `{"summary": …}`.
"""

from __future__ import annotations

from reportlint.findings import Findings
from reportlint.language import Language
from reportlint.output.json import document

_LISTS = {
    "files": "file",
    "findings": "finding",
    "unreadable": "unreadable",
    "accepted": "accepted",
}


def render(findings: Findings, language: Language) -> bytes:
    """Return one JSON object a line."""
    run = findings.to_dict(language)
    lines = [{part: entry} for name, part in _LISTS.items() for entry in run[name]]
    return b"".join(document(x, None) for x in (*lines, {"summary": run["summary"]}))
