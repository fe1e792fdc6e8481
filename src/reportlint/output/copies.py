"""Which reports have each other's prose: groups of them, and how much of each the others have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportlint.findings import Findings, GivenFile, ProseCopy


@dataclass(frozen=True)
class CopyGroup:
    """Reports that share prose, and by the files of a pair what of the first the other has."""

    files: tuple[GivenFile, ...]
    copies: dict[tuple[str, str], ProseCopy]

    def share(self, file: GivenFile, other: GivenFile) -> str:
        """Return the part of a report's prose that another has, as a percentage, if it is known.

        A dash stands for the report itself.
        """
        if file is other:
            return "—"
        copy = self.copies.get((file.name, other.name))
        return f"{100 * copy.share:.0f}%" if copy else ""

    @property
    def told(self) -> Iterator[tuple[GivenFile, GivenFile, ProseCopy]]:
        """The pairs of which both texts are kept, each once."""
        files = {file.name: file for file in self.files}
        seen: set[frozenset[str]] = set()
        for (name, other), copy in self.copies.items():
            if copy.own and {name, other} not in seen:
                seen.add(frozenset((name, other)))
                yield files[name], files[other], copy


def copy_groups(findings: Findings) -> list[CopyGroup]:
    """Return the groups in the order of their first findings."""
    copies = {
        (finding.location.file, copy.file): copy
        for finding in findings
        if finding.location
        for copy in finding.copies
    }
    beside: dict[str, list[str]] = {}
    for file, other in copies:
        beside.setdefault(file, []).append(other)
        beside.setdefault(other, []).append(file)
    files = {file.name: file for file in findings.files}
    groups = []
    while beside:
        names = _joined(next(iter(beside)), beside)
        own = {pair: copy for pair, copy in copies.items() if pair[0] in names}
        groups.append(CopyGroup(tuple(files[name] for name in names if name in files), own))
    return groups


def _joined(first: str, beside: dict[str, list[str]]) -> dict[str, None]:
    """Return what is joined to a file by copies, and take it out of those that are left."""
    names, waiting = {first: None}, [first]
    while waiting:
        for other in beside.pop(waiting.pop(), ()):
            if other not in names:
                names[other] = None
                waiting.append(other)
    return names
