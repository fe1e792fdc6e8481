"""Consolidated reports: a total against the organs that it covers, and the total made of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from reportlint.files.reading import Items, Reading
from reportlint.files.sources import sources
from reportlint.findings import Finding, Findings, Unreadable
from reportlint.language import Text
from reportlint.location import Location
from reportlint.report import Report
from reportlint.rules import RULES, require_rules
from reportlint.units.comparison import compare, failing_identities
from reportlint.units.consolidation import Members, members, name_of, organ_location
from reportlint.units.judgement import judge

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
    exclude: Sequence[str] = (),
    reading: Reading | None = None,
) -> Findings:
    """Compare a consolidated report with the units that it covers.

    Units and total are reports, or paths as `check` takes them. What cannot be read is in the
    result's `unreadable`, and the comparison then allows for the unit that is missing.

    >>> def report(name, n): return Report.from_dict(
    ...     {"year": 2024, "agency": {"name": name}, "proactive": {"licensing": {"decisions": n}}})
    >>> found = rollup([report("甲局", 3), report("乙局", 4)], report("某县人民政府", 9))
    >>> [(finding.code, finding.expected, finding.actual) for finding in found]
    [('U101', '7', '9')]
    """
    require_rules()
    reading = reading or Reading()
    reports, unreadable = read_units(units, exclude=exclude, reading=reading)
    if not reports and not unreadable:
        unreadable = [Unreadable(Location("-"), _NO_UNITS)]
    whole = _total(total, reading)
    if isinstance(whole, Unreadable):
        return Findings((), (*unreadable, whole), len(reports))
    if whole.form is None:
        lacking = Unreadable(Location(whole.file or "-"), _NO_FORM)
        return Findings((), (*unreadable, lacking), len(reports))
    found = _findings(reports, whole, unreadable)
    files = tuple(report.file for report in (*reports, whole) if report.file is not None)
    return Findings(tuple(found), tuple(unreadable), len(reports) + 1, files)


def read_units(
    units: Items, *, exclude: Sequence[str] = (), reading: Reading
) -> tuple[list[Report], list[Unreadable]]:
    """Return the reports that are given or that paths stand for, and what is none."""
    read = list(reading.items(units, tuple(exclude)))
    reports = [item for item in read if isinstance(item, Report)]
    return reports, [item for item in read if isinstance(item, Unreadable)]


def _total(total: str | Path | Report, reading: Reading) -> Report | Unreadable:
    if isinstance(total, Report):
        return total
    found = list(sources(total))
    if len(found) != 1:
        return Unreadable(Location(str(total)), _ONE_TOTAL)
    return next(reading.reports(found))


def _findings(
    units: Sequence[Report], total: Report, unreadable: Sequence[Unreadable]
) -> Iterator[Finding]:
    sorted_out = members(units, total)
    yield from sorted_out.findings
    whole = sorted_out.whole and not unreadable
    sums = compare(total, sorted_out.counted, whole=whole)
    yield from judge(total, sorted_out.counted, sums)
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
    for unit in sorted_out.counted:
        if n := failing_identities(unit):
            yield RULES["U108"].finding(organ_location(unit), unit=name_of(unit), n=n)


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
