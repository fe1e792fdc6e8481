"""Findings as JSON, in the shape of `schemas/findings.schema.json`."""

from __future__ import annotations

import json
import re

from reportlint.findings import Findings
from reportlint.language import Language

_ACTED_ON = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What JSON lets stand and a terminal acts on; halves of characters are of names that are no text.
"""


def render(findings: Findings, language: Language) -> bytes:
    """Return the whole run as one JSON document."""
    return document(findings.to_dict(language))


def document(content: object, indent: int | None = 2) -> bytes:
    r"""Return JSON in UTF-8, with a line feed at the end; what is no text stands as its code.

    >>> document(["\x9b1m", "格"], None)
    b'["\\u009b1m", "\xe6\xa0\xbc"]\n'
    """
    text = json.dumps(content, ensure_ascii=False, indent=indent)
    return f"{_ACTED_ON.sub(_escaped, text)}\n".encode()


def _escaped(character: re.Match[str]) -> str:
    return f"\\u{ord(character[0]):04x}"
