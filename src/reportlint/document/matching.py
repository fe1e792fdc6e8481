"""Matches a table to the form: a grid in, entries out.

A grid is a table as it is printed, row by row. In most rows the innermost *label*, the last cell
that is no number, names a row of the form, and the cells after it are its *values*. Values are laid
under the columns of that row by the headings printed over them, where it is known in which column
each cell stands; else in the order of the form, without the blank cells at either end that text
dumps pad rows with. A section may have its rows side by side (`across`): then one line of numbers,
which has no label, is all of it.

Nothing is guessed: values that can be laid in two ways stay unknown, with an observation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from reportlint.document.blocks import Grid, GridCell
from reportlint.document.labels import EditionLabels, all_labels, label_key, labels_of
from reportlint.document.shown import FormEntries, heading_unit, is_value
from reportlint.form.structure import Column, FormRow, Section
from reportlint.report import ObservationKind

_FEWEST_APART = 4
"""Fewer cells are not told to be set apart by a blank cell each."""


@dataclass
class TableMatch:
    """One table and the form; `section` is where it stands, `headed` which sections have a heading.

    `caption` is the line above it. `headings` are the headings printed so far, by key and row by
    row, and `unit` the unit of money that they state. `merged` are rows in which the form's rows of
    a group are printed as one.
    """

    entries: FormEntries
    section: Section | None
    headed: frozenset[int]
    caption: str = ""
    headings: dict[str, GridCell] = field(default_factory=dict)
    heading_rows: list[list[str]] = field(default_factory=list)
    unit: str | None = None
    is_misplaced: bool = False
    row_named: FormRow | None = None
    merged: list[tuple[GridCell, Sequence[GridCell]]] = field(default_factory=list)

    @cached_property
    def labels(self) -> EditionLabels:
        """The labels of the form."""
        return labels_of(self.entries.form)

    def enter(self, grid: Grid) -> None:
        """Enter what the rows of the table hold, if it has a label of the form."""
        known = {label_key(cell.text) for row in grid.rows for cell in row} & self.labels.all
        whole = self._section_across(known)
        across = whole or self._section_captioned(known)
        if not known and across is None:
            return
        self._note_row_named(across, self.caption)
        for row in grid.rows:
            label, values = _label_and_values(row, self.labels)
            if self._is_heading_row(row) or not (_filled(values) or self._is_blank(label, values)):
                self._note_headings(row, across)
            elif across and _numbers(row) and self._fits(row, across):
                self._enter_across(row, across)
            elif label:
                self._enter_labelled(label, values, across)
            else:
                self._enter_across(values, across)
        if whole and _cell_keys(whole.rows)[0] not in self.entries.values:
            self._enter_blank_across(grid, whole)

    def enter_merged_rows(self) -> None:
        """Enter each row that stands for a group, once all tables were, if none of the group's was.

        It is what another edition prints; what the form has printed in several rows of which the
        one named as the group is takes the rest.
        """
        for label, values in self.merged:
            section, rows = self.labels.row_groups[label_key(label.text)]
            group, _, name = rows[0].key.rpartition(".")[0].rpartition(".")
            row = next((x for x in rows if x.key == f"{group}.{name}.{name}"), rows[-1])
            if any(key in self.entries.values for key in _cell_keys(rows)):
                self._observe("unmatched_row", label)
                continue
            self._enter_row(section, row, label, values)
            left_out = _cell_keys(x for x in rows if x is not row)
            self.entries.leave_out(left_out, label.location)
            self._observe("merged_rows", label, keys=left_out)

    def _section_across(self, known: set[str]) -> Section | None:
        """Return the section that has its rows side by side, if the table has all their labels."""
        for section in self.labels.form.tables:
            if section.across and all(label_key(x.label.title) in known for x in section.rows):
                return section
        return None

    def _section_captioned(self, known: set[str]) -> Section | None:
        """Return the section with its rows side by side that a table with no other labels is of.

        It stands under the section's heading, or under the name of one of its rows.
        """
        for section in self.labels.form.tables:
            if section.across and known <= self.labels.within(section):
                is_named = self.labels.row_named(section, self.caption) is not None
                if section == self.section or (known and is_named):
                    return section
        return None

    def _is_heading_row(self, row: Sequence[GridCell]) -> bool:
        """Whether a row without a number names several columns; `总计` is also a row's name."""
        texts = [cell.text for cell in _filled(row)]
        named = {label_key(text) for text in texts} & self.labels.columns
        return len(named) > 1 and not any(is_value(text) for text in texts)

    def _is_blank(self, label: GridCell | None, values: Sequence[GridCell]) -> bool:
        """Whether this is a row of the form that was left blank, and no heading."""
        found = self.labels.rows.get(label_key(label.text)) if label else None
        return bool(found and len(values) >= len(found[1].columns) and not found[0].across)

    def _note_headings(self, row: Sequence[GridCell], across: Section | None) -> None:
        """Note the headings of a row without numbers, for the rows under it."""
        named: dict[str, GridCell] = {}
        for cell in _filled(row):
            like = self.labels.heading_like(cell.text)
            if like:
                self._observe("altered_label", cell)
            named[like or label_key(cell.text)] = cell
        self.headings |= named
        self.heading_rows.append(list(named))
        over_columns = [cell for key, cell in named.items() if key not in self.labels.columns]
        if over_columns:
            self._note_row_named(across, over_columns[0].text if len(over_columns) == 1 else "")
        units = (unit for cell in row if (unit := heading_unit(cell.text)))
        self.unit = next(units, self.unit)

    def _note_row_named(self, across: Section | None, caption: str) -> None:
        self.row_named = self.labels.row_named(across, caption) if across else None

    def _enter_labelled(
        self, label: GridCell, values: Sequence[GridCell], across: Section | None
    ) -> None:
        key = label_key(label.text)
        found = self.labels.rows.get(key)
        if found is None and key in self.labels.row_groups and key in all_labels().rows:
            self.merged.append((label, values))
            return
        if found is None and across and self._fits(values, across):
            self._enter_across(values, across)
            return
        if found is None and (found := self.labels.row_like(label.text)):
            self._observe("altered_label", label)
        if found is None or (found[0].across and _laid(values, len(found[1].columns)) is None):
            self._observe("unmatched_row", label)
            return
        self._enter_row(*found, label, values)

    def _enter_row(
        self, section: Section, row: FormRow, label: GridCell, values: Sequence[GridCell]
    ) -> None:
        laid = self._under_headings(row, values)
        if laid is None and self._has_columns_in_order(row):
            laid = _laid(values, len(row.columns))
        self._enter(section, [row], label, label.text, laid)

    def _fits(self, values: Sequence[GridCell], across: Section) -> bool:
        return _laid(values, len(_cell_keys(across.rows))) is not None

    def _enter_across(self, values: Sequence[GridCell], across: Section | None) -> None:
        """Enter a row of numbers alone: of all rows side by side, or of the one that is named."""
        first = next(iter(_filled(values)), values[0])
        row = self.row_named
        if across and row and not self._fits(values, across):
            self._enter(across, [row], first, row.label.title, _laid(values, len(row.columns)))
        elif across and (self._fits(values, across) or across == self._section_of_headings()):
            laid = _laid(values, len(_cell_keys(across.rows)))
            self._enter(across, across.rows, first, across.label.title, laid)
        elif any(map(str.isdigit, "".join(cell.text for cell in values))):
            self._observe("unmatched_row", first)

    def _section_of_headings(self) -> Section | None:
        """Return the section that has its rows side by side, if all are named over the numbers."""
        return self._section_across(set(self.headings))

    def _enter_blank_across(self, grid: Grid, across: Section) -> None:
        """Take the last row without a word for the one that was left blank."""
        width = len(_cell_keys(across.rows))
        blank = [row for row in grid.rows if len(row) >= width and not _filled(row)]
        if blank:
            self._enter_across(blank[-1], across)

    def _enter(
        self,
        section: Section,
        rows: Iterable[FormRow],
        at: GridCell,
        text: str,
        laid: Sequence[GridCell] | None,
    ) -> None:
        """Enter the cells of rows, laid under their columns; None where they cannot be laid."""
        self._observe_place(section, at)
        keys = _cell_keys(rows)
        if laid is None:
            self._observe("misfit_row", at, text, keys)
            self.entries.leave_unknown(keys, text, at.location)
        elif keys[0] in self.entries.values:
            self._observe("repeated_cell", at, text, keys)
        else:
            for key, cell in zip(keys, laid, strict=True):
                self.entries.enter(key, cell.shown, cell.location, self.unit)

    def _under_headings(
        self, row: FormRow, values: Sequence[GridCell]
    ) -> Sequence[GridCell] | None:
        """Return the cells under the headings of the row's columns, if that is all of the row."""
        by_column = {cell.column: cell for cell in values if cell.column is not None}
        columns = [self._grid_column(column) for column in row.columns]
        laid = [by_column[x] for x in columns if x is not None and x in by_column]
        is_whole = len(laid) == len(columns) and all(cell in laid for cell in _numbers(values))
        return laid if is_whole else None

    def _grid_column(self, column: Column) -> int | None:
        """Return in which column of the table a heading stands; None where that is not known."""
        keys = map(label_key, column.label.spellings)
        return next((self.headings[key].column for key in keys if key in self.headings), None)

    def _has_columns_in_order(self, row: FormRow) -> bool:
        """Whether every row of headings names the row's columns in the order of the form."""
        order = {label_key(s): i for i, x in enumerate(row.columns) for s in x.label.spellings}
        rows = [[order[key] for key in keys if key in order] for keys in self.heading_rows]
        return all(places == sorted(places) for places in rows)

    def _observe_place(self, section: Section, at: GridCell) -> None:
        """Observe once that the table stands in another section, if its own has a heading."""
        is_elsewhere = self.section is not None and self.section.number != section.number
        if is_elsewhere and section.number in self.headed and not self.is_misplaced:
            self.is_misplaced = True
            self._observe("misplaced_table", at, section.label.title)

    def _observe(
        self,
        kind: ObservationKind,
        at: GridCell,
        text: str | None = None,
        keys: tuple[str, ...] = (),
    ) -> None:
        self.entries.observe(kind, at.text if text is None else text, at.location, keys)


def _filled(cells: Iterable[GridCell]) -> list[GridCell]:
    return [cell for cell in cells if cell.text.strip()]


def _numbers(cells: Iterable[GridCell]) -> list[GridCell]:
    return [cell for cell in _filled(cells) if is_value(cell.text)]


def _cell_keys(rows: Iterable[FormRow]) -> tuple[str, ...]:
    return tuple(f"{row.key}.{column.key}" for row in rows for column in row.columns)


def _label_and_values(
    row: Sequence[GridCell], labels: EditionLabels
) -> tuple[GridCell | None, Sequence[GridCell]]:
    """Return the innermost label of a row, and the cells after it.

    That is the last cell that names a row of the form, unless another of its labels follows, or
    else the last that is no number; words beside the table, after its numbers, are no label.
    """
    words = [i for i, cell in enumerate(row) if not is_value(cell.text)]
    known = [i for i in words if label_key(row[i].text) in labels.all]
    named = [i for i in known[-1:] if label_key(row[i].text) in labels.all_side_rows]
    before = [i for i in words if i in known or _numbers(row[i:]) or not _numbers(row)]
    last = max(named or before, default=None)
    return (None, row) if last is None else (row[last], row[last + 1 :])


def _laid(values: Sequence[GridCell], width: int) -> Sequence[GridCell] | None:
    """Return `width` cells; words after the numbers, beside the table, are no cells of it.

    Neither are blank cells between all others, which come of two tabs where one was meant.
    """
    if len(values) >= 2 * width - 1 > _FEWEST_APART and (apart := _every_second(values)):
        values = apart
    laid = _trimmed(values, width)
    words = [i for i, cell in enumerate(values) if not is_value(cell.text)]
    if laid is None and words and not _numbers(values[words[0] :]):
        return _trimmed(values[: words[0]], width)
    return laid


def _every_second(values: Sequence[GridCell]) -> Sequence[GridCell]:
    """Return every second cell, if all of them are filled and the others blank."""
    filled = [i for i, cell in enumerate(values) if cell.text.strip()]
    if not filled or filled != list(range(filled[0], filled[-1] + 1, 2)):
        return ()
    return values[filled[0] : filled[-1] + 1 : 2]


def _trimmed(values: Sequence[GridCell], width: int) -> Sequence[GridCell] | None:
    """Drop blank cells at the ends until `width` are left; None where that can be done two ways."""
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
