"""A consolidated report and its units: the sum of their reports, compared cell by cell."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from pathlib import PurePath
from typing import Any

from reportlint.errors import UnitsError
from reportlint.findings import Finding
from reportlint.form.edits import gap
from reportlint.form.schema import Form
from reportlint.form.structure import FormCell
from reportlint.language import Text
from reportlint.location import Location
from reportlint.number import Number, shown, term, written
from reportlint.report import Report, nest
from reportlint.rules import RULES
from reportlint.spelling import compact
from reportlint.units.consolidated_prose import END, MADE, consolidated_prose

_MOST_TERMS = 7


@dataclass(frozen=True)
class CellSum:
    """One cell: what each unit states, and what the total does; None is a blank.

    `whole` is False where numbers of further units are not known.
    """

    cell: FormCell
    parts: tuple[Number | None, ...]
    reported: Number | None
    whole: bool = True

    @cached_property
    def known(self) -> Number:
        """The sum of the parts that are known."""
        return sum(part for part in self.parts if part is not None)

    @cached_property
    def complete(self) -> bool:
        """Whether every part is known."""
        return self.whole and None not in self.parts

    @property
    def difference(self) -> Number:
        """How much more is reported than the known sum; 0 where nothing is reported."""
        return 0 if self.reported is None else self.reported - self.known

    @property
    def comparable(self) -> bool:
        """Whether some total would be wrong: no unknown part can lower a sum of counts."""
        return self.reported is not None and (self.complete or self.cell.minimum >= 0)

    @property
    def fails(self) -> bool:
        """Whether the total is wrong whatever the unknown parts are."""
        return self.comparable and (self.difference < 0 or (self.complete and self.difference != 0))

    @property
    def undecided(self) -> bool:
        """Whether the total would be wrong if the unknown parts were 0."""
        return self.difference != 0 and not self.fails

    @property
    def equation(self) -> Text:
        """The sum and what is reported, with the difference."""
        return Text(
            "{name} {sum}，填报 {reported}，{gap}",
            "{name} {sum}, reported {reported}, {gap}",
        ).fill(
            name=_WHOLE if self.complete else _PART,
            sum=self._sum(),
            reported=shown(self.reported),
            gap=gap(self.difference),
        )

    def _sum(self) -> str:
        terms = [part for part in self.parts if part != 0]
        if not 1 < len(terms) <= _MOST_TERMS:
            return written(self.known)
        return f"{'+'.join(map(term, terms))} = {written(self.known)}"


_WHOLE = Text("各单位之和", "sum over the units")
_PART = Text("各单位已知部分之和", "known part of the sum over the units")


def compare(total: Report, units: Sequence[Report], *, whole: bool = True) -> dict[str, CellSum]:
    """Return every cell of the total's form with the units' numbers; none where it has no form."""
    rows = [unit.record for unit in units]
    return {
        key: CellSum(cell, tuple(row.get(key) for row in rows), total.value(key), whole)
        for key, cell in _cells(total.form).items()
    }


def _cells(form: Form | None) -> dict[str, FormCell]:
    return form.cells if form else {}


def failing_identities(report: Report) -> int:
    """Return how many identities of its form a report breaks."""
    row = report.record
    return sum(x.fails(row) for x in report.form.identities) if report.form else 0


def settles(report: Report, key: str, number: Number) -> bool:
    """Whether identities of a report that have this cell fail, and all hold with `number` in it."""
    if report.form is None:
        return False
    concerned = [x for x in report.form.identities if key in x.cells]
    row = report.record
    corrected = {**row, key: number}
    return any(x.fails(row) for x in concerned) and not any(x.fails(corrected) for x in concerned)


def like_a_report(form: Form, amounts: dict[str, Number]) -> bool:
    """Whether differences, by cell, satisfy the form's identities as a report's numbers would.

    False where no identity has anything to say about them.
    """
    concerned = [x for x in form.identities if any(amounts.get(key) for key in x.cells)]
    whole = all(key in amounts for x in concerned for key in x.cells)
    return bool(concerned) and whole and not any(x.fails(amounts) for x in concerned)


_SAME = Text("数字相同", "with the same numbers")
_OTHER = Text("数字不同", "with other numbers")
_OF = Text("{year}年度（{edition}年版格式）", "{year} (edition {edition})")
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
        return Text(f"{report.year}年度", f"{report.year}") if report.year else _NO_YEAR
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


def add_up(
    units: Sequence[Report], *, name: str | None = None, draft: Report | None = None
) -> Consolidation:
    """Add up reports of one year and edition; given twice with the same numbers one counts once.

    A sum with blanks is that of the known numbers, a cell that all leave blank is blank. `name` is
    the organ that the report is for. Its prose says what it was added up from, by which `added_up`
    knows it again, and its numbers; the rest is that of a `draft`, else what is to be written.
    Raises `UnitsError` where the reports are none, of several years or editions, or differ though
    they are of one organ.
    """
    year = _one_year(units)
    counted = _once_each(units)
    edition = counted[0].form.edition if counted[0].form else None
    empty = Report.from_dict({"edition": edition, "year": year})
    sums = compare(empty, counted)
    cells = {key: cell.known if _filled(cell) else None for key, cell in sums.items()}
    about: dict[str, Any] = {
        "edition": edition,
        "year": year,
        **({"agency.name": name} if name is not None else {}),
        "period.start": f"{year}-01-01",
        "period.end": f"{year}-12-31",
    }
    bare = Report.from_dict(nest({**about, **cells}.items()))
    names = [unit.organ.name for unit in counted if unit.organ.name]
    prose = {f"narrative.{x}": y for x, y in consolidated_prose(bare, names, draft).items()}
    report = Report.from_dict(nest({**about, **cells, **prose}.items()))
    return Consolidation(report, tuple(c for c in sums.values() if _filled(c) and not c.complete))


def added_up(report: Report) -> frozenset[str] | None:
    """Return the organs that a report was added up from by `add_up`; None for any other report.

    >>> unit = Report.from_dict({"year": 2024, "agency": {"name": "甲局"}})
    >>> added_up(consolidate([unit])) == {"甲局"}, added_up(unit) is None
    (True, True)
    """
    for passage in report.passages:
        _, made, rest = compact(passage.text).partition(compact(MADE))
        if made:
            return frozenset(rest.partition(compact(END))[0].upper().split("、"))
    return None


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
            "各单位的报告须是同一年度、同一版格式：{stated}",
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
