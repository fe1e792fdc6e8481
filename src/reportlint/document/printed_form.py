"""A report laid out as the form is printed: its title, headings, prose and tables, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from reportlint.document.blocks import Paragraph
from reportlint.document.metadata import metadata
from reportlint.document.shown import heading_unit
from reportlint.errors import UnknownFormError
from reportlint.form.schema import Form
from reportlint.form.structure import FormCell, FormRow, Label, Section
from reportlint.language import Text
from reportlint.location import Location
from reportlint.number import shortest
from reportlint.report import Report, flatten
from reportlint.spelling import printable, single_spaced, squeezed


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A rectangle of a table: a heading with its text, or a cell of the form that is filled in."""

    row: int
    column: int
    height: int
    width: int
    text: str = ""
    form_cell: FormCell | None = None

    def text_in(self, report: Report) -> str:
        """Return what stands in it when a report is printed."""
        return cell_text(report, self.form_cell) if self.form_cell else self.text


@dataclass(frozen=True)
class PrintedTable:
    """The table of one section: cells by row and column that together fill it."""

    cells: tuple[PrintedCell, ...]
    labels: int
    """How many columns at the left hold labels."""

    @cached_property
    def height(self) -> int:
        """The number of rows."""
        return max(cell.row + cell.height for cell in self.cells)

    @cached_property
    def width(self) -> int:
        """The number of columns."""
        return max(cell.column + cell.width for cell in self.cells)

    @cached_property
    def rows(self) -> list[list[PrintedCell]]:
        """The cells by the row that they begin in."""
        return [[cell for cell in self.cells if cell.row == row] for row in range(self.height)]


def printed_table(form: Form, section: Section) -> PrintedTable:
    """Lay out a section that is a table."""
    cells = list(_across(form, section) if section.across else _down(form, section))
    labels = 0 if section.across else _labels(section)
    return PrintedTable(tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))), labels)


def _labels(section: Section) -> int:
    """Return how many columns the labels of a section's rows take."""
    return max(len(row.groups) for row in section.rows) + 1


def _across(form: Form, section: Section) -> Iterator[PrintedCell]:
    """Yield the rows of the form side by side, in one line of cells."""
    places = [(row, column) for row in section.rows for column in row.columns]
    paths = [
        _titles(*row.groups, row.label, *column.groups, column.label) for row, column in places
    ]
    depth = max(map(len, paths))
    for x in _headings(paths, depth):
        yield PrintedCell(x.level, x.first, x.levels, x.paths, x.text)
    for i, (row, column) in enumerate(places):
        yield PrintedCell(depth, i, 1, 1, form_cell=form.cells[f"{row.key}.{column.key}"])


def _down(form: Form, section: Section) -> Iterator[PrintedCell]:
    """Yield the rows of the form one below the other, in blocks of the same columns."""
    labels = _labels(section)
    width = labels + max(len(row.columns) for row in section.rows)
    top = 0
    for _, same in groupby(section.rows, lambda row: (row.block, row.columns)):
        rows = list(same)
        # The last column takes what the columns of the widest block leave.
        edges = [*range(labels, labels + len(rows[0].columns)), width]
        block = list(_block(form, section, rows, edges))
        yield from (replace(cell, row=top + cell.row) for cell in block)
        top += max(cell.row + cell.height for cell in block)


def _block(
    form: Form, section: Section, rows: Sequence[FormRow], edges: Sequence[int]
) -> Iterator[PrintedCell]:
    """Yield a block's headings, labels and cells; its columns lie between `edges`."""
    labels, width = edges[0], edges[-1]
    over_columns = _titles(section.over_columns)
    top = 1 if rows[0].block else 0
    if rows[0].block:
        yield PrintedCell(0, 0, 1, width, rows[0].block)
    paths = [(*over_columns, *_titles(*x.groups), _heading(x.label)) for x in rows[0].columns]
    depth = max(map(len, paths))
    yield PrintedCell(top, 0, depth, labels, "".join(_titles(section.over_labels)))
    for x in _headings(paths, depth):
        left, right = edges[x.first], edges[x.first + x.paths]
        yield PrintedCell(top + x.level, left, x.levels, right - left, x.text)
    first_row = top + depth
    paths = [_titles(*row.groups, row.label) for row in rows]
    for x in _headings(paths, labels):
        yield PrintedCell(first_row + x.first, x.level, x.paths, x.levels, x.text)
    for i, row in enumerate(rows):
        for column, (left, right) in zip(row.columns, pairwise(edges), strict=True):
            form_cell = form.cells[f"{row.key}.{column.key}"]
            yield PrintedCell(first_row + i, left, 1, right - left, form_cell=form_cell)


class _Heading(NamedTuple):
    """A heading over several paths of headings: where it begins, and how far it reaches."""

    level: int
    first: int
    levels: int
    paths: int
    text: str


def _headings(paths: Sequence[tuple[str, ...]], depth: int) -> Iterator[_Heading]:
    """Yield the headings on `paths`, outermost first; the last of a path reaches to `depth`."""
    for level in range(depth):
        first = 0
        for path, same in groupby(path[: level + 1] for path in paths):
            count = len(list(same))
            if len(path) > level:
                levels = depth - level if path == paths[first] else 1
                yield _Heading(level, first, levels, count, path[level])
            first += count


def _heading(label: Label) -> str:
    """Return what is printed over a column: the spelling that states a unit, where one does."""
    return next((x for x in label.spellings if heading_unit(x)), label.title)


def _titles(*labels: Label | None) -> tuple[str, ...]:
    """Return the titles of the labels that there are."""
    return tuple(label.title for label in labels if label)


_SIGNED = re.compile(r"20\d\d年\d{1,2}月\d{1,2}日")
_TITLE_LINES = 3
_LONGEST_TITLE = 60
_NO_FORM = Text(
    "报告没有写明年度，或没有适用的格式，不能排成表格",
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
    """A report as it is printed; `title` is None where the preamble has it.

    `titled` is how many lines are the title where the preamble begins with it. `unprinted`
    is what none of the printed lines says of the report, by key of the data file.
    """

    title: str | None
    titled: int
    preamble: tuple[str, ...]
    parts: tuple[PrintedSection, ...]
    unprinted: dict[str, Any]


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
    stated = _stated(preamble)
    about = (stated.get("year"), stated.get("agency.name"))
    begun = title in preamble or about == (report.year, report.agency)
    opening = preamble if begun else (title, *preamble)
    lines = [*opening, *(line for part in parts for line in part.paragraphs)]
    unprinted = _unprinted(report, form, lines)
    if not begun:
        return PrintedReport(title, 0, preamble, parts, unprinted)
    return PrintedReport(None, _titled(preamble, report), preamble, parts, unprinted)


def cell_text(report: Report, cell: FormCell) -> str:
    """Return what a cell of the report shows."""
    value, raw = report.stated(cell)
    return printable(raw or "") if value is None else shortest(value)


def is_signature(line: str, report: Report) -> bool:
    """Whether a line is nothing but the organ's name or a day, as under a letter."""
    return line == report.agency or _SIGNED.fullmatch(squeezed(line)) is not None


def paragraphs(prose: object) -> tuple[str, ...]:
    """Return the paragraphs of a section's prose."""
    lines = printable(prose).split("\n") if isinstance(prose, str) else ()
    return tuple(stripped for line in lines if (stripped := line.strip()))


def _title(report: Report, form: Form) -> str:
    year = "" if report.year is None else f"{report.year}年"
    return single_spaced(f"{printable(report.agency or '')} {year}{form.schema['title']}")


def _titled(preamble: Sequence[str], report: Report) -> int:
    """Return how many lines of a preamble that states the title are the title, at its beginning."""
    for length in range(1, _TITLE_LINES + 1):
        lines = preamble[:length]
        if any(len(line) > _LONGEST_TITLE or line.endswith("。") for line in lines):
            return 0
        stated = _stated(lines)
        if (stated.get("year"), stated.get("agency.name")) == (report.year, report.agency):
            return length
    return 0


def _stated(lines: Sequence[str]) -> dict[str, str | int]:
    return metadata([Paragraph(line, Location("")) for line in lines]).values


def _unprinted(report: Report, form: Form, lines: Sequence[str]) -> dict[str, Any]:
    stated = _stated(lines)
    printed = {"edition", "narrative", *(section.key for section in form.tables)}
    about = {name: value for name, value in report.data.items() if name not in printed}
    return {key: value for key, value in flatten(about) if stated.get(key) != value}
