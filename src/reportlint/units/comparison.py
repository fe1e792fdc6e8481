"""A total against the sum over its units, cell by cell, and what the own sums of each say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from reportlint.form.schema import Form
from reportlint.form.structure import FormCell
from reportlint.language import Text
from reportlint.number import Number, shown, signed, term, written
from reportlint.report import Report

_MOST_TERMS = 7


@dataclass(frozen=True)
class CellSum:
    """One cell: what each unit states, and what the total does; None is a blank.

    `whole` is False where numbers of further units are not known.
    """

    cell: FormCell
    parts: tuple[Number | None, ...]
    reported: Number | None
    whole: bool = True

    @cached_property
    def known(self) -> Number:
        """The sum of the parts that are known."""
        return sum(part for part in self.parts if part is not None)

    @cached_property
    def complete(self) -> bool:
        """Whether every part is known."""
        return self.whole and None not in self.parts

    @property
    def difference(self) -> Number:
        """How much more is reported than the known sum; 0 where nothing is reported."""
        return 0 if self.reported is None else self.reported - self.known

    @property
    def comparable(self) -> bool:
        """Whether some total would be wrong: no unknown part can lower a sum of counts."""
        return self.reported is not None and (self.complete or self.cell.minimum >= 0)

    @property
    def fails(self) -> bool:
        """Whether the total is wrong whatever the unknown parts are."""
        return self.comparable and (self.difference < 0 or (self.complete and self.difference != 0))

    @property
    def undecided(self) -> bool:
        """Whether the total would be wrong if the unknown parts were 0."""
        return self.difference != 0 and not self.fails

    @property
    def equation(self) -> Text:
        """The sum and what is reported, with the difference."""
        return Text(
            "{name} {sum}，填报 {reported}（{difference}）",
            "{name} {sum}, reported {reported} ({difference})",
        ).fill(
            name=_WHOLE if self.complete else _PART,
            sum=self._sum(),
            reported=shown(self.reported),
            difference=signed(self.difference),
        )

    def _sum(self) -> str:
        terms = [part for part in self.parts if part != 0]
        if not 1 < len(terms) <= _MOST_TERMS:
            return written(self.known)
        return f"{'+'.join(map(term, terms))} = {written(self.known)}"


_WHOLE = Text("各单位之和", "sum over the units")
_PART = Text("各单位已知部分之和", "known part of the sum over the units")


def compare(total: Report, units: Sequence[Report], *, whole: bool = True) -> dict[str, CellSum]:
    """Return every cell of the total's form with the units' numbers; none where it has no form."""
    rows = [unit.record for unit in units]
    return {
        key: CellSum(cell, tuple(row.get(key) for row in rows), total.value(key), whole)
        for key, cell in _cells(total.form).items()
    }


def _cells(form: Form | None) -> dict[str, FormCell]:
    return form.cells if form else {}


def failing_identities(report: Report) -> int:
    """Return how many identities of its form a report breaks."""
    row = report.record
    return sum(x.fails(row) for x in report.form.identities) if report.form else 0


def settles(report: Report, key: str, number: Number) -> bool:
    """Whether identities of a report that have this cell fail, and all hold with `number` in it."""
    if report.form is None:
        return False
    concerned = [x for x in report.form.identities if key in x.cells]
    row = report.record
    corrected = {**row, key: number}
    return any(x.fails(row) for x in concerned) and not any(x.fails(corrected) for x in concerned)


def like_a_report(form: Form, amounts: dict[str, Number]) -> bool:
    """Whether differences, by cell, satisfy the form's identities as a report's numbers would.

    False where no identity has anything to say about them.
    """
    concerned = [x for x in form.identities if any(amounts.get(key) for key in x.cells)]
    whole = all(key in amounts for x in concerned for key in x.cells)
    return bool(concerned) and whole and not any(x.fails(amounts) for x in concerned)
