"""The tables of the form as they are printed: boxes of headings, labels and cells.

What the boxes are follows from the form; how they look is left to the writers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, pairwise

from reportlint.forms import Form, FormCell, Label, Row, Section


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
class Table:
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


def table(form: Form, section: Section) -> Table:
    """Lay out the boxes of a section that is a table."""
    boxes = list(_across(form, section) if section.across else _down(form, section))
    labels = 0 if section.across else _labels(section)
    return Table(tuple(sorted(boxes, key=lambda box: (box.row, box.column))), labels)


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
    form: Form, section: Section, rows: Sequence[Row], edges: Sequence[int]
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
