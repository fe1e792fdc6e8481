"""A consolidated report against the organs that it covers: what differs, and what explains it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlint.files.account import entries
from reportlint.files.reading import Items, Reading, items_given
from reportlint.files.sources import sources
from reportlint.findings import (
    Finding,
    Findings,
    GivenFile,
    Omission,
    Severity,
    Unreadable,
    internal_error,
)
from reportlint.language import Text
from reportlint.location import Location
from reportlint.organs import Organ
from reportlint.report import Report
from reportlint.rules import RULES, require_rules
from reportlint.severities import graded_by_rule
from reportlint.total_cells import TotalCell, TotalCells
from reportlint.units.consolidation import (
    CellSum,
    Members,
    added_up,
    compare,
    failing_identities,
    members,
    name_of,
    organ_location,
)
from reportlint.units.judgement import judge
from reportlint.units.last_versions import last_versions
from reportlint.units.roster_members import RosterMembers, by_roster

_NOT_READ = Text("无法读取的单位报告", "units that could not be read")
_NOT_COUNTED = Text("没有计入的单位", "units that were not counted")
_BLANK = Text("{unit}等 {n} 个单位的空白格", "blanks of units ({n}, such as {unit})")
_BLANK_OF_ONE = Text("{unit}的空白格", "blanks of {unit}")
_ONE_TOTAL = Text("汇总报告应是一个文件", "the consolidated report must be one file")
_NO_UNITS = Text("没有找到单位报告", "no report of a unit was found")
_NO_FORM = Text(
    "没有写明年度，无法与各单位核对", "no year is stated, so it cannot be compared with the units"
)


def rollup(
    units: Items,
    total: str | Path | Report,
    *,
    roster: str | Path | None = None,
    severity: Mapping[str, Severity] | None = None,
    exclude: Sequence[str] = (),
    reading: Reading | None = None,
) -> Findings:
    """Compare a consolidated report with the units that it covers.

    Units and total are reports, or paths as `check` takes them. What cannot be read is in the
    result's `unreadable`, and the comparison then allows for the unit that is missing. `roster` is
    a file with the organs that there should be, `severity` as in `check`. The result's `comparison`
    has every cell.

    >>> def report(name, n): return Report.from_dict(
    ...     {"year": 2024, "agency": {"name": name}, "proactive": {"licensing": {"decisions": n}}})
    >>> found = rollup([report("甲局", 3), report("乙局", 4)], report("某县人民政府", 9))
    >>> [(finding.code, finding.expected, finding.actual) for finding in found]
    [('U101', '7', '9')]
    """
    require_rules()
    reading = reading or Reading()
    given = read_units(units, exclude=exclude, reading=reading)
    reports, unreadable = given.reports, given.unreadable
    if not reports and not unreadable:
        unreadable = (Unreadable(Location("-"), _NO_UNITS),)
    whole = _total(total, reading)
    files = (*given.files, *entries([whole]))
    if isinstance(whole, Unreadable):
        return Findings((), (*unreadable, whole), len(reports), files)
    if whole.form is None:
        lacking = Unreadable(Location(whole.file or "-"), _NO_FORM)
        return Findings((), (*unreadable, lacking), len(reports), files)
    own = by_roster(reports, unreadable, roster, whole) if roster else RosterMembers(reports)
    last = last_versions(own.reports)
    files = tuple(last.entries(files))
    counted = members(last.reports, whole)
    sums = compare(whole, counted.counted, whole=counted.whole and not unreadable)
    found: list[Finding] = [*own.findings]
    try:
        for finding in _findings(counted, whole, sums, unreadable, own.missing):
            found.append(finding)  # noqa: PERF402  (what was found stays, should a rule fail)
    except Exception as error:  # noqa: BLE001
        unreadable = (*unreadable, internal_error(error, whole.file or "-"))
    findings = Findings(
        tuple(found),
        unreadable,
        len(last.reports) + 1,
        files,
        comparison=_total_cells(counted, sums, own.missing),
    )
    return graded_by_rule(findings, severity)


def _total_cells(
    counted: Members, sums: Mapping[str, CellSum], missing: Sequence[Text]
) -> TotalCells:
    """Return every cell with the numbers of the units that were counted."""
    return TotalCells(
        tuple(name_of(unit).zh for unit in counted.counted),
        tuple(TotalCell(key, x.cell.text, x.parts, x.reported) for key, x in sums.items()),
        tuple(unit.zh for unit in missing),
    )


@dataclass(frozen=True)
class UnitReports:
    """The reports of units, what could not be read, and what became of every file."""

    reports: tuple[Report, ...]
    unreadable: tuple[Unreadable, ...]
    files: tuple[GivenFile, ...]


def read_units(
    units: Items,
    *,
    exclude: Sequence[str] = (),
    reading: Reading,
    output: str | None = None,
    name: str | None = None,
) -> UnitReports:
    """Return the units that are given or that paths stand for.

    What was added up from some of them before is none of them; nor is the file `output`, nor the
    report of the organ `name`, for which they are added up.
    """
    own = Organ.stated(None, name)
    read = [
        item
        for item in reading.items(items_given(units, "rollup"), tuple(exclude))
        if output is None or not _is_file(item, output)
    ]
    organs = {item.organ.name for item in read if isinstance(item, Report)}
    items: list[Report | Unreadable | Omission] = []
    for item in read:
        made_of = added_up(item) if isinstance(item, Report) else None
        if not isinstance(item, Report) or not item.file:
            items.append(item)
        elif item.organ.is_same(own):
            items.append(Omission(item.file, _OWN))
        elif made_of is not None and (item.agency is None or made_of & organs):
            items.append(Omission(item.file, _EARLIER))
        else:
            items.append(item)
    return UnitReports(
        tuple(item for item in items if isinstance(item, Report)),
        tuple(item for item in items if isinstance(item, Unreadable)),
        tuple(entries(items)),
    )


_OWN = Text("是汇总机关自己的报告", "the report of the organ that they are added up for")
_EARLIER = Text("是以前汇总的结果", "an earlier total of them")


def _is_file(item: Report | Unreadable | Omission, path: str) -> bool:
    file = item.location.file if isinstance(item, Unreadable) else item.file
    return file is not None and os.path.realpath(file) == os.path.realpath(path)


def _total(total: str | Path | Report, reading: Reading) -> Report | Unreadable:
    if isinstance(total, Report):
        return total
    found = list(sources(total))
    if len(found) != 1:
        return Unreadable(Location(str(total)), _ONE_TOTAL)
    return next(reading.reports(found))


def _findings(
    sorted_out: Members,
    total: Report,
    sums: Mapping[str, CellSum],
    unreadable: Sequence[Unreadable],
    missing: tuple[Text, ...],
) -> Iterator[Finding]:
    yield from sorted_out.findings
    yield from judge(total, sorted_out.counted, sums, missing)
    undecided = [cell for cell in sums.values() if cell.undecided]
    if undecided:
        first = undecided[0]
        yield RULES["U106"].finding(
            total.location(first.cell.key),
            tuple(cell.cell.key for cell in undecided),
            n=len(undecided),
            blank=_unknown(sorted_out, unreadable, [cell.parts for cell in undecided]),
            cell=first.cell.text,
            sum=first.known,
            reported=first.reported,
        )
    yield from unnamed(sorted_out.counted)
    for unit in sorted_out.counted:
        if n := failing_identities(unit):
            yield RULES["U108"].finding(organ_location(unit), unit=name_of(unit), n=n)


def unnamed(units: Sequence[Report]) -> Iterator[Finding]:
    """Yield what is said of units whose reports do not say whose they are."""
    for unit in units:
        if unit.organ == (None, None):
            yield RULES["U109"].finding(organ_location(unit))


def _unknown(
    sorted_out: Members, unreadable: Sequence[Unreadable], parts: Sequence[Sequence[object]]
) -> Text:
    """Return why sums are unknown."""
    if unreadable:
        return _NOT_READ
    if not sorted_out.whole:
        return _NOT_COUNTED
    blank = [i for i in range(len(sorted_out.counted)) if any(row[i] is None for row in parts)]
    unit = name_of(sorted_out.counted[blank[0]])
    return (_BLANK if len(blank) > 1 else _BLANK_OF_ONE).fill(unit=unit, n=len(blank))
