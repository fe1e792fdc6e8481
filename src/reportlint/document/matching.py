"""Matches a document's tables to the form: blocks in, a report out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cached_property, lru_cache

from reportlint.document.blocks import Block, Grid, GridCell, Paragraph
from reportlint.document.labels import label_key
from reportlint.document.metadata import metadata
from reportlint.document.outline import Outline
from reportlint.document.values import Filling, heading_unit, is_value
from reportlint.errors import ReadError
from reportlint.form.schema import Form, form_of_year, forms
from reportlint.form.structure import Column, FormRow, Section
from reportlint.language import Text
from reportlint.location import Location
from reportlint.report import Observation, ObservationKind, Report, nest

_FEWEST_LABELS = 3
_ALIKE = 0.8


def assemble(blocks: Sequence[Block], file: str) -> Report:
    """Make a report of a document's blocks; ReadError where it holds no table of the form."""
    form = _edition(blocks, file)
    blocks = [_unruled(block, form) for block in blocks]
    outline = Outline(blocks, form)
    sheet = _FormFilling(form)
    for section, block in outline.sectioned():
        if isinstance(block, Grid):
            _TableMatching(sheet, section, outline.numbers).fill(block)
    narrative, prose_places = outline.narrative()
    about = metadata([block for block in blocks if isinstance(block, Paragraph)])
    ordered = [(key, sheet.values[key]) for key in form.cells if key in sheet.values]
    data = nest([("edition", form.edition), *about.values.items(), *ordered])
    if narrative:
        data["narrative"] = narrative
    places = {**about.locations, **sheet.locations, **prose_places}
    observations = (*sheet.observations, *outline.observations())
    return Report(data, file, places, sheet.raw, observations, about.about)


def _edition(blocks: Sequence[Block], file: str) -> Form:
    """Return the form whose labels the tables use most, of several the one of the title's year.

    Raises ReadError where they use none's.
    """
    grids = [block for block in blocks if isinstance(block, Grid)]
    seen = {label_key(cell.text) for grid in grids for row in grid.rows for cell in row} - {""}
    scores = {name: len(seen & _RowLabels.of(form).all) for name, form in forms().items()}
    most = max(scores.values())
    if most < _FEWEST_LABELS:
        raise ReadError(
            Text("没有找到年度报告的表格", "no table of the annual report was found"),
            Location(file),
        )
    best = [form for name, form in forms().items() if scores[name] == most]
    year = metadata([block for block in blocks if isinstance(block, Paragraph)]).values.get("year")
    return next((form for form in best if form is form_of_year(int(year or 0))), best[-1])


def _unruled(block: Block, form: Form) -> Block:
    """Take a table without any label of the form for the prose that it frames."""
    if isinstance(block, Paragraph):
        return block
    cells = [cell for row in block.rows for cell in row if cell.text.strip()]
    if not cells or {label_key(cell.text) for cell in cells} & _RowLabels.of(form).all:
        return block
    if any(not is_value(cell.text) for cell in cells):
        return Paragraph(" ".join(cell.text.strip() for cell in cells), cells[0].location)
    return block


class _RowLabels:
    """The form's labels, in the spelling that documents are compared in."""

    def __init__(self, form: Form) -> None:
        self.form = form

    @staticmethod
    @lru_cache
    def of(form: Form) -> _RowLabels:
        return _RowLabels(form)

    @cached_property
    def rows(self) -> dict[str, tuple[Section, FormRow]]:
        """The section and row of every label of a row."""
        return {
            label_key(spelling): (section, row)
            for section in self.form.tables
            for row in section.rows
            for spelling in row.label.spellings
        }

    @cached_property
    def down(self) -> frozenset[str]:
        """The rows that are printed below one another."""
        return frozenset(name for name, (section, _) in self.rows.items() if not section.across)

    @cached_property
    def columns(self) -> frozenset[str]:
        """The headings over the columns."""
        columns = {column for row in self.form.rows.values() for column in row.columns}
        return frozenset(label_key(spelling) for x in columns for spelling in x.label.spellings)

    @cached_property
    def all(self) -> frozenset[str]:
        """Every label of rows and columns and of the groups around them."""
        labels = [
            label
            for row in self.form.rows.values()
            for column in row.columns
            for label in (row.label, *row.groups, column.label, *column.groups)
        ]
        return frozenset(label_key(spelling) for label in labels for spelling in label.spellings)

    def altered(self, label: str) -> tuple[Section, FormRow] | None:
        """Return the one row whose label `label` is nearly, and no other's."""
        close = get_close_matches(label, self.rows, 2, _ALIKE)
        found = {self.rows[name][1].key for name in close}
        return self.rows[close[0]] if len(found) == 1 else None


class _FormFilling(Filling):
    """The form being filled from the document's tables."""

    @property
    def labels(self) -> _RowLabels:
        return _RowLabels.of(self.form)

    def leave(self, keys: Iterable[str], cell: GridCell) -> None:
        """Leave cells unknown: something stands there that could not be read."""
        for key in keys:
            self.values.setdefault(key, None)
            self.locations.setdefault(key, cell.location)
            self.raw.setdefault(key, cell.text.strip())

    def observe(self, kind: ObservationKind, cell: GridCell, keys: tuple[str, ...] = ()) -> None:
        """Note what a rule may want to judge."""
        self.observations.append(Observation(kind, cell.text.strip(), cell.location, keys))


@dataclass
class _TableMatching:
    """One table being matched, in the section that it stands in."""

    sheet: _FormFilling
    section: Section | None
    outlined: frozenset[int]
    headings: dict[str, GridCell] = field(default_factory=dict)
    heading_rows: list[list[str]] = field(default_factory=list)
    unit: str | None = None
    misplaced: bool = False

    @property
    def labels(self) -> _RowLabels:
        return self.sheet.labels

    def fill(self, grid: Grid) -> None:
        """Match each row of the table, once it is known to be one of the form's."""
        known = {label_key(cell.text) for row in grid.rows for cell in row} & self.labels.all
        if not known:
            return
        across = self._across(known)
        for cells in grid.rows:
            label, values = _split(cells, self.labels)
            if self._is_heading(cells) or (
                not any(cell.text.strip() for cell in values)
                and not self._is_blank_row(label, values)
            ):
                self._head(cells)
            elif label is None:
                self._fill_across(values, across)
            else:
                self._fill_labelled(label, values)
        if across and across[1][0] not in self.sheet.values:
            self._fill_blank_across(grid, across)

    def _across(self, known: set[str]) -> tuple[Section, list[str]] | None:
        """Return the section whose rows stand side by side, and its cells, if it is this table."""
        for section in self.labels.form.tables:
            if section.across and all(label_key(row.label.title) in known for row in section.rows):
                rows = section.rows
                return section, [f"{row.key}.{x.key}" for row in rows for x in row.columns]
        return None

    def _is_heading(self, cells: Sequence[GridCell]) -> bool:
        """Whether a row without a number names several columns; `总计` is also a row's name."""
        filled = [cell.text for cell in cells if cell.text.strip()]
        named = {label_key(text) for text in filled} & self.labels.columns
        return len(named) > 1 and not any(is_value(text) for text in filled)

    def _is_blank_row(self, label: GridCell | None, values: list[GridCell]) -> bool:
        """Whether this is a row of the form that was left blank, and no heading."""
        found = self.labels.rows.get(label_key(label.text)) if label else None
        return bool(found and len(values) >= len(found[1].columns) and not found[0].across)

    def _head(self, cells: Sequence[GridCell]) -> None:
        """Note the headings of a row without numbers, for the rows under it."""
        named = {label_key(cell.text): cell for cell in cells if cell.text.strip()}
        self.headings |= named
        self.heading_rows.append(list(named))
        units = [unit for cell in cells if (unit := heading_unit(cell.text))]
        self.unit = units[0] if units else self.unit

    def _fill_labelled(self, label: GridCell, values: list[GridCell]) -> None:
        name = label_key(label.text)
        found = self.labels.rows.get(name)
        if found is None and (found := self.labels.altered(name)):
            self.sheet.observe("altered_label", label)
        if found is None or found[0].across:
            self.sheet.observe("unmatched_row", label)
            return
        section, row = found
        self._place(section, label)
        keys = [f"{row.key}.{column.key}" for column in row.columns]
        fitted = _fitted(values, len(keys)) if self._in_order(row) else None
        self._fill(keys, label, self._under_headings(row, values) or fitted)

    def _fill_across(
        self, values: list[GridCell], across: tuple[Section, list[str]] | None
    ) -> None:
        """Take a row of numbers alone."""
        first = next((cell for cell in values if cell.text.strip()), values[0])
        if across is None:
            self.sheet.observe("unmatched_row", first)
            return
        section, keys = across
        self._place(section, first)
        self._fill(keys, replace(first, text=section.label.title), _fitted(values, len(keys)))

    def _fill_blank_across(self, grid: Grid, across: tuple[Section, list[str]]) -> None:
        """Take the last row without a word for the one that was left blank."""
        blank = [row for row in grid.rows if not any(cell.text.strip() for cell in row)]
        wide = [row for row in blank if len(row) >= len(across[1])]
        if wide:
            self._fill_across(list(wide[-1]), across)

    def _fill(self, keys: list[str], label: GridCell, cells: list[GridCell] | None) -> None:
        if cells is None:
            self.sheet.observe("misfit_row", label, tuple(keys))
            self.sheet.leave(keys, label)
        elif keys[0] in self.sheet.values:
            self.sheet.observe("repeated_cell", label, tuple(keys))
        else:
            for key, cell in zip(keys, cells, strict=True):
                self.sheet.take(key, cell.text, cell.location, self.unit)

    def _under_headings(self, row: FormRow, values: list[GridCell]) -> list[GridCell] | None:
        """Return the cells under the headings of the row's columns, where they line up."""
        by_column: dict[int | None, GridCell] = {
            cell.column: cell for cell in values if cell.column is not None
        }
        cells = [by_column.get(self._column(x)) for x in row.columns]
        filled = [cell for cell in values if cell.text.strip()]
        found = [cell for cell in cells if cell is not None]
        complete = len(found) == len(cells) and all(cell in found for cell in filled)
        return found if complete else None

    def _column(self, column: Column) -> int | None:
        """Return where a column's heading stands, in a table whose columns line up."""
        heads = (self.headings.get(label_key(spelling)) for spelling in column.label.spellings)
        return next((head.column for head in heads if head), None)

    def _in_order(self, row: FormRow) -> bool:
        """Whether every line of headings names the row's columns in the order of the form."""
        place = {label_key(s): i for i, x in enumerate(row.columns) for s in x.label.spellings}
        lines = [[place[name] for name in line if name in place] for line in self.heading_rows]
        return all(line == sorted(line) for line in lines)

    def _place(self, section: Section, cell: GridCell) -> None:
        elsewhere = self.section and self.section.number != section.number
        if elsewhere and section.number in self.outlined and not self.misplaced:
            self.misplaced = True
            self.sheet.observe("misplaced_table", cell)


def _split(cells: Sequence[GridCell], labels: _RowLabels) -> tuple[GridCell | None, list[GridCell]]:
    """Return the innermost label of a row, and the cells after it.

    That is the last cell that names a row of the form, unless another of its labels follows, or
    else the last that is no number.
    """
    words = [i for i, cell in enumerate(cells) if not is_value(cell.text)]
    known = [i for i in words if label_key(cells[i].text) in labels.all]
    named = [i for i in known[-1:] if label_key(cells[i].text) in labels.down]
    last = max(named or words, default=None)
    if last is None:
        return None, list(cells)
    return cells[last], list(cells[last + 1 :])


def _fitted(values: list[GridCell], width: int) -> list[GridCell] | None:
    """Drop blank cells at the ends until `width` are left; None where that can be done two ways.

    A text dump pads its rows with a varying number of blank cells.
    """
    excess = len(values) - width
    filled = [i for i, cell in enumerate(values) if cell.text.strip()]
    if not filled:
        return values[:width] if excess >= 0 else None
    leading, trailing = filled[0], len(values) - 1 - filled[-1]
    if excess < 0 or excess > leading + trailing:
        return None
    if leading and trailing and excess not in (0, leading + trailing):
        return None
    start = min(leading, excess)
    return values[start : start + width]
