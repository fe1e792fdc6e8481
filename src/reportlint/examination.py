"""What is said of one report where it is read, before it is compared with any other."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
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
    """A report packed, with its findings; `left` is the report where the reference is to find them.

    `signed` is there where it is compared with those of other organs.
    """

    report: PackedReport
    findings: Sequence[Finding] | Unreadable = ()
    left: Report | None = None
    signed: Signature | None = None


@dataclass(frozen=True, slots=True)
class Examiner:
    """Asks every rule of a report that may have something to say of it.

    `name` is the organ's, where a report does not state it; with `reference` all is left to that.
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
        if self.reference:
            return Examination(kept, (), report, signed)
        return Examination(kept, self._found(report), None, signed)

    def _found(self, report: Report) -> Sequence[Finding] | Unreadable:
        certain = _certainty(report)
        if certain == "clean":
            return ()
        from reportlint.rules import selected
        from reportlint.rules.schema import schema_errors

        own = replace(report)  # What is derived goes with it: the prose, read, is large.
        rules = selected(self.select, self.ignore)
        if certain == "numbers":
            return findings_of(own, [rule for rule in rules if not rule.by_schema])
        if certain == "structure":
            own.state(schema_errors, ())
        return findings_of(own, rules)

    def _signed(self, report: Report) -> Signature | None:
        from reportlint.peers import signature

        return None if report.form is None else signature(report)


def _read_again(content: bytes, file: str) -> Report:
    from reportlint.formats import read

    return read(zlib.decompress(content), file)


def _certainty(report: Report) -> accept.Certainty:
    """Return what is certain of a report; of what a reader had to interpret nothing is."""
    if report.observations:
        return "closer"
    found = accept.certainty(report.data)
    beside = report.about or report.attachments
    return "numbers" if found == "clean" and beside else found


def findings_of(
    report: Report, rules: Sequence[Rule], failed: Iterable[Rule] | None = None
) -> Sequence[Finding] | Unreadable:
    """Return what rules find in a report and in its words, in the order of its file.

    `failed` are those whose statements may fail; any may where none are given.
    """
    try:
        found = [finding for rule in rules for finding in rule.check(report)]
        beside = in_numbers(report, rules if failed is None else failed, rules)
        return tuple(sorted([*found, *beside], key=in_order))
    except Exception as error:  # noqa: BLE001  (the other reports are checked all the same)
        return internal_error(error, report.file or "-")


def in_numbers(
    report: Report,
    failed: Iterable[Rule],
    rules: Sequence[Rule],
    earlier: Sequence[Report] = (),
    later: Report | None = None,
) -> list[Finding]:
    """Return what is found in a report's numbers: the causes of what fails, then all else.

    `failed` are the rules whose statements may fail. What a certain repair settles beside them is
    part of its cause.
    """
    failing = {edit: said for rule in failed for edit, said in rule.failing(report).items()}
    others = _compared(report, rules, earlier)
    if not failing:
        return others
    from reportlint.repair.explanation import explained, with_settled

    found = []
    for finding in explained(report, failing, earlier[-1] if earlier else None, later):
        if finding.unique and others:
            mended = _compared(report.with_cells(finding.suggestion), rules, earlier)
            whole, others = with_settled(finding, others, mended)
            found.append(whole)
        else:
            found.append(finding)
    return [*found, *others]


def _compared(report: Report, rules: Sequence[Rule], earlier: Sequence[Report]) -> list[Finding]:
    """Return what rules find that hold the numbers against words or against other years."""
    return [finding for rule in rules for finding in rule.compare(report, earlier)]


def in_order(finding: Finding) -> tuple[int, int, int, int, str]:
    """Return where a finding stands among those of its file."""
    place = finding.location
    if place is None:
        return 0, 0, 0, 0, finding.code
    line = place.line or place.row or place.paragraph or 0
    return place.page or 0, place.table or 0, line, place.column or 0, finding.code
