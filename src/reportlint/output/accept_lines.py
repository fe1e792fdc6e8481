"""Lines to type that accept a finding."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable

from reportlint.findings import Finding
from reportlint.language import Language, Text
from reportlint.rules import RULES
from reportlint.rules.evidence import Evidence

_LINE = Text("reportlint accept {what} --reason 理由", "reportlint accept {what} --reason WHY")
_ANSWERED = (Evidence.PATTERN, Evidence.LIKENESS, Evidence.CONTRADICTION, Evidence.REQUIREMENT)
"""What may be right as it stands, as someone who looks into it can say."""
_ALONE = ("report", "cells", "words")
"""What a rule reads that finds the same in the report alone."""


def accept_line(
    finding: Finding, among: Iterable[Finding], language: Language, beside: Iterable[str] = ()
) -> str:
    """Return the line that accepts a finding, with the paths that it was checked beside.

    It names the cells where `among` all findings others are of the same rule and file.

    >>> from reportlint.location import Location
    >>> found = Finding("C202", "note", Text("", ""), Location("报告 1.txt"), ("a.b",))
    >>> accept_line(found, [found], "en")
    "reportlint accept '报告 1.txt' C202 --reason WHY"
    """
    file = finding.file if not finding.file.startswith("-") else f".{os.sep}{finding.file}"
    alike = [x for x in among if (x.file, x.code) == (finding.file, finding.code)]
    cells = finding.cells if alike[1:] else ()
    others = beside if RULES[finding.code].needs not in _ALONE else ()
    named = [file, finding.code, *cells, *(x for path in others for x in ("--beside", path))]
    return _LINE.fill(what=shlex.join(named)).of(language)


def may_be_right(finding: Finding) -> bool:
    """Whether a finding of a file is one to look into, and may be accepted by that file alone."""
    rule = RULES[finding.code]
    is_plain = finding.file.isprintable() and os.path.isfile(finding.file)
    return rule.evidence in _ANSWERED and rule.needs in _ALONE and is_plain
