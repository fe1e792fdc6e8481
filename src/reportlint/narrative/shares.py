"""Percentages of the prose against every base that they may have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportlint.narrative.agreement import values
from reportlint.narrative.binding import Claim
from reportlint.narrative.prose import prose
from reportlint.narrative.readings import Namer, Reading, namer
from reportlint.report import Number, Report


@dataclass(frozen=True)
class Misfit:
    """A share that no base gives; `example` is the most usual one, with its two numbers."""

    claim: Claim
    part: tuple[Reading, Number]
    whole: tuple[Reading, Number]


def misfits(report: Report) -> Iterator[Misfit]:
    """Yield every percentage that is none of any plausible base."""
    if report.form is None:
        return
    wholes: dict[tuple[str, tuple[str, ...]], list[tuple[Reading, Number]]] = {}
    for claim in prose(report).claims:
        parts = values(claim, report) if claim.is_share else ()
        if not parts:
            continue
        key = claim.nodes[0].partition(".")[0], claim.columns
        if key not in wholes:
            wholes[key] = list(_wholes(namer(report.form), *key, report))
        stated = _stated(claim)
        bases = {value for _, value in wholes[key]} | stated
        if not wholes[key] or any(
            _fits(claim, part, base) for part in {x for _, x in parts} | stated for base in bases
        ):
            continue
        yield Misfit(claim, parts[0], wholes[key][0])


def _wholes(
    own: Namer, section: str, columns: tuple[str, ...], report: Report
) -> Iterator[tuple[Reading, Number]]:
    """Yield the sums of a section that a share may be of: all rows, groups and their readings.

    Each in total, and under the columns of the share; unknown ones are left out.
    """
    row = report.row()
    named = {key for keys in own.words.rows.values() for key in keys}
    nodes = sorted(key for key in named if key.startswith(f"{section}."))
    general = [key for key in nodes if own.is_general(key)]
    nodes = [*general, *(key for key in nodes if key not in general)]
    groups = [key for key in nodes if key.count(".") == 1]
    for reading in (
        *(x for node in nodes for x in own.readings((node,), ())),
        *own.readings(groups, ()),
        *(x for word in columns for node in nodes for x in own.readings((node,), (word,))),
    ):
        value = reading.value(row)
        if value is not None and value > 0:
            yield reading, value


def _stated(claim: Claim) -> set[Number]:
    """Return the whole numbers that the same paragraph gives up to the percentage."""
    end = claim.quantity.span.start
    read = claim.paragraph
    near = [x for x in read.sentences if x.span.start <= end][-3:]
    return {
        int(quantity.numeral.value)
        for sentence in near
        for quantity in sentence.quantities
        if quantity.span.start < end and quantity.unit != "%"
    }


def _fits(claim: Claim, part: Number, whole: Number) -> bool:
    """Whether the share is the printed one, rounded or cut."""
    if whole <= 0:
        return False
    exact = Decimal(100) * Decimal(part) / Decimal(whole)
    return abs(exact - claim.quantity.numeral.value) < claim.quantity.numeral.step
