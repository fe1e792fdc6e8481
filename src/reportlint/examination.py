"""What is said of one report where it is read, before it is compared with any other."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from reportlint.findings import Finding, Unreadable, internal_error
from reportlint.form import accept
from reportlint.packing import PackedReport, packed
from reportlint.report import Report

if TYPE_CHECKING:
    from reportlint.peers import Signature
    from reportlint.rules.rule import Rule

_FAST = 1


class Examination(NamedTuple):
    """A report packed, with its findings; `closer` is the report where the reference has to look.

    `signed` is there where it is compared with those of other organs.
    """

    report: PackedReport
    findings: Sequence[Finding] | Unreadable = ()
    closer: Report | None = None
    signed: Signature | None = None


@dataclass(frozen=True, slots=True)
class Examiner:
    """Accepts a report whose numbers are certain to be right, of which it asks the other rules.

    `name` is the organ's, where a report does not state it; with `reference` none is accepted.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    name: str | None = None
    reference: bool = False
    signs: bool = False

    def __call__(self, report: Report, content: bytes | None = None) -> Examination:
        """Return what is said of a report; from `content`, a data file, it can be read again."""
        if self.name is not None and report.agency is None:
            report, content = report.named(self.name), None
        unpack = None
        if content is not None and report.file is not None:
            unpack = partial(_read_again, zlib.compress(content, _FAST), report.file)
        kept = packed(report, unpack)
        signed = self._signed(report) if self.signs else None
        certain = "closer" if self.reference else _certainty(report)
        if certain == "closer":
            return Examination(kept, (), report, signed)
        found = self._beside(report) if certain == "numbers" else ()
        return Examination(kept, found, None, signed)

    def _beside(self, report: Report) -> Sequence[Finding] | Unreadable:
        return findings(replace(report), _beside_schema(self.select, self.ignore))

    def _signed(self, report: Report) -> Signature | None:
        from reportlint.peers import signature

        return None if report.form is None else signature(report)


def _read_again(content: bytes, file: str) -> Report:
    from reportlint.formats import read

    return read(zlib.decompress(content), file)


@lru_cache
def _beside_schema(select: tuple[str, ...], ignore: tuple[str, ...]) -> tuple[Rule, ...]:
    """Return the rules that say more than schema and edits do."""
    from reportlint.rules import selected

    return tuple(rule for rule in selected(select, ignore) if not rule.by_schema)


def _certainty(report: Report) -> accept.Certainty:
    """Return what is certain of a report; of what a reader had to interpret nothing is."""
    if report.observations:
        return "closer"
    found = accept.certainty(report.data)
    beside = report.about or report.attachments
    return "numbers" if found == "clean" and beside else found


def findings(report: Report, rules: Sequence[Rule]) -> Sequence[Finding] | Unreadable:
    """Return what rules find in a report and in its words, in the order of its file."""
    try:
        own = [finding for rule in rules for finding in rule.check(report)]
        beside = [finding for rule in rules for finding in rule.compare(report, ())]
        return tuple(sorted([*own, *beside], key=in_order))
    except Exception as error:  # noqa: BLE001  (the other reports are checked all the same)
        return internal_error(error, report.file or "-")


def in_order(finding: Finding) -> tuple[int, int, int, int, str]:
    """Return where a finding stands among those of its file."""
    place = finding.location
    if place is None:
        return 0, 0, 0, 0, finding.code
    line = place.line or place.row or place.paragraph or 0
    return place.page or 0, place.table or 0, line, place.column or 0, finding.code
