"""The organ, the year and the period, from a document's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from reportlint.readers.grids import Paragraph
from reportlint.report import Location

_YEAR = r"(?P<year>20\d\d)年(?:度)?"
_ORGAN = r"(?P<agency>[^\d。，：:；《》]{2,40}?)"
_TITLES = (
    re.compile(rf"^{_YEAR}{_ORGAN}(?:关于)?政府信息公开(?:工作)?(?:年度)?报告"),
    re.compile(
        rf"^{_ORGAN}(?:关于)?(?:政府信息公开(?:工作)?)?{_YEAR}(?:政府信息公开(?:工作)?)?(?:年度)?报告"
    ),
)
_DAY = r"(\d{1,2})月(\d{1,2})日"
_PERIOD = re.compile(rf"(20\d\d)年{_DAY}(?:起)?(?:至|到|—+|-|－|~|～)(?:(20\d\d)年)?{_DAY}")
_TITLE_LINES = 4


@dataclass
class Metadata:
    """What was found, by key of the data file, and where."""

    values: dict[str, str | int] = field(default_factory=dict)
    locations: dict[str, Location] = field(default_factory=dict)

    def add(self, key: str, value: str | int, location: Location) -> None:
        """Note a value and its place."""
        self.values[key] = value
        self.locations[key] = location


def metadata(paragraphs: Sequence[Paragraph]) -> Metadata:
    """Find title and statistical period."""
    found = Metadata()
    filled = [(re.sub(r"\s+", "", p.text), p.location) for p in paragraphs]
    filled = [(text, location) for text, location in filled if text]
    _title(filled, found)
    _period(filled, found)
    return found


def _title(lines: Sequence[tuple[str, Location]], found: Metadata) -> None:
    """A title stands alone on a line, or is broken over a few."""
    for start, (_, location) in enumerate(lines[:30]):
        for stop in range(start + 1, start + 1 + _TITLE_LINES):
            text = "".join(line for line, _ in lines[start:stop])
            for pattern in _TITLES:
                if title := pattern.match(text):
                    found.add("year", int(title["year"]), location)
                    found.add("agency.name", title["agency"], location)
                    return


def _period(lines: Sequence[tuple[str, Location]], found: Metadata) -> None:
    for text, location in lines:
        if period := _PERIOD.search(text):
            first, month, day, last, last_month, last_day = period.groups()
            start = _iso(first, month, day)
            end = _iso(last or first, last_month, last_day)
            if start and end:
                found.add("period.start", start, location)
                found.add("period.end", end, location)
                found.values.setdefault("year", int(first))
                found.locations.setdefault("year", location)
                return


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
