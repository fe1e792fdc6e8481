"""The organ, the year, the period and the notice, from a document's own words."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date

from reportlint.document.blocks import Paragraph
from reportlint.document.titles import find_organ, find_title
from reportlint.form.schema import forms
from reportlint.location import Location
from reportlint.spelling import squeezed

_NUMBER = re.compile(
    r"国办公开办?函?字?(?P<open>[〔\[［【(（〈<]?)(?P<year>20\d\d)年?(?P<close>[〕\]］】)）〉>]?)"
    r"第?(?P<number>\d{1,3})号"
)
_TITLE_BEFORE = re.compile(r"《([^《》]{0,100})》[（(]?\Z")
_MATTER = re.compile(r"格式|年度报告|年报")
_LONGEST_TITLE = 110
_NEAR = 40


@dataclass(frozen=True, slots=True)
class Citation:
    """A notice as it is cited: `notice` in the proper spelling, `printed` as it stands.

    `bracketed` says whether the year stands in brackets, of whatever kind.
    """

    notice: str
    printed: str
    bracketed: bool


def citations(text: str) -> Iterator[Citation]:
    """Yield what `text`, squeezed, cites as the notice on the form.

    The office that issues the form issues other notices too. Which one is meant is said by the
    title before the number; without one, by a number that a notice on the form has.

    >>> [x.notice for x in citations("按照国办公开办函202130号编制")]
    ['国办公开办函〔2021〕30号']
    >>> list(citations("《关于规范政府信息公开平台有关事项的通知》（国办公开办函〔2019〕61号）"))
    []
    """
    for match in _NUMBER.finditer(text):
        number = int(match["number"])
        if _on_the_form(text[max(0, match.start() - _LONGEST_TITLE) : match.start()], number):
            notice = f"国办公开办函〔{match['year']}〕{number}号"
            yield Citation(notice, match[0], bool(match["open"] and match["close"]))


def _on_the_form(before: str, number: int) -> bool:
    title = _TITLE_BEFORE.search(before)
    if title:
        return _MATTER.search(title[1]) is not None
    known = any(form.notice.endswith(f"〕{number}号") for form in forms().values())
    return known or "格式" in before[-_NEAR:]


_TO = r"(?:零时|0时)?起?(?:，|,)?(?:截?至|到|[—–－\-~～]{1,3})"
_YEAR_OF_DAY = r"(?:(20\d\d)年(?:度)?|本年度?|当年|同年)?"
_DAY = rf"{_YEAR_OF_DAY}(\d{{1,2}})月(?:(\d{{1,2}})[日号])?"
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


_PUBLISHED = re.compile(
    r"(?:发布|公布|公开|发文)(?:日期|时间)[:：]?(20\d\d)[年/.-](\d{1,2})[月/.-](\d{1,2})"
)
_SIGNED = re.compile(r"(20\d\d)年(\d{1,2})月(\d{1,2})日")


@dataclass
class Metadata:
    """What was found, by key of the data file, and where; `about` is what a data file lacks."""

    values: dict[str, str | int] = field(default_factory=dict)
    locations: dict[str, Location] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)

    def add(self, key: str, value: str | int, location: Location) -> None:
        """Note a value and its place, unless one was found before."""
        if key not in self.values:
            self.values[key] = value
            self.locations[key] = location

    def add_about(self, name: str, text: str, location: Location) -> None:
        """Note what the document says of itself, unless it was found before."""
        if name not in self.about:
            self.about[name] = text
            self.locations[f"about.{name}"] = location


def metadata(paragraphs: Sequence[Paragraph]) -> Metadata:
    """Find title and organ, statistical period, day of publication and the notice cited."""
    found = Metadata()
    paragraphs = [paragraph for paragraph in paragraphs if paragraph.text.strip()]
    if titled := find_title(paragraphs):
        own, line = titled
        found.add("year", own.year, line.location)
        found.add_about("title", own.text, line.location)
        if own.agency:
            found.add("agency.name", own.agency, line.location)
    if "agency.name" not in found.values:
        organ = find_organ(paragraphs, titled[1] if titled else None)
        if organ:
            found.add("agency.name", organ[0], organ[1].location)
        elif paragraphs:
            line = titled[1] if titled else paragraphs[0]
            found.add_about("opening", line.text.strip(), line.location)
    lines = [(text, p.location) for p in paragraphs if (text := squeezed(p.text))]
    for text, location in lines:
        _note_line(text, location, found)
    if "year" not in found.values:
        _note_year(lines, found)
    if lines and (signed := _SIGNED.fullmatch(lines[-1][0])) and (day := _iso(*signed.groups())):
        found.add("published", day, lines[-1][1])
    return found


def _note_year(lines: Sequence[tuple[str, Location]], found: Metadata) -> None:
    """Without a title or a period, the first whole year that is spoken of is the report's."""
    for text, location in lines:
        if year := whole_year(text):
            found.add("year", year, location)
            return


def _note_line(text: str, location: Location, found: Metadata) -> None:
    year = found.values.get("year")
    stated = period(text, year if isinstance(year, int) else None)
    if stated and "period.start" not in found.values:
        found.add("period.start", stated.start.isoformat(), location)
        found.add("period.end", stated.end.isoformat(), location)
        found.add("year", stated.start.year, location)
    if (published := _PUBLISHED.search(text)) and (day := _iso(*published.groups())):
        found.add("published", day, location)
    for citation in citations(text):
        found.add_about("notice", citation.notice, location)


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
