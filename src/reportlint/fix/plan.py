"""Which of the suggestions are to be carried out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reportlint.findings import Finding
from reportlint.language import Text
from reportlint.number import Number

_CONFLICT = Text(
    "另一条建议要在同一格填别的数", "another suggestion wants a different number in the same cell"
)
_SCATTERED = Text(
    "这条建议要同时改几个文件，请手工修改", "it changes several files at once; do it by hand"
)


@dataclass(frozen=True, slots=True)
class Fix:
    """The numbers that a finding suggests for a file's cells, by key, and why."""

    file: str
    values: Mapping[str, Number]
    reason: Text


@dataclass(frozen=True, slots=True)
class Refusal:
    """A fix that is not made, and why not."""

    fix: Fix
    why: Text


@dataclass(frozen=True, slots=True)
class Plan:
    """The fixes to make, and those that will not be.

    `ambiguous` counts the suggestions left alone as the likeliest of several, and `undecided` what
    could be mended in several ways of which none is likelier.
    """

    fixes: tuple[Fix, ...] = ()
    refused: tuple[Refusal, ...] = ()
    ambiguous: int = 0
    undecided: int = 0

    @property
    def by_file(self) -> dict[str, list[Fix]]:
        """The fixes of each file, in the order of the findings."""
        files: dict[str, list[Fix]] = {}
        for fix in self.fixes:
            files.setdefault(fix.file, []).append(fix)
        return files


def plan(findings: Iterable[Finding], *, unsafe: bool = False) -> Plan:
    """Return what to do about the findings that suggest something.

    A suggestion is taken where it is the only one that the evidence leaves; with `unsafe` also
    where it is the likeliest of several.
    """
    suggesting = [x for x in findings if x.suggestion or x.repairs]
    taken = [x for x in suggesting if x.unique or (unsafe and x.suggestion)]
    offered = [list(_fixes(finding)) for finding in taken]
    scattered = [Refusal(fix, _SCATTERED) for fixes in offered if len(fixes) > 1 for fix in fixes]
    single = _distinct(fixes[0] for fixes in offered if len(fixes) == 1)
    disputed = _disputed(single)
    conflicts = [Refusal(fix, _CONFLICT) for fix in single if disputed & _cells(fix)]
    agreed = tuple(fix for fix in single if not disputed & _cells(fix))
    undecided = sum(not (x.unique or x.suggestion) for x in suggesting)
    ambiguous = len(suggesting) - len(taken) - undecided
    return Plan(agreed, (*scattered, *conflicts), ambiguous, undecided)


def _fixes(finding: Finding) -> Iterator[Fix]:
    """Yield the likeliest repair of a finding, or what it suggests, file by file."""
    own = finding.location.file if finding.location else ""
    files: dict[str, dict[str, Number]] = defaultdict(dict)
    for change in finding.repairs[0].changes if finding.repairs else ():
        files[change.file or own][change.cell] = change.after
    if not finding.repairs:
        files[own] |= finding.suggestion
    reason = (finding.repairs and finding.repairs[0].reason) or finding.message
    return (Fix(file, values, reason) for file, values in files.items())


def _cells(fix: Fix) -> set[tuple[str, str]]:
    return {(fix.file, key) for key in fix.values}


def _distinct(fixes: Iterable[Fix]) -> list[Fix]:
    """Leave out a fix that does what an earlier one does."""
    seen: dict[object, Fix] = {}
    for fix in fixes:
        seen.setdefault((fix.file, frozenset(fix.values.items())), fix)
    return list(seen.values())


def _disputed(fixes: Iterable[Fix]) -> set[tuple[str, str]]:
    """Return the cells that two fixes give different numbers."""
    wanted: dict[tuple[str, str], set[Number]] = defaultdict(set)
    for fix in fixes:
        for key, value in fix.values.items():
            wanted[fix.file, key].add(value)
    return {cell for cell, values in wanted.items() if len(values) > 1}
