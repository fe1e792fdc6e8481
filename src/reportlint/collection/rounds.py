"""One version of a report against the one before: what is mended, what not, what is newly wrong.

A finding is known again by its rule and its cells, not by its numbers or its place, for both may
change with what is mended elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportlint.collection.notices import Check
from reportlint.collection.submission import Round
from reportlint.collection.versions import UnitVersions, Version, Versions
from reportlint.findings import Finding, Findings, GivenFile
from reportlint.form.schema import Form
from reportlint.language import Text
from reportlint.number import shown
from reportlint.report import Report
from reportlint.spelling import compact


@dataclass(frozen=True, slots=True)
class StatedChange:
    """Something that a report states otherwise than before; blank is an empty text."""

    subject: Text
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class VersionComparison:
    """What has become of an organ's report from one round to the next.

    `not_mended` are as they stand now. `unasked` is what no finding had asked to be changed.
    `is_new` where a version came in this round, `is_first_time` where it is the organ's first;
    `was_read` and `is_read` say whether the version before, and the one now, could be read.
    `files` are those of both.
    """

    unit: UnitVersions
    mended: tuple[Finding, ...]
    not_mended: tuple[Finding, ...]
    new: tuple[Finding, ...]
    unasked: tuple[StatedChange, ...]
    files: tuple[GivenFile, ...]
    is_new: bool
    is_first_time: bool
    was_read: bool
    is_read: bool

    @property
    def left(self) -> tuple[Finding, ...]:
        """What is found now."""
        return (*self.not_mended, *self.new)


@dataclass(frozen=True, slots=True)
class RoundComparison:
    """All organs from one round to the next."""

    before: Round
    after: Round
    units: tuple[VersionComparison, ...]


def compare_rounds(versions: Versions, check: Check) -> Iterator[RoundComparison]:
    """Yield the comparison of every round with the one before.

    After a round there stands of every organ what it handed in last; that is checked together.
    """
    found: dict[Round, Findings] = {}
    for own in versions.rounds:
        standing = (x for unit in versions.units for x in unit.until(own))
        found[own] = check(report for x in standing if (report := x.report()))
    for before, after in pairwise(versions.rounds):
        units = (
            _compared(unit, unit.until(before), unit.until(after), found[before], found[after])
            for unit in versions.units
            if unit.until(after)
        )
        yield RoundComparison(before, after, tuple(units))


def _compared(
    unit: UnitVersions,
    before: Sequence[Version],
    after: Sequence[Version],
    found_before: Findings,
    found_after: Findings,
) -> VersionComparison:
    old, new = _of(before, found_before), _of(after, found_after)
    first, last = _report(before), _report(after)
    # What could not be read has not been mended, nor is anything in it newly wrong.
    comparable = first is not None and last is not None
    pairs = dict(_pairs(old, new)) if comparable else {}
    names = {x.submission.file for x in (*before, *after)}
    return VersionComparison(
        unit,
        tuple(x for i, x in enumerate(old) if i not in pairs) if comparable else (),
        tuple(new[i] for i in sorted(pairs.values())) if comparable else tuple(old),
        tuple(x for i, x in enumerate(new) if i not in pairs.values()),
        tuple(unasked(first, last, old)) if first and last else (),
        tuple(x for found in (found_before, found_after) for x in found.files if x.name in names),
        before != after,
        not before,
        first is not None,
        last is not None,
    )


def _of(versions: Sequence[Version], found: Findings) -> list[Finding]:
    files = {x.submission.file for x in versions}
    return [finding for finding in found if finding.file in files]


def _report(versions: Sequence[Version]) -> Report | None:
    return next((report for x in versions if (report := x.report())), None)


_SIMILAR: tuple[Callable[[Finding], Hashable], ...] = (
    lambda x: (x.code, x.cells, x.message.zh),
    lambda x: (x.code, x.cells),
)


def _pairs(old: Sequence[Finding], new: Sequence[Finding]) -> Iterator[tuple[int, int]]:
    """Yield the places of findings that are the same one, the most alike first."""
    left, free = dict(enumerate(old)), dict(enumerate(new))
    for i, j in [*_by_keys(left, free), *_by_cells(left, free)]:
        if i in left and j in free:
            del left[i], free[j]
            yield i, j


def _by_keys(left: dict[int, Finding], free: dict[int, Finding]) -> Iterator[tuple[int, int]]:
    for key in _SIMILAR:
        yield from (
            (i, j) for i, one in left.items() for j, other in free.items() if key(one) == key(other)
        )


def _by_cells(left: dict[int, Finding], free: dict[int, Finding]) -> Iterator[tuple[int, int]]:
    for i, one in left.items():
        for j, other in free.items():
            shared = set(one.cells) & set(other.cells)
            if one.code == other.code and (shared or not (one.cells or other.cells)):
                yield i, j


def unasked(before: Report, after: Report, found: Sequence[Finding]) -> Iterator[StatedChange]:
    """Yield what was changed though nothing that was found asked for it."""
    if before.form is None or before.form is not after.form:
        return
    asked = _asked(before.form, found)
    for key, cell in before.form.cells.items():
        numbers = before.value(key), after.value(key)
        if numbers[0] != numbers[1] and key not in asked:
            yield StatedChange(cell.text, *(shown(x) for x in numbers))
    for key in ("agency.name", "year"):
        old, new = (_stated(report, key) for report in (before, after))
        if compact(old) != compact(new) and not _is_about_document(found):
            title = before.form.node(key)
            yield StatedChange(Text(title["title"], title["description"]), old, new)
    yield from _prose(before, after, found)


def _asked(form: Form, found: Sequence[Finding]) -> frozenset[str]:
    """Return the cells that findings ask about, and the totals that follow them.

    Where one repair is certain, its cells alone are asked for.
    """
    asked: set[str] = set()
    for finding in found:
        if finding.unique and finding.suggestion:
            asked |= set(finding.suggestion)
        else:
            asked |= {*finding.cells, *(x.cell for y in finding.repairs for x in y.changes)}
            asked |= {cell for statement in finding.broken for cell in statement.cells}
    while following := {
        total
        for total, parts in form.totals.items()
        if total not in asked and asked.intersection(parts)
    }:
        asked |= following
    return frozenset(asked)


def _stated(report: Report, key: str) -> str:
    return str(report.agency or "") if key == "agency.name" else str(report.year or "")


def _is_about_document(found: Sequence[Finding]) -> bool:
    """Whether something was found that is about no cell: what it asks for cannot be told."""
    return any(not finding.cells for finding in found)


def _prose(before: Report, after: Report, found: Sequence[Finding]) -> Iterator[StatedChange]:
    """Yield the sections whose paragraphs differ though nothing was found in them."""
    places = {finding.location for finding in found}
    asked = {x.section for x in before.passages if x.location in places}
    elsewhere = places - {x.location for x in before.passages}
    if before.form is None or (elsewhere and _is_about_document(found)):
        return
    for section, node in before.form.node("narrative")["properties"].items():
        old, new = (
            {compact(x.text): x.text for x in report.passages if x.section == section}
            for report in (before, after)
        )
        if section not in asked and old.keys() != new.keys():
            yield StatedChange(
                Text(node["title"], node["description"]),
                "\n".join(old[x] for x in old if x not in new),
                "\n".join(new[x] for x in new if x not in old),
            )
