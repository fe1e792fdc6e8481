"""What goes back to each organ: all that was found in what it handed in last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reportlint.collection.submission import usual_year
from reportlint.collection.versions import UnitVersions, Version, Versions
from reportlint.findings import SEVERITY_ORDER, Finding, Findings, GivenFile, Unreadable
from reportlint.location import Location
from reportlint.report import Report

Check = Callable[[Iterator[Report]], Findings]
"""Checks reports by the rules and settings of a run."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What is found in the last version of an organ's report, the gravest first.

    `files` are those that it is about, `unreadable` those of them that could not be read;
    `usual_year` is that of most reports.
    """

    unit: UnitVersions
    files: tuple[GivenFile, ...]
    findings: tuple[Finding, ...]
    unreadable: tuple[Unreadable, ...] = ()
    usual_year: int | None = None

    @property
    def is_due(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.findings or self.unreadable)

    @property
    def year(self) -> int | None:
        """The year of the report; of one that states none, that of most of the others."""
        return next((x.year for x in self.files if x.year is not None), self.usual_year)


def notices(versions: Versions, check: Check) -> Iterator[Notice]:
    """Yield a notice for every organ, also where nothing was found; each finding stands in one.

    Findings about a file belong to the organ whose it is.
    """
    last = versions.rounds[-1:] or ()
    current = [(unit, unit.until(x)) for x in last for unit in versions.units]
    found = check(report for _, own in current for x in own if (report := x.report()))
    by_file: dict[str | None, list[Finding]] = defaultdict(list)
    for finding in found:
        by_file[finding.file].append(finding)
    usual = usual_year(x.submission for _, own in current for x in own)
    failed = {x.location.file: x for x in found.unreadable}
    files = {x.name: x for x in found.files}
    for unit, own in current:
        names = [x.submission.file for x in own]
        yield Notice(
            unit,
            tuple(files.get(x) or GivenFile(x, "unreadable") for x in names),
            tuple(sorted((y for x in names for y in by_file[x]), key=gravity)),
            tuple(_unread(own, failed)),
            usual,
        )


def gravity(finding: Finding) -> int:
    """Return how grave a finding is, the gravest being 0."""
    return SEVERITY_ORDER.index(finding.severity)


def _unread(own: Sequence[Version], failed: dict[str, Unreadable]) -> Iterator[Unreadable]:
    for version in own:
        submission = version.submission
        if submission.reason is not None:
            yield Unreadable(Location(submission.file), submission.reason)
        elif submission.file in failed:
            yield failed[submission.file]
