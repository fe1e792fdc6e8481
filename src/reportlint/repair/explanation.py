"""Findings of failing edits: one a cause, with what may be wrong and what would mend it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from math import prod

from reportlint.findings import BrokenEdit, Change, Finding
from reportlint.form.edits import Decimals, Edit, ReservedRow
from reportlint.form.schema import Form
from reportlint.language import Text, joined
from reportlint.number import Number, shown, written
from reportlint.repair.background import AdjacentYear, Background, background
from reportlint.repair.evidence import (
    RankedRepair,
    corroborated_repairs,
    misplacement_repairs,
    ranked,
    typing_error,
)
from reportlint.repair.localisation import Localisation, localise
from reportlint.report import Report
from reportlint.rules import RULES

_MOST_SOLUTIONS = 12
# So many cells of a table may be wrong, and so many for one cause.
_LARGEST = 8
_LARGEST_CAUSE = 4

Solution = Mapping[str, Number]


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
    wrong place, where one mistake changes many cells, and larger repairs to which the prose and the
    next year's report both point.
    """
    if report.form is None:
        return []
    edits = hard_edits(report.form)
    parts = localise(edits, report.record, most=_MOST_SOLUTIONS, largest=_LARGEST)
    own, moves = [_cause_part(part) for part in parts], []
    # One slip is likelier than numbers moved, which are likelier than several slips.
    if len(own) > 1 or not all(_is_typing_error(part, report) for part in own):
        moves = misplacement_repairs(report)
        moves += corroborated_repairs(report, edits, background, _LARGEST)
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

    There are no solutions where they are not all known, or too large. Where the edits leave a
    choice of numbers (`open`), no other evidence can make it.
    """

    broken: tuple[Edit, ...]
    solutions: tuple[Solution, ...]
    open: bool = False

    def __add__(self, other: _CausePart) -> _CausePart:
        broken = tuple(dict.fromkeys((*self.broken, *other.broken)))
        solutions = tuple({**a, **b} for a, b in product(self.solutions, other.solutions))
        return _CausePart(broken, solutions, self.open or other.open)

    def is_mended(self, move: RankedRepair, report: Report) -> bool:
        """Whether with a move all its edits hold; one larger than others needs these others."""
        if self.open or (move.corroborated and not self.solutions):
            return False
        return len(_mended(self.broken, move, report)) == len(self.broken)


def _cause_part(part: Localisation) -> _CausePart:
    small = part.complete and all(len(solution) <= _LARGEST_CAUSE for solution in part.repairs)
    is_open = any(part.open)
    return _CausePart(part.broken, part.repairs if small and not is_open else (), is_open)


def _is_typing_error(part: _CausePart, report: Report) -> bool:
    """Whether one cell alone is wrong, and a typing error explains it."""
    match part.solutions:
        case ({**only},) if len(only) == 1:
            ((cell, after),) = only.items()
            return typing_error(report.value(cell) or 0, after) is not None
    return False


def _mended(edits: Iterable[Edit], move: RankedRepair, report: Report) -> set[Edit]:
    row = {**report.record, **move.solution}
    return {edit for edit in edits if not edit.fails(row)}


def _joined(
    parts: Sequence[_CausePart], moves: Iterable[RankedRepair], report: Report
) -> list[_CausePart]:
    """Join the parts that one move would mend together and whole."""
    for move in moves:
        touched = [part for part in parts if _mended(part.broken, move, report)]
        whole = all(part.is_mended(move, report) for part in touched)
        if (
            len(touched) > 1
            and whole
            and prod(len(x.solutions) for x in touched) <= _MOST_SOLUTIONS
        ):
            rest = [part for part in parts if part not in touched]
            parts = [sum(touched[1:], touched[0]), *rest]
    return list(parts)


def _cause(
    part: _CausePart, report: Report, background: Background, moves: Sequence[RankedRepair]
) -> Cause:
    own, larger = [], []
    for move in moves:
        if part.is_mended(move, report):
            known = move.solution in part.solutions
            if move.corroborated:
                larger += [] if known else [move]
            # A single wrong cell is likelier than numbers moved, unless the move is of that cell.
            elif known or not part.solutions or len(part.solutions[0]) > 1:
                own.append(move)
    smallest = [
        solution for solution in part.solutions if all(solution != move.solution for move in own)
    ]
    repairs = [*larger, *own, *ranked(report, smallest, background.figures, alone=not own)]
    left = [background.failing(repair.solution) for repair in repairs]
    fitting = [x for x, n in zip(repairs, left, strict=True) if n == min(left)]
    if background.after:
        fitting = _told_of_next_year(fitting, repairs, background.after)
    return Cause(part.broken, tuple(sorted(fitting, key=lambda x: x.rank)))


_CARRIED_OVER = Text(
    "与{year}年度报告的上年结转相符", "agrees with what the report of {year} carries over"
)


def _told_of_next_year(
    fitting: Sequence[RankedRepair], repairs: Sequence[RankedRepair], after: AdjacentYear
) -> list[RankedRepair]:
    """Return those that fit, with that reason where without it the report or others do not."""
    most = max((len(after.failing(x.solution)) for x in repairs), default=0)
    most = max(most, len(after.failing({})))
    reason = _CARRIED_OVER.fill(year=after.year)
    return [
        x if x.corroborated or len(after.failing(x.solution)) == most else x.told(reason)
        for x in fitting
    ]


_WRONG_CELL = Text(
    "{cell}：填报 {before}，应为 {after}", "{cell}: reported {before}, should be {after}"
)
_WRONG_CELLS = Text("{n} 格填错：{cells}", "{n} cells are wrong: {cells}")
_BREAKS = Text("{what}（{n} 处勾稽关系因此不成立）", "{what} (it breaks {n} sums)")
_BREAK = Text(_BREAKS.zh, "{what} (they break {n} sums)")
_DOUBTFUL = Text(
    "{n} 处勾稽关系不成立，有 {m} 种改法", "{n} sums do not agree; {m} repairs are possible"
)


def explained(
    report: Report,
    failing: Mapping[Edit, Finding],
    before: Report | None = None,
    after: Report | None = None,
) -> list[Finding]:
    """Return a finding for every cause of what fails in a report.

    `failing` are the statements that fail, each with the finding that it is by itself: so stay
    those that no change of cells must mend, and those of a cause that cannot be located. `before`
    and `after` are the organ's reports before and after this one.
    """
    hard = set(hard_edits(report.form)) if report.form and failing else set()
    found = [statement for edit, statement in failing.items() if edit not in hard]
    if len(found) < len(failing):
        for cause in causes(report, background(report, before, after)):
            broken = set(cause.broken)
            own = [statement for edit, statement in failing.items() if edit in broken]
            # Causes that cannot be located may have a statement in common.
            found += [each for each in _findings(cause, own, report) if each not in found]
    return found


def with_settled(
    finding: Finding, others: Sequence[Finding], mended: Sequence[Finding]
) -> tuple[Finding, list[Finding]]:
    """Return a finding with those of `others` that its repair settles, and the others left.

    `others` are what else is found in the report's numbers, `mended` what is with the repair. What
    a repair settles has the same cause.
    """
    settled = [other for other in others if _is_settled(other, mended)]
    left = [other for other in others if other not in settled]
    return replace(finding, broken=(*finding.broken, *map(_broken, settled))), left


def _is_settled(finding: Finding, mended: Sequence[Finding]) -> bool:
    """Whether nothing is left to say of its cells."""
    same = (other for other in mended if other.code == finding.code)
    return bool(finding.cells) and all(set(x.cells).isdisjoint(finding.cells) for x in same)


def _broken(statement: Finding) -> BrokenEdit:
    return BrokenEdit(statement.code, statement.message, statement.cells)


def _findings(cause: Cause, statements: Sequence[Finding], report: Report) -> Sequence[Finding]:
    """Return the cause as one finding, or without repairs each statement as its own."""
    if not cause.repairs or not statements:
        return statements
    return [_certain(cause, statements, report) if cause.unique else _doubtful(cause, statements)]


def _certain(cause: Cause, statements: Sequence[Finding], report: Report) -> Finding:
    """The finding that names what is wrong."""
    changes = cause.repairs[0].repair.changes
    return replace(
        statements[0],
        message=_wrong(changes, len(statements)),
        location=report.location(changes[0].cell),
        cells=tuple(change.cell for change in changes),
        expected=written(changes[0].after) if len(changes) == 1 else None,
        actual=shown(changes[0].before) if len(changes) == 1 else None,
        suggestion=cause.repairs[0].solution,
        broken=tuple(map(_broken, statements)),
        repairs=tuple(x.repair for x in cause.repairs),
        unique=True,
    )


def _doubtful(cause: Cause, statements: Sequence[Finding]) -> Finding:
    """The finding that lists what may be wrong."""
    first, *others = statements
    named = {change.cell: None for x in cause.repairs for change in x.repair.changes}
    if others:
        broken = tuple(map(_broken, statements))
        message = _DOUBTFUL.fill(n=len(statements), m=len(cause.repairs))
        first = replace(
            first, message=message, cells=tuple(named), expected=None, actual=None, broken=broken
        )
    return replace(
        first,
        suggestion=cause.best.solution if cause.best else {},
        repairs=tuple(x.repair for x in cause.repairs),
        unique=False,
    )


def _wrong(changes: Sequence[Change], broken: int) -> Text:
    """Say which cells are wrong; a single statement that they break is listed below anyway."""
    if len(changes) == 1:
        (change,) = changes
        before, after = shown(change.before), shown(change.after)
        what = _WRONG_CELL.fill(cell=change.name, before=before, after=after)
    else:
        cells = joined(change.text for change in changes)
        what = _WRONG_CELLS.fill(n=len(changes), cells=cells)
    if broken == 1:
        return what
    return (_BREAKS if len(changes) == 1 else _BREAK).fill(what=what, n=broken)
