"""Reports of one year beside each other: which have the same prose, numbers or organ."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import NamedTuple
from zlib import crc32

from reportlint.location import Location
from reportlint.number import Number
from reportlint.organs import Organ
from reportlint.packing import PackedReport
from reportlint.report import Data, Passage, Report, cell_number
from reportlint.spelling import folded, letters
from reportlint.years import nonzero_numbers

_SHINGLE = 10
"""Characters of a piece of text that is looked for in other texts."""
_KEPT_OF = 4
"""One shingle of so many is kept: enough to find a copy, in a quarter of the memory."""
_COMMON = 20
"""Texts; what stands in more of them is nobody's own wording."""
_FEWEST_SHARED = 6
_HASHES = 2**32
_AT_A_TIME = 500_000
"""Pieces of text."""
_SHARED = 0.5


class Signature(NamedTuple):
    """What a report is compared by: hashes of its numbers, of its wording and of pieces of it."""

    numbers_hash: int
    own_numbers: int
    text_hash: int
    shingles: array[int]


def signature(report: Report) -> Signature:
    """Return what a report of a known form is compared by."""
    if report.form is None:
        raise ValueError(report)
    numbers = _numbers(report)
    text = _compared(_yearly(report), report.agency)
    return Signature(
        _hash(repr(sorted((key, hash(number)) for key, number in numbers.items()))),
        sum(key not in report.form.totals for key in numbers),
        _hash(text) if text else 0,
        _shingles(text),
    )


def _numbers(report: Report) -> dict[str, Number]:
    """Return the cells that are neither blank nor 0, in no order: most cells of most are 0."""
    cells = report.form.cells if report.form else {}
    numbers = {key: cell_number(cells[key], x) for key, x in _filled(report.data) if key in cells}
    return {key: n for key, n in numbers.items() if n and key not in report.unprinted}


def _filled(node: Data, prefix: str = "") -> list[tuple[str, object]]:
    """Return what is neither blank nor 0 in nested data, by its key."""
    found: list[tuple[str, object]] = []
    for name, part in node.items():
        if isinstance(part, dict):
            found += _filled(part, f"{prefix}{name}.")
        elif part:
            found.append((f"{prefix}{name}", part))
    return found


def _hash(text: str) -> int:
    """Return a hash of 64 bits that is the same in every process."""
    from hashlib import blake2b  # it brings OpenSSL with it

    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")


@dataclass(frozen=True, slots=True, eq=False)
class Peer:
    """One of the reports: its place among them, its organ, and what it is compared by."""

    index: int
    report: PackedReport
    signature: Signature

    @property
    def organ(self) -> Organ:
        """The organ, as it is told from others."""
        return Organ(self.report.code, self.report.name)

    @property
    def name(self) -> str:
        """The organ, or the file where it is not named."""
        return self.report.name or self.report.file or "?"

    def passages(self) -> tuple[Passage, ...]:
        """Return the prose that is written anew each year."""
        own = _yearly(self.report.unpack())
        return tuple(replace(x, place=_without_excerpt(x.location)) for x in own)

    def numbers(self) -> dict[str, Number]:
        """Return its numbers that are not 0."""
        return nonzero_numbers(self.report.unpack())

    def places(self) -> dict[str, Location]:
        """Return where its numbers that are not 0 stand."""
        report = self.report.unpack()
        found = {key: report.location(key) for key in nonzero_numbers(report)}
        return {key: replace(place, excerpt=None) for key, place in found.items() if place}


def _yearly(report: Report) -> tuple[Passage, ...]:
    yearly = {section.key for section in report.form.yearly} if report.form else set()
    return tuple(x for x in report.passages if x.section in yearly)


class Peers:
    """Collects reports, and tells which are alike; the reports themselves are not kept."""

    def __init__(self) -> None:
        self._by_year: dict[int, list[Peer]] = defaultdict(list)

    def add(self, report: PackedReport, signed: Signature | None, index: int) -> None:
        """Keep a report of a known year, form and organ, by its signature."""
        if report.year is not None and signed is not None and (report.name or report.code):
            self._by_year[report.year].append(Peer(index, report, signed))

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


def _shingles(text: str) -> array[int]:
    """Return the hashes of the pieces of a text that are kept of it, in their order."""
    units = memoryview(text.encode("utf-16-le", "surrogatepass"))
    pieces = {
        crc32(units[i : i + 2 * _SHINGLE]) for i in range(0, len(units) - 2 * _SHINGLE + 1, 2)
    }
    return array("I", sorted(x for x in pieces if x % _KEPT_OF == 0))


def same_prose(
    peers: list[Peer], is_copy: Callable[[Peer, Peer], bool]
) -> Iterator[tuple[Peer, list[Peer]]]:
    """Yield every report whose prose is another's, with those; `is_copy` decides of a likely pair.

    Exact copies are found by their hash, others by the wordings that few have.
    """
    texts: dict[int, list[Peer]] = defaultdict(list)
    for peer in peers:
        if peer.signature.text_hash and peer.signature.shingles:
            texts[peer.signature.text_hash].append(peer)
    first = [group[0] for group in texts.values()]
    alike: dict[int, set[int]] = defaultdict(set)
    for one, other in _likely(first):
        if is_copy(one, other):
            alike[one.signature.text_hash].add(other.signature.text_hash)
            alike[other.signature.text_hash].add(one.signature.text_hash)
    for own, group in texts.items():
        exact = len(group) > 1 and is_copy(group[0], group[1])
        near = [peer for text in sorted(alike[own]) for peer in texts[text]]
        for peer in group:
            others = [x for x in (*(group if exact else ()), *near) if not is_one_organ(x, peer)]
            if others:
                yield peer, sorted(others, key=lambda x: x.index)


def _likely(peers: list[Peer]) -> Iterator[tuple[Peer, Peer]]:
    """Yield the pairs that share much of what few texts have.

    A part of the pieces is looked at at a time, so that memory does not grow with their number.
    """
    rare: Counter[int] = Counter()
    shared: Counter[tuple[int, int]] = Counter()
    parts = sum(len(peer.signature.shingles) for peer in peers) // _AT_A_TIME + 1
    bounds = [part * _HASHES // parts for part in range(parts + 1)]
    for first, last in pairwise(bounds):
        for places in _holders(peers, first, last):
            if len(places) <= _COMMON:
                rare.update(places)
                shared.update(combinations(places, 2))
    for (one, other), n in shared.items():
        if n >= _FEWEST_SHARED and n >= _SHARED * min(rare[one], rare[other]):
            yield peers[one], peers[other]


def _holders(peers: list[Peer], first: int, last: int) -> Iterable[list[int]]:
    """Return for each piece with a hash from `first` to before `last` the texts that have it."""
    holders: dict[int, list[int]] = defaultdict(list)
    for place, peer in enumerate(peers):
        own = peer.signature.shingles
        for shingle in own[bisect_left(own, first) : bisect_left(own, last)]:
            holders[shingle].append(place)
    return holders.values()


def same_numbers(peers: list[Peer], fewest: int) -> Iterator[tuple[Peer, list[Peer]]]:
    """Yield every report whose numbers, `fewest` at least and totals aside, are another organ's."""
    groups: dict[tuple[str | None, int], list[Peer]] = defaultdict(list)
    for peer in peers:
        if peer.signature.own_numbers >= fewest:
            groups[peer.report.edition, peer.signature.numbers_hash].append(peer)
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
        several = len({peer.report.code for peer in group if peer.report.code}) > 1
        for peer in group:
            if several and not peer.report.code:
                continue  # whose it is of the organs of one name cannot be told
            others = (x for x in group if x is not peer and _is_version(x, peer))
            other = next(
                (x for x in others if x.signature.numbers_hash != peer.signature.numbers_hash), None
            )
            if other is not None and other.report.edition == peer.report.edition:
                own, theirs = peer.numbers(), other.numbers()
                keys = [key for key in {**own, **theirs} if own.get(key, 0) != theirs.get(key, 0)]
                yield peer, other, {key: (own.get(key, 0), theirs.get(key, 0)) for key in keys}


def _is_version(one: Peer, other: Peer) -> bool:
    """Whether two reports are one organ's; a page and its attachment are compared elsewhere."""
    beside = (
        one.report.file in other.report.attachments or other.report.file in one.report.attachments
    )
    return is_one_organ(one, other) and not beside


def is_one_organ(one: Peer, other: Peer) -> bool:
    """Whether two reports are the same one, or of one organ under one name."""
    return one is other or one.organ.is_same(other.organ)


def is_one_under_two_names(one: Peer, other: Peer) -> bool:
    """Whether two names may be one organ's: one code, or a place before that one leaves out."""
    names = one.organ.name or "", other.organ.name or ""
    if one.report.code and one.report.code == other.report.code:
        return names[0] != names[1]
    short, long = sorted(names, key=len)
    return len(short) > 3 and short != long and long.endswith(short)
