"""Findings as JSON, in the shape of `schemas/findings.schema.json`."""

from __future__ import annotations

import json

from reportlint.findings import Findings
from reportlint.language import Language


def render(findings: Findings, language: Language) -> str:
    """Return the whole run as one JSON document."""
    return json.dumps(findings.to_dict(language), ensure_ascii=False, indent=2)
