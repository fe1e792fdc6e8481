"""Watermarks and stamps: what is printed level over or under a text and is no part of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from reportlint.layout.characters import Character

_FAINT = 0.5
_LARGE = 1.5
_LARGE_ALONE = 2.0
_TALL = 0.75
_CELL = 20.0

_Kind = tuple[str, float, float]
_Runs = Mapping[int, Sequence[Character]]


def without_watermarks(pages: Sequence[Sequence[Character]]) -> list[Sequence[Character]]:
    """Return the characters of each page without those of watermarks.

    One is told where it goes over what is smaller or darker; what looks like it is one too.
    """
    kinds: set[_Kind] = set()
    for page in pages:
        kinds |= _kinds(page)
    if not kinds:
        return list(pages)
    return [_without(page, kinds) for page in pages]


def _without(page: Sequence[Character], kinds: set[_Kind]) -> Sequence[Character]:
    dropped = {run for run, own in _runs(page).items() if _kind(own) in kinds}
    return [x for x in page if x.run not in dropped]


def _runs(page: Iterable[Character]) -> _Runs:
    runs: dict[int, list[Character]] = defaultdict(list)
    for character in page:
        runs[character.run].append(character)
    return runs


def _kind(run: Sequence[Character]) -> _Kind:
    text = "".join(x.text for x in run).strip()
    return text, round(run[0].size, 1), round(max(x.strength for x in run), 1)


def _kinds(page: Sequence[Character]) -> set[_Kind]:
    """Return the kinds of run that are watermarks on this page."""
    if not page:
        return set()
    usual = median(x.size for x in page)
    faint = _FAINT * median(x.strength for x in page)
    suspects = {
        run: own
        for run, own in _runs(page).items()
        if own[0].size >= _LARGE * usual or max(x.strength for x in own) < faint
    }
    if not suspects:
        return set()
    top = min(x.top for own in suspects.values() for x in own)
    bottom = max(x.bottom for own in suspects.values() for x in own)
    near = _Neighbours(x for x in page if top < x.bottom and x.top < bottom)
    return {
        _kind(own)
        for own in suspects.values()
        if _stands_out(own, usual, faint) or any(near.is_over_text(x) for x in own)
    }


def _stands_out(run: Sequence[Character], usual: float, faint: float) -> bool:
    return max(x.strength for x in run) < faint and run[0].size >= _LARGE_ALONE * usual


class _Neighbours:
    """The characters of a page by where they stand."""

    def __init__(self, page: Iterable[Character]) -> None:
        self._at: dict[tuple[int, int], list[Character]] = defaultdict(list)
        for x in page:
            if x.text.strip():
                self._at[int(x.centre // _CELL), int(x.middle // _CELL)].append(x)

    def is_over_text(self, over: Character) -> bool:
        """Whether a character goes over one that is smaller or darker, of another run."""
        if not over.text.strip():
            return False
        top = over.bottom - _TALL * (over.bottom - over.top)
        columns = range(int(over.x0 // _CELL), int(over.x1 // _CELL) + 1)
        rows = range(int(top // _CELL), int(over.bottom // _CELL) + 1)
        return any(
            over.x0 < x.centre < over.x1
            and top < x.middle < over.bottom
            and x.run != over.run
            and (over.size >= _LARGE * x.size or over.strength < _FAINT * x.strength)
            for column in columns
            for row in rows
            for x in self._at.get((column, row), ())
        )
