"""What the differences between a total and its units come to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from reportlint.findings import Finding
from reportlint.form.schema import Form
from reportlint.language import Text
from reportlint.number import Number, decimals
from reportlint.report import Report
from reportlint.units.consolidation import CellSum, like_a_report
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
    missing_finding,
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


_COUNTED = Text(
    "汇总报告有 {n} 个单元格与已报单位之和不符，差额合起来正像一份完整的报告，应是已经计入的它的数",
    "in {n} cells the total is more than the sum over the others, and the differences balance as a "
    "report does: its numbers had been counted",
)
_NOT_COUNTED_YET = Text(
    "汇总数等于其他单位之和，没有计入它，请补报后重新汇总",
    "the total is the sum over the others and does not count it: add it when it comes",
)
_SHORT = Text(
    "有 {n} 个单元格的汇总数比已报单位之和还小，仅凭缺报解释不了",
    "in {n} cells the total is less than the sum over the others, which no missing report explains",
)
_UNSURE = Text(
    "汇总数如已计入它，{n} 个单元格的差额中可能有它的数",
    "if the total counts it, its numbers may be in the differences of {n} cells",
)


def _is_of_missing(comparison: Comparison, keys: Sequence[str]) -> bool:
    """Whether the differences are all those of whole reports that were not given."""
    sums, form = comparison.sums, comparison.total.form
    if form is None or not keys or any(not cell.complete for cell in sums.values()):
        return False
    amounts = {key: cell.difference for key, cell in sums.items() if cell.comparable}
    return min(amounts.values()) >= 0 and like_a_report(form, amounts)


def _effect(comparison: Comparison, keys: Sequence[str]) -> Text:
    """Return what the differences have to do with organs without a report."""
    if not keys:
        return _NOT_COUNTED_YET
    short = sum(comparison.sums[key].difference < 0 for key in keys)
    return _SHORT.fill(n=short) if short else _UNSURE.fill(n=len(keys))


_WHOLE = Text("汇总与各单位之和", "the total and the sum over the units")
_ANOTHER_WEIGHT = 2


def judge(
    total: Report,
    units: Sequence[Report],
    sums: Mapping[str, CellSum],
    missing: tuple[Text, ...] = (),
) -> Iterator[Finding]:
    """Yield what the differences come to; nothing where no cell fails and no organ is missing."""
    if total.form is None:
        return
    comparison = Comparison(total, units, sums, discrepancy(total.form, sums), missing)
    keys = [key for key, cell in sums.items() if cell.difference]
    if missing and _is_of_missing(comparison, keys):
        yield missing_finding(comparison, _COUNTED.fill(n=len(keys)), keys)
        return
    if missing:
        yield missing_finding(comparison, _effect(comparison, keys))
    if any(cell.fails for cell in sums.values()):
        yield from _explained(comparison)


def _explained(comparison: Comparison) -> Iterator[Finding]:
    sums = comparison.sums
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
