"""Which of the reports given as units are counted, and what is said of the others."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from reportlint.findings import Finding
from reportlint.language import Text
from reportlint.organs.identity import same_organ
from reportlint.report import Location, Report
from reportlint.rules import RULES

_SAME = Text("数字相同", "with the same numbers")
_OTHER = Text("数字不同", "with other numbers")
_OF = Text("{year} 年度（{edition} 版表式）", "{year} (edition {edition})")
_NO_YEAR = Text("未写明的年度", "a year not stated")
_UNNAMED = Text("（未写名称）", "(no name)")


@dataclass
class Members:
    """The units that are counted; `whole` is False where one that belongs to them is not."""

    counted: list[Report] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    whole: bool = True


def members(units: Sequence[Report], total: Report) -> Members:
    """Sort out what cannot be counted: the total itself, another year, a second report."""
    found = Members()
    for unit in units:
        earlier = next((one for one in found.counted if same_organ(one, unit)), None)
        if _is_total(unit, total):
            rule = RULES["U107"]
            found.findings.append(rule.finding(place(unit), organ=name_of(unit)))
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


def place(report: Report) -> Location | None:
    """Return where a report names its organ."""
    return report.location("agency.name")


def same_numbers(one: Report, other: Report) -> bool:
    """Whether two reports state the same number in every cell."""
    forms = one.form, other.form
    return forms[0] is forms[1] and all(one.value(key) == other.value(key) for key in one.cells)


def _is_total(unit: Report, total: Report) -> bool:
    same_file = unit.file is not None and total.file is not None
    same_file = same_file and os.path.realpath(str(unit.file)) == os.path.realpath(str(total.file))
    return same_file or same_organ(unit, total)


def _fits(unit: Report, total: Report) -> bool:
    """Whether a unit is on the total's form and of its year; one without a year may be."""
    same_year = unit.year is None or total.year is None or unit.year == total.year
    return same_year and unit.form is total.form


def _another_year(unit: Report, total: Report) -> Finding:
    found, wanted = _of(unit), _of(total)
    return RULES["U105"].finding(
        unit.location("year"), unit=name_of(unit), found=found, wanted=wanted
    )


def _of(report: Report) -> Text:
    if report.form is None:
        return Text(f"{report.year} 年度", f"{report.year}") if report.year else _NO_YEAR
    return _OF.fill(year=report.year or "?", edition=report.form.edition)


def _given_twice(used: Report, unit: Report) -> Finding:
    return RULES["U104"].finding(
        place(unit),
        organ=name_of(unit),
        same=_SAME if same_numbers(used, unit) else _OTHER,
        used=PurePath(used.file).name if used.file else name_of(used),
    )
