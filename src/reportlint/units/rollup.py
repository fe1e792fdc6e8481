"""A consolidated report against the organs that it covers: what differs, and what explains it."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from reportlint.files.account import entries
from reportlint.files.reading import Items, Reading, items_given
from reportlint.files.sources import sources
from reportlint.findings import (
    Finding,
    Findings,
    GivenFile,
    Omission,
    Unreadable,
    internal_error,
)
from reportlint.form.schema import Form
from reportlint.language import Text
from reportlint.location import Location
from reportlint.number import Number, decimals
from reportlint.organs import Organ
from reportlint.report import Report
from reportlint.rules import RULES, require_rules
from reportlint.units.consolidation import (
    CellSum,
    Members,
    added_up,
    compare,
    failing_identities,
    like_a_report,
    members,
    name_of,
    organ_location,
)
from reportlint.units.difference import (
    DifferenceExplanation,
    Discrepancy,
    LeastExplanations,
    UnitGroup,
    least_explanations,
    wrong_cells,
)
from reportlint.units.unit_findings import (
    ANOTHER,
    VERSION,
    Comparison,
    cell_findings,
    differing,
    joint_finding,
    possibilities,
    unit_findings,
)


def discrepancy(form: Form, sums: Mapping[str, CellSum]) -> Discrepancy:
    """Return what is to be explained; cells that cannot be compared are left out."""
    steps = {key: _decimals(cell) for key, cell in sums.items() if cell.comparable}
    return Discrepancy(
        {key: _steps(sums[key].difference, n) for key, n in steps.items()},
        frozenset(key for key in steps if not sums[key].complete),
        _groups(sums, steps),
        _followers(form, steps),
    )


def _groups(sums: Mapping[str, CellSum], steps: Mapping[str, int]) -> tuple[UnitGroup, ...]:
    """Return the units that are not all 0, those with the same numbers together."""
    numbers: dict[int, dict[str, int]] = defaultdict(dict)
    for key, n in steps.items():
        for unit, part in enumerate(sums[key].parts):
            if part:
                numbers[unit][key] = _steps(part, n)
    alike: dict[tuple[tuple[str, int], ...], list[int]] = defaultdict(list)
    for unit in sorted(numbers):
        alike[tuple(numbers[unit].items())].append(unit)
    return tuple(UnitGroup(tuple(units), dict(stated)) for stated, units in alike.items())


def _followers(form: Form, steps: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """Return for every cell that is no total the totals that count it, and how often."""
    counted: dict[str, dict[str, int]] = defaultdict(dict)
    for total in form.totals:
        for part in _expanded(form, total):
            counted[part][total] = counted[part].get(total, 0) + 1
    return {
        key: {total: times for total, times in totals.items() if total in steps}
        for key, totals in counted.items()
        if key in steps
    }


def _expanded(form: Form, key: str) -> list[str]:
    """Return the cells that a total counts, totals among them opened."""
    if key not in form.totals:
        return [key]
    return [cell for part in form.totals[key] for cell in _expanded(form, part)]


def _decimals(cell: CellSum) -> int:
    return max(decimals(n) for n in (*cell.parts, cell.reported, 0) if n is not None)


def _steps(number: Number, places: int) -> int:
    return int(Decimal(number).scaleb(places))


_WHOLE = Text("汇总与各单位之和", "the total and the sum over the units")
_ANOTHER_WEIGHT = 2


def judge(total: Report, units: Sequence[Report], sums: Mapping[str, CellSum]) -> Iterator[Finding]:
    """Yield what the differences come to; nothing where no cell fails."""
    if total.form is None or not any(cell.fails for cell in sums.values()):
        return
    comparison = Comparison(total, units, sums, discrepancy(total.form, sums))
    cells = wrong_cells(comparison.discrepancy)
    if cells is None:
        keys = [key for key, cell in sums.items() if cell.fails]
        yield joint_finding(comparison, keys, _WHOLE, Text("", ""))
        return
    other = _other_report(comparison, cells)
    weight = _ANOTHER_WEIGHT + len(cells.mistyped) if other else cells.weight
    found = least_explanations(comparison.discrepancy, cells, weight)
    tie = other if found.explanations and found.explanations[0].weight == weight else None
    if not found.explanations:
        yield from _without_units(comparison, cells, other)
    elif len(found.explanations) == 1 and found.proved and tie is None:
        explanation = found.explanations[0]
        yield from unit_findings(comparison, explanation.multiples)
        yield from cell_findings(comparison, explanation.mistyped)
    else:
        yield from _several(comparison, found, tie)


def _without_units(
    comparison: Comparison, cells: DifferenceExplanation, other: Text | None
) -> Iterator[Finding]:
    if other is None:
        yield from cell_findings(comparison, cells.mistyped)
        return
    remark = Text(
        "；差额像是{other}",
        "; the differences balance as a report does, as if {other}",
    )
    keys = differing(comparison, ())
    yield joint_finding(comparison, keys, _WHOLE, remark.fill(other=other))


def _several(
    comparison: Comparison, found: LeastExplanations, tie: Text | None
) -> Iterator[Finding]:
    """What all explanations share is certain; the rest is listed."""
    sure = tuple(map(_shared, zip(*(x.multiples for x in found.explanations), strict=True)))
    if tie is not None or not found.proved:
        sure = tuple(0 for _ in sure)
    yield from unit_findings(comparison, sure)
    remark = possibilities(comparison, found.explanations, tie, proved=found.proved)
    yield joint_finding(comparison, differing(comparison, sure), _WHOLE, remark)


def _shared(multiples: tuple[int, ...]) -> int:
    """Return how often a unit is counted too often, or too seldom, at least."""
    fewest = min(multiples, key=abs)
    return fewest if all(multiple * fewest > 0 for multiple in multiples) else 0


def _other_report(comparison: Comparison, cells: DifferenceExplanation) -> Text | None:
    """Return what the differences look like where they balance as a whole report does."""
    lighter = _ANOTHER_WEIGHT + len(cells.mistyped) < cells.weight
    if not lighter or comparison.total.form is None:
        return None
    if any(not cell.complete for cell in comparison.sums.values()):
        return None
    amounts = {key: cell.difference for key, cell in comparison.sums.items() if cell.comparable}
    if not like_a_report(comparison.total.form, amounts):
        return None
    return ANOTHER if min(amounts.values()) >= 0 else VERSION


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
    found: list[Finding] = []
    try:
        for finding in _findings(reports, whole, unreadable):
            found.append(finding)  # noqa: PERF402  (what was found stays, should a rule fail)
    except Exception as error:  # noqa: BLE001
        unreadable = (*unreadable, internal_error(error, whole.file or "-"))
    return Findings(tuple(found), unreadable, len(reports) + 1, files)


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
