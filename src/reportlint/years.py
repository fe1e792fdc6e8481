"""Reports of one organ over the years: which belong together, and which came before which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product, zip_longest
from typing import NamedTuple

from reportlint.form.edits import Record
from reportlint.form.structure import PREVIOUS
from reportlint.number import Number
from reportlint.organs import Organ, without_place
from reportlint.packing import PackedReport
from reportlint.report import Report


class _YearReport(NamedTuple):
    """One report, packed, and its place; None where it is only there to be compared with."""

    place: int | None
    year: int
    report: PackedReport


class History(NamedTuple):
    """A report, its place among those that were added, and its organ's earlier ones by year.

    `later` is the organ's next report of those that have a place themselves.
    """

    place: int
    report: Report
    earlier: tuple[Report, ...]
    later: Report | None = None


class NotCompared(NamedTuple):
    """A report, by its place, that is compared with none though earlier ones are given.

    `names` are those of which one may be its organ's.
    """

    place: int
    file: str | None
    organ: str
    names: tuple[str, ...]


class Histories:
    """Collects reports and compares those of one organ.

    Reports are kept packed and unpacked an organ at a time. Two that have
    `agency.code` are of one organ where it is the same; else the name decides, whatever its spaces
    and the width of its characters. A name that stands for several codes stands for no organ.

    Of reports of one organ and year the first is taken where their numbers agree; where they do
    not, that year is ambiguous and takes part in no comparison.

    >>> from reportlint.packing import packed
    >>> years = Histories()
    >>> for year in (2023, 2024):
    ...     years.add(packed(Report.from_dict({"year": year, "agency": {"name": "某局"}})), year)
    >>> for index, _, earlier, later in years:
    ...     print(index, [other.year for other in earlier], later and later.year)
    2023 [] 2024
    2024 [2023] None
    """

    def __init__(self) -> None:
        self._kept: list[_YearReport] = []
        self._compared: set[int] = set()
        self._used: set[str | None] = set()

    def add(self, report: PackedReport, index: int | None = None) -> None:
        """Keep a report; one without `index` is only there for others to be compared with."""
        known = report.year is not None and report.edition is not None
        if report.year is not None and known and (report.name or report.code):
            self._kept.append(_YearReport(index, report.year, report))

    def __iter__(self) -> Iterator[History]:
        """Yield the history of every report that has one or is that of another, by organ."""
        for kept in _joined(_by_organ(self._kept))[0]:
            if len({each.year for each in kept}) > 1:
                for history in _histories(kept):
                    if history.earlier:
                        self._compared.add(history.place)
                    self._used |= {report.file for report in history.earlier}
                    yield history

    @property
    def used(self) -> frozenset[str | None]:
        """The files of the earlier reports of those yielded so far."""
        return frozenset(self._used)

    def not_compared(self) -> Iterator[NotCompared]:
        """Yield the reports that none of those yielded before is the history of.

        Where it is not that another organ may be the same, only those are that were to be compared
        with reports given for that.
        """
        may_be = {id(x): y for kept, y in _joined(_by_organ(self._kept))[1] for x in kept}
        first = min((each.year for each in self._kept if each.place is None), default=None)
        for each in self._kept:
            if each.place is None or each.place in self._compared:
                continue
            others = [x for x in may_be.get(id(each), ()) if x.year < each.year]
            if others or (first is not None and first < each.year):
                names = sorted({x.report.name for x in others if x.report.name})
                organ = each.report.name or each.report.code or ""
                yield NotCompared(each.place, each.report.file, organ, tuple(names))


def groups(organs: Iterable[Organ]) -> dict[Organ, int]:
    """Return a number for every organ: reports that may be compared are of organs of one number.

    It is the same for organs of one code, or of one name with and without a place before it; and
    so for all that are joined by others.

    >>> numbers = groups([Organ(None, "青禾县水务局"), Organ(None, "水务局"), Organ("1", "财政局")])
    >>> sorted(numbers.values())
    [0, 0, 2]
    """
    kept = list(dict.fromkeys(organs))
    names = {organ.name for organ in kept}
    first: dict[str, int] = {}
    joined = list(range(len(kept)))

    def root(number: int) -> int:
        while joined[number] != number:
            number = joined[number] = joined[joined[number]]
        return number

    for number, (code, name) in enumerate(kept):
        known = [name, *(short for short in without_place(name or "") if short in names)]
        marks = [f"code {code}"] if code else []
        for mark in (*marks, *(f"name {each}" for each in known if each)):
            one, other = sorted((root(number), root(first.setdefault(mark, number))))
            joined[other] = one
    return {organ: root(number) for number, organ in enumerate(kept)}


def is_last_year(before: Report, report: Report) -> bool:
    """Whether `before` is of the year before that of `report`."""
    return before.year is not None and before.year + 1 == report.year


def two_year_record(report: Report, before: Report) -> Record:
    """Return the record on which `Form.year_edits` are evaluated.

    It is the report's own, and that of the one before it with `previous:` before the keys of its
    cells. A cell that only the later form has is absent there, and so unknown.
    """
    return {**report.record, **{f"{PREVIOUS}{key}": x for key, x in before.record.items()}}


def nonzero_numbers(report: Report) -> dict[str, Number]:
    """Return the cells that are neither blank nor 0."""
    cells = report.form.cells if report.form else {}
    return {key: number for key, number in report.record.items() if key in cells and number}


def _by_organ(kept: Sequence[_YearReport]) -> list[list[_YearReport]]:
    codes: dict[str | None, set[str]] = defaultdict(set)
    for each in kept:
        if each.report.code:
            codes[each.report.name].add(each.report.code)
    organs: dict[str, list[_YearReport]] = defaultdict(list)
    for each in kept:
        known = {each.report.code} if each.report.code else codes.get(each.report.name, set())
        if len(known) < 2:
            # A code may look like a name.
            owner = f"code {next(iter(known))}" if known else f"name {each.report.name}"
            organs[owner].append(each)
    return list(organs.values())


_Organs = list[list[_YearReport]]


def _joined(
    organs: _Organs,
) -> tuple[_Organs, list[tuple[list[_YearReport], list[_YearReport]]]]:
    """Join organs whose names differ only by a place; also return those where it is not certain.

    These come each with the reports of all that they may be.
    """
    by_name: dict[str, list[int]] = defaultdict(list)
    for number, kept in enumerate(organs):
        for name in {each.report.name for each in kept if each.report.name}:
            by_name[name].append(number)
    alike: dict[int, set[int]] = defaultdict(set)
    for name, numbers in by_name.items():
        shorter = {other for short in without_place(name) for other in by_name.get(short, ())}
        for one, other in product(numbers, shorter - set(numbers)):
            alike[one].add(other)
            alike[other].add(one)
    joined, uncertain = [], []
    for number, kept in enumerate(organs):
        same = {number, *alike[number]}
        if all({other, *alike[other]} == same for other in same) and _may_be_one(organs, same):
            if number == min(same):
                joined.append([each for other in sorted(same) for each in organs[other]])
        else:
            joined.append(kept)
            uncertain.append((kept, [x for other in alike[number] for x in organs[other]]))
    return joined, uncertain


def _may_be_one(organs: _Organs, numbers: set[int]) -> bool:
    """Whether none states another code, or has a report of the same year, than the others."""
    codes = {each.report.code for number in numbers for each in organs[number] if each.report.code}
    years = [year for number in numbers for year in {each.year for each in organs[number]}]
    return len(numbers) == 1 or (len(codes) < 2 and len(set(years)) == len(years))


def _histories(kept: Sequence[_YearReport]) -> Iterator[History]:
    years: dict[int, list[tuple[int | None, Report]]] = defaultdict(list)
    for each in kept:
        # What is observed of a report is judged beside no other.
        report = replace(each.report.unpack(), observations=())
        bare = report if each.place is not None else replace(report, locations={})
        years[each.year].append((each.place, bare))
    certain = [same for _, same in sorted(years.items()) if _is_one(same)]
    earlier: list[Report] = []
    for same, following in zip_longest(certain, certain[1:]):
        later = next((report for index, report in following or () if index is not None), None)
        for index, report in same:
            if index is not None and (earlier or later):
                yield History(index, report, tuple(earlier), later)
        earlier.append(same[0][1])


def _is_one(same_year: Sequence[tuple[int | None, Report]]) -> bool:
    """Whether the reports of a year have the same numbers."""
    first, *others = (nonzero_numbers(report) for _, report in same_year)
    return all(numbers == first for numbers in others)
