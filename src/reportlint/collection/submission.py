"""What was handed in: a file, whose it says it is, of which year, in which round."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path, PurePath

from reportlint.collection.credit_code import fault
from reportlint.collection.identification import Identification, Identifier
from reportlint.collection.roster import day, days_in
from reportlint.findings import Unreadable
from reportlint.language import Text
from reportlint.number import Number
from reportlint.organs import Organ
from reportlint.report import Report
from reportlint.spelling import compact
from reportlint.years import nonzero_numbers

_DIGITS = "一二三四五六七八九十"
_ROUND = re.compile(
    rf"(?:第?(?P<han>[{_DIGITS}]{{1,2}}|\d{{1,2}})(?:轮|次|稿|版)"
    r"|(?:round|r|v|version)[-_ ]?(?P<latin>\d{1,2}))(?:报送|上报|提交|修改|反馈)?",
    re.IGNORECASE,
)
_NAMED_ROUNDS = {"初稿": 1, "初报": 1, "首报": 1, "重报": 2, "二稿": 2, "修改稿": 2, "终稿": 99}


@dataclass(frozen=True, slots=True, order=True)
class Round:
    """A round of collecting, as a folder's name states it: its number, its day, its name."""

    number: int = 0
    day: date = date.min
    name: str = ""


def round_of(file: str) -> Round:
    """Return the round whose folder or archive a file is in; the first where none is named.

    >>> round_of("报送/第二轮/水务局.docx").number, round_of("2025-01-20/水务局.docx").day
    (2, datetime.date(2025, 1, 20))
    >>> round_of("报送/水务局.docx") == Round()
    True
    """
    for part in reversed(PurePath(file).parts[:-1]):
        name = compact(part.removesuffix(".zip")).lower()
        if name in _NAMED_ROUNDS:
            return Round(_NAMED_ROUNDS[name], name=part)
        if found := _ROUND.fullmatch(name):
            return Round(_number(found["han"] or found["latin"]), name=part)
        if (stated := day(name)) and next(days_in(name), None):
            return Round(0, stated, part)
    return Round()


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    tens, _, ones = text.rpartition("十") if "十" in text else ("", "", text)
    value = (_DIGITS.find(tens) + 1 or 1) * 10 if "十" in text else 0
    return value + (_DIGITS.index(ones) + 1 if ones else 0)


@dataclass(frozen=True, slots=True)
class Submission:
    """One file that was handed in, and of what it states what collecting has to know.

    `reason` says why it could not be read. `numbers` are those that are not 0, by cell; `written`
    is when the file was last written.
    """

    file: str
    round: Round
    identification: Identification | None = None
    name: str | None = None
    code: str | None = None
    year: int | None = None
    edition: str | None = None
    published: date | None = None
    reason: Text | None = None
    written: date | None = None
    numbers: dict[str, Number] = field(default_factory=dict, repr=False)

    @property
    def is_readable(self) -> bool:
        """Whether a report was read from it."""
        return self.reason is None

    @property
    def organ(self) -> Organ:
        """The organ that it states, as it is told from others."""
        return Organ.stated(self.code, self.name)

    @property
    def plain_name(self) -> str | None:
        """The organ that it names, as names are compared."""
        return self.organ.name

    @property
    def code_fault(self) -> Text | None:
        """What is wrong with the credit code that it states."""
        return fault(self.code) if self.code else None

    def differs_from(self, other: Submission) -> int:
        """Return in how many cells two reports state other numbers."""
        keys = self.numbers.keys() | other.numbers.keys()
        return sum(self.numbers.get(key, 0) != other.numbers.get(key, 0) for key in keys)


def of_report(report: Report, identifier: Identifier) -> Submission:
    """Return the submission that a report is."""
    file = report.file or "-"
    stated = report.data.get("published")
    return Submission(
        file,
        round_of(file),
        identifier.of(report.organ, report.file),
        (report.agency or "").strip() or None,
        report.organ.code,
        report.year,
        report.form.edition if report.form else None,
        day(stated) if isinstance(stated, str) else None,
        written=_written(file),
        numbers=nonzero_numbers(report),
    )


def of_unreadable(entry: Unreadable, identifier: Identifier) -> Submission:
    """Return the submission that a file is from which no report could be read."""
    file = entry.location.file
    whose = identifier.of(Organ(None, None), file)
    return Submission(file, round_of(file), whose, reason=entry.message, written=_written(file))


def _written(file: str) -> date | None:
    try:
        return datetime.fromtimestamp(Path(file).stat().st_mtime, UTC).astimezone().date()
    except (OSError, ValueError, OverflowError):
        return None


def usual_year(submissions: Iterable[Submission]) -> int | None:
    """Return the year of most reports, the latest of several; None where none states any."""
    years = [x.year for x in submissions if x.is_readable and x.year is not None]
    return max(years, key=lambda year: (years.count(year), year), default=None)
