"""By what programs that track findings over time know one again: its file's path and a fingerprint.

A finding is the same wherever it has moved to in its file, and in whatever language it is said.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from reportlint.files.sources import relative
from reportlint.findings import Finding
from reportlint.location import Location


def path(location: Location | None) -> str:
    """Return a file's path as seen from the working folder, with slashes.

    >>> path(Location("./reports/a.json"))
    'reports/a.json'
    """
    return relative(location.file, Path.cwd()).as_posix() if location else "-"


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """Return a fingerprint of each finding; those that are alike are counted.

    >>> from reportlint.language import Text
    >>> found = Finding("D103", "note", Text("空", "blank"), Location("a.txt"))
    >>> len(set(fingerprints([found, found])))
    2
    """
    before: Counter[str] = Counter()
    marks = []
    for finding in findings:
        known_by = _known_by(finding)
        own = fingerprint(known_by)
        marks.append(fingerprint([*known_by, before[own]]))
        before[own] += 1
    return marks


def fingerprint(known_by: list[object]) -> str:
    """Return a fingerprint of what something is known again by."""
    return hashlib.sha256(json.dumps(known_by).encode()).hexdigest()[:32]


def _known_by(finding: Finding) -> list[object]:
    numbers = [finding.expected, finding.actual]
    told = numbers if any(numbers) else [finding.message.zh]
    return [path(finding.location), finding.code, finding.cells, *told]
