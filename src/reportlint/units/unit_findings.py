"""What is said of a difference: which units, which cells, or what it may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from reportlint.findings import BrokenEdit, Change, Finding, Repair
from reportlint.language import COMMA, LIST, Text, joined
from reportlint.location import Location
from reportlint.number import Number, written
from reportlint.report import Report
from reportlint.rules import RULES
from reportlint.units.consolidation import CellSum, name_of, organ_location, settles
from reportlint.units.difference import (
    CellError,
    DifferenceExplanation,
    Discrepancy,
    UnitGroup,
    remaining,
)

_MOST_SINGLE = 5
_MOST_NAMES = 3
_AMOUNT = Text(
    "{cell}：{equation}，它的数是 {number}", "{cell}: {equation}, its number being {number}"
)
_TIMES = Text("{n} 次", "{n} times")
_MANY = Text("{n} 格", "{n} cells")
_DIFFERS = Text("{cell}：{equation}", "{cell}: {equation}")
_FIRST = Text("如{cell}：{equation}", "as in {cell}: {equation}")
_AGAIN = Text("{unit}重复计入", "{unit} counted again")
_LEFT_OUT = Text("{unit}没有计入", "{unit} left out")
_CELL = Text("{cell}填错", "{cell} mistyped")
_ALIKE = Text("（数字完全相同，分不出是哪个）", " (their numbers are the same)")
_OWN = Text(
    "汇总报告自身的勾稽关系也只在填 {number} 时成立",
    "the consolidated report's own sums hold with {number} only",
)
_UNIT = Text(
    "{unit}填的是 {before}，它自身的勾稽关系只在填 {after} 时成立，那样汇总报告就对了",
    "{unit} states {before}, and its own sums hold with {after} only, which the consolidated "
    "report fits",
)
_OF_UNIT = Text("{found}；错在{unit}", "{found}; it is {unit} that is wrong")
_FOLLOW = Text("；相应的 {n} 个合计格也差同样的数", "; so do the totals that count it ({n})")
_SOLE = Text(
    "；这正是{unit}唯一不为 0 的数，也可能是它{what}",
    "; that is the only number of {unit} that is not 0: it may be {what} instead",
)
_SOLE_AGAIN, _SOLE_LEFT_OUT = Text("重复计入", "counted again"), Text("没有计入", "left out")
_UNPROVED = Text("；另外可能还有", "; there may be others")
ANOTHER = Text(
    "一个单位的整份数据，汇总数含有未提供报告的单位，请查是否有单位漏报",
    "a report that was not given had been counted",
)
VERSION = Text("某个单位的报告用了另一份数字", "other numbers had been counted for some unit")


@dataclass(frozen=True)
class Comparison:
    """A total and its units, with every cell's sum and what is to be explained.

    `missing` are organs of which there is no report.
    """

    total: Report
    units: Sequence[Report]
    sums: Mapping[str, CellSum]
    discrepancy: Discrepancy
    missing: tuple[Text, ...] = ()

    def cell(self, key: str) -> Text:
        """The cell in the form's words."""
        return self.sums[key].cell.text


def unit_findings(comparison: Comparison, multiples: Sequence[int]) -> Iterator[Finding]:
    """Yield a finding for every group of units counted too often or too seldom."""
    for group, multiple in zip(comparison.discrepancy.groups, multiples, strict=True):
        if multiple:
            cells = tuple(group.numbers)
            finding = RULES["U102" if multiple > 0 else "U103"].finding(
                comparison.total.location(""),
                cells,
                unit=group_name(comparison, group),
                times=_TIMES.fill(n=multiple + 1 if len(group.units) == 1 else 2),
                n=len(cells),
                equation=_largest(comparison, group, multiple),
            )
            yield replace(finding, related=_places(comparison, group))


def cell_findings(comparison: Comparison, mistyped: Sequence[CellError]) -> Iterator[Finding]:
    """Yield a finding for every wrong cell; where they are many, one for a section of the form."""
    if len(mistyped) <= _MOST_SINGLE:
        yield from (_cell_finding(comparison, cause) for cause in mistyped)
        return
    keys = sorted(
        {key for cause in mistyped for key in _concerned(comparison, cause)},
        key=list(comparison.sums).index,
    )
    sections = groupby(keys, lambda key: comparison.sums[key].cell.section)
    for section, group in sections:
        yield joint_finding(comparison, list(group), section.label.text, Text("", ""))


def joint_finding(comparison: Comparison, keys: list[str], subject: Text, remark: Text) -> Finding:
    """Return one finding for many cells, with the first of them as an example."""
    keys = [key for key in keys if comparison.sums[key].fails] or keys
    first = max(keys, key=lambda key: Decimal(comparison.sums[key].difference).copy_abs())
    example = _FIRST.fill(cell=comparison.cell(first), equation=comparison.sums[first].equation)
    count = _MANY.fill(n=len(keys))
    return RULES["U101"].finding(
        comparison.total.location(first),
        tuple(keys),
        subject=subject,
        equation=Text("{count}不符，{example}", "{count} differ, {example}").fill(
            count=count, example=example
        ),
        remark=remark,
    )


def missing_finding(comparison: Comparison, effect: Text, keys: Sequence[str] = ()) -> Finding:
    """Return the finding about organs without a report, with the differences that they make."""
    broken = tuple(
        BrokenEdit("U101", _DIFFERS.fill(cell=comparison.cell(x), equation=y.equation), (x,))
        for x, y in ((key, comparison.sums[key]) for key in keys)
    )
    finding = RULES["U110"].finding(
        comparison.total.location(""),
        tuple(keys),
        units=joined(comparison.missing, LIST),
        effect=effect,
    )
    return replace(finding, broken=broken)


def possibilities(
    comparison: Comparison,
    found: Sequence[DifferenceExplanation],
    other: Text | None,
    *,
    proved: bool,
) -> Text:
    """Return the explanations as a remark: none of them is taken for true."""
    texts = [_supposed(comparison, explanation) for explanation in found]
    texts += [other] if other else []
    numbered = (Text(f"（{i}）{t.zh}", f" ({i}) {t.en}") for i, t in enumerate(texts, 1))
    listed = joined(numbered, Text("；", ";"))
    return Text("；可能是：{listed}{more}", "; this may be:{listed}{more}").fill(
        listed=listed, more="" if proved else _UNPROVED
    )


def group_name(comparison: Comparison, group: UnitGroup) -> Text:
    """Return the unit's name, or those of units that cannot be told from each other."""
    names = [name_of(comparison.units[unit]) for unit in group.units]
    shown = joined(names[:_MOST_NAMES], Text("或", " or "))
    if len(names) > _MOST_NAMES:
        shown = Text("{some}等 {n} 个单位之一", "one of {n} units such as {some}").fill(
            some=shown, n=len(names)
        )
    return Text(f"{shown.zh}{_ALIKE.zh}", f"{shown.en}{_ALIKE.en}") if len(names) > 1 else shown


def _places(comparison: Comparison, group: UnitGroup) -> tuple[Location, ...]:
    """Return the files of the units that `group_name` names."""
    places = (organ_location(comparison.units[unit]) for unit in group.units[:_MOST_NAMES])
    return tuple(found for found in places if found)


def _largest(comparison: Comparison, group: UnitGroup, multiple: int) -> Text:
    """Return the equation of the largest number that explains all of a difference, if any does."""
    amounts = comparison.discrepancy.amounts
    alone = [key for key, number in group.numbers.items() if multiple * number == amounts[key]]
    key = max(alone or group.numbers, key=lambda key: abs(group.numbers[key]))
    number = comparison.sums[key].parts[group.units[0]] or 0
    return _AMOUNT.fill(
        cell=comparison.cell(key), equation=comparison.sums[key].equation, number=number
    )


def _cell_finding(comparison: Comparison, cause: CellError) -> Finding:
    """Return the finding of one wrong cell, with whose number the own sums say is wrong."""
    cell = comparison.sums[cause.key]
    finding = RULES["U101"].finding(
        comparison.total.location(cause.key),
        tuple(_concerned(comparison, cause)),
        expected=written(cell.known),
        actual=str(cell.reported),
        subject=comparison.cell(cause.key),
        equation=cell.equation,
        remark=_remark(comparison, cause),
    )
    return _with_repair(comparison, cause, finding)


def _with_repair(comparison: Comparison, cause: CellError, finding: Finding) -> Finding:
    """Add the repair that the own sums of the total, or of one unit, ask for."""
    cell = comparison.sums[cause.key]
    if not cell.complete or cause.carried or cell.reported is None:
        return finding
    if settles(comparison.total, cause.key, cell.known):
        change = Change(cause.key, cell.reported, cell.known)
        reason = _OWN.fill(number=cell.known)
        repair = Repair((change,), reason)
        return replace(finding, repairs=(repair,), unique=True, suggestion={cause.key: cell.known})
    wrong = list(_wrong_units(comparison, cell))
    if len(wrong) != 1:
        return finding
    unit, before, after = wrong[0]
    reason = _UNIT.fill(unit=name_of(unit), before=before, after=after)
    change = Change(cause.key, before, after, unit.file)
    repair = Repair((change,), reason)
    return replace(
        finding,
        message=_OF_UNIT.fill(found=finding.message, unit=name_of(unit)),
        repairs=(repair,),
        unique=True,
        location=unit.location(cause.key),
    )


def _wrong_units(comparison: Comparison, cell: CellSum) -> Iterator[tuple[Report, Number, Number]]:
    """Yield the units whose own sums hold only with the number that the total was added from."""
    for unit, part in zip(comparison.units, cell.parts, strict=True):
        if part is not None and settles(unit, cell.cell.key, part + cell.difference):
            yield unit, part, part + cell.difference


def _remark(comparison: Comparison, cause: CellError) -> Text:
    """Return how many totals follow, and which units have this number alone."""
    followers = len(_concerned(comparison, cause)) - 1
    follow = _FOLLOW.fill(n=followers) if followers else Text("", "")
    changed = dict.fromkeys(_concerned(comparison, cause), abs(cause.amount))
    group = next(
        (group for group in comparison.discrepancy.groups if dict(group.numbers) == changed), None
    )
    if group is None:
        return follow
    what = _SOLE_AGAIN if cause.amount > 0 else _SOLE_LEFT_OUT
    sole = _SOLE.fill(unit=group_name(comparison, group), what=what)
    return Text(follow.zh + sole.zh, follow.en + sole.en)


def _concerned(comparison: Comparison, cause: CellError) -> list[str]:
    """Return the cell, and the totals that differ with it."""
    followers = comparison.discrepancy.followers.get(cause.key, {}) if cause.carried else {}
    return [cause.key, *followers]


def _supposed(comparison: Comparison, explanation: DifferenceExplanation) -> Text:
    """Return an explanation in words."""
    texts = [
        (_AGAIN if multiple > 0 else _LEFT_OUT).fill(unit=group_name(comparison, group))
        for group, multiple in zip(
            comparison.discrepancy.groups, explanation.multiples, strict=True
        )
        if multiple
    ]
    texts += [_CELL.fill(cell=comparison.cell(cause.key)) for cause in explanation.mistyped]
    return joined(texts, COMMA)


def differing(comparison: Comparison, multiples: Sequence[int]) -> list[str]:
    """Return the cells that differ still when those multiples of units are accounted for."""
    left = remaining(comparison.discrepancy, tuple(multiples))
    closed = {key for key in left if key not in comparison.discrepancy.open}
    return [key for key, amount in left.items() if amount < 0 or (amount and key in closed)]
