"""The XML of XLSX workbooks: their sheets, each cell as the text that it shows.

Neither openpyxl nor calamine reads what is needed, within bounds. openpyxl gives formulas or their
values but not both, tells merged cells only by making every cell that they cover, and takes 40 µs
an element. calamine does not tell a formula without a value from a blank cell, and aborts the
process for a sheet with one cell at its start and one at its end. Five parts are read, with lxml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from reportlint.document.content import Content
from reportlint.document.number_formats import BUILT_IN
from reportlint.document.packages import OfficePackage, Relation, parsed
from reportlint.document.sheets import TOO_MANY, Merge, Sheet, formatted, shown_sheet
from reportlint.document.shown import ShownText, Style, is_value
from reportlint.errors import ReadError
from reportlint.location import Location
from reportlint.spelling import without_controls

MOST_TAGS = 300_000
"""In workbook, sheets, strings and styles together; a report has ten thousand."""

MOST_COLUMNS = 16_384
"""As many as Excel has."""

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_OFF = ("0", "false", "off")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


_StringRuns = tuple[tuple[str, Style | None], ...]
"""Pieces of a cell's text, each with its style; None where it has the cell's."""


@dataclass(frozen=True, slots=True)
class _CellStyle:
    """What of a style decides what a cell shows."""

    code: str = ""
    is_struck: bool = False
    is_unseen: bool = False


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

    def unseen(self) -> Iterator[str]:
        """Yield the titles of the hidden sheets."""
        for sheet in self.root.iterfind("{*}sheets/{*}sheet"):
            if sheet.get("state", "visible") != "visible":
                yield sheet.get("name", "")

    def _sheet(self, title: str, part: str) -> Sheet:
        root = self._part(part)
        rows: dict[int, dict[int, ShownText]] = {}
        hidden: set[int] = set()
        filtered = self._filtered(root, part)
        number = 0
        for row in root.iterfind("{*}sheetData/{*}row"):
            number = integer(row.get("r"), number + 1)
            if _is_on(row, "hidden") or (_is_on(row, "customHeight") and _is_zero(row.get("ht"))):
                hidden.add(number - 1)
            if len(row):
                rows.setdefault(number - 1, {}).update(self._cells(row))
        hidden = {row for row in hidden if not any(row in rows for rows in filtered)}
        areas = (x.get("ref", "") for x in root.iterfind("{*}mergeCells/{*}mergeCell"))
        merges = [x for x in map(area, areas) if x]
        return shown_sheet(self.content.file, title, rows, merges, hidden, _hidden_columns(root))

    def _filtered(self, root: Any, part: str) -> list[range]:
        """Return the rows under filters that leave some out: these are read all the same."""
        tables = (x.target for x in self.package.relations(part).values() if x.kind == "table")
        inside = (self._part(name) for name in tables if name in self.package.names)
        found = []
        for holder in (root, *inside):
            for own in holder.iterfind("{*}autoFilter"):
                rows = area(own.get("ref", ""))
                mode = root.find("{*}sheetPr")
                if rows and (len(own) or (mode is not None and _is_on(mode, "filterMode"))):
                    found.append(range(rows[0] + 1, rows[2]))
        return found

    def _cells(self, row: Any) -> Iterator[tuple[int, ShownText]]:
        column = -1
        for cell in row.iterchildren("{*}c"):
            place = position(cell.get("r", ""))
            column = place[1] if place else column + 1
            own = self._style(cell)
            usual: Style = "struck" if own.is_struck else "plain"
            shown = ShownText.of((text, style or usual) for text, style in self._runs(cell))
            # White headings may stand on what the style of a table puts behind them.
            is_seen = not (own.is_unseen and is_value(shown.text))
            yield column, shown if is_seen else ShownText("")

    def _style(self, cell: Any) -> _CellStyle:
        style = cell.get("s")
        number = integer(style, 0)
        return self._styles[number] if number < len(self._styles) else _CellStyle()

    def _runs(self, cell: Any) -> _StringRuns:
        kind = cell.get("t", "n")
        # A path with a wildcard would take longer than all else.
        parts = {part.tag.rpartition("}")[2]: part for part in cell}
        if kind == "inlineStr":
            return _string(parts["is"]) if "is" in parts else ()
        value = parts["v"].text if "v" in parts else None
        if not value:
            return ((_formula(parts["f"]), None),) if "f" in parts and kind != "str" else ()
        if kind == "s":
            return self._strings.get(integer(value, -1), ())
        if kind == "b":
            return (("FALSE" if value == "0" else "TRUE", None),)
        if kind == "n":
            return ((self._number(value, self._style(cell).code), None),)
        return ((_plain(value), None),)

    def _number(self, value: str, code: str) -> str:
        try:
            number = float(value)
        except ValueError:
            return _plain(value)
        return formatted(number, code, since_1904=self._since_1904)

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
    def _strings(self) -> dict[int, _StringRuns]:
        return dict(enumerate(map(_string, self._find("sharedStrings", "{*}si"))))

    @cached_property
    def _styles(self) -> list[_CellStyle]:
        """The number format of each style, and whether its font is struck out or white on white."""
        stated = self._find("styles", "{*}numFmts/{*}numFmt")
        codes = {str(number): code for number, code in BUILT_IN.items()}
        codes |= {x.get("numFmtId", ""): x.get("formatCode", "") for x in stated}
        fonts = [
            (_has(font, "strike"), _is_white(font.find("{*}color")))
            for font in self._find("styles", "{*}fonts/{*}font")
        ]
        bare = [_is_bare(fill) for fill in self._find("styles", "{*}fills/{*}fill")]
        found = []
        for style in self._find("styles", "{*}cellXfs/{*}xf"):
            own, behind = integer(style.get("fontId"), 0), integer(style.get("fillId"), 0)
            struck, white = fonts[own] if own < len(fonts) else (False, False)
            is_bare = bare[behind] if behind < len(bare) else True
            code = codes.get(style.get("numFmtId", ""), "")
            found.append(_CellStyle(code, struck, white and is_bare))
        return found

    def _part(self, name: str) -> Any:
        xml = self.package.read(name)
        self.tags += xml.count(b"<")
        if self.tags > MOST_TAGS:
            raise ReadError(TOO_MANY, Location(self.content.file))
        return parsed(xml, self.content.file)


_WHITE = ("FFFFFFFF", "00FFFFFF", "FFFFFF")
_PAPER = ("0", "9")
"""The theme's colour of the paper, and white among the old numbered colours."""


def _is_white(colour: Any) -> bool:
    if colour is None or colour.get("tint") not in (None, "0"):
        return False
    return (
        colour.get("rgb", "").upper() in _WHITE
        or colour.get("theme") == _PAPER[0]
        or colour.get("indexed") == _PAPER[1]
    )


def _is_bare(fill: Any) -> bool:
    """Whether a fill leaves the paper white."""
    pattern = fill.find("{*}patternFill")
    if pattern is None:
        return fill.find("{*}gradientFill") is None
    if pattern.get("patternType", "none") == "none":
        return True
    return pattern.get("patternType") == "solid" and _is_white(pattern.find("{*}fgColor"))


def _formula(formula: Any) -> str:
    """Return a formula as it is typed; one that is shared with other cells is not repeated."""
    return f"={_plain(formula.text or '…')}"


def _string(element: Any) -> _StringRuns:
    """Return the runs of a text, without the reading above it."""
    runs: list[tuple[str, Style | None]] = []
    for part in element:
        kind = part.tag.rpartition("}")[2]
        if kind == "t":
            runs.append((_plain(part.text or ""), None))
        elif kind == "r":
            text = "".join(_plain(x.text or "") for x in part.iterfind("{*}t"))
            runs.append((text, _run_style(part.find("{*}rPr"))))
    return tuple(runs)


def _run_style(properties: Any) -> Style | None:
    if properties is None:
        return None
    if _has(properties, "strike"):
        return "struck"
    raised = properties.find("{*}vertAlign")
    is_raised = raised is not None and raised.get("val") in ("superscript", "subscript")
    return "raised" if is_raised else "plain"


def _has(properties: Any, name: str) -> bool:
    element = properties.find(f"{{*}}{name}")
    return element is not None and element.get("val", "1") not in _OFF


def _is_zero(size: str | None) -> bool:
    return size is not None and re.fullmatch(r"0+(?:\.0*)?", size.strip()) is not None


def _is_on(element: Any, name: str) -> bool:
    return element.get(name, "0") not in _OFF


def _hidden_columns(root: Any) -> set[int]:
    hidden: set[int] = set()
    for column in root.iterfind("{*}cols/{*}col"):
        if _is_on(column, "hidden") or _is_zero(column.get("width")):
            first, last = integer(column.get("min"), 1), integer(column.get("max"), 0)
            hidden.update(range(first - 1, min(last, MOST_COLUMNS)))
    return hidden


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
    found = _REFERENCE.fullmatch(reference.upper())
    return (int(found[2]) - 1, _column(found[1])) if found else None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def integer(text: str | None, default: int) -> int:
    """Return a number that an attribute states, or else `default`."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else default
