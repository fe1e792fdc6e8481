"""Checks reports: every selected rule over every report, in batches."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice

from reportlint.examination import Examination, Examiner, findings_of, in_numbers, in_order
from reportlint.files.account import entries
from reportlint.files.reading import Items, Reading, examined, items_given
from reportlint.files.sources import Source, ignored_in
from reportlint.findings import (
    Finding,
    Findings,
    GivenFile,
    Omission,
    Severity,
    Unreadable,
    internal_error,
)
from reportlint.form.schema import forms
from reportlint.language import Text
from reportlint.packing import PackedReport, packed
from reportlint.peers import Peers
from reportlint.report import Report
from reportlint.rules import selected
from reportlint.rules.between_organs import among
from reportlint.rules.choice import is_chosen
from reportlint.rules.comparison import NOT_COMPARED, not_compared, told_of_name
from reportlint.rules.rule import Rule
from reportlint.severities import Stated, graded_by_rule
from reportlint.years import Histories, History

_BATCH = 1000


def check(
    items: Items,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    per_file_ignores: Mapping[str, Sequence[str]] | None = None,
    severity: Mapping[str, Severity] | None = None,
    exclude: Sequence[str] = (),
    previous: Items = (),
    name: str | None = None,
    reading: Reading | None = None,
    reference: bool = False,
) -> Findings:
    """Check reports, given as such or as paths of files and folders.

    `select` and `ignore` are beginnings of rule codes, of which the longest decides. Of files that
    match a pattern `per_file_ignores` has the codes to ignore there, and `severity` says how grave
    the findings of rules are, by beginnings too. `exclude` are patterns of paths to leave out of
    folders; patterns are relative to the working folder. Reports of one organ are compared over the
    years, also with those of `previous`, which are not checked themselves. `name` is the organ's,
    where a report does not state it. `reading` says in how many processes documents are read, and
    with what limits. What cannot be read is in the result's `unreadable`; nothing is raised for it.
    The result's `files` has what became of every file.

    What is certain by schema and edits is accepted by a shorter way than jsonschema and pandera,
    which finds the same; with `reference` nothing is.

    >>> check(Report.from_dict({"year": 2024, "agency": {"name": "某局"}}))[0].code
    'S101'
    """
    items, previous = items_given(items, "check"), items_given(previous, "check")
    rules, reading = selected(tuple(select), tuple(ignore)), reading or Reading()
    between_organs = any(rule.needs == "peers" for rule in rules)
    examine = Examiner(tuple(select), tuple(ignore), name, reference, between_organs)
    found: list[Sequence[Finding]] = []
    unreadable: list[Unreadable] = []
    files: list[GivenFile] = []
    histories, peers = Histories(), Peers()
    for batch in _batches(examined(reading, items, tuple(exclude), examine)):
        reports = [item for item in batch if isinstance(item, Examination)]
        unreadable += [item for item in batch if isinstance(item, Unreadable)]
        files += entries(x.report if isinstance(x, Examination) else x for x in batch)
        for index, each in enumerate(reports, len(found)):
            histories.add(each.report, index)
            peers.add(each.report, each.signed, index)
        for own in _findings(reports, rules):
            found.append([] if isinstance(own, Unreadable) else own)
            unreadable += [own] if isinstance(own, Unreadable) else []
    earlier: list[GivenFile] = []
    for item in examined(reading, previous, tuple(exclude), _packed):
        if isinstance(item, PackedReport):
            histories.add(item)
        unreadable += [item] if isinstance(item, Unreadable) else []
        earlier += entries([item], "compared")
    unreadable += _with_years(found, histories, rules)
    files += _used(earlier, files, histories.used)
    unreadable += _with_peers(found, peers, rules)
    files = list(_without_failed(files, unreadable))
    findings = Findings(
        tuple(chain.from_iterable(found)), tuple(unreadable), len(found), tuple(files)
    )
    return _as_stated(findings, per_file_ignores or {}, severity or {})


def check_bytes(
    name: str,
    data: bytes,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    reading: Reading | None = None,
) -> Findings:
    """Check a report given as the bytes of a file, by whose name findings call it.

    It is read as `check` reads files, within limits of time and memory: what hangs or kills the
    reader is in the result's `unreadable`. Nothing is looked for beside it.

    >>> check_bytes("a.json", b'{"year": 2024}')[0].location.file
    'a.json'
    """
    given = Source(name, data=bytes(data))
    return check(given, select=select, ignore=ignore, reading=reading or Reading(processes=1))


def _as_stated(
    findings: Findings, per_file_ignores: Mapping[str, Sequence[str]], severity: Stated
) -> Findings:
    """Return findings without those that are ignored in their files, as grave as is stated."""
    if per_file_ignores:
        ignored = {x.name: ignored_in(x.name, per_file_ignores) for x in findings.files}
        findings = findings.kept(
            lambda x: any(is_chosen(c, (), ignored.get(x.file, ())) for c in x.codes)
        )
    return graded_by_rule(findings, severity)


def _packed(report: Report, _: bytes | None) -> PackedReport:
    return packed(report)


def _without_failed(
    files: Iterable[GivenFile], unreadable: Iterable[Unreadable]
) -> Iterator[GivenFile]:
    """Yield the files, those at which reportlint failed as not checked."""
    failed = {x.location.file: x.message for x in unreadable if x.is_internal}
    for file in files:
        is_failed = file.status == "checked" and file.name in failed
        yield replace(file, status="unreadable", reason=failed[file.name]) if is_failed else file


def _with_years(
    found: list[Sequence[Finding]], histories: Histories, rules: Sequence[Rule]
) -> Iterator[Unreadable]:
    """Put what is found beside other years among the findings; yield where that failed."""
    for history in histories:
        try:
            found[history.place] = _against_years(found[history.place], history, rules)
        except Exception as error:  # noqa: BLE001
            yield internal_error(error, history.report.file or "-")
    if NOT_COMPARED in rules:
        for index, finding in not_compared(histories):
            found[index] = sorted([*found[index], finding], key=in_order)


def _with_peers(
    found: list[Sequence[Finding]], peers: Peers, rules: Sequence[Rule]
) -> Iterator[Unreadable]:
    """Put what is found beside other organs among the findings; yield where that failed."""
    try:
        for index, finding in among(rules, peers):
            found[index] = sorted([*found[index], finding], key=in_order)
    except Exception as error:  # noqa: BLE001
        yield internal_error(error, "-")


_UNUSED = Text(
    "没有同一机关以后年度的报告与它比较", "no later report of the same organ is compared with it"
)


def _used(
    earlier: Sequence[GivenFile], files: Iterable[GivenFile], used: Container[str | None]
) -> Iterator[GivenFile]:
    """Yield the files given to compare with, less those of `files`; unused ones as such."""
    known = {os.path.realpath(file.name) for file in files} if earlier else set()
    for file in earlier:
        if os.path.realpath(file.name) in known:
            continue
        is_unused = file.status == "compared" and file.name not in used
        yield replace(file, status="left_out", reason=_UNUSED) if is_unused else file


_Item = Examination | Unreadable | Omission


def _batches(items: Iterator[_Item]) -> Iterator[list[_Item]]:
    while batch := list(islice(items, _BATCH)):
        yield batch


def _findings(
    reports: Sequence[Examination], rules: Sequence[Rule]
) -> Iterator[Sequence[Finding] | Unreadable]:
    """Yield the findings of each report, by the reference of those that are left to it."""
    left = iter(_by_reference([x.left for x in reports if x.left is not None], rules))
    for each in reports:
        yield each.findings if each.left is None else next(left)


def _by_reference(
    reports: Sequence[Report], rules: Sequence[Rule]
) -> list[Sequence[Finding] | Unreadable]:
    """Return the findings of reports by every rule, of which pandera says where its edits fail.

    Where a rule fails, that is said of the report at which it does, and the others are checked.
    """
    try:
        failed = _failed(reports, rules)
    except Exception as error:  # noqa: BLE001
        if len(reports) > 1:
            return [own for report in reports for own in _by_reference([report], rules)]
        return [internal_error(error, report.file or "-") for report in reports]
    # What is derived from a report goes with its copy: the prose, read, is large.
    return [findings_of(x, rules, failed[i]) for i, x in enumerate(map(replace, reports))]


def _against_years(
    found: Sequence[Finding], history: History, rules: Sequence[Rule]
) -> Sequence[Finding]:
    """Return a report's findings with those of its organ's earlier reports.

    What depends on its numbers is explained again, in the light of the years before and after.
    """
    codes = frozenset[str]().union(*(finding.codes for finding in found))
    failed = [rule for rule in rules if rule.code in codes and rule.needs == "cells"]
    if not failed and not history.earlier:
        return found
    again = {rule.code for rule in rules if rule.needs in ("cells", "words")}
    kept = [finding for finding in found if finding.code not in again]
    beside = {rule.code for rule in rules if rule.needs == "years"}
    new = [
        told_of_name(x, history) if x.codes & beside else x
        for x in in_numbers(history.report, failed, rules, history.earlier, history.later)
    ]
    return sorted([*kept, *new], key=in_order)


def _failed(reports: Sequence[Report], rules: Sequence[Rule]) -> dict[int, list[Rule]]:
    """Return by the index of a report the rules that its row of the frame fails."""
    found: dict[int, list[Rule]] = defaultdict(list)
    on_frames = [rule for rule in rules if rule.needs == "cells"]
    if not on_frames or not reports:
        return found
    from reportlint.frames.validation import failing

    by_edition = defaultdict(list)
    for index, report in enumerate(reports):
        if report.form is not None:
            by_edition[report.form.edition].append(index)
    for edition, indexes in by_edition.items():
        failed = failing(forms()[edition], [reports[index] for index in indexes], on_frames)
        for rule in on_frames:
            for row in failed.get(rule.code, ()):
                found[indexes[row]].append(rule)
    return found
