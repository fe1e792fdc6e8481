"""What the prose says of last year's numbers, against last year's report or its own words."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from reportlint.narrative.agreement import prose
from reportlint.narrative.discourse import Claim
from reportlint.narrative.lexicon import Interpretation
from reportlint.number import Number
from reportlint.report import Report


class ChangeDisagreement(NamedTuple):
    """What is said of last year, and the two numbers of which it is not true.

    `now` is unknown where only last year's number is said.
    """

    claim: Claim
    interpretation: Interpretation
    now: Number | None
    before: Number

    @property
    def right(self) -> Decimal | None:
        """What the number should be: last year's, the difference, or the percentage."""
        if self.claim.sense == "was" or self.now is None:
            return Decimal(self.before)
        difference = Decimal(self.now) - Decimal(self.before)
        if self.claim.sense == "difference":
            return difference
        return 100 * difference / Decimal(self.before) if self.before else None


def change_disagreements(report: Report, before: Report | None) -> Iterator[ChangeDisagreement]:
    """Yield every number about last year that no reading of its words makes true.

    `before` is last year's report, where it is given; else the prose may state both numbers.
    """
    for claim in prose(report).changes:
        told = list(_told(claim, report, before))
        found = [ChangeDisagreement(claim, *numbers) for numbers in told]
        if found and not any(map(_is_true, found)):
            yield found[0]


def _told(
    claim: Claim, report: Report, before: Report | None
) -> Iterator[tuple[Interpretation, Number | None, Number]]:
    """Yield the pairs of numbers that a change may be between."""
    stated = _stated(claim, report)
    if before is not None and before.form is not None:
        for each in claim.interpretations:
            now, was = each.value(report.record), each.value(before.record)
            if was is None or now is None:
                return
            yield each, now, was
    elif claim.sense == "was":
        return
    if stated is not None and claim.sense != "was":
        yield claim.interpretations[0], *stated


def _stated(claim: Claim, report: Report) -> tuple[Number, Number] | None:
    """Return this year's number and last year's, where the same sentence states them."""
    known = prose(report)
    now, was = (
        [
            int(each.quantity.numeral.value)
            for each in claims
            if each.sentence is claim.sentence and each.sense == sense and each.nodes == claim.nodes
        ]
        for claims, sense in ((known.claims, "is"), (known.changes, "was"))
    )
    return (now[-1], was[-1]) if now and was else None


def _is_true(found: ChangeDisagreement) -> bool:
    claim, right = found.claim, found.right
    if right is None:
        return True
    number = claim.quantity.numeral
    stated = -number.value if claim.fewer else number.value
    return abs(right - stated) < (number.step if claim.sense == "growth" else 1)
