"""The findings of a run by the report that they are about, the gravest first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from reportlint.findings import Finding, Findings, GivenFile, Severity
from reportlint.language import Language, Text

_LONGEST_NAME = 80
_MOST_FINDINGS = 300
_YEAR = Text("{organ} {year}年度", "{organ} {year}")
_NO_ORGAN = Text("（未写机关名称）", "(organ not named)")


@dataclass(frozen=True)
class FoundReport:
    """A report that was checked, with what was found in it; `key` is its own within the page.

    `unlisted` findings were found too, and are to be counted only.
    """

    key: str
    file: GivenFile
    findings: tuple[Finding, ...]
    unlisted: tuple[Finding, ...] = ()

    @cached_property
    def counts(self) -> Mapping[Severity, int]:
        """How many findings are how severe."""
        return Counter(finding.severity for finding in self.counted)

    @property
    def counted(self) -> tuple[Finding, ...]:
        """All that was found, listed or not."""
        return (*self.findings, *self.unlisted)

    @property
    def told(self) -> tuple[Finding, ...]:
        """The findings that the page tells of; `untold` is how many more there are."""
        return self.findings[:_MOST_FINDINGS]

    @property
    def untold(self) -> int:
        """How many findings are only counted."""
        return len(self.counted) - len(self.told)

    @property
    def organ(self) -> str:
        """The organ, or the file where it is not named."""
        return shortened(self.file.organ or PurePath(self.file.name).name)

    def title(self, language: Language) -> str:
        """Return the organ and the year."""
        return report_title(self.file, language)


def report_title(file: GivenFile, language: Language) -> str:
    """Return the organ and the year that a report states."""
    organ = shortened(file.organ or _NO_ORGAN.of(language))
    if file.year is None:
        return organ
    return _YEAR.fill(organ=organ, year=file.year).of(language)


def shortened(text: str, most: int = _LONGEST_NAME) -> str:
    """Return a text of any length as one of so many characters, which by default fit a heading."""
    return text if len(text) <= most else f"{text[:most]}…"


def found_reports(findings: Findings) -> list[FoundReport]:
    """Return every report that was checked: those with most errors first, then in their order.

    A consolidated report that is among its units has two entries, and is one report here.
    """
    listed, unlisted = _by_file(findings), _by_file(findings.unlisted)
    checked = {file.name: file for file in findings.files if file.status == "checked"}
    reports = [
        FoundReport(f"r{number}", file, listed.get(name, ()), unlisted.get(name, ()))
        for number, (name, file) in enumerate(checked.items(), 1)
    ]
    return sorted(reports, key=_gravity)


def _by_file(findings: Iterable[Finding]) -> dict[str, tuple[Finding, ...]]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.location:
            found[finding.location.file].append(finding)
    return {file: tuple(own) for file, own in found.items()}


def of_no_report(findings: Findings, reports: Sequence[FoundReport]) -> list[Finding]:
    """Return what was found and is about none of the reports."""
    names = {report.file.name for report in reports}
    return [x for x in findings if x.location is None or x.location.file not in names]


def _gravity(report: FoundReport) -> tuple[int, int, int]:
    return -report.counts["error"], -report.counts["warning"], -report.counts["note"]
