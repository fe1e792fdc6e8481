"""The form's labels by the key that they are compared by: of one edition, and of all at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from functools import cached_property, lru_cache

from reportlint.document.shown import heading_unit
from reportlint.form.schema import Form, forms
from reportlint.form.structure import FormRow, Label, Section
from reportlint.spelling import (
    compact,
    letters,
    unnumbered,
    with_ideographs,
    without_note_marks,
    without_zero_width,
)

_ALIKE = 0.8
_HEADINGS_ALIKE = 0.75
_NAMED = 0.6
_EXPLANATION = re.compile(r"\s*[(（\[〔【][^()（）]*[)）\]〕】]\s*\Z")


@lru_cache(maxsize=2048)
def label_key(text: str) -> str:
    """Return what labels are compared by: their letters, without their numbers and note marks.

    >>> label_key("１．甲 乙（丙）①") == label_key("1、甲乙丙")
    True
    """
    seen = with_ideographs(without_zero_width(without_note_marks(text)))
    return letters(unnumbered(compact(seen)))


def _keys(labels: Iterable[Label]) -> frozenset[str]:
    return frozenset(label_key(spelling) for label in labels for spelling in label.spellings)


def _likeness(text: str, label: str) -> float:
    return SequenceMatcher(None, text, label, autojunk=False).ratio()


def _is_piece(one: str, other: str) -> bool:
    """Whether one is a piece of the other: a heading broken in two, or two run together."""
    return one in other or other in one


def _paths_of(row: FormRow) -> frozenset[str]:
    """Return a row's label alone, and after those of its groups."""
    before = "".join(label_key(group.title) for group in row.groups)
    own = _keys([row.label])
    return own | {before + key for key in own}


class EditionLabels:
    """The labels of one edition; see `labels_of`."""

    def __init__(self, form: Form) -> None:
        self.form = form

    @cached_property
    def sections(self) -> dict[str, Section]:
        """The section of every heading of one."""
        return {key: x for x in self.form.sections for key in _keys([x.label])}

    @cached_property
    def rows(self) -> dict[str, tuple[Section, FormRow]]:
        """The section and row of every label of a row."""
        return {
            key: (section, row)
            for section in self.form.tables
            for row in section.rows
            for key in _keys([row.label])
        }

    @cached_property
    def side_rows(self) -> tuple[frozenset[str], ...]:
        """The spellings of each row that has its numbers beside it, in the order of the form."""
        tables = (section for section in self.form.tables if not section.across)
        return tuple(_keys([row.label]) for section in tables for row in section.rows)

    @cached_property
    def all_side_rows(self) -> frozenset[str]:
        """The labels of rows that have their numbers beside them."""
        return frozenset().union(*self.side_rows)

    @cached_property
    def columns(self) -> frozenset[str]:
        """The headings over single columns."""
        return _keys(column.label for row in self.form.rows.values() for column in row.columns)

    @cached_property
    def groups(self) -> dict[str, frozenset[str]]:
        """The headings of the columns in each group of columns, by the group's."""
        groups: dict[str, frozenset[str]] = {}
        for column in (column for row in self.form.rows.values() for column in row.columns):
            for group in column.groups:
                key = label_key(group.title)
                groups[key] = groups.get(key, frozenset()) | _keys([column.label])
        return groups

    @cached_property
    def all(self) -> frozenset[str]:
        """Every label of rows and columns, and of the groups around them."""
        return frozenset().union(*map(self.within, self.form.tables))

    @cached_property
    def row_groups(self) -> dict[str, tuple[Section, tuple[FormRow, ...]]]:
        """The section and rows of the innermost groups of rows, by the groups' labels."""
        groups: dict[str, tuple[Section, tuple[FormRow, ...]]] = {}
        for section in self.form.tables:
            for row in section.rows:
                for key in _keys(row.groups[-1:]):
                    groups[key] = section, (*groups.get(key, (section, ()))[1], row)
        return groups

    def row_like(self, text: str) -> tuple[Section, FormRow] | None:
        """Return the one row whose label is nearly `text`, or is it before an explanation.

        None where several rows' are, or none.
        """
        key, plain = label_key(text), label_key(_EXPLANATION.sub("", text))
        if plain in self.rows:
            return self.rows[plain]
        near = get_close_matches(key, self.rows, 2, _ALIKE)
        rows = {self.rows[name][1].key for name in near}
        return self.rows[near[0]] if len(rows) == 1 else None

    def heading_like(self, text: str) -> str | None:
        """Return the key of the one heading of columns that is nearly `text`, and is not it."""
        key = label_key(text)
        if key in self.all or heading_unit(text):
            return None
        near = get_close_matches(key, self.columns | self.groups.keys(), 2, _HEADINGS_ALIKE)
        return near[0] if len(near) == 1 and not _is_piece(key, near[0]) else None

    def row_named(self, section: Section, caption: str) -> FormRow | None:
        """Return the one row of a section that a caption names best; None where none is named."""
        key = label_key(caption)
        likeness = {
            row: max(_likeness(key, name) for name in _paths_of(row)) for row in section.rows
        }
        best = sorted(likeness, key=lambda row: -likeness[row])
        clear = len(best) == 1 or likeness[best[0]] > likeness[best[1]]
        return best[0] if clear and likeness[best[0]] > _NAMED else None

    @cached_property
    def metadata(self) -> dict[str, str]:
        """The keys of what is no cell, by themselves and by their titles: `year`, `报告年度`, …"""
        keys = []
        for name in self.form.schema["properties"]:
            node = self.form.node(name)
            if "x-section" not in node:
                keys += [f"{name}.{inner}" for inner in node.get("properties", ())] or [name]
        words = ((word, key) for key in keys for word in (key, self.form.node(key)["title"]))
        return {label_key(word): key for word, key in words}

    def within(self, section: Section) -> frozenset[str]:
        """Return the labels of a section's rows and columns, and of the groups around them."""
        return _keys(
            label
            for row in section.rows
            for column in row.columns
            for label in (row.label, *row.groups, column.label, *column.groups)
        )

    def cell_on_path(self, keys: tuple[str, ...]) -> str | None:
        """Return the one cell on whose path of labels `keys` stand in order and that they end.

        None where there are several such cells, or none.
        """
        paths = self._paths.get(keys[-1], {}) if keys else {}
        found = [cell for cell, path in paths.items() if _leads(keys, path)]
        return found[0] if len(found) == 1 else None

    @cached_property
    def _paths(self) -> dict[str, dict[str, list[frozenset[str]]]]:
        """The paths of cells by what they end with: labels, outermost first, in all spellings."""
        paths: dict[str, dict[str, list[frozenset[str]]]] = {}
        for cell in self.form.cells.values():
            row, column = cell.row, cell.column
            labels = (cell.section.label, *row.groups, row.label, *column.groups, column.label)
            path = [_keys([label]) for label in labels]
            for key in path[-1]:
                paths.setdefault(key, {})[cell.key] = path
        return paths


def _leads(keys: Iterable[str], path: Iterable[frozenset[str]]) -> bool:
    """Whether keys stand in order on a path."""
    ahead = iter(path)
    return all(any(key in labels for labels in ahead) for key in keys)


@lru_cache
def labels_of(form: Form) -> EditionLabels:
    """Return the labels of one edition."""
    return EditionLabels(form)


@dataclass(frozen=True)
class AllLabels:
    """The labels of every edition, for readers that must know one to find a table.

    `rows` are those with their numbers beside them; `row_orders` has them for each edition, as the
    form prints them; `groups` has the columns of each group of columns.
    """

    rows: frozenset[str]
    columns: frozenset[str]
    sections: frozenset[str]
    all: frozenset[str]
    groups: dict[str, frozenset[str]]
    row_orders: tuple[tuple[frozenset[str], ...], ...]

    def knows(self, text: str) -> bool:
        """Whether `text` is a label of a row, a column, or a group of either."""
        return label_key(text) in self.all

    def likeness(self, text: str) -> float:
        """Return how much `text` is like the row label that it is most like; 0 for little."""
        matcher = SequenceMatcher(None, b=label_key(text), autojunk=False)
        best = _ALIKE
        for row in self.rows:
            matcher.set_seq1(row)
            if matcher.real_quick_ratio() >= best and matcher.quick_ratio() >= best:
                best = max(best, matcher.ratio())
        return best if best > _ALIKE else 0


@lru_cache
def all_labels() -> AllLabels:
    """Return the labels of every edition.

    >>> all_labels().knows("自 然 人"), all_labels().knows("本报告")
    (True, False)
    """
    editions = [labels_of(form) for form in forms().values()]
    groups: dict[str, frozenset[str]] = {}
    for key, columns in (item for labels in editions for item in labels.groups.items()):
        groups[key] = groups.get(key, frozenset()) | columns
    return AllLabels(
        rows=frozenset().union(*(labels.all_side_rows for labels in editions)),
        columns=frozenset().union(*(labels.columns for labels in editions)),
        sections=frozenset().union(*(labels.sections for labels in editions)),
        all=frozenset().union(*(labels.all for labels in editions)),
        groups=groups,
        row_orders=tuple(labels.side_rows for labels in editions),
    )
