"""From the differences of a total to what is reported: units where they explain it, else cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportlint.findings import Finding
from reportlint.language import Text
from reportlint.report import Report
from reportlint.units.comparison import CellSum
from reportlint.units.evidence import like_a_report
from reportlint.units.explanation import Explanation, Least, least, wrong_cells
from reportlint.units.problem import problem
from reportlint.units.statements import (
    ANOTHER,
    VERSION,
    Compared,
    cells_of,
    differing,
    possibilities,
    together,
    units_of,
)

_WHOLE = Text("汇总与各单位之和", "the total and the sum over the units")
_ANOTHER_WEIGHT = 2


def judge(total: Report, units: Sequence[Report], sums: Mapping[str, CellSum]) -> Iterator[Finding]:
    """Yield what the differences come to; nothing where no cell fails."""
    if total.form is None or not any(cell.fails for cell in sums.values()):
        return
    compared = Compared(total, units, sums, problem(total.form, sums))
    cells = wrong_cells(compared.problem)
    if cells is None:
        keys = [key for key, cell in sums.items() if cell.fails]
        yield together(compared, keys, _WHOLE, Text("", ""))
        return
    other = _other_report(compared, cells)
    weight = _ANOTHER_WEIGHT + len(cells.mistyped) if other else cells.weight
    found = least(compared.problem, cells, weight)
    tie = other if found.explanations and found.explanations[0].weight == weight else None
    if not found.explanations:
        yield from _without_units(compared, cells, other)
    elif len(found.explanations) == 1 and found.proved and tie is None:
        explanation = found.explanations[0]
        yield from units_of(compared, explanation.multiples)
        yield from cells_of(compared, explanation.mistyped)
    else:
        yield from _several(compared, found, tie)


def _without_units(compared: Compared, cells: Explanation, other: Text | None) -> Iterator[Finding]:
    if other is None:
        yield from cells_of(compared, cells.mistyped)
        return
    remark = Text(
        "；差额本身符合表式的勾稽关系，像是{other}",
        "; the differences balance as a report does, as if {other}",
    )
    keys = differing(compared, ())
    yield together(compared, keys, _WHOLE, remark.fill(other=other))


def _several(compared: Compared, found: Least, tie: Text | None) -> Iterator[Finding]:
    """What all explanations share is certain; the rest is listed."""
    sure = tuple(map(_shared, zip(*(x.multiples for x in found.explanations), strict=True)))
    if tie is not None or not found.proved:
        sure = tuple(0 for _ in sure)
    yield from units_of(compared, sure)
    remark = possibilities(compared, found.explanations, tie, proved=found.proved)
    yield together(compared, differing(compared, sure), _WHOLE, remark)


def _shared(multiples: tuple[int, ...]) -> int:
    """Return how often a unit is counted too often, or too seldom, at least."""
    least = min(multiples, key=abs)
    return least if all(multiple * least > 0 for multiple in multiples) else 0


def _other_report(compared: Compared, cells: Explanation) -> Text | None:
    """Return what the differences look like where they balance as a whole report does."""
    lighter = _ANOTHER_WEIGHT + len(cells.mistyped) < cells.weight
    if not lighter or compared.total.form is None:
        return None
    if any(not cell.complete for cell in compared.sums.values()):
        return None
    amounts = {key: cell.difference for key, cell in compared.sums.items() if cell.comparable}
    if not like_a_report(compared.total.form, amounts):
        return None
    return ANOTHER if min(amounts.values()) >= 0 else VERSION
