"""What the form expects of a report beyond its sums: topics of the prose, reconsideration first."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from reportlint.form.schema import Form
from reportlint.language import Text
from reportlint.number import Number, written

MODEST_AMOUNT = 100_000
"""万元; a department or town of a county takes or spends less than this, a billion yuan, in a year.
"""

_DAY = re.compile(r"(20\d\d)(\d\d)(\d\d)")


_FIRST_DAY = 10_000_000
"""No number below it has eight figures."""


def day_written(value: Number) -> date | None:
    """Return the day that a number is when it is read as one, in eight figures.

    >>> day_written(20240229), day_written(20230229)
    (datetime.date(2024, 2, 29), None)
    """
    if value < _FIRST_DAY:
        return None
    found = _DAY.fullmatch(written(value))
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


class Topic(NamedTuple):
    """What a section of prose is asked to speak of; where it does, `words` match."""

    section: str
    text: Text
    words: re.Pattern[str]


@lru_cache
def topics(form: Form) -> tuple[Topic, ...]:
    """Return what the sections of prose are asked to speak of, in the order of the form."""
    return tuple(
        Topic(
            key.rpartition(".")[2],
            Text(each["title"], each["description"]),
            re.compile("|".join(each["words"])),
        )
        for key, stated in form.annotated("x-topics")
        for each in stated
    )


class ReviewFirst(NamedTuple):
    """Suits that, since a report year, need reconsideration first where they are about refusals.

    `refusals` are the totals of the rows of these.
    """

    since: int
    suits: str
    reconsiderations: str
    refusals: tuple[str, ...]


@lru_cache
def review_first(form: Form) -> ReviewFirst | None:
    """Return which suits need reconsideration before them, where the form states it."""
    stated = form.schema.get("x-review-first")
    if stated is None:
        return None
    below = f"{stated['refusals']}."
    refusals = tuple(key for key in form.totals if key.startswith(below))
    return ReviewFirst(stated["since"], stated["suits"], stated["reconsiderations"], refusals)
