"""Reports of one year beside each other: which have the same prose, numbers or organ."""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from reportlint.location import Location
from reportlint.number import Number
from reportlint.organs import Organ
from reportlint.report import Passage, Report
from reportlint.spelling import folded, letters
from reportlint.years import nonzero_numbers

_SHINGLE = 10
"""Characters of a piece of text that is looked for in other texts."""
_KEPT_OF = 4
"""One shingle of so many is kept: enough to find a copy, in a quarter of the memory."""
_COMMON = 20
"""Texts; what stands in more of them is nobody's own wording."""
_FEWEST_SHARED = 6
_SHARED = 0.5
_FAST = 1


_Packed = tuple[tuple[Passage, ...], dict[str, Number], dict[str, Location]]


@dataclass(frozen=True, slots=True, eq=False)
class Peer:
    """One of the reports: its place among them, its file, its organ, and what is compared."""

    index: int
    file: str | None
    organ: Organ
    year: int
    edition: str
    code: str | None
    attachments: frozenset[str]
    numbers_hash: int
    own_numbers: int
    text_hash: int
    shingles: array[int]
    packed: bytes

    @property
    def name(self) -> str:
        """The organ, or the file where it is not named."""
        return self.organ.name or self.file or "?"

    def unpacked(self) -> _Packed:
        """Return its prose, its numbers that are not 0, and where they stand."""
        import pickle
        import zlib

        found: _Packed = pickle.loads(zlib.decompress(self.packed))
        return found


class Peers:
    """Collects reports, and tells which are alike; the reports themselves are not kept.

    Of a report some 3 KB are kept: its numbers and prose, packed, and hashes of its wording.
    """

    def __init__(self) -> None:
        self._by_year: dict[int, list[Peer]] = defaultdict(list)

    def add(self, report: Report, index: int) -> None:
        """Keep a report of a known year and form."""
        import pickle
        import zlib

        if report.year is None or report.form is None or report.organ == (None, None):
            return
        yearly = {section.key for section in report.form.yearly}
        passages = tuple(x for x in report.passages if x.section in yearly)
        text = _compared(passages, report.agency)
        numbers = nonzero_numbers(report)
        own = sum(key not in report.form.totals for key in numbers)
        found = (*map(hash, _shingles(text)),)
        places = {key: report.location(key) for key in numbers}
        found_at = {key: _without_excerpt(place) for key, place in places.items() if place}
        bare = tuple(replace(x, location=_without_excerpt(x.location)) for x in passages)
        self._by_year[report.year].append(
            Peer(
                index,
                report.file,
                report.organ,
                report.year,
                report.form.edition,
                report.organ.code,
                frozenset(report.attachments),
                hash(tuple(sorted(numbers.items()))),
                own,
                hash(text) if text else 0,
                array("q", sorted(x for x in found if x % _KEPT_OF == 0)),
                zlib.compress(pickle.dumps((bare, numbers, found_at)), _FAST),
            )
        )

    def years(self) -> Iterator[list[Peer]]:
        """Yield the reports of each year of which there are several."""
        yield from (peers for peers in self._by_year.values() if len(peers) > 1)


def _without_excerpt(place: Location | None) -> Location | None:
    return None if place is None else replace(place, excerpt=None)


_NUMBER = re.compile(r"[\d.]+%?")


def _compared(passages: Iterable[Passage], agency: str | None) -> str:
    """Return prose as it is compared: letters alone, without numbers and the organ's own name."""
    text = _NUMBER.sub("", folded("".join(passage.text for passage in passages)))
    return letters(text.replace(agency, "") if agency else text)


def _shingles(text: str) -> set[str]:
    return {text[i : i + _SHINGLE] for i in range(len(text) - _SHINGLE + 1)}


def same_prose(
    peers: list[Peer], is_copy: Callable[[Peer, Peer], bool]
) -> Iterator[tuple[Peer, list[Peer]]]:
    """Yield every report whose prose is another's, with those; `is_copy` decides of a likely pair.

    Exact copies are found by their hash, others by the wordings that few have.
    """
    texts: dict[int, list[Peer]] = defaultdict(list)
    for peer in peers:
        if peer.text_hash and peer.shingles:
            texts[peer.text_hash].append(peer)
    first = [group[0] for group in texts.values()]
    alike: dict[int, set[int]] = defaultdict(set)
    for one, other in _likely(first):
        if is_copy(one, other):
            alike[one.text_hash].add(other.text_hash)
            alike[other.text_hash].add(one.text_hash)
    for own, group in texts.items():
        exact = len(group) > 1 and is_copy(group[0], group[1])
        near = [peer for text in sorted(alike[own]) for peer in texts[text]]
        for peer in group:
            others = [x for x in (*(group if exact else ()), *near) if not is_one_organ(x, peer)]
            if others:
                yield peer, sorted(others, key=lambda x: x.index)


def _likely(peers: list[Peer]) -> Iterator[tuple[Peer, Peer]]:
    """Yield the pairs that share much of what few texts have."""
    holders: dict[int, list[int]] = defaultdict(list)
    for place, peer in enumerate(peers):
        for shingle in peer.shingles:
            holders[shingle].append(place)
    rare: Counter[int] = Counter()
    shared: Counter[tuple[int, int]] = Counter()
    for places in holders.values():
        if len(places) <= _COMMON:
            rare.update(places)
            shared.update(combinations(places, 2))
    for (one, other), n in shared.items():
        if n >= _FEWEST_SHARED and n >= _SHARED * min(rare[one], rare[other]):
            yield peers[one], peers[other]


def same_numbers(peers: list[Peer], fewest: int) -> Iterator[tuple[Peer, list[Peer]]]:
    """Yield every report whose numbers, `fewest` at least and totals aside, are another organ's."""
    groups: dict[tuple[str, int], list[Peer]] = defaultdict(list)
    for peer in peers:
        if peer.own_numbers >= fewest:
            groups[peer.edition, peer.numbers_hash].append(peer)
    for group in groups.values():
        for peer in group:
            others = [other for other in group if not is_one_organ(other, peer)]
            if others:
                yield peer, others


def versions(peers: list[Peer]) -> Iterator[tuple[Peer, Peer, Mapping[str, tuple[Number, Number]]]]:
    """Yield every report with another of its organ and year, and the cells in which they differ."""
    organs: dict[object, list[Peer]] = defaultdict(list)
    for peer in peers:
        organs[peer.organ.name or peer.organ.code].append(peer)
    for group in organs.values():
        several = len({peer.code for peer in group if peer.code}) > 1
        for peer in group:
            if several and not peer.code:
                continue  # whose it is of the organs of one name cannot be told
            others = (x for x in group if x is not peer and _is_version(x, peer))
            other = next((x for x in others if x.numbers_hash != peer.numbers_hash), None)
            if other is not None and other.edition == peer.edition:
                own, theirs = peer.unpacked()[1], other.unpacked()[1]
                keys = [key for key in {**own, **theirs} if own.get(key, 0) != theirs.get(key, 0)]
                yield peer, other, {key: (own.get(key, 0), theirs.get(key, 0)) for key in keys}


def _is_version(one: Peer, other: Peer) -> bool:
    """Whether two reports are one organ's; a page and its attachment are compared elsewhere."""
    beside = one.file in other.attachments or other.file in one.attachments
    return is_one_organ(one, other) and not beside


def is_one_organ(one: Peer, other: Peer) -> bool:
    """Whether two reports are the same one, or of one organ under one name."""
    return one is other or one.organ.is_same(other.organ)


def is_one_under_two_names(one: Peer, other: Peer) -> bool:
    """Whether two names may be one organ's: one code, or a place before that one leaves out."""
    names = one.organ.name or "", other.organ.name or ""
    if one.code and one.code == other.code:
        return names[0] != names[1]
    short, long = sorted(names, key=len)
    return len(short) > 3 and short != long and long.endswith(short)
