"""Of an organ that handed in again in a later round only the last version is counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reportlint.collection.submission import Round, round_of
from reportlint.findings import GivenFile
from reportlint.language import Text
from reportlint.report import Report

_REPLACED = Text("后一轮（{round}）另有报告", "there is another of a later round ({round})")


@dataclass(frozen=True, slots=True)
class LastVersions:
    """The reports that count, and why others do not, by file."""

    reports: tuple[Report, ...]
    replaced: dict[str, Text]

    def entries(self, files: Iterable[GivenFile]) -> Iterator[GivenFile]:
        """Yield what became of files, those of earlier versions as left out."""
        for file in files:
            why = self.replaced.get(file.name)
            yield replace(file, status="left_out", reason=why) if why else file


def last_versions(reports: Sequence[Report]) -> LastVersions:
    """Return the last version of each organ's report, by the rounds that folders are called.

    Where no folder is called so, all count.

    >>> files = ("第一轮/a.json", "第二轮/a.json", "第一轮/b.json")
    >>> names = ("甲局", "甲局", "乙局")
    >>> both = [Report({"agency": {"name": x}}, y) for x, y in zip(names, files)]
    >>> [report.file for report in last_versions(both).reports]
    ['第二轮/a.json', '第一轮/b.json']
    """
    last: dict[str, Round] = {}
    for report in reports:
        if organ := _organ(report):
            last[organ] = max(last.get(organ, Round()), round_of(report.file or ""))
    kept: list[Report] = []
    replaced: dict[str, Text] = {}
    for report in reports:
        own = last.get(_organ(report) or "")
        if own is None or report.file is None or round_of(report.file) == own:
            kept.append(report)
        else:
            replaced[report.file] = _REPLACED.fill(round=own.name)
    return LastVersions(tuple(kept), replaced)


def _organ(report: Report) -> str | None:
    return report.organ.name or report.organ.code
