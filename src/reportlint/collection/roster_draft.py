"""A roster drafted from reports: last year's folder tells who hands in this year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from reportlint.collection.roster import CODE, NAME, Roster, RosterRow, roster
from reportlint.findings import Omission, Unreadable
from reportlint.language import Text
from reportlint.location import Location
from reportlint.report import Report


@dataclass(frozen=True, slots=True)
class RosterDraft:
    """A roster, and the files of which it is not known whose they are, each with why."""

    roster: Roster
    unnamed: tuple[tuple[str, Text], ...]


_NO_ORGAN = Text("报告没有写明机关", "the report names no organ")


def drafted(items: Iterable[Report | Unreadable | Omission], file: str) -> RosterDraft:
    """Return a roster of the organs of reports, each once, in the order of the files.

    A code that one of an organ's reports states is the organ's.
    """
    rows: dict[str, dict[str, str]] = {}
    unnamed: list[tuple[str, Text]] = []
    for item in items:
        if isinstance(item, Unreadable):
            unnamed.append((item.location.file, item.message))
        elif isinstance(item, Report):
            code, name = item.organ
            if not code and not name:
                unnamed.append((item.file or "-", _NO_ORGAN))
                continue
            row = rows.setdefault(name or code or "", {NAME: (item.agency or "").strip(), CODE: ""})
            row[CODE] = row[CODE] or code or ""
    found: list[RosterRow] = [(Location(file), row) for row in rows.values()]
    return RosterDraft(roster(file, found), tuple((PurePath(x).as_posix(), y) for x, y in unnamed))
