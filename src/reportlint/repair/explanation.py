"""Findings of failing edits: one a cause, with what would mend it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportlint.findings import BrokenEdit, Change, Finding
from reportlint.form.edits import Edit
from reportlint.language import Text, joined
from reportlint.number import shown, written
from reportlint.repair.causes import Cause, causes, hard_edits
from reportlint.repair.evidence import background
from reportlint.report import Report

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
    report: Report, failing: Mapping[Edit, Finding], before: Report | None = None
) -> list[Finding]:
    """Return a finding for every cause of what fails in a report.

    `failing` are the statements that fail, each with the finding that it is by itself: so stay
    those that no change of cells must mend, and those of a cause that cannot be located. `before`
    is the organ's report before this one.
    """
    hard = set(hard_edits(report.form)) if report.form and failing else set()
    found = [statement for edit, statement in failing.items() if edit not in hard]
    if len(found) < len(failing):
        for cause in causes(report, background(report, before)):
            broken = set(cause.broken)
            own = [statement for edit, statement in failing.items() if edit in broken]
            found += _findings(cause, own, report)
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
        suggestion=cause.repairs[0].way,
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
        suggestion=cause.best.way if cause.best else {},
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
