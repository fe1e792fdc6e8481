"""Matches a document's tables and headings to the form: blocks in, a report out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from reportlint.forms import Form, Row, Section, forms
from reportlint.language import Text
from reportlint.readers.errors import ReadError
from reportlint.readers.grids import Block, Grid, GridCell, Paragraph
from reportlint.readers.labels import plain
from reportlint.readers.metadata import metadata
from reportlint.readers.values import is_value, read_value
from reportlint.report import Location, Observation, Report, nest

_LONGEST_HEADING = 60


def assemble(blocks: Sequence[Block], file: str) -> Report:
    """Make a report of a document's blocks; ReadError where it holds no table of the form."""
    grids = [block for block in blocks if isinstance(block, Grid)]
    labels = _Labels.of(_edition(grids, file))
    sheet = _Sheet(labels)
    for grid in grids:
        sheet.fill(grid)
    narrative, prose_places = _narrative(blocks, labels)
    about = metadata([b for b in blocks if isinstance(b, Paragraph)])
    flat = {"edition": labels.form.edition, **about.values}
    ordered = [(key, sheet.values[key]) for key in labels.form.cells if key in sheet.values]
    data = nest([*flat.items(), *ordered])
    if narrative:
        data["narrative"] = narrative
    places = {**about.locations, **sheet.locations, **prose_places}
    return Report(data, file, places, sheet.raw, tuple(sheet.observations))


def _edition(grids: Iterable[Grid], file: str) -> Form:
    """Return the form whose labels the tables use most; ReadError where they use none's."""
    seen = {plain(cell.text) for grid in grids for row in grid.rows for cell in row} - {""}
    scores = {name: len(seen & _Labels.of(form).all) for name, form in forms().items()}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] < 3:
        raise ReadError(
            Text("没有找到年度报告的表格", "no table of the annual report was found"),
            Location(file),
        )
    return forms()[best]


class _Labels:
    """The form's labels, in the spelling that documents are compared in."""

    def __init__(self, form: Form) -> None:
        self.form = form

    @staticmethod
    @lru_cache
    def of(form: Form) -> _Labels:
        return _Labels(form)

    @cached_property
    def rows(self) -> dict[str, tuple[Section, Row]]:
        return {
            plain(spelling): (section, row)
            for section in self.form.tables
            for row in section.rows
            for spelling in row.label.spellings
        }

    @cached_property
    def headings(self) -> dict[str, Section]:
        return {
            plain(spelling): section
            for section in self.form.sections
            for spelling in section.label.spellings
        }

    @cached_property
    def all(self) -> frozenset[str]:
        """Every label of rows and columns and of the groups around them."""
        labels = [
            label
            for row in self.form.rows.values()
            for column in row.columns
            for label in (row.label, *row.groups, column.label, *column.groups)
        ]
        return frozenset(plain(spelling) for label in labels for spelling in label.spellings)


@dataclass
class _Sheet:
    """The form being filled from the document's tables."""

    labels: _Labels
    values: dict[str, Any] = field(default_factory=dict)
    locations: dict[str, Location] = field(default_factory=dict)
    raw: dict[str, str] = field(default_factory=dict)
    observations: list[Observation] = field(default_factory=list)

    def fill(self, grid: Grid) -> None:
        """Match each row of a table, once the table is known to be one of the form's."""
        known = {plain(cell.text) for row in grid.rows for cell in row} & self.labels.all
        if not known:
            return
        for cells in grid.rows:
            label, values = _split(cells)
            if not any(cell.text.strip() for cell in values):
                continue
            if label is None:
                self._fill_across(cells, values, known)
            elif (found := self.labels.rows.get(plain(label.text))) and not found[0].across:
                row = found[1]
                self._fill_row([f"{row.key}.{column.key}" for column in row.columns], label, values)
            else:
                self._observe("unmatched_row", label)

    def _fill_across(
        self, cells: Sequence[GridCell], values: list[GridCell], known: set[str]
    ) -> None:
        """A row of numbers alone: the section whose rows stand side by side, if this is it."""
        for section in self.labels.form.tables:
            if section.across and all(plain(row.label.title) in known for row in section.rows):
                keys = [f"{row.key}.{column.key}" for row in section.rows for column in row.columns]
                self._fill_row(keys, values[0], values)
                return
        self._observe("unmatched_row", next(cell for cell in cells if cell.text.strip()))

    def _fill_row(self, keys: list[str], label: GridCell, values: list[GridCell]) -> None:
        fitted = _fitted(values, len(keys))
        if fitted is None:
            self._observe("misfit_row", label)
        elif keys[0] in self.values:
            self._observe("repeated_cell", label, tuple(keys))
        else:
            for key, cell in zip(keys, fitted, strict=True):
                self._fill_cell(key, cell)

    def _fill_cell(self, key: str, cell: GridCell) -> None:
        reading = read_value(cell.text, self.labels.form.cells[key])
        self.values[key] = reading.value
        self.locations[key] = cell.location
        text = cell.text.strip()
        if text and text != str(reading.value):
            self.raw[key] = text
        for mark in reading.marks:
            self.observations.append(Observation(mark, text, cell.location, (key,)))

    def _observe(self, kind: Any, cell: GridCell, keys: tuple[str, ...] = ()) -> None:
        self.observations.append(Observation(kind, cell.text.strip(), cell.location, keys))


def _split(cells: Sequence[GridCell]) -> tuple[GridCell | None, list[GridCell]]:
    """Return the innermost label of a row, and the cells after it."""
    last = max((i for i, cell in enumerate(cells) if not is_value(cell.text)), default=None)
    if last is None:
        return None, list(cells)
    return cells[last], list(cells[last + 1 :])


def _fitted(values: list[GridCell], width: int) -> list[GridCell] | None:
    """Drop blank cells at the ends until `width` are left; None where that can be done two ways.

    A text dump pads its rows with a varying number of blank cells.
    """
    excess = len(values) - width
    filled = [i for i, cell in enumerate(values) if cell.text.strip()]
    leading, trailing = filled[0], len(values) - 1 - filled[-1]
    if excess < 0 or excess > leading + trailing:
        return None
    if leading and trailing and excess not in (0, leading + trailing):
        return None
    start = min(leading, excess)
    return values[start : start + width]


def _narrative(
    blocks: Iterable[Block], labels: _Labels
) -> tuple[dict[str, str], dict[str, Location]]:
    """Return the prose of each section of prose, and where it begins."""
    keys = list(labels.form.schema["properties"]["narrative"]["properties"])
    prose: dict[str, list[str]] = {}
    places: dict[str, Location] = {}
    current = keys[0]
    for paragraph in (block for block in blocks if isinstance(block, Paragraph)):
        section = (
            labels.headings.get(plain(paragraph.text))
            if len(paragraph.text) < _LONGEST_HEADING
            else None
        )
        if section is not None:
            current = section.key
        elif current in keys and paragraph.text.strip():
            prose.setdefault(current, []).append(paragraph.text.strip())
            places.setdefault(f"narrative.{current}", paragraph.location)
    return {key: "\n".join(prose[key]) for key in keys if key in prose}, places
