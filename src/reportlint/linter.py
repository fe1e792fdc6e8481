"""Checks reports: every selected rule over every report, in batches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, islice

from reportlint.files.reading import Items, Reading
from reportlint.findings import Finding, Findings, Unreadable
from reportlint.form.schema import forms
from reportlint.repair.explanation import explained
from reportlint.report import Report
from reportlint.rules import schema_errors, selected
from reportlint.rules.rule import EditRule, HistoryRule, NarrativeRule, ReportRule, Rule
from reportlint.years.history import Histories

_BATCH = 1000


def check(
    items: Items,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    exclude: Sequence[str] = (),
    previous: Items = (),
    reading: Reading | None = None,
) -> Findings:
    """Check reports, given as such or as paths of files and folders.

    `select` and `ignore` are beginnings of rule codes, `exclude` patterns of paths to leave out of
    folders. Reports of one organ are compared over the years, also with those of `previous`, which
    are not checked themselves. `reading` says in how many processes documents are read, and with
    what limits. What cannot be read is in the result's `unreadable`; nothing is raised for it.

    >>> check(Report.from_dict({"year": 2024, "agency": {"name": "某局"}}))[0].code
    'S101'
    """
    rules, reading = selected(tuple(select), tuple(ignore)), reading or Reading()
    found: list[list[Finding]] = []
    unreadable: list[Unreadable] = []
    files: list[str] = []
    histories = Histories()
    for batch in _batches(reading.items(items, tuple(exclude))):
        reports = [item for item in batch if isinstance(item, Report)]
        unreadable += [item for item in batch if isinstance(item, Unreadable)]
        for index, report in enumerate(reports, len(found)):
            histories.add(report, index)
        found += _findings(reports, rules)
        files += [report.file for report in reports if report.file is not None]
    for item in reading.items(previous, tuple(exclude)):
        if isinstance(item, Report):
            histories.add(item)
        else:
            unreadable.append(item)
    for index, report, earlier in histories:
        found[index] = _against_years(found[index], report, earlier, rules)
    return Findings(tuple(chain.from_iterable(found)), tuple(unreadable), len(found), tuple(files))


def _batches(items: Iterator[Report | Unreadable]) -> Iterator[list[Report | Unreadable]]:
    while batch := list(islice(items, _BATCH)):
        yield batch


def _findings(reports: Sequence[Report], rules: Sequence[Rule]) -> list[list[Finding]]:
    """Return the findings of each report of a batch, in the order of its file."""
    to_run = _failing_rules(reports, [rule for rule in rules if isinstance(rule, EditRule)])
    plain = [x for x in rules if isinstance(x, ReportRule) and not isinstance(x, NarrativeRule)]
    found = []
    # What is derived from a report goes with its copy: the prose, read, is large.
    for index, report in enumerate(map(replace, reports)):
        own = list(schema_errors.check(report, rules))
        for rule in plain:
            own += rule.check(report)
        own += explained(report, to_run[index], partial(_beside_edits, rules=rules))
        found.append(sorted(own, key=_order))
    return found


def _against_years(
    found: list[Finding], report: Report, earlier: Sequence[Report], rules: Sequence[Rule]
) -> list[Finding]:
    """Return a report's findings with those of its organ's earlier reports.

    What depends on its numbers is explained again, in the light of the year before.
    """
    failed = frozenset[str]().union(*(finding.codes for finding in found))
    edits = [rule for rule in rules if isinstance(rule, EditRule) and rule.code in failed]
    again = {rule.code for rule in rules if isinstance(rule, EditRule | NarrativeRule)}
    others = partial(_beside_edits, rules=rules, earlier=earlier)
    kept = [finding for finding in found if finding.code not in again]
    return sorted([*kept, *explained(report, edits, others, earlier[-1])], key=_order)


def _beside_edits(
    report: Report, *, rules: Sequence[Rule], earlier: Sequence[Report] = ()
) -> list[Finding]:
    """Return what rules find that hold the numbers against other words or other years."""
    found: list[Finding] = []
    for rule in rules:
        if isinstance(rule, NarrativeRule):
            found += rule.check(report)
        elif isinstance(rule, HistoryRule) and earlier:
            found += rule.compare(rule, report, earlier)
    return found


def _failing_rules(
    reports: Sequence[Report], rules: Sequence[EditRule]
) -> dict[int, list[EditRule]]:
    """Return by the index of a report the rules that its row of the frame fails."""
    from reportlint.frames.pandera_schema import failing

    to_run: dict[int, list[EditRule]] = defaultdict(list)
    by_edition = defaultdict(list)
    for index, report in enumerate(reports):
        if report.form is not None and rules:
            by_edition[report.form.edition].append(index)
    for edition, indexes in by_edition.items():
        failed = failing(forms()[edition], [reports[index] for index in indexes], rules)
        for rule in rules:
            for row in failed.get(rule.code, ()):
                to_run[indexes[row]].append(rule)
    return to_run


def _order(finding: Finding) -> tuple[int, int, int, int, str]:
    place = finding.location
    if place is None:
        return 0, 0, 0, 0, finding.code
    line = place.line or place.row or place.paragraph or 0
    return place.page or 0, place.table or 0, line, place.column or 0, finding.code
