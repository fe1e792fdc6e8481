"""The units by a roster: whose each report is, and which organs have none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from reportlint.collection.identification import GROUNDS, Identifier
from reportlint.collection.roster_files import read_roster
from reportlint.findings import Finding, Unreadable
from reportlint.language import Text
from reportlint.organs import Organ
from reportlint.report import Report, flatten, nest
from reportlint.rules import RULES

_UNREAD = Text("{unit}（文件无法读取）", "{unit} (whose file cannot be read)")


@dataclass(frozen=True, slots=True)
class RosterMembers:
    """Reports under the names of a roster, the organs of it that have none, and what to say."""

    reports: tuple[Report, ...]
    missing: tuple[Text, ...] = ()
    findings: tuple[Finding, ...] = ()


def by_roster(
    reports: Sequence[Report],
    unreadable: Sequence[Unreadable],
    file: str | Path,
    total: Report | None = None,
) -> RosterMembers:
    """Return the units under the names of the roster in a file; RosterError where it is none.

    The total itself is no unit, though it may be among the reports.
    """
    roster = read_roster(file)
    identifier = Identifier(roster)
    named: list[Report] = []
    found: list[Finding] = []
    seen: set[int] = set()
    for report in reports:
        identification = identifier.of(report.organ, report.file)
        if identification is None:
            named.append(report)
            if report.organ != (None, None) and not (total and report.organ.is_same(total.organ)):
                found.append(_stranger(report))
            continue
        unit = roster.units[identification.unit]
        seen.add(identification.unit)
        named.append(_renamed(report, unit.name, unit.code))
        if identification.is_guess:
            found.append(
                RULES["U112"].finding(
                    report.location("agency.name"),
                    unit=unit.label,
                    file=PurePath(report.file or "-").name,
                    ground=GROUNDS[identification.ground],
                )
            )
    nobody = Organ(None, None)
    broken = {x.unit for y in unreadable if (x := identifier.of(nobody, y.location.file))}
    missing = tuple(
        _UNREAD.fill(unit=unit.label) if place in broken else Text(unit.label, unit.label)
        for place, unit in enumerate(roster.units)
        if place not in seen
    )
    return RosterMembers(tuple(named), missing, tuple(found))


def _stranger(report: Report) -> Finding:
    return RULES["U111"].finding(report.location("agency.name"), unit=report.agency or "")


def _renamed(report: Report, name: str | None, code: str | None) -> Report:
    """Return the report with the name and code of the roster, where that states them."""
    stated = dict(flatten(report.data))
    stated |= {"agency.name": name} if name else {}
    stated |= {"agency.code": code} if code else {}
    return replace(report, data=nest(stated.items()))
