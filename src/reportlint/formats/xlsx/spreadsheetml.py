"""The XML of XLSX workbooks: their sheets, each cell as the text that it shows.

Neither openpyxl nor calamine reads what is needed, within bounds. openpyxl gives formulas or their
values but not both, tells merged cells only by making every cell that they cover, and takes 40 µs
an element. calamine does not tell a formula without a value from a blank cell, and aborts the
process for a sheet with one cell at its start and one at its end. Five parts are read, with lxml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from reportlint.document.content import Content
from reportlint.document.packages import OfficePackage, Relation
from reportlint.document.sheets import TOO_MANY, Merge, Sheet, date_text, number_text
from reportlint.document.xml import parsed
from reportlint.errors import ReadError
from reportlint.location import Location
from reportlint.spelling import without_controls

MOST_TAGS = 300_000
"""In workbook, sheets, strings and styles together; a report has ten thousand."""

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""The formats of dates and times that every workbook has without stating them."""
_NO_SIGN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|General', re.IGNORECASE)
_DATE_SIGN = re.compile(r"[ymdhs]", re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Workbook:
    """A workbook, read part by part; ReadError where it is damaged or too large."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.package = OfficePackage(content)
        self.main = self.package.main or ""
        self.tags = 0
        self.root = self._part(self.main)

    def sheets(self) -> Iterator[Sheet]:
        """Yield the visible sheets in order."""
        return (self._sheet(title, part) for title, part in self.parts())

    def parts(self) -> Iterator[tuple[str, str]]:
        """Yield the titles of the visible sheets, each with the part that holds its cells."""
        for sheet in self.root.iterfind("{*}sheets/{*}sheet"):
            identity = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), "")
            part = self._relations.get(identity, Relation("", ""))
            if part.kind == "worksheet" and sheet.get("state", "visible") == "visible":
                yield sheet.get("name", ""), part.target

    def _sheet(self, title: str, part: str) -> Sheet:
        root = self._part(part)
        rows: dict[int, dict[int, str]] = {}
        number = 0
        for row in root.iterfind("{*}sheetData/{*}row"):
            number = integer(row.get("r"), number + 1)
            if len(row):
                rows.setdefault(number - 1, {}).update(self._cells(row))
        areas = (x.get("ref", "") for x in root.iterfind("{*}mergeCells/{*}mergeCell"))
        return Sheet(self.content.file, title, rows, [x for x in map(area, areas) if x])

    def _cells(self, row: Any) -> Iterator[tuple[int, str]]:
        column = -1
        for cell in row.iterchildren("{*}c"):
            place = position(cell.get("r", ""))
            column = place[1] if place else column + 1
            yield column, self._text(cell)

    def _text(self, cell: Any) -> str:
        kind = cell.get("t", "n")
        # A path with a wildcard would take longer than all else.
        parts = {part.tag.rpartition("}")[2]: part for part in cell}
        if kind == "inlineStr":
            return _string(parts["is"]) if "is" in parts else ""
        value = parts["v"].text if "v" in parts else None
        if not value:
            return _formula(parts["f"]) if "f" in parts and kind != "str" else ""
        if kind == "s":
            return self._strings.get(integer(value, -1), "")
        if kind == "b":
            return "FALSE" if value == "0" else "TRUE"
        if kind == "n":
            return self._number(value, integer(cell.get("s"), 0))
        return _plain(value)

    def _number(self, value: str, style: int) -> str:
        try:
            number = float(value)
        except ValueError:
            return _plain(value)
        if style in self._date_styles:
            return date_text(number, since_1904=self._since_1904)
        return number_text(number)

    @cached_property
    def _since_1904(self) -> bool:
        settings = self.root.find("{*}workbookPr")
        return settings is not None and settings.get("date1904") in ("1", "true")

    @cached_property
    def _relations(self) -> Mapping[str, Relation]:
        return self.package.relations(self.main)

    def _find(self, kind: str, path: str) -> Iterator[Any]:
        """Yield the elements at a path of the part of a kind, where there is one."""
        part = self.package.related(self.main, kind)
        if part:
            yield from self._part(part).iterfind(path)

    @cached_property
    def _strings(self) -> dict[int, str]:
        return dict(enumerate(map(_string, self._find("sharedStrings", "{*}si"))))

    @cached_property
    def _date_styles(self) -> frozenset[int]:
        """The styles that show a number as a date."""
        dates = {str(number) for number in _DATES}
        for stated in self._find("styles", "{*}numFmts/{*}numFmt"):
            if _DATE_SIGN.search(_NO_SIGN.sub("", stated.get("formatCode", ""))):
                dates.add(stated.get("numFmtId", ""))
        styles = self._find("styles", "{*}cellXfs/{*}xf")
        return frozenset(i for i, style in enumerate(styles) if style.get("numFmtId") in dates)

    def _part(self, name: str) -> Any:
        xml = self.package.read(name)
        self.tags += xml.count(b"<")
        if self.tags > MOST_TAGS:
            raise ReadError(TOO_MANY, Location(self.content.file))
        return parsed(xml, self.content.file)


def _formula(formula: Any) -> str:
    """Return a formula as it is typed; one that is shared with other cells is not repeated."""
    return f"={_plain(formula.text or '…')}"


def _string(element: Any) -> str:
    """Return a text, whole or in pieces of several styles, without the reading above it."""
    pieces = [x for path in ("{*}t", "{*}r/{*}t") for x in element.iterfind(path)]
    return _plain("".join(piece.text or "" for piece in pieces))


def _plain(text: str) -> str:
    """Return text with its `_x000D_` resolved, and without control characters."""
    return without_controls(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), text))


def area(reference: str) -> Merge | None:
    """Return the area between two cells, such as A1:C3; None for no such."""
    corners = [position(corner) for corner in reference.split(":")]
    if len(corners) != 2 or not corners[0] or not corners[1]:
        return None
    (top, left), (bottom, right) = corners[0], corners[1]
    return top, left, bottom + 1, right + 1


def position(reference: str) -> tuple[int, int] | None:
    """Return the row and column, counted from 0, of a cell such as C12; None for no such.

    >>> position("C12")
    (11, 2)
    """
    found = _REFERENCE.fullmatch(reference)
    return (int(found[2]) - 1, _column(found[1])) if found else None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def integer(text: str | None, default: int) -> int:
    """Return a number that an attribute states, or else `default`."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else default
