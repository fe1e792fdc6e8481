"""How likely one repair is beside another: what states its numbers, and slips of the fingers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from reportlint.findings import Change, Repair
from reportlint.form.edits import Edit
from reportlint.language import Text, joined
from reportlint.number import Number, shortest
from reportlint.repair.background import Background
from reportlint.repair.corroboration import cells_kept, corroborated
from reportlint.repair.misplacements import misplacements
from reportlint.report import Report

TypingErrorKind = Literal[
    "transposed", "doubled", "undoubled", "sign", "point", "dropped", "added", "mistyped"
]


@dataclass(frozen=True, slots=True)
class TypingError:
    """One slip; `rank` is lower where a slip is likelier, `text` says it with both numbers."""

    kind: TypingErrorKind
    rank: int
    text: Text


def typing_error(before: Number, after: Number) -> TypingError | None:
    """Return the likeliest slip that writes `before` for `after`; None where there is none.

    0 stands for nothing in a report and is no slip of another number, and one digit in place of
    one other says nothing.

    >>> print(typing_error(12, 21).text)
    相邻两位数字颠倒：12 应为 21
    >>> typing_error(Decimal("32023"), Decimal("320.23")).text.en
    'decimal point misplaced: 32023 should be 320.23'
    >>> typing_error(5, 7), typing_error(0, 10)
    (None, None)
    """
    if before == after or 0 in (before, after):
        return None
    for rank, (kind, says, made) in enumerate(_SLIPS, 1):
        if made(before, after):
            return TypingError(kind, rank, _text(says, before, after))
    return None


def _text(says: Text, before: Number, after: Number) -> Text:
    return Text("{says}：{before} 应为 {after}", "{says}: {before} should be {after}").fill(
        says=says, before=shortest(before), after=shortest(after)
    )


def _digits(number: Number) -> str:
    return shortest(number).removeprefix("-")


def _sign(before: Number, after: Number) -> bool:
    return before == -after


def _point(before: Number, after: Number) -> bool:
    """Whether the digits are the same; a count has no point to misplace."""
    if not isinstance(before, Decimal) or before * after < 0:
        return False
    return _significant(before) == _significant(after)


def _significant(number: Number) -> str:
    return _digits(number).replace(".", "").strip("0")


def _of_digits(made: Callable[[str, str], bool]) -> Callable[[Number, Number], bool]:
    """Make a test of two numbers of a test of their digits; the sign must be the same."""

    def test(before: Number, after: Number) -> bool:
        return before * after > 0 and made(_digits(before), _digits(after))

    return test


def _transposed(before: str, after: str) -> bool:
    one, other = _padded(before, after), _padded(after, before)
    differing = [i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    if len(one) != len(other) or len(differing) != 2:
        return False
    i, j = differing
    return j == i + 1 and (one[i], one[j]) == (other[j], other[i])


def _padded(text: str, other: str) -> str:
    """Return the digits, with as many decimals as `other` at least."""
    whole, _, decimals = text.partition(".")
    return whole + decimals.ljust(len(other.partition(".")[2]), "0")


def _dropped(before: str, after: str) -> bool:
    """Whether `before` is `after` without one digit."""
    return any(after[i].isdigit() and _without(after, i) == before for i in range(len(after)))


def _undoubled(before: str, after: str) -> bool:
    """Whether `before` is `after` with one of two equal neighbours left out."""
    doubles = (i for i in range(1, len(after)) if after[i] == after[i - 1])
    return any(_without(after, i) == before for i in doubles)


def _without(text: str, index: int) -> str:
    return text[:index] + text[index + 1 :]


def _mistyped(before: str, after: str) -> bool:
    differing = [pair for pair in zip(before, after, strict=False) if len(set(pair)) > 1]
    return len(before) == len(after) > 1 and len(differing) == 1 and "." not in differing[0]


_SLIPS: tuple[tuple[TypingErrorKind, Text, Callable[[Number, Number], bool]], ...] = (
    (
        "transposed",
        Text("相邻两位数字颠倒", "two neighbouring digits transposed"),
        _of_digits(_transposed),
    ),
    (
        "doubled",
        Text("重复打了一位数字", "a digit typed twice"),
        _of_digits(lambda before, after: _undoubled(after, before)),
    ),
    (
        "undoubled",
        Text("两位相同的数字漏打了一位", "one of two equal digits left out"),
        _of_digits(_undoubled),
    ),
    ("sign", Text("正负号打反", "sign reversed"), _sign),
    ("point", Text("小数点错位", "decimal point misplaced"), _point),
    ("dropped", Text("漏打了一位数字", "a digit left out"), _of_digits(_dropped)),
    (
        "added",
        Text("多打了一位数字", "a digit too many"),
        _of_digits(lambda before, after: _dropped(after, before)),
    ),
    ("mistyped", Text("一位数字打错", "one digit mistyped"), _of_digits(_mistyped)),
)


_PROSE, _CORROBORATED, _MISPLACED, _MISTYPED, _NOTHING = range(5)

_STATED = Text("文字部分写的就是这个数", "the report’s own prose says so")
_ONLY = Text("只改这一处，上述勾稽关系即全部成立", "no other change as small makes them agree")


@dataclass(frozen=True, slots=True)
class RankedRepair:
    """One repair with its likelihood: of two, the one with the lower `rank` is likelier."""

    rank: tuple[int, int]
    repair: Repair

    @property
    def solution(self) -> dict[str, Number]:
        """The numbers that the cells would have."""
        return {change.cell: change.after for change in self.repair.changes}

    @property
    def stated(self) -> bool:
        """Whether the prose gives the very numbers."""
        return self.rank[0] == _PROSE

    @property
    def corroborated(self) -> bool:
        """Whether it is there since the prose and the next year's report both point to it."""
        return self.rank[0] == _CORROBORATED

    def told(self, reason: Text) -> RankedRepair:
        """Return it with one more reason."""
        reasons = [self.repair.reason, reason] if self.repair.reason else [reason]
        return replace(self, repair=replace(self.repair, reason=joined(reasons)))


def ranked(
    report: Report,
    solutions: Sequence[Mapping[str, Number]],
    figures: Mapping[str, frozenset[int]],
    *,
    alone: bool,
) -> list[RankedRepair]:
    """Return the solutions for the report's cells, the likeliest first.

    `figures` are the numbers that the prose states of single cells; `alone` says that there are
    no other solutions than these.
    """
    plain = _ONLY if alone and len(solutions) == 1 else None
    found = [_ranked(report, solution, figures, plain) for solution in solutions]
    return sorted(found, key=lambda evidence: evidence.rank)


def misplacement_repairs(report: Report) -> list[RankedRepair]:
    """Return what numbers put in the wrong place would explain."""
    if report.form is None:
        return []
    return [
        RankedRepair((_MISPLACED, 0), Repair(_changes(report, found.changes), found.reason))
        for found in misplacements(report.form, report.record)
    ]


_BOTH = Text(
    "文字部分与{year}年度报告的上年结转都支持这种改法",
    "the prose and what the report of {year} carries over both point to it",
)


def corroborated_repairs(
    report: Report, edits: Sequence[Edit], known: Background, largest: int
) -> list[RankedRepair]:
    """Return what the prose and the next year's report both point to, however large."""
    reason = _BOTH.fill(year=known.after.year if known.after else None)
    return [
        RankedRepair(
            (_CORROBORATED, cells_kept(solution)), Repair(_changes(report, solution), reason)
        )
        for solution in corroborated(report, edits, known, largest)
    ]


def _ranked(
    report: Report,
    solution: Mapping[str, Number],
    figures: Mapping[str, frozenset[int]],
    plain: Text | None,
) -> RankedRepair:
    changes = _changes(report, solution)
    if all(change.after in figures.get(change.cell, ()) for change in changes):
        return RankedRepair((_PROSE, 0), Repair(changes, _STATED))
    slips = [
        slip
        for change in changes
        if change.before is not None and (slip := typing_error(change.before, change.after))
    ]
    if len(slips) < len(changes):
        return RankedRepair((_NOTHING, 0), Repair(changes, plain))
    worst = max(slips, key=lambda slip: slip.rank)
    return RankedRepair(
        (_MISTYPED, worst.rank), Repair(changes, joined(dict.fromkeys(x.text for x in slips)))
    )


def _changes(report: Report, solution: Mapping[str, Number]) -> tuple[Change, ...]:
    cells = report.form.cells if report.form else {}
    return tuple(
        Change(cell, report.value(cell), after, subject=cells[cell].text)
        for cell, after in solution.items()
    )
