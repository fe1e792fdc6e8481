"""Findings as JSON, in the shape of `schemas/findings.schema.json`."""

from __future__ import annotations

import json

from reportlint.findings import Findings
from reportlint.language import Language


def render(findings: Findings, language: Language) -> bytes:
    """Return the whole run as one JSON document; a name that is no text shows its code."""
    document = json.dumps(findings.to_dict(language), ensure_ascii=False, indent=2)
    return f"{document}\n".encode(errors="backslashreplace")
