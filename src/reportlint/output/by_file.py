"""Findings by the file that they are in: the gravest first, many of one rule together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportlint.findings import SEVERITY_ORDER, Finding, Findings, Severity

MANY = 4
"""So many findings of one rule in one file are shown together."""


@dataclass(frozen=True, slots=True)
class FileFindings:
    """What was found in a file, and in how many places of it nothing could be read."""

    name: str | None
    found: tuple[Finding, ...]
    unreadable: int = 0

    @property
    def counts(self) -> dict[Severity, int]:
        """How many findings there are of each severity, the gravest first."""
        severities = Counter(finding.severity for finding in self.found)
        return {severity: severities[severity] for severity in SEVERITY_ORDER}

    def groups(self) -> Iterator[tuple[Finding, ...]]:
        """Yield the findings that are to be shown together; most of them alone.

        One that lists statements, repairs or other places stays alone.
        """
        codes = Counter(finding.code for finding in self.found if _is_plain(finding))
        shown: set[str] = set()
        for finding in self.found:
            if not _is_plain(finding) or codes[finding.code] < MANY:
                yield (finding,)
            elif finding.code not in shown:
                shown.add(finding.code)
                yield tuple(x for x in self.found if x.code == finding.code and _is_plain(x))


def _is_plain(finding: Finding) -> bool:
    return not (finding.broken or finding.repairs or finding.related)


def by_file(findings: Findings) -> list[FileFindings]:
    """Return each file with what was found in it, the gravest first; then what is about no file.

    >>> from reportlint.language import Text
    >>> from reportlint.location import Location
    >>> note, error = (Finding(x, x, Text("", ""), Location("a")) for x in ("note", "error"))
    >>> [finding.severity for finding in by_file(Findings((note, error)))[0].found]
    ['error', 'note']
    """
    found: dict[str | None, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.location.file if finding.location else None, []).append(finding)
    unreadable = Counter(entry.location.file for entry in findings.unreadable)
    names = dict.fromkeys([*found, *unreadable])
    ordered = sorted(names, key=lambda name: name is None)
    return [FileFindings(x, _gravest_first(found.get(x, ())), unreadable[x or ""]) for x in ordered]


def _gravest_first(found: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(found, key=lambda finding: SEVERITY_ORDER.index(finding.severity)))
