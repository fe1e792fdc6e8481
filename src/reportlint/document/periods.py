"""The statistical period that a report states in words."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date

_TO = r"(?:零时|0时)?起?(?:，|,)?(?:截?至|到|[—–－\-~～]{1,3})"
_YEAR = r"(?:(20\d\d)年(?:度)?|本年度?|当年|同年)?"
_DAY = rf"{_YEAR}(\d{{1,2}})月(?:(\d{{1,2}})[日号])?"
_DOTTED = r"(20\d\d)[./-](\d{1,2})[./-](\d{1,2})日?"
_SPANS = (re.compile(f"{_DAY}{_TO}{_DAY}"), re.compile(f"{_DOTTED}{_TO}{_DOTTED}"))
_OF = r"(?:的|所|中|内|各项|相关|数据|统计|涵盖|覆盖|起止|截止|报告){0,8}"
_TIME = r"(?:期限|期间|时限|时间|时段|周期|区间|范围|口径|年度|期)"
_IS = r"(?:段|范围|区间|限|统一|均|分别|[自从由为是在：:（(“，,]){0,6}"
_ANNOUNCED = re.compile(rf"(?:(?:统计|数据|报告){_OF}{_TIME}{_IS}|数据均?[自从由])\Z")
_LONGEST_ANNOUNCEMENT = 60
_LONGEST_LINE = 60
_AROUND = "（）()。止"


@dataclass(frozen=True, slots=True)
class Period:
    """The first and the last day."""

    start: date
    end: date

    @property
    def year(self) -> int | None:
        """The year that the period is, from its first day to its last; None where it is none."""
        first, last = date(self.start.year, 1, 1), date(self.start.year, 12, 31)
        return self.start.year if (self.start, self.end) == (first, last) else None


def period(text: str, year: int | None = None) -> Period | None:
    """Return the statistical period that `text`, squeezed, states.

    Only what is said to be the period, or is all that stands there, is one: a hearing from March
    to May is not. `year` is meant where the words name none.

    >>> period("统计期限自2024年1月1日起，至12月31日止。").year
    2024
    >>> period("1月至12月", 2024).year
    2024
    """
    for start, stop, found in _spans(text, year):
        before = text[max(0, start - _LONGEST_ANNOUNCEMENT) : start]
        alone = len(text) <= _LONGEST_LINE and not (text[:start] + text[stop:]).strip(_AROUND)
        if alone or _ANNOUNCED.search(before):
            return found
    return None


def whole_year(text: str) -> int | None:
    """Return the year of which `text`, squeezed, names the first and the last day."""
    return next((found.year for _, _, found in _spans(text, None) if found.year), None)


def _spans(text: str, year: int | None) -> Iterator[tuple[int, int, Period]]:
    for pattern in _SPANS:
        for match in pattern.finditer(text):
            first, month, day, last, last_month, last_day = match.groups()
            from_year = int(first) if first else year
            to_year = int(last) if last else from_year
            start = _day(from_year, month, day or "1")
            end = _day(to_year, last_month, last_day)
            if start and end:
                yield match.start(), match.end(), Period(start, end)


def _day(year: int | None, month: str, day: str | None) -> date | None:
    """Return a day, the month's last where none is named; None where there is no such day."""
    if year is None or not MINYEAR <= year <= MAXYEAR or not 1 <= int(month) <= 12:
        return None
    last = monthrange(year, int(month))[1]
    number = int(day) if day else last
    return date(year, int(month), number) if 1 <= number <= last else None
