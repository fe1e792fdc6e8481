"""Figures by which organs are compared: shares that the form states, this year's and last year's.

Of a report only the numbers are kept that the shares are made of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Any

from reportlint.collection.identification import Identifier
from reportlint.collection.roster_draft import drafted
from reportlint.collection.submission import round_of
from reportlint.form.schema import Form
from reportlint.language import Text
from reportlint.number import Number
from reportlint.organs import Organ
from reportlint.report import Report


@dataclass(frozen=True, slots=True)
class Rate:
    """A share that the form states: of the sum of some cells, that of others."""

    title: Text
    formula: Text
    part: tuple[str, ...]
    whole: tuple[str, ...]


def rates_of(form: Form) -> tuple[Rate, ...]:
    """Return the shares by which reports on a form are compared.

    >>> from reportlint.form.schema import form
    >>> print(*(rate.title for rate in rates_of(form("2021"))))
    公开率 结转率 纠错率
    """
    stated: Sequence[Mapping[str, Any]] = form.schema.get("x-rates", ())
    return tuple(
        Rate(_text(x), _text(x["formula"]), tuple(x["part"]), tuple(x["whole"])) for x in stated
    )


def _text(stated: Mapping[str, Any]) -> Text:
    return Text(stated["title"], stated["description"])


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole; None where one of their cells is not known."""

    part: Number | None
    whole: Number | None

    @property
    def value(self) -> Fraction | None:
        """The share; None where it is not known, or of nothing.

        >>> Share(3, 4).value, Share(0, 0).value
        (Fraction(3, 4), None)
        """
        if self.part is None or not self.whole:
            return None
        return Fraction(self.part) / Fraction(self.whole)


@dataclass(frozen=True, slots=True)
class OrganFigures:
    """The shares of one report, in the order of its form's rates."""

    name: str
    organ: Organ
    file: str
    year: int
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class ComparedFigures:
    """An organ's shares beside those of its report of the year before, if there is one."""

    now: OrganFigures
    before: OrganFigures | None = None


@dataclass(frozen=True, slots=True)
class PeerFigures:
    """All organs of a year, their sum and their middle.

    `total` is the consolidated report, where one is given: it is none of them. `sums` are of the
    year and of the one before, of the organs that have a report in both, or in one of them.
    """

    year: int
    rates: tuple[Rate, ...]
    organs: tuple[ComparedFigures, ...]
    total: ComparedFigures | None = None

    @property
    def sums(self) -> tuple[tuple[Share, ...], tuple[Share, ...]]:
        """The shares of all organs together: this year's, and last year's."""
        now = [x.now for x in self.organs]
        before = [x.before for x in self.organs if x.before]
        return _added(now, len(self.rates)), _added(before, len(self.rates))

    @property
    def medians(self) -> tuple[Fraction | None, ...]:
        """The middle of the organs' shares this year, rate by rate."""
        columns = ([x.now.shares[i].value for x in self.organs] for i in range(len(self.rates)))
        known = ([x for x in column if x is not None] for column in columns)
        return tuple(median(x) if x else None for x in known)


def _added(figures: Sequence[OrganFigures], rates: int) -> tuple[Share, ...]:
    """Return the shares of the sums of what is known of both part and whole."""
    columns = ([x.shares[i] for x in figures] for i in range(rates))
    known = ([x for x in column if None not in (x.part, x.whole)] for column in columns)
    return tuple(
        Share(sum(x.part or 0 for x in column), sum(x.whole or 0 for x in column))
        for column in known
    )


def figures_of(report: Report) -> OrganFigures | None:
    """Return the figures of a report; None where its year or form is not known."""
    if report.form is None or report.year is None:
        return None
    shares = tuple(
        Share(_sum(report, rate.part), _sum(report, rate.whole)) for rate in rates_of(report.form)
    )
    name = (report.agency or "").strip() or report.file or "?"
    return OrganFigures(name, report.organ, report.file or "-", report.year, shares)


def _sum(report: Report, keys: Sequence[str]) -> Number | None:
    values = [report.value(key) for key in keys]
    return None if None in values else sum(x for x in values if x is not None)


def compared_figures(
    found: Iterable[OrganFigures],
    rates: tuple[Rate, ...],
    year: int,
    total: Iterable[OrganFigures] = (),
) -> PeerFigures:
    """Return the figures of a year, each organ's beside those of the year before.

    Organs are told from one year to the next by code, by name, or by a name that only leaves out a
    place. Of several reports of an organ and year that of the last round counts.
    """
    everything = sorted(found, key=lambda x: round_of(x.file))
    totals = {x.year: x for x in total}
    own = {(x.organ, x.file): x for x in everything if x.year == year}
    names = [Report.from_dict(_named(x)) for x in own.values()]
    identifier = Identifier(drafted(names, "-").roster)
    now: dict[int | str, OrganFigures] = {}
    before: dict[int | str, OrganFigures] = {}
    for x in everything:
        place = identifier.of(x.organ, None)
        key = place.unit if place else x.file
        if x.year == year:
            now[key] = x
        elif x.year == year - 1:
            before[key] = x
    organs = tuple(ComparedFigures(x, before.get(key)) for key, x in now.items())
    whole = totals.get(year)
    return PeerFigures(
        year, rates, organs, ComparedFigures(whole, totals.get(year - 1)) if whole else None
    )


def _named(figures: OrganFigures) -> dict[str, Any]:
    return {"agency": {"name": figures.organ.name, "code": figures.organ.code}}
