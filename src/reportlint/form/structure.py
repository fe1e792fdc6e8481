"""What the form is made of: its sections, rows, columns and cells, as a schema states them.

`schemas/` is the only statement of the form; nothing here names a part of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from reportlint.language import Text

PREVIOUS = "previous:"
"""Stands before the key of a cell of the year before, in statements over years."""

Schema = dict[str, Any]
PartKind = Literal["cell", "row", "group"]
DEFINITIONS = "#/$defs/"
CellKind = Literal["count", "money"]


@dataclass(frozen=True, slots=True)
class Label:
    """A heading of the form: its printed title, other spellings of it, and its name in English."""

    title: str
    english: str
    aliases: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """The title, then its other spellings."""
        return (self.title, *self.aliases)

    @property
    def text(self) -> Text:
        """The label in both languages."""
        return Text(self.title, self.english)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, with the headings printed over it, outermost first."""

    key: str
    label: Label
    groups: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of a table, with the headings printed before it, outermost first."""

    key: str
    label: Label
    columns: tuple[Column, ...]
    groups: tuple[Label, ...]
    named_by: tuple[Label, ...]
    block: str | None
    article: str | None

    @property
    def text(self) -> Text:
        """The row as a finding names it: its label, after the group that it needs to be clear."""
        labels = (*self.named_by, self.label)
        return Text(" ".join(x.title for x in labels), ": ".join(x.english for x in labels))


@dataclass(frozen=True, slots=True)
class Section:
    """One of the six sections: a table, or prose (then it has no rows).

    `over_labels` and `over_columns` are the headings printed over the labels of the rows and over
    all columns, where there are such.
    """

    number: int
    key: str
    label: Label
    rows: tuple[FormRow, ...] = ()
    across: bool = False
    over_labels: Label | None = None
    over_columns: Label | None = None


@dataclass(frozen=True, slots=True)
class FormCell:
    """One cell of the form and the numbers that it may hold.

    `minimum` and `maximum` are inclusive, in `unit`; `decimals` is None for a count.
    """

    key: str
    section: Section
    row: FormRow
    column: Column
    kind: CellKind
    unit: str | None
    minimum: int
    maximum: int
    decimals: int | None

    @property
    def text(self) -> Text:
        """The cell in the form's words.

        >>> from reportlint.form.schema import form
        >>> print(form("2021").cells["requests.outcomes.total.natural_person"].text)
        （七）总计 · 自然人
        """
        return Text("{row} · {column}", "{row} / {column}").fill(
            row=self.row.text, column=self.column.label.text
        )


class Structure:
    """The parts of the form that `schema` states, a JSON Schema with the form's annotations."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema

    def definition(self, reference: str) -> Schema:
        """Return what a `$ref` refers to."""
        found: Schema = self.schema["$defs"][reference.removeprefix(DEFINITIONS)]
        return found

    def resolve(self, node: Schema) -> Schema:
        """Return `node` with the definition that it refers to merged beneath it."""
        if "$ref" not in node:
            return node
        return {**self.resolve(self.definition(node["$ref"])), **node}

    def parts(self, node: Schema) -> dict[str, Schema]:
        """Return the parts of which a part of the form consists, by name; a cell has none."""
        while "properties" not in node and "$ref" in node:
            node = self.definition(node["$ref"])
        found: dict[str, Schema] = node.get("properties", {})
        return found

    def kind(self, node: Schema) -> PartKind:
        """Return what a part of a table is: a row is of cells alone."""
        if "properties" not in node and "$ref" in node:
            return self._kinds[node["$ref"]]
        parts = self.parts(node).values()
        if not parts:
            return "cell"
        return "group" if any(self.parts(part) for part in parts) else "row"

    @cached_property
    def _kinds(self) -> dict[str, PartKind]:
        definitions = self.schema["$defs"].items()
        return {f"{DEFINITIONS}{name}": self.kind(node) for name, node in definitions}

    def node(self, key: str) -> Schema:
        """Return the resolved schema at a dotted key; KeyError where the form has none."""
        node = self.schema
        for name in filter(None, key.split(".")):
            node = self.resolve(node)["properties"][name]
        return self.resolve(node)

    def annotated(self, keyword: str, key: str = "") -> Iterator[tuple[str, Any]]:
        """Yield the key and the annotation of every part of the form that has one.

        >>> from reportlint.form.schema import form
        >>> dict(form("2021").annotated("x-counted"))
        {'requests': ['申请(件|案件|事项|量|数|数量|)']}
        """
        node = self.node(key)
        if keyword in node:
            yield key, node[keyword]
        for name in node.get("properties", {}):
            yield from self.annotated(keyword, f"{key}.{name}" if key else name)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The six sections in the order of the form."""
        properties = self.schema["properties"]
        nodes = {**properties, **properties["narrative"]["properties"]}
        found = [self._section(k, n) for k, n in nodes.items() if "x-section" in n]
        return tuple(sorted(found, key=lambda section: section.number))

    @cached_property
    def tables(self) -> tuple[Section, ...]:
        """The sections that are tables."""
        return tuple(section for section in self.sections if section.rows)

    @cached_property
    def rows(self) -> dict[str, FormRow]:
        """Every row by its key, in the order of the form."""
        return {row.key: row for section in self.tables for row in section.rows}

    @cached_property
    def cells(self) -> dict[str, FormCell]:
        """Every cell by its key, in the order of the form."""
        return {
            (key := f"{row.key}.{column.key}"): self._cell(key, section, row, column)
            for section in self.tables
            for row in section.rows
            for column in row.columns
        }

    def _section(self, key: str, node: Schema) -> Section:
        across = node.get("x-layout") == "across"
        rows = tuple(self._rows(key, node, (), 0 if across else 1)) if "properties" in node else ()
        over = {name: _label(heading) for name, heading in node.get("x-headings", {}).items()}
        return Section(
            node["x-section"],
            key,
            _label(node),
            rows,
            across,
            over.get("labels"),
            over.get("columns"),
        )

    def _rows(
        self, key: str, node: Schema, groups: tuple[Label, ...], numbered: int
    ) -> Iterator[FormRow]:
        """Yield the rows below `node`; the outermost `numbered` groups go without saying."""
        for name, unresolved in node["properties"].items():
            child = self.resolve(unresolved)
            if self.kind(child) == "row":
                yield self._row(f"{key}.{name}", child, groups, groups[numbered:])
            else:
                inner = (*groups, _label(child))
                yield from self._rows(f"{key}.{name}", child, inner, numbered)

    def _row(
        self, key: str, node: Schema, groups: tuple[Label, ...], named_by: tuple[Label, ...]
    ) -> FormRow:
        columns = tuple(
            Column(name, _label(child), (_label(child["x-group"]),) if "x-group" in child else ())
            for name, child in node["properties"].items()
        )
        return FormRow(
            key=key,
            label=_label(node),
            columns=columns,
            groups=groups,
            named_by=named_by,
            block=node.get("x-block"),
            article=node.get("x-article"),
        )

    def _cell(self, key: str, section: Section, row: FormRow, column: Column) -> FormCell:
        node = self.node(key)
        decimals = node.get("x-decimals")
        return FormCell(
            key=key,
            section=section,
            row=row,
            column=column,
            kind="count" if decimals is None else "money",
            unit=node.get("x-unit"),
            minimum=node["minimum"],
            maximum=node["maximum"],
            decimals=decimals,
        )


def _label(node: Mapping[str, Any]) -> Label:
    return Label(node["title"], node["description"], tuple(node.get("x-aliases", ())))
