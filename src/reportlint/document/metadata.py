"""The organ, the year, the period and the notice, from a document's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from reportlint.document.blocks import Paragraph
from reportlint.document.notices import citations
from reportlint.document.periods import period, whole_year
from reportlint.location import Location
from reportlint.spelling import squeezed

_YEAR = r"(?P<year>20\d\d)年(?:度)?"
# Of an organ's name only a number such as in 第二 is written in digits.
_ORGAN = r"(?!政府信息公开)(?P<agency>(?:第\d{1,4}(?!年)|[^\d。，：:；《》]){2,40}?)"
_TITLES = (
    re.compile(rf"^{_YEAR}{_ORGAN}(?:关于)?政府信息公开(?:工作)?(?:年度)?报告"),
    re.compile(
        rf"^{_ORGAN}(?:关于)?(?:政府信息公开(?:工作)?)?{_YEAR}(?:政府信息公开(?:工作)?)?(?:年度)?报告"
    ),
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title as it is printed, the organ that it names and its year."""

    text: str
    agency: str
    year: int


def title(text: str) -> Title | None:
    """Return the title that `text`, squeezed, begins with.

    >>> title("云溪街道办事处2024年政府信息公开工作年度报告").year
    2024
    """
    found = next((match for pattern in _TITLES if (match := pattern.match(text))), None)
    return Title(found[0], found["agency"], int(found["year"])) if found else None


_PUBLISHED = re.compile(
    r"(?:发布|公布|公开|发文)(?:日期|时间)[:：]?(20\d\d)[年/.-](\d{1,2})[月/.-](\d{1,2})"
)
_SIGNED = re.compile(r"(20\d\d)年(\d{1,2})月(\d{1,2})日")
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
    if titled := find_title(paragraphs):
        own, line = titled
        found.add("year", own.year, line.location)
        found.add("agency.name", own.agency, line.location)
        found.add_about("title", own.text, line.location)
    lines = [(text, p.location) for p in paragraphs if (text := squeezed(p.text))]
    for text, location in lines:
        _note_line(text, location, found)
    if "year" not in found.values:
        _note_year(lines, found)
    if lines and (signed := _SIGNED.fullmatch(lines[-1][0])) and (day := _iso(*signed.groups())):
        found.add("published", day, lines[-1][1])
    return found


def find_title(paragraphs: Sequence[Paragraph]) -> tuple[Title, Paragraph] | None:
    """Return the title and the line that it begins with; it may be broken over a few."""
    lines = [(text, p) for p in paragraphs if (text := squeezed(p.text))]
    for length in range(1, _TITLE_LINES + 1):
        for start, (_, line) in enumerate(lines[:_LOOKED_FOR_TITLE]):
            text = "".join(text for text, _ in lines[start : start + length])
            if found := title(text):
                return found, line
    return None


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
