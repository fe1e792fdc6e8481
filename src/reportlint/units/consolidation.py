"""Which reports make up a consolidated one, and the sum of them, cell by cell."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import PurePath
from typing import Any

from reportlint.errors import UnitsError
from reportlint.findings import Finding
from reportlint.language import Text
from reportlint.location import Location
from reportlint.report import Report, nest
from reportlint.rules import RULES
from reportlint.units.comparison import CellSum, compare

_SAME = Text("数字相同", "with the same numbers")
_OTHER = Text("数字不同", "with other numbers")
_OF = Text("{year} 年度（{edition} 版表式）", "{year} (edition {edition})")
_NO_YEAR = Text("未写明的年度", "a year not stated")
_UNNAMED = Text("（未写名称）", "(no name)")


@dataclass
class Members:
    """The units that a total counts; `whole` is False where one that belongs to them is not."""

    counted: list[Report] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    whole: bool = True


def members(units: Sequence[Report], total: Report) -> Members:
    """Sort out what cannot be counted: the total itself, another year, a second report."""
    found = Members()
    for unit in units:
        earlier = next((one for one in found.counted if one.organ.is_same(unit.organ)), None)
        if _is_total(unit, total):
            rule = RULES["U107"]
            found.findings.append(rule.finding(organ_location(unit), organ=name_of(unit)))
        elif not _fits(unit, total):
            found.findings.append(_another_year(unit, total))
            found.whole = False
        elif earlier is not None:
            found.findings.append(_given_twice(earlier, unit))
        else:
            found.counted.append(unit)
    found.whole = found.whole and bool(found.counted)
    return found


def name_of(report: Report) -> Text:
    """Return what a message calls a report: its organ, else its file."""
    name = (report.agency or "").strip() or report.file
    return Text(name, name) if name else _UNNAMED


def organ_location(report: Report) -> Location | None:
    """Return where a report names its organ."""
    return report.location("agency.name")


def same_numbers(one: Report, other: Report) -> bool:
    """Whether two reports state the same number in every cell."""
    forms = one.form, other.form
    return forms[0] is forms[1] and all(one.value(key) == other.value(key) for key in one.cells)


def _is_total(unit: Report, total: Report) -> bool:
    same_file = unit.file is not None and total.file is not None
    same_file = same_file and os.path.realpath(str(unit.file)) == os.path.realpath(str(total.file))
    return same_file or unit.organ.is_same(total.organ)


def _fits(unit: Report, total: Report) -> bool:
    """Whether a unit is on the total's form and of its year; one without a year may be."""
    same_year = unit.year is None or total.year is None or unit.year == total.year
    return same_year and unit.form is total.form


def _another_year(unit: Report, total: Report) -> Finding:
    found, wanted = _year_and_edition(unit), _year_and_edition(total)
    return RULES["U105"].finding(
        unit.location("year"), unit=name_of(unit), found=found, wanted=wanted
    )


def _year_and_edition(report: Report) -> Text:
    if report.form is None:
        return Text(f"{report.year} 年度", f"{report.year}") if report.year else _NO_YEAR
    return _OF.fill(year=report.year or "?", edition=report.form.edition)


def _given_twice(used: Report, unit: Report) -> Finding:
    return RULES["U104"].finding(
        organ_location(unit),
        organ=name_of(unit),
        same=_SAME if same_numbers(used, unit) else _OTHER,
        used=PurePath(used.file).name if used.file else name_of(used),
    )


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
    repeated = set()
    for (i, one), (j, other) in combinations(enumerate(units), 2):
        if not one.organ.is_same(other.organ):
            continue
        if not same_numbers(one, other):
            raise UnitsError(
                Text(
                    "{organ}的报告给了两份，数字不同：{one}，{other}",
                    "two reports of {organ} are given and differ: {one}, {other}",
                ).fill(organ=name_of(one), one=one.file, other=other.file)
            )
        repeated.add(max(i, j))
    return [unit for i, unit in enumerate(units) if i not in repeated]
