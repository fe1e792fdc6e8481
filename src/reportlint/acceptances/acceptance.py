"""Accepted findings: someone answers for them, with a reason and until a day.

A finding that is accepted is not reported; it is counted, and the JSON output lists it with its
reason. An acceptance that has expired, or that accepts nothing, is itself a finding (family E).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

from reportlint.files.sources import matches, relative
from reportlint.findings import AcceptedFinding, Finding, Findings
from reportlint.location import Location
from reportlint.rules import RULES
from reportlint.rules.acceptances import EXPIRED, UNUSED
from reportlint.rules.rule import Rule

SIDECAR = ".accept.toml"
"""What follows the name of a report in the name of the file beside it."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One `[[accept]]` table; the day `until` still counts.

    `file` is a pattern as `exclude` has them, relative to the folder of the settings; None in a
    sidecar, which speaks of the report beside it. `cells` are patterns of keys: a finding is
    accepted where each of its cells matches one. Without them every finding of the code is.

    >>> a = Acceptance("C202", "legacy", date(2027, 1, 31), Location("reportlint.toml"), "2023*")
    >>> a.concerns("reports/2023.docx"), a.concerns("reports/2024.docx")
    (True, False)
    """

    code: str
    reason: str
    until: date
    location: Location
    file: str | None = None
    cells: tuple[str, ...] = ()
    by: str | None = None

    @property
    def files(self) -> str:
        """The file, or the pattern of files, that the acceptance speaks of."""
        return self.location.file.removesuffix(SIDECAR) if self.file is None else self.file

    def concerns(self, file: str) -> bool:
        """Whether the acceptance speaks of that file."""
        if self.file is None:
            return Path(file) == Path(self.files)
        return matches(relative(file, Path(self.location.file).parent), (self.file,))

    def accepts(self, finding: Finding) -> bool:
        """Whether the finding, in a file that it concerns, is one of those that it is for."""
        if finding.code != self.code:
            return False
        if not self.cells:
            return True
        return bool(finding.cells) and all(self._names(cell) for cell in finding.cells)

    def accepted(self, finding: Finding) -> AcceptedFinding:
        """Return the finding with the reason for which it is accepted."""
        return AcceptedFinding(finding, self.reason, self.until, self.by)

    def _names(self, cell: str) -> bool:
        return any(fnmatchcase(cell, pattern) for pattern in self.cells)


def accept(
    findings: Findings,
    acceptances: Iterable[Acceptance],
    *,
    today: date,
    rules: Iterable[Rule] | None = None,
) -> Findings:
    """Return the findings without those that are accepted today, which stand in `accepted`.

    `rules` are those that were run, by default all. What the rules of family E among them find is
    added at the end.
    """
    run = tuple(RULES.values() if rules is None else rules)
    concerning = _concerning(tuple(acceptances), findings)
    uses: Counter[Acceptance] = Counter()
    found: list[Finding] = []
    accepted: list[AcceptedFinding] = []
    for finding in findings:
        matching = [a for a in concerning.get(_file(finding), ()) if a.accepts(finding)]
        current = [a for a in matching if today <= a.until]
        uses.update(current or matching)
        if current:
            accepted.append(current[0].accepted(finding))
        else:
            found.append(finding)
    checked = dict.fromkeys(a for file in findings.files for a in concerning[file])
    found += _about(checked, uses, today, run)
    return replace(findings, found=tuple(found), accepted=(*findings.accepted, *accepted))


def conclusive(rules: Iterable[Rule]) -> frozenset[str]:
    """Return the codes whose silence about a checked file means that nothing is wrong.

    A rule that compares reports is also silent where the others are not given.
    """
    return frozenset(r.code for r in rules if r.needs not in ("years", "units"))


def _concerning(
    acceptances: tuple[Acceptance, ...], findings: Findings
) -> dict[str, list[Acceptance]]:
    """Return the acceptances by the file that they concern, for every file of the run."""
    beside: dict[Path, list[Acceptance]] = defaultdict(list)
    for acceptance in acceptances:
        if acceptance.file is None:
            beside[Path(acceptance.files)].append(acceptance)
    shared = [acceptance for acceptance in acceptances if acceptance.file is not None]
    files = dict.fromkeys((*findings.files, *filter(None, map(_file, findings))))
    return {file: [*beside[Path(file)], *(a for a in shared if a.concerns(file))] for file in files}


def _file(finding: Finding) -> str:
    return finding.location.file if finding.location else ""


def _about(
    checked: Iterable[Acceptance], uses: Counter[Acceptance], today: date, rules: tuple[Rule, ...]
) -> Iterator[Finding]:
    """Yield what is to be said of the acceptances that concern a checked file."""
    codes = conclusive(rules)
    for a in checked:
        n = uses[a]
        if n and a.until < today and EXPIRED in rules:
            yield EXPIRED.finding(a.location, code=a.code, until=a.until, n=n, reason=a.reason)
        if not n and a.code in codes and UNUSED in rules:
            yield UNUSED.finding(a.location, code=a.code, file=a.files)
