"""The consolidated report of several organs: the sum of their reports, cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from reportlint.language import Text
from reportlint.organs.identity import same_organ
from reportlint.report import Report, nest
from reportlint.units.comparison import CellSum, compare
from reportlint.units.members import name_of, same_numbers


class UnitsError(ValueError):
    """The reports cannot be added up; `message` says why in both languages."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.zh)
        self.message = message


@dataclass(frozen=True, slots=True)
class Consolidation:
    """A consolidated report, and the cells whose sum is not whole since units left them blank."""

    report: Report
    partial: tuple[CellSum, ...]


def consolidate(units: Sequence[Report], *, name: str | None = None) -> Report:
    """Return the sum of reports of one year and edition, as the report of the organ `name`.

    See `add_up`, which also says which sums are not whole.

    >>> def unit(name, n): return Report.from_dict(
    ...     {"year": 2024, "agency": {"name": name}, "proactive": {"licensing": {"decisions": n}}})
    >>> consolidate([unit("甲局", 3), unit("乙局", 4)]).value("proactive.licensing.decisions")
    7
    """
    return add_up(units, name=name).report


def add_up(units: Sequence[Report], *, name: str | None = None) -> Consolidation:
    """Add up reports of one year and edition; given twice with the same numbers one counts once.

    A sum with blanks is that of the known numbers, a cell that all leave blank is blank. `name` is
    the organ that the report is for. Prose is left out. Raises `UnitsError` where the reports are
    none, of several years or editions, or differ though they are of one organ.
    """
    year = _one_year(units)
    counted = _once_each(units)
    edition = counted[0].form.edition if counted[0].form else None
    empty = Report.from_dict({"edition": edition, "year": year})
    sums = compare(empty, counted)
    cells = {key: cell.known if _filled(cell) else None for key, cell in sums.items()}
    about: dict[str, Any] = {"edition": edition, "year": year}
    if name is not None:
        about["agency.name"] = name
    report = Report.from_dict(nest({**about, **cells}.items()))
    return Consolidation(report, tuple(c for c in sums.values() if _filled(c) and not c.complete))


def _filled(cell: CellSum) -> bool:
    return any(part is not None for part in cell.parts)


def _one_year(units: Sequence[Report]) -> int:
    """Return the year that all state, on one form."""
    years = {unit.year for unit in units} - {None}
    editions = {unit.form.edition if unit.form else None for unit in units}
    if len(years) == 1 and len(editions) == 1 and None not in editions:
        return years.pop() or 0
    if not units:
        raise UnitsError(Text("没有可汇总的报告", "there is no report to add up"))
    stated = "; ".join(f"{name_of(u)}: {u.year or '?'}, {u.form and u.form.edition}" for u in units)
    raise UnitsError(
        Text(
            "各单位的报告须是同一年度、同一版表式：{stated}",
            "the reports must be of one year and one edition of the form: {stated}",
        ).fill(stated=stated)
    )


def _once_each(units: Sequence[Report]) -> list[Report]:
    left_out = set()
    for (i, one), (j, other) in combinations(enumerate(units), 2):
        if not same_organ(one, other):
            continue
        if not same_numbers(one, other):
            raise UnitsError(
                Text(
                    "{organ}的报告给了两份，数字不同：{one}，{other}",
                    "two reports of {organ} are given and differ: {one}, {other}",
                ).fill(organ=name_of(one), one=one.file, other=other.file)
            )
        left_out.add(max(i, j))
    return [unit for i, unit in enumerate(units) if i not in left_out]
