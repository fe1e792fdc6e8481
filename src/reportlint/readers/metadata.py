"""The organ, the year, the period and the notice, from a document's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from reportlint.readers.grids import Paragraph
from reportlint.report import Location

_YEAR = r"(?P<year>20\d\d)年(?:度)?"
_ORGAN = r"(?!政府信息公开)(?P<agency>[^\d。，：:；《》]{2,40}?)"
_TITLES = (
    re.compile(rf"^{_YEAR}{_ORGAN}(?:关于)?政府信息公开(?:工作)?(?:年度)?报告"),
    re.compile(
        rf"^{_ORGAN}(?:关于)?(?:政府信息公开(?:工作)?)?{_YEAR}(?:政府信息公开(?:工作)?)?(?:年度)?报告"
    ),
)
_DAY = r"(\d{1,2})月(\d{1,2})日"
_PERIOD = re.compile(rf"(20\d\d)年{_DAY}(?:起)?[，,]?(?:至|到|—+|-|－|~|～)(?:(20\d\d)年)?{_DAY}")
_PUBLISHED = re.compile(
    r"(?:发布|公布|公开|发文)(?:日期|时间)[:：]?(20\d\d)[年/.-](\d{1,2})[月/.-](\d{1,2})"
)
_SIGNED = re.compile(r"(20\d\d)年(\d{1,2})月(\d{1,2})日")
_NOTICE = re.compile(r"国办公开办函[〔\[［(（]?(20\d\d)[〕\]］)）]?(\d{1,3})号")
_TITLE_LINES = 4
_LOOKED_FOR_TITLE = 30


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
    """Find title, statistical period, day of publication and the notice cited."""
    found = Metadata()
    close = ((re.sub(r"\s+", "", p.text), p.location) for p in paragraphs)
    lines = [(text, location) for text, location in close if text]
    _title(lines, found)
    for text, location in lines:
        _line(text, location, found)
    if lines and (signed := _SIGNED.fullmatch(lines[-1][0])) and (day := _iso(*signed.groups())):
        found.add("published", day, lines[-1][1])
    return found


def _title(lines: Sequence[tuple[str, Location]], found: Metadata) -> None:
    """A title stands alone on a line, or else is broken over a few."""
    for length in range(1, _TITLE_LINES + 1):
        for start, (_, location) in enumerate(lines[:_LOOKED_FOR_TITLE]):
            text = "".join(line for line, _ in lines[start : start + length])
            for pattern in _TITLES:
                if title := pattern.match(text):
                    found.add("year", int(title["year"]), location)
                    found.add("agency.name", title["agency"], location)
                    found.add_about("title", title[0], location)
                    return


def _line(text: str, location: Location, found: Metadata) -> None:
    if period := _PERIOD.search(text):
        first, month, day, last, last_month, last_day = period.groups()
        start = _iso(first, month, day)
        end = _iso(last or first, last_month, last_day)
        if start and end and "period.start" not in found.values:
            found.add("period.start", start, location)
            found.add("period.end", end, location)
            found.add("year", int(first), location)
    if (published := _PUBLISHED.search(text)) and (day := _iso(*published.groups())):
        found.add("published", day, location)
    if notice := _NOTICE.search(text):
        found.add_about("notice", f"国办公开办函〔{notice[1]}〕{notice[2]}号", location)


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
