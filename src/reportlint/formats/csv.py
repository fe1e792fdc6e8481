"""CSV; amended, a value is replaced within its quotes and the space around it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from reportlint.document.amendment import PlacedCharacter, renumbered, shown_in
from reportlint.document.content import Content
from reportlint.document.labels import label_key, labels_of
from reportlint.document.places import Extent, LineIndex, Replacement, rewritten
from reportlint.document.sheets import HEADING, require_no_findings
from reportlint.document.shown import FormEntries, ShownText
from reportlint.errors import AmendError, ReadError
from reportlint.form.schema import Form, form_of_year, forms
from reportlint.formats import text as text_format
from reportlint.formats.format import Format
from reportlint.language import Text
from reportlint.location import Location
from reportlint.number import Number, shortest, written_like
from reportlint.report import ObservationKind, Report, flatten, nest, year_written
from reportlint.spelling import printable, single_spaced, without_zero_width

_TEXT_FORMULA = re.compile(r'\A="([^"]*)"\Z')
"""What programs write so that a spreadsheet shows a number just as it is written."""
_LONGEST_HEADING = 1000
_VALUE = frozenset({"value", "数值", "值", "数据"})
_NAMES = frozenset(
    {"key", "键", "项目", "label", "部分", "section", "行", "row", "列", "column", "指标"}
)


def recognises(content: Content) -> bool:
    """Whether the first line is the heading of a tidy CSV file."""
    first = content.text[:_LONGEST_HEADING].partition("\n")[0]
    return _is_heading(next(csv.reader([first], delimiter=delimiter(first)), []))


def read(content: Content) -> Report:
    """Read one report: a key a line under a heading, or a sheet that was saved as CSV.

    Raises ReadError where it is neither.
    """
    text, file = content.text, content.file
    try:
        lines = list(_lines(text))
    except csv.Error as error:
        raise ReadError(
            Text(f"不是合法的 CSV：{error}", f"not valid CSV: {error}"), Location(file)
        ) from None
    require_no_findings((cell for _, cells in lines[:1] for cell in cells), file)
    if lines and not _is_heading(lines[0][1]) and _is_sheet(lines):
        return _sheet(lines, file)
    if not lines or not _is_heading(lines[0][1]):
        raise ReadError(
            Text(
                "第一行应是列名，如 key,value 或 项目,数值",
                "the first line must name the columns, such as key,value",
            ),
            Location(file, 1),
            is_foreign="信息公开" not in text and "year" not in text,
        )
    heading = lines[0][1]
    rows = [_CsvLine(number, cells, heading, file) for number, cells in lines[1:] if any(cells)]
    return _CsvReport(rows, file).report()


_FEWEST_COLUMNS = 8
"""A sheet with the form has the columns of section three at least."""


def _is_sheet(lines: list[tuple[int, list[str]]]) -> bool:
    return max(len(cells) for _, cells in lines) >= _FEWEST_COLUMNS


def _sheet(lines: list[tuple[int, list[str]]], file: str) -> Report:
    """Read the rows of a sheet as lines of text with tabs, each on the line where it begins."""
    rows: list[str] = []
    for number, cells in lines:
        rows += [""] * (number - 1 - len(rows))
        rows.append("\t".join(single_spaced(cell) for cell in cells).rstrip("\t"))
    return text_format.read(Content(file, "\n".join(rows).encode()))


class _CsvLine:
    """One line: what it names, its value, its place.

    It is ragged where it has fields beyond the headings: a comma in a value parts it in two.
    """

    def __init__(self, number: int, cells: list[str], heading: list[str], file: str) -> None:
        column = value_column(heading)
        cells = list(map(without_zero_width, cells))
        width = max(i for i, name in enumerate(heading) if name.strip()) + 1
        within = cells[:width]
        self.names = [c.strip() for i, c in enumerate(within) if i != column and c.strip()]
        self.value = cells[column].strip() if column < len(cells) else ""
        self.is_ragged = any(cell.strip() for cell in cells[width:])
        self.location = Location(file, number, excerpt=",".join(cells))

    @property
    def name(self) -> str:
        return self.names[0] if len(self.names) == 1 else ""


class _CsvReport:
    """The lines of one file, resolved against its form."""

    def __init__(self, lines: list[_CsvLine], file: str) -> None:
        self.file = file
        self.lines = lines
        self.form = _form(lines)
        self.entries = FormEntries(self.form)

    def report(self) -> Report:
        for line in self.lines:
            self._take(line)
        found, order = self.entries, list(self.form.cells)
        ordered = sorted(found.values, key=lambda key: order.index(key) if key in order else -1)
        data = nest((key, found.values[key]) for key in ordered)
        return Report(data, self.file, found.locations, found.raw, tuple(found.observations))

    def _take(self, line: _CsvLine) -> None:
        key = _key(self.form, line)
        if key is None:
            self._observe("unmatched_row", line)
        elif key in self.entries.values:
            self._observe("repeated_cell", line, (key,) if key in self.form.cells else ())
        elif line.is_ragged:
            keys = (key,) if key in self.form.cells else ()
            self._observe("misfit_row", line, keys)
            self.entries.leave_unknown(keys, line.location.excerpt or "", line.location)
        elif key in self.form.cells:
            shown = _TEXT_FORMULA.sub(r"\1", line.value)
            self.entries.enter(key, ShownText(shown), line.location, "万元")
        elif line.value:
            year = year_written(line.value) if key == "year" else None
            self.entries.values[key] = line.value if year is None else year
            self.entries.locations[key] = line.location

    def _observe(self, kind: ObservationKind, line: _CsvLine, keys: tuple[str, ...] = ()) -> None:
        text = " · ".join(line.names) or line.value
        self.entries.observe(kind, text, line.location, keys)


def _form(lines: list[_CsvLine]) -> Form:
    """Return the form of the stated edition or year, else the one that knows most of the names."""
    newest_first = list(forms().values())[::-1]
    about = {
        labels_of(newest_first[0]).metadata.get(label_key(line.name)): line.value for line in lines
    }
    if (edition := about.get("edition", "")) in forms():
        return forms()[edition]
    year = year_written(about.get("year", ""))
    by_year = None if year is None else form_of_year(year)
    return by_year or max(newest_first, key=lambda form: sum(bool(_key(form, x)) for x in lines))


def _key(form: Form, line: _CsvLine) -> str | None:
    """Return the key that a line names: as such, or in the form's words."""
    labels = labels_of(form)
    for name in line.names:
        if name in form.cells or name in labels.metadata.values():
            return name
    parts = tuple(label_key(part) for name in line.names for part in name.split("·"))
    return labels.metadata.get(label_key(line.name)) or labels.cell_on_path(parts)


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text), delimiter=delimiter(text), strict=True)
    start = 1
    for cells in reader:
        yield start, cells
        start = reader.line_num + 1


def delimiter(text: str) -> str:
    """Return what stands between the fields: what the heading line has most of."""
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _is_heading(cells: list[str]) -> bool:
    names = [name.strip().lower() for name in cells]
    return len(names) > 1 and sum(n in _VALUE for n in names) == 1 and bool(_NAMES & set(names))


def value_column(heading: list[str]) -> int:
    """Return the place of the column that holds the values, counted from 0."""
    return next(i for i, name in enumerate(heading) if name.strip().lower() in _VALUE)


def write(report: Report) -> bytes:
    """Return a report as CSV, which reads back as the same data.

    Text loses the white space around it, and is left out where nothing else is in it.
    """
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(HEADING)
    for key, value in flatten(report.data):
        writer.writerow((label(report.form, key), unrun(key), _shown(value)))
    # With the mark Excel takes the file for UTF-8.
    return lines.getvalue().encode("utf-8-sig")


def label(form: Form | None, key: str) -> str:
    """Return the form's name for a key; nothing where the form does not have it."""
    if form is None:
        return ""
    if key in form.cells:
        return str(form.cells[key].text)
    try:
        return str(form.node(key).get("title", ""))
    except KeyError:
        return ""


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return shortest(value)
    return unrun(printable(value).strip())


def unrun(text: str) -> str:
    """Keep a spreadsheet program from running a text; readers drop the space.

    >>> unrun("=1+2"), unrun("-3 件"), unrun("格")
    (' =1+2', ' -3 件', '格')
    """
    return f" {text}" if text.startswith(tuple("=+-@＝＋－＠\t\r\n|%")) else text


_NO_LINE = Text("报告不是从这个文件读出来的", "the report was not read from this file")


def amend(content: Content, changes: Mapping[str, Number], report: Report) -> bytes:
    """Return the file with other numbers; delimiter and quoting stay as they are."""
    table = _CsvTable(content.text)
    if recognises(content):
        found = (table.entry(report.locations[key].line, new) for key, new in changes.items())
    else:
        found = (x for key, new in changes.items() for x in table.in_sheet(report, key, new))
    return rewritten(content, found)


class _CsvTable:
    """The lines of the file, each with its fields."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.delimiter = delimiter(text)
        self.lines = LineIndex("", text)
        self.field = re.compile(rf'"[^"]*(?:""[^"]*)*"|[^{self.delimiter}\n]*')

    def entry(self, line: int | None, value: Number) -> Replacement:
        """Return the place of a line's value, in the column of values, and what comes there."""
        heading = csv.reader(io.StringIO(self.text), delimiter=self.delimiter, strict=True)
        column, fields = value_column(next(heading)), self._fields(line)
        missing = column + 1 - len(fields)
        if missing > 0:
            end = fields[-1][1]
            return (end, end), self.delimiter * missing + written_like("", value)
        place = self._inside(fields[column])
        return place, written_like(self.text[slice(*place)], value)

    def in_sheet(self, report: Report, key: str, new: Number) -> list[Replacement]:
        """Return what changes in a sheet, whose rows were read as lines with tabs."""
        place = report.locations[key]
        fields = self._fields(place.line)
        column = (place.excerpt or "")[: (place.column or 1) - 1].count("\t")
        start, end = self._inside(fields[min(column, len(fields) - 1)])
        if shown := shown_in(report, key):
            placed = [PlacedCharacter(self.text[i], (i, i + 1)) for i in range(start, end)]
            return renumbered(placed, shown, report.value(key), new)
        return [((start, start), shortest(new))]

    def _fields(self, line: int | None) -> list[Extent]:
        if line is None or line > self.lines.count:
            raise AmendError(_NO_LINE)
        fields, start = [], self.lines.start(line)
        while match := self.field.match(self.text, start):
            fields.append(match.span())
            if not self.text.startswith(self.delimiter, match.end()):
                break
            start = match.end() + len(self.delimiter)
        return fields

    def _inside(self, field: Extent) -> Extent:
        """Return a field without its quotes and the white space around its text."""
        start, end = field
        if self.text.startswith('"', start):
            start, end = start + 1, end - 1
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        return start, start + len(text.strip())


FORMAT = Format(
    "csv",
    suffixes=(".csv",),
    is_data=True,
    recognises=recognises,
    read=read,
    patience=0,
    written=(".csv",),
    write=write,
    amend=amend,
)
