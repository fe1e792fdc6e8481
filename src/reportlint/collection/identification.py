"""Whose a report is: the unit of a roster, by code, by name, by a like name or by the file's name.

What the report itself states goes before what its file is called. A like name, and the file's, are
guesses, which are said; where several units fit, none is taken.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from reportlint.collection.roster import Roster, RosterUnit
from reportlint.language import Text
from reportlint.organs import Organ, without_place
from reportlint.spelling import compact

Ground = Literal["code", "name", "other_name", "like_name", "file_name"]
GROUNDS: dict[Ground, Text] = {
    "code": Text("统一社会信用代码相同", "by its credit code"),
    "name": Text("机关名称相同", "by its name"),
    "other_name": Text("名册所列的其他名称", "by another name that the roster lists"),
    "like_name": Text("机关名称相近", "by a like name"),
    "file_name": Text("文件名", "by the name of the file"),
}
"""By what a report is taken for a unit's."""
GUESSES: frozenset[Ground] = frozenset({"like_name", "file_name"})
_SHORTEST = 3
_LEAST_LIKE = 70


@dataclass(frozen=True, slots=True)
class Identification:
    """The unit of a roster, by its place there, that a report is taken for, and by what."""

    unit: int
    ground: Ground

    @property
    def is_guess(self) -> bool:
        """Whether neither code nor name says so."""
        return self.ground in GUESSES


class Identifier:
    """Tells of what unit of a roster a report is.

    >>> from reportlint.collection.roster import roster
    >>> from reportlint.location import Location
    >>> names = ("青禾县水务局", "青禾县林业局")
    >>> known = Identifier(roster("a.csv", [(Location("a.csv"), {"name": x}) for x in names]))
    >>> known.of(Organ.stated(None, "水务局"), "1.docx")
    Identification(unit=0, ground='like_name')
    >>> known.of(Organ(None, None), "汇总/青禾县林业局年报.docx")
    Identification(unit=1, ground='file_name')
    """

    def __init__(self, roster: Roster) -> None:
        self._units = roster.units
        self._codes = _index((unit.organ.code, i) for i, unit in enumerate(roster.units))
        self._names = _index((unit.organ.name, i) for i, unit in enumerate(roster.units))
        self._others = _index(
            (compact(name).upper(), i)
            for i, unit in enumerate(roster.units)
            for name in unit.other_names
        )
        self._forms = _index((x, i) for i, unit in enumerate(roster.units) for x in _forms(unit))
        self._whole = _index((x, i) for i, u in enumerate(roster.units) for x in _whole_names(u))
        self._in_files = _index(
            (x, i) for i, unit in enumerate(roster.units) for x in (*_forms(unit), *_stems(unit))
        )
        self._longest_first = sorted(self._in_files, key=len, reverse=True)

    def of(self, organ: Organ, file: str | None) -> Identification | None:
        """Return whose the report of an organ in a file is; None where that cannot be told."""
        return self._by_organ(organ) or (self._by_file(file) if file else None)

    def _by_organ(self, organ: Organ) -> Identification | None:
        code, name = organ
        by_name = self._names.get(name or "", set())
        if code and (by_code := self._codes.get(code, set())):
            # A code that two units have is a mistake of the roster: then the name decides.
            both = by_code & by_name
            if len(by_code) == 1 or len(both) == 1:
                return Identification(min(both or by_code), "code")
        if not name:
            return None
        steps: tuple[tuple[Ground, set[int]], ...] = (
            ("name", by_name),
            ("other_name", self._others.get(name, set())),
            ("like_name", self._like(_plain(name))),
        )
        for ground, units in steps:
            if units:
                return Identification(min(units), ground) if len(units) == 1 else None
        return None

    def _like(self, name: str) -> set[int]:
        """Return the units of which one name is the other without a place before it.

        Two names that have other places before the same words are of two organs.
        """
        own = {i for x in _variants(name) for i in self._whole.get(x, ())}
        return own or self._forms.get(name, set())

    def _by_file(self, file: str) -> Identification | None:
        """Return the unit that a file's name has in it, else a folder's that it is in."""
        for part in reversed(PurePath(file).parts):
            units = self._within(_plain(part))
            if units:
                unit = units.pop()
                return None if units else Identification(unit, "file_name")
        return None

    def _within(self, text: str) -> set[int]:
        """Return the units named in a text; a name within a longer one is not one.

        Nor is one that has a place before it: that is an organ of that place.
        """
        units: set[int] = set()
        for name in self._longest_first:
            at = text.find(name)
            if at >= 0 and text[at - 1 : at] not in _PLACE_ENDS:
                units |= self._in_files[name]
                text = text.replace(name, " ")
        return units

    def likest(self, name: str | None) -> RosterUnit | None:
        """Return the unit whose name a name is most like, if it is like any."""
        from rapidfuzz import fuzz, process

        names = [unit.organ.name or "" for unit in self._units]
        found = process.extractOne(name or "", names, scorer=fuzz.ratio, score_cutoff=_LEAST_LIKE)
        return self._units[found[2]] if name and found else None


def _index(pairs: Iterable[tuple[str | None, int]]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for key, unit in pairs:
        if key:
            found[key].add(unit)
    return dict(found)


_PLACE_ENDS = tuple("省市州盟县区旗镇乡")
_GOVERNMENT = re.compile(r"人民政府")
_KINDS = (("管理委员会", "管委会"), ("街道办事处", "街道"), ("办公厅", "办公室"), ("委员会", "委"))


def _plain(name: str) -> str:
    """Return a name as names are compared that are not written out."""
    text = _GOVERNMENT.sub("政府", compact(name).upper())
    for long, short in _KINDS:
        text = text.replace(long, short)
    return text


def _variants(plain: str) -> Iterator[str]:
    yield plain
    yield from (x for x in without_place(plain) if len(x) >= _SHORTEST)


def _forms(unit: RosterUnit) -> Iterator[str]:
    """Yield how a unit's name may be written, without the places before it."""
    for name in _whole_names(unit):
        yield from _variants(name)


def _whole_names(unit: RosterUnit) -> Iterator[str]:
    yield from (_plain(name) for name in (unit.name, *unit.other_names) if name)


def _stems(unit: RosterUnit) -> Iterator[str]:
    """Yield a unit's code, and the place of a government, as files are called."""
    if unit.organ.code:
        yield unit.organ.code
    for form in _forms(unit):
        stem = form.removesuffix("政府")
        if stem != form and len(stem) >= _SHORTEST:
            yield stem
