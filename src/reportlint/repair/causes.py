"""Causes: what may be wrong in a report, each with the edits that it breaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import prod

from reportlint.form.edits import Decimals, Edit, ReservedRow
from reportlint.form.schema import Form
from reportlint.number import Number
from reportlint.repair.evidence import Background, RankedRepair, misplacement_repairs, ranked
from reportlint.repair.localisation import Localisation, localise
from reportlint.repair.typing_errors import typing_error
from reportlint.report import Report
from reportlint.rules import RULES

_MOST_WAYS = 12
# So many cells of a table may be wrong, and so many for one cause.
_LARGEST = 8
_LARGEST_CAUSE = 4

Way = Mapping[str, Number]


@dataclass(frozen=True, slots=True)
class Cause:
    """Edits that fail together, and the repairs that make them hold, the likeliest first.

    There are no repairs where they would be too many or too large to be worth naming.
    """

    broken: tuple[Edit, ...]
    repairs: tuple[RankedRepair, ...] = ()

    @property
    def unique(self) -> bool:
        """Whether one repair is left: there is no other, or the prose gives its numbers alone."""
        match self.repairs:
            case (_,):
                return True
            case (first, second, *_):
                return first.stated and not second.stated
        return False

    @property
    def best(self) -> RankedRepair | None:
        """The repair that is likelier than every other."""
        match self.repairs:
            case (first, second, *_) if not self.unique and first.rank == second.rank:
                return None
            case (first, *_):
                return first
        return None


def causes(report: Report, background: Background) -> list[Cause]:
    """Return what may be wrong with the report's cells.

    The smallest changes that make every error-level edit hold decide it (Fellegi and Holt, 1976),
    and among them those that break least of the background; beside them stand numbers put in the
    wrong place, where one mistake changes many cells.
    """
    if report.form is None:
        return []
    parts = localise(hard_edits(report.form), report.record, most=_MOST_WAYS, largest=_LARGEST)
    own = [_cause_part(part) for part in parts]
    moves = (
        [] if all(_is_typing_error(part, report) for part in own) else misplacement_repairs(report)
    )
    return [_cause(part, report, background, moves) for part in _joined(own, moves, report)]


@lru_cache
def hard_edits(form: Form) -> tuple[Edit, ...]:
    """Return the edits of a form that must hold and that a change of cells can make hold."""
    return tuple(
        edit
        for rule in RULES.values()
        if rule.needs == "cells" and rule.severity == "error"
        for edit in rule.edits(form)
        if not isinstance(edit, Decimals | ReservedRow)
    )


@dataclass(frozen=True, slots=True)
class _CausePart:
    """Edits whose repairs have nothing to do with those of other edits.

    There are no ways where they are not all known, or too large. Where the edits leave a choice of
    numbers (`open`), no other evidence can make it.
    """

    broken: tuple[Edit, ...]
    ways: tuple[Way, ...]
    open: bool = False

    def __add__(self, other: _CausePart) -> _CausePart:
        broken = tuple(dict.fromkeys((*self.broken, *other.broken)))
        ways = tuple({**a, **b} for a, b in product(self.ways, other.ways))
        return _CausePart(broken, ways, self.open or other.open)

    def is_mended(self, move: RankedRepair, report: Report) -> bool:
        """Whether with a move all its edits hold."""
        return not self.open and len(_mended(self.broken, move, report)) == len(self.broken)


def _cause_part(part: Localisation) -> _CausePart:
    small = part.complete and all(len(way) <= _LARGEST_CAUSE for way in part.repairs)
    is_open = any(part.open)
    return _CausePart(part.broken, part.repairs if small and not is_open else (), is_open)


def _is_typing_error(part: _CausePart, report: Report) -> bool:
    """Whether one cell alone is wrong, and a typing error explains it."""
    match part.ways:
        case ({**only},) if len(only) == 1:
            ((cell, after),) = only.items()
            return typing_error(report.value(cell) or 0, after) is not None
    return False


def _mended(edits: Iterable[Edit], move: RankedRepair, report: Report) -> set[Edit]:
    row = {**report.record, **move.way}
    return {edit for edit in edits if not edit.fails(row)}


def _joined(
    parts: Sequence[_CausePart], moves: Iterable[RankedRepair], report: Report
) -> list[_CausePart]:
    """Join the parts that one move would mend together and whole."""
    for move in moves:
        touched = [part for part in parts if _mended(part.broken, move, report)]
        whole = all(part.is_mended(move, report) for part in touched)
        if len(touched) > 1 and whole and prod(len(x.ways) for x in touched) <= _MOST_WAYS:
            rest = [part for part in parts if part not in touched]
            parts = [sum(touched[1:], touched[0]), *rest]
    return list(parts)


def _cause(
    part: _CausePart, report: Report, background: Background, moves: Sequence[RankedRepair]
) -> Cause:
    own = [move for move in moves if part.is_mended(move, report)]
    if part.ways and len(part.ways[0]) == 1:
        # A single wrong cell is likelier than numbers moved, unless the move is of that cell.
        own = [move for move in own if move.way in part.ways]
    smallest = [way for way in part.ways if all(way != move.way for move in own)]
    repairs = [*own, *ranked(report, smallest, background.figures, alone=not own)]
    left = [len(background.failing(repair.way)) for repair in repairs]
    fitting = [x for x, n in zip(repairs, left, strict=True) if n == min(left)]
    return Cause(part.broken, tuple(sorted(fitting, key=lambda x: x.rank)))
