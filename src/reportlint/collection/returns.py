"""What each unit of a roster has handed in: in time, late, not at all, twice, for another year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, get_args

from reportlint.collection.identification import Identifier
from reportlint.collection.roster import Roster, RosterUnit
from reportlint.collection.submission import (
    Round,
    Submission,
    of_report,
    of_unreadable,
    usual_year,
)
from reportlint.files.account import entries
from reportlint.files.reading import Items, Reading
from reportlint.findings import GivenFile, Unreadable
from reportlint.language import Text, dated
from reportlint.location import Location
from reportlint.report import Report

ReturnState = Literal["handed_in", "missing", "unreadable", "another_year"]
STATES: tuple[ReturnState, ...] = get_args(ReturnState)
"""Whether a unit has handed in a report of the year that can be read; if not, why not."""


@dataclass(frozen=True, slots=True)
class ReturnDay:
    """The day before which a report cannot have been in, and what says so."""

    day: date
    ground: Text


@dataclass(frozen=True, slots=True)
class UnitReturn:
    """A unit of a roster, and what it has handed in, in the order of the rounds.

    `late` is there where that is after the deadline.
    """

    unit: RosterUnit
    submissions: tuple[Submission, ...]
    year: int | None
    late: ReturnDay | None = None

    @property
    def of_the_year(self) -> tuple[Submission, ...]:
        """Those that can be read and are of the year, or of none that they state."""
        own = (x for x in self.submissions if x.is_readable)
        return tuple(x for x in own if x.year is None or self.year in (None, x.year))

    @property
    def others(self) -> tuple[Submission, ...]:
        """Of a unit that has handed in, what else there is: unreadable, or of another year."""
        counted = {x.file for x in self.of_the_year}
        return tuple(x for x in self.submissions if counted and x.file not in counted)

    @property
    def latest(self) -> tuple[Submission, ...]:
        """Those of the year in the last round: several where it was handed in twice."""
        last = max((x.round for x in self.of_the_year), default=None)
        return tuple(x for x in self.of_the_year if x.round == last)

    @property
    def state(self) -> ReturnState:
        """Whether it has handed in, and if not, why not."""
        if self.of_the_year:
            return "handed_in"
        if any(x.is_readable for x in self.submissions):
            return "another_year"
        return "unreadable" if self.submissions else "missing"

    @property
    def is_twice(self) -> bool:
        """Whether several reports of the year came in one round."""
        return len(self.latest) > 1

    @property
    def differences(self) -> int:
        """In how many cells these differ, at most."""
        first, *rest = self.latest or (None,)
        return max((first.differs_from(x) for x in rest), default=0) if first else 0

    @property
    def other_names(self) -> tuple[str, ...]:
        """The names, other than the roster's, that its reports bear."""
        own = self.unit.organ.name
        named = (x for x in self.submissions if x.name and own)
        return tuple(dict.fromkeys(x.name or "" for x in named if x.plain_name != own))

    @property
    def guessed(self) -> tuple[Submission, ...]:
        """Those that are taken for its own by a guess."""
        own = self.submissions
        return tuple(x for x in own if x.identification and x.identification.is_guess)


@dataclass(frozen=True, slots=True)
class Returns:
    """What a collection came to.

    `strangers` are no unit's of the roster. `is_year_guessed` where the year is that of most
    reports; `undated` counts the reports of which it cannot be told whether they were late.
    """

    roster: Roster
    units: tuple[UnitReturn, ...]
    strangers: tuple[Submission, ...]
    files: tuple[GivenFile, ...]
    year: int | None
    is_year_guessed: bool
    deadline: date | None = None
    undated: int = 0

    @property
    def is_complete(self) -> bool:
        """Whether every unit has handed in a report of the year that can be read."""
        return all(unit.state == "handed_in" for unit in self.units)

    @property
    def rounds(self) -> tuple[Round, ...]:
        """The rounds that folders name, the first first."""
        all_files = [*(x for unit in self.units for x in unit.submissions), *self.strangers]
        found = sorted({x.round for x in all_files})
        return tuple(found) if len(found) > 1 or (found and found[0].name) else ()

    def counted(self, state: ReturnState) -> tuple[UnitReturn, ...]:
        """Return the units in that state, in the order of the roster."""
        return tuple(unit for unit in self.units if unit.state == state)


def collect(
    paths: Items,
    roster: Roster,
    *,
    year: int | None = None,
    deadline: date | None = None,
    by_file_time: bool = False,
    exclude: Sequence[str] = (),
    reading: Reading | None = None,
) -> Returns:
    """Return what the units of a roster have handed in, of all that paths stand for.

    Of a report its few numbers that are not 0 are kept. It is late where a day after the deadline
    is stated: by the roster, by the folder of its round, by the report itself, or, `by_file_time`,
    by when the file was last written.
    """
    identifier = Identifier(roster)
    submissions: list[Submission] = []
    beside: list[Submission] = []
    files: list[GivenFile] = []
    for item in (reading or Reading()).items(paths, tuple(exclude)):
        files += (replace(x, shown=()) for x in entries([item]))
        if isinstance(item, Report):
            submissions.append(of_report(item, identifier))
        elif isinstance(item, Unreadable):
            submissions.append(of_unreadable(item, identifier))
        else:
            unread = Unreadable(Location(item.file), item.reason)
            beside.append(of_unreadable(unread, identifier))
    wanted = year or usual_year(x for x in submissions if x.identification)
    units = list(_units(roster, submissions, beside, wanted))
    known = {id(x): _first_day(x, by_file_time=by_file_time) for x in units} if deadline else {}
    judged = [
        replace(x, late=own) if deadline and (own := known[id(x)]) and own.day > deadline else x
        for x in units
    ]
    undated = sum(x.state == "handed_in" and known.get(id(x)) is None for x in units)
    return Returns(
        roster,
        tuple(judged),
        tuple(x for x in submissions if x.identification is None),
        tuple(files),
        wanted,
        year is None and wanted is not None,
        deadline,
        undated if deadline else 0,
    )


def _units(
    roster: Roster,
    submissions: Sequence[Submission],
    beside: Sequence[Submission],
    year: int | None,
) -> Iterator[UnitReturn]:
    """Yield the return of each unit; a file that is no report is one where there is no other."""
    own, other = _by_unit(submissions), _by_unit(beside)
    for place, unit in enumerate(roster.units):
        found = own.get(place) or other.get(place, [])
        yield UnitReturn(unit, tuple(sorted(found, key=lambda x: x.round)), year)


def _by_unit(submissions: Sequence[Submission]) -> dict[int, list[Submission]]:
    found: dict[int, list[Submission]] = defaultdict(list)
    for each in submissions:
        if each.identification is not None:
            found[each.identification.unit].append(each)
    return found


_BY_ROSTER = Text("名册记载{day}收到", "received on {day} by the roster")
_BY_ROUND = Text("所在文件夹为{day}", "in a folder of {day}")
_BY_REPORT = Text("报告落款或公布日期为{day}", "dated {day} itself")
_BY_FILE = Text("文件修改时间为{day}", "the file was last written on {day}")


def _first_day(unit: UnitReturn, *, by_file_time: bool) -> ReturnDay | None:
    """Return the earliest day that is stated of a unit's first report; None where none is."""
    if unit.unit.received is not None and unit.of_the_year:
        return _stated(unit.unit.received, _BY_ROSTER)
    first = min((x.round for x in unit.of_the_year), default=None)
    days = [_day(x, by_file_time=by_file_time) for x in unit.of_the_year if x.round == first]
    return min((x for x in days if x), key=lambda x: x.day, default=None)


def _day(own: Submission, *, by_file_time: bool) -> ReturnDay | None:
    if own.round.day != date.min:
        return _stated(own.round.day, _BY_ROUND)
    if by_file_time and own.written is not None:
        return _stated(own.written, _BY_FILE)
    return _stated(own.published, _BY_REPORT) if own.published else None


def _stated(day: date, ground: Text) -> ReturnDay:
    return ReturnDay(day, ground.fill(day=dated(day)))
