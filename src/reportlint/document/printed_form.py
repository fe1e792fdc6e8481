"""A report as the form prints it: its title, headings, prose and tables, in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, pairwise
from typing import Any

from reportlint.document.blocks import Paragraph
from reportlint.document.metadata import metadata
from reportlint.errors import UnknownFormError
from reportlint.form.schema import Form
from reportlint.form.structure import FormCell, FormRow, Label, Section
from reportlint.language import Text
from reportlint.location import Location
from reportlint.number import shortest
from reportlint.report import Report, flatten
from reportlint.spelling import single_spaced, with_line_feeds, without_controls


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a table: a heading with its text, or a cell that is filled in."""

    row: int
    column: int
    height: int
    width: int
    text: str = ""
    cell: FormCell | None = None


@dataclass(frozen=True)
class PrintedTable:
    """The boxes of one section, by row and column; together they fill the table."""

    boxes: tuple[Box, ...]
    labels: int
    """How many columns at the left hold labels."""

    @cached_property
    def height(self) -> int:
        """The number of rows."""
        return max(box.row + box.height for box in self.boxes)

    @cached_property
    def width(self) -> int:
        """The number of columns."""
        return max(box.column + box.width for box in self.boxes)

    @cached_property
    def rows(self) -> list[list[Box]]:
        """The boxes by the row that they begin in."""
        return [[box for box in self.boxes if box.row == row] for row in range(self.height)]


def printed_table(form: Form, section: Section) -> PrintedTable:
    """Lay out the boxes of a section that is a table."""
    boxes = list(_across(form, section) if section.across else _down(form, section))
    labels = 0 if section.across else _labels(section)
    return PrintedTable(tuple(sorted(boxes, key=lambda box: (box.row, box.column))), labels)


def _labels(section: Section) -> int:
    """Return how many columns the labels of a section's rows take."""
    return max(len(row.groups) for row in section.rows) + 1


def _across(form: Form, section: Section) -> Iterator[Box]:
    """Yield the rows of the form side by side, in one line of cells."""
    places = [(row, column) for row in section.rows for column in row.columns]
    paths = [
        _titles(*row.groups, row.label, *column.groups, column.label) for row, column in places
    ]
    depth = max(map(len, paths))
    for level, first, extent, count, text in _headings(paths, depth):
        yield Box(level, first, extent, count, text)
    for i, (row, column) in enumerate(places):
        yield Box(depth, i, 1, 1, cell=form.cells[f"{row.key}.{column.key}"])


def _down(form: Form, section: Section) -> Iterator[Box]:
    """Yield the rows of the form one below the other, in blocks of the same columns."""
    labels = _labels(section)
    width = labels + max(len(row.columns) for row in section.rows)
    top = 0
    for _, found in groupby(section.rows, lambda row: (row.block, row.columns)):
        rows = list(found)
        # The last column takes what the columns of the widest block leave.
        edges = [*range(labels, labels + len(rows[0].columns)), width]
        block = list(_block(form, section, rows, edges))
        yield from (replace(box, row=top + box.row) for box in block)
        top += max(box.row + box.height for box in block)


def _block(
    form: Form, section: Section, rows: Sequence[FormRow], edges: Sequence[int]
) -> Iterator[Box]:
    """Yield a block's headings, labels and cells; its columns lie between `edges`."""
    labels, width = edges[0], edges[-1]
    over_columns = _titles(section.over_columns)
    top = 1 if rows[0].block else 0
    if rows[0].block:
        yield Box(0, 0, 1, width, rows[0].block)
    paths = [(*over_columns, *_titles(*x.groups, x.label)) for x in rows[0].columns]
    depth = max(map(len, paths))
    yield Box(top, 0, depth, labels, "".join(_titles(section.over_labels)))
    for level, first, extent, count, text in _headings(paths, depth):
        left, right = edges[first], edges[first + count]
        yield Box(top + level, left, extent, right - left, text)
    first_row = top + depth
    paths = [_titles(*row.groups, row.label) for row in rows]
    for level, first, extent, count, text in _headings(paths, labels):
        yield Box(first_row + first, level, count, extent, text)
    for i, row in enumerate(rows):
        for column, (left, right) in zip(row.columns, pairwise(edges), strict=True):
            cell = form.cells[f"{row.key}.{column.key}"]
            yield Box(first_row + i, left, 1, right - left, cell=cell)


def _headings(
    paths: Sequence[tuple[str, ...]], depth: int
) -> Iterator[tuple[int, int, int, int, str]]:
    """Yield the headings on `paths`: level, first path, levels and paths that it takes, text.

    The last heading of a path reaches down to `depth`.
    """
    for level in range(depth):
        first = 0
        for path, same in groupby(path[: level + 1] for path in paths):
            count = len(list(same))
            if len(path) > level:
                extent = depth - level if path == paths[first] else 1
                yield level, first, extent, count, path[level]
            first += count


def _titles(*labels: Label | None) -> tuple[str, ...]:
    """Return the titles of the labels that there are."""
    return tuple(label.title for label in labels if label)


_NO_FORM = Text(
    "报告没有写明年度，或没有适用的表式，不能排成表格",
    "the report states no year, or one that has no form, and cannot be laid out",
)


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """A section: its heading, then its prose or its table."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    table: PrintedTable | None = None


@dataclass(frozen=True, slots=True)
class PrintedReport:
    """A report as it is printed; `title` is None where the preamble begins with it.

    `unsaid` is what none of the printed lines says of the report, by key of the data file.
    """

    title: str | None
    preamble: tuple[str, ...]
    parts: tuple[PrintedSection, ...]
    unsaid: dict[str, Any]


def printed_report(report: Report) -> PrintedReport:
    """Lay a report out; UnknownFormError where its form is not known."""
    form = report.form
    if form is None:
        raise UnknownFormError(_NO_FORM, Location(report.file) if report.file else None)
    narrative = report.data.get("narrative")
    prose = narrative if isinstance(narrative, dict) else {}
    preamble = paragraphs(prose.get(next(iter(form.node("narrative")["properties"]))))
    parts = tuple(
        PrintedSection(
            x.label.title, paragraphs(prose.get(x.key)), printed_table(form, x) if x.rows else None
        )
        for x in form.sections
    )
    title = _title(report, form)
    said = _said(preamble)
    about = (said.get("year"), said.get("agency.name"))
    begun = title in preamble or about == (report.year, report.agency)
    opening = preamble if begun else (title, *preamble)
    lines = [*opening, *(line for part in parts for line in part.paragraphs)]
    return PrintedReport(None if begun else title, preamble, parts, _unsaid(report, form, lines))


def shown(report: Report, cell: FormCell) -> str:
    """Return what a cell of the report shows."""
    found = report.cells.get(cell.key)
    if found is None:
        return ""
    return printable(found.raw or "") if found.value is None else shortest(found.value)


def printable(text: str) -> str:
    r"""Return text with one kind of line end and without what no document can hold.

    >>> printable("a\r\nb\0")
    'a\nb'
    """
    return without_controls(with_line_feeds(text))


def paragraphs(prose: object) -> tuple[str, ...]:
    """Return the paragraphs of a section's prose."""
    lines = printable(prose).split("\n") if isinstance(prose, str) else ()
    return tuple(stripped for line in lines if (stripped := line.strip()))


def _title(report: Report, form: Form) -> str:
    year = "" if report.year is None else f"{report.year}年"
    return single_spaced(f"{printable(report.agency or '')} {year}{form.schema['title']}")


def _said(lines: Sequence[str]) -> dict[str, str | int]:
    return metadata([Paragraph(line, Location("")) for line in lines]).values


def _unsaid(report: Report, form: Form, lines: Sequence[str]) -> dict[str, Any]:
    said = _said(lines)
    printed = {"edition", "narrative", *(section.key for section in form.tables)}
    about = {name: value for name, value in report.data.items() if name not in printed}
    return {key: value for key, value in flatten(about) if said.get(key) != value}
