"""The versions of each organ's report over the rounds of a collection.

Reports are kept packed, in some 2 to 6 KB each, and read once whatever the number of rounds.
"""

from __future__ import annotations

import pickle
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from reportlint.collection.identification import Identification, Identifier
from reportlint.collection.roster import Roster, RosterUnit
from reportlint.collection.roster_draft import drafted
from reportlint.collection.submission import Round, Submission, of_report, of_unreadable
from reportlint.files.reading import Items, Reading
from reportlint.files.sources import Source
from reportlint.findings import Omission, Unreadable
from reportlint.report import Report

# A report of 20 KB as pickled is packed three times as fast as at the usual level, a fifth larger.
_FAST = 1


@dataclass(frozen=True, slots=True)
class Version:
    """One file of a round: what is known of it, and the report in it, packed, if any was read."""

    submission: Submission
    packed: bytes | None = field(default=None, repr=False)

    def of_round(self, own: Round) -> Version:
        """Return it as one of another round."""
        return replace(self, submission=replace(self.submission, round=own))

    def report(self) -> Report | None:
        """Return the report; None where none could be read."""
        if self.packed is None:
            return None
        report: Report = pickle.loads(zlib.decompress(self.packed))
        return report


@dataclass(frozen=True, slots=True)
class UnitVersions:
    """An organ and its versions by round; `unit` is None for a file of which it is not known whose.

    A round in which an organ handed in nothing is not there.
    """

    unit: RosterUnit | None
    rounds: Mapping[Round, tuple[Version, ...]]

    @property
    def label(self) -> str:
        """What the organ is called; what a file of nobody's says, else what that is called."""
        if self.unit is not None:
            return self.unit.label
        own = next(x.submission for own in self.rounds.values() for x in own)
        return own.name or PurePath(own.file).stem

    def until(self, last: Round) -> tuple[Version, ...]:
        """Return what stands after a round: the versions of the last one up to it."""
        known = [x for x in self.rounds if x <= last]
        return self.rounds[max(known)] if known else ()


@dataclass(frozen=True, slots=True)
class Versions:
    """Every organ's versions, in the order of the roster, then the files of nobody's."""

    units: tuple[UnitVersions, ...]
    omissions: tuple[Omission, ...] = ()

    @property
    def rounds(self) -> tuple[Round, ...]:
        """The rounds in which anything was handed in, the first first."""
        return tuple(sorted({x for unit in self.units for x in unit.rounds}))


def read_versions(
    paths: Sequence[str | Source],
    roster: Roster | None,
    *,
    exclude: Sequence[str] = (),
    reading: Reading,
    each_is_round: bool = False,
) -> Versions:
    """Return the versions of reports, by organ of a roster; without one, by what they state.

    Rounds are what folders are called, or `each_is_round` of the paths, in their order.
    """
    read: list[tuple[Round | None, Items]] = [(None, paths)]
    if each_is_round:
        read = [(Round(n, name=PurePath(str(x)).name), x) for n, x in enumerate(paths)]
    items = [
        own if stated is None or isinstance(own, Omission) else own.of_round(stated)
        for stated, given in read
        for own in _kept(reading.items(given, tuple(exclude)))
    ]
    versions = [x for x in items if isinstance(x, Version)]
    known = roster or drafted((x for v in versions if (x := _named(v))), "-").roster
    identifier = Identifier(known)
    by_unit: dict[int, dict[Round, list[Version]]] = defaultdict(lambda: defaultdict(list))
    unknown: list[UnitVersions] = []
    for version in versions:
        found = _identified(version, identifier)
        if found is None:
            rounds = {version.submission.round: (version,)}
            unknown.append(UnitVersions(None, rounds))
        else:
            own = replace(version, submission=replace(version.submission, identification=found))
            by_unit[found.unit][own.submission.round].append(own)
    units = (
        UnitVersions(known.units[place], {x: tuple(own) for x, own in by_unit[place].items()})
        for place in sorted(by_unit)
    )
    omissions = tuple(x for x in items if isinstance(x, Omission))
    return Versions((*units, *unknown), omissions)


_NOBODY = Identifier(Roster("-", ()))


def _kept(items: Iterable[Report | Unreadable | Omission]) -> Iterator[Version | Omission]:
    for item in items:
        if isinstance(item, Report):
            packed = zlib.compress(pickle.dumps(item), _FAST)
            yield Version(of_report(item, _NOBODY), packed)
        elif isinstance(item, Unreadable):
            yield Version(of_unreadable(item, _NOBODY))
        else:
            yield item


def _named(version: Version) -> Report | None:
    return version.report() if version.submission.name or version.submission.code else None


def _identified(version: Version, identifier: Identifier) -> Identification | None:
    return identifier.of(version.submission.organ, version.submission.file)
