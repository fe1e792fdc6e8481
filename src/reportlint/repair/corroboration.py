"""Repairs larger than the smallest to which the prose and the next year's report both point.

What came in is what the prose says, what was carried over is what last year's report says, or else
this one, and what was carried forward is what the next year's says. With these numbers held, few
sets of cells may be left that can be wrong, be they larger: requests that were carried forward are
often counted as handled as well, in an outcome and in its total.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from math import inf

from reportlint.form.edits import Edit, Identity, Record
from reportlint.form.structure import PREVIOUS
from reportlint.number import Number
from reportlint.repair.background import Background
from reportlint.repair.localisation import Localisation, localise
from reportlint.report import Report
from reportlint.solving import coefficients, expression

_MOST = 3
_MOST_SETS = 12


def corroborated(
    report: Report, edits: Sequence[Edit], background: Background, largest: int
) -> list[dict[str, Number]]:
    """Return such repairs of at most `largest` cells each, whatever the smallest may be.

    A repair has the numbers that are stated where the report has others, and else takes away no
    more than was carried forward. Where many are left, only those that take away a whole row are
    pointed to, and of many such none.
    """
    after = background.after.stated if background.after else {}
    stated = {cell: n for cell, (n, *others) in background.figures.items() if not others}
    agreed = all(after.get(cell, number) == number for cell, number in stated.items())
    prose = background.confirmed.union(stated)
    if not after or not prose or not agreed:
        return []
    known = {**_carried_over(report, background), **stated, **after}
    given = {cell: n for cell, n in known.items() if report.value(cell) is not None}
    changed = {cell: n for cell, n in given.items() if report.value(cell) != n}
    row = {**report.record, **given}
    held = _with_parts({*given, *background.confirmed}, edits, row)
    weights = dict.fromkeys(held, inf)
    parts = localise(edits, row, weights=weights, most=_MOST_SETS, largest=largest)
    found = [
        solution
        for solution, about in _solutions(parts, edits, changed)
        if 0 < len(solution) <= largest
        and _names(about, prose)
        and _names(about, after)
        and (not changed.keys().isdisjoint(solution) or _counted_twice(about, row, after))
    ]
    if len(found) > _MOST:
        least = min(map(cells_kept, found))
        found = [solution for solution in found if cells_kept(solution) == least]
    return found if len(found) <= _MOST else []


def cells_kept(solution: Mapping[str, Number]) -> int:
    """Count the cells that keep a number: of a row that is taken away whole, none does."""
    return sum(bool(number) for number in solution.values())


def _carried_over(report: Report, background: Background) -> dict[str, Number]:
    """Return what last year's report says of this one's cells; the cells' own, where not given."""
    own = {
        cell: report.value(cell)
        for edit in (report.form.year_edits if report.form else ())
        if isinstance(edit, Identity) and len(edit.cells) == 2
        for cell in edit.cells
        if not cell.startswith(PREVIOUS)
    }
    reported = {cell: number for cell, number in own.items() if number is not None}
    return reported | (background.before.stated if background.before else {})


def _with_parts(cells: set[str], edits: Sequence[Edit], row: Record) -> set[str]:
    """Return the cells, and of those that are totals of sums that hold also the parts."""
    sums = (edit for edit in edits if isinstance(edit, Identity) and len(edit.right) == 1)
    whole = (edit for edit in sums if edit.right[0] in cells and not edit.fails(row))
    return cells.union(*(edit.left for edit in whole))


def _solutions(
    parts: Sequence[Localisation], edits: Sequence[Edit], changed: Mapping[str, Number]
) -> Iterator[tuple[dict[str, Number], list[Edit]]]:
    """Yield every repair with the edits that it is about: what is `changed`, and what else is."""
    about = [edit for edit in edits if not changed.keys().isdisjoint(edit.cells)]
    tied = [part for part in parts if not set(part.broken).isdisjoint(about)]
    yield from (
        (dict(repair), list(part.broken))
        for part in parts
        if part.complete and not any(part.open) and part not in tied
        for repair in part.repairs
    )
    if changed and all(part.unique for part in tied):
        solution = dict(changed)
        for part in tied:
            solution |= part.repairs[0]
        yield solution, about


def _names(edits: Sequence[Edit], cells: Container[str]) -> bool:
    return any(cell in cells for edit in edits for cell in edit.cells)


def _counted_twice(broken: Sequence[Edit], row: Record, after: Mapping[str, Number]) -> bool:
    """Whether the sums with what was carried forward exceed by no more than that."""
    return all(
        0 < factor * expression(edit, row, {})[1] <= after[cell]
        for edit in broken
        if isinstance(edit, Identity)
        for cell, factor in coefficients(edit).items()
        if cell in after
    )
