"""The statutory form, derived from its JSON Schema.

`schemas/` is the only statement of the form. This module reads an edition's schema and its
annotations (`schemas/vocabulary`) into rows, columns, cells and identities; nothing here names one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

from reportlint.form.edits import Edit, Identity
from reportlint.form.statements import edits_of, year_edits_of
from reportlint.language import Text

Schema = dict[str, Any]
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

        >>> print(form("2021").cells["requests.outcomes.total.natural_person"].text)
        （七）总计 · 自然人
        """
        return Text("{row} · {column}", "{row} / {column}").fill(
            row=self.row.text, column=self.column.label.text
        )


class Form:
    """One edition of the form.

    >>> len(form("2019").cells), len(form("2021").cells)
    (198, 200)
    >>> form("2021").notice
    '国办公开办函〔2021〕30号'
    """

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.edition: str = schema["x-edition"]
        self.notice: str = schema["x-notice"]
        self.first_year: int = schema["properties"]["year"]["minimum"]

    def __repr__(self) -> str:
        return f"Form({self.edition!r})"

    def resolve(self, node: Schema) -> Schema:
        """Return `node` with the definition that it refers to merged beneath it."""
        reference = node.get("$ref")
        if reference is None:
            return node
        definition = self.schema["$defs"][reference.removeprefix("#/$defs/")]
        return {**self.resolve(definition), **node}

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

    @cached_property
    def identities(self) -> tuple[Identity, ...]:
        """Every sum that the form requires, in the order of the form."""
        return tuple(edit for edit in self.edits if isinstance(edit, Identity))

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """Every statement about its cells that the schema makes, in the order of the form."""
        return tuple(edits_of(self))

    @cached_property
    def year_edits(self) -> tuple[Edit, ...]:
        """Every statement about a report and the one of the year before, in the order of the form.

        They are about one row that holds both: last year's cells by their key after
        `statements.PREVIOUS`.
        """
        return tuple(year_edits_of(self))

    @cached_property
    def series(self) -> tuple[str, ...]:
        """The cells whose numbers are compared with all earlier years."""
        stated = self.annotated("x-series")
        return tuple(f"{key}.{path}" for key, paths in stated for path in paths)

    @cached_property
    def yearly(self) -> tuple[Section, ...]:
        """The sections of prose that are written anew each year."""
        prose = self.schema["properties"]["narrative"]["properties"]
        return tuple(x for x in self.sections if prose.get(x.key, {}).get("x-yearly"))

    @cached_property
    def totals(self) -> dict[str, tuple[str, ...]]:
        """The cells that are the sum of others, with the parts of their first identity."""
        sums: dict[str, tuple[str, ...]] = {}
        for identity in self.identities:
            if len(identity.right) == 1:
                sums.setdefault(identity.right[0], identity.left)
        return sums

    def node(self, key: str) -> Schema:
        """Return the resolved schema at a dotted key; KeyError where the form has none."""
        node = self.schema
        for name in filter(None, key.split(".")):
            node = self.resolve(node)["properties"][name]
        return self.resolve(node)

    def annotated(self, keyword: str, key: str = "") -> Iterator[tuple[str, Any]]:
        """Yield the key and the annotation of every part of the form that has one.

        >>> dict(form("2021").annotated("x-counted"))
        {'requests': ['申请(件|案件|)']}
        """
        node = self.node(key)
        if keyword in node:
            yield key, node[keyword]
        for name in node.get("properties", {}):
            yield from self.annotated(keyword, f"{key}.{name}" if key else name)

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
            if self._is_row(child):
                yield self._row(f"{key}.{name}", child, groups, groups[numbered:])
            else:
                inner = (*groups, _label(child))
                yield from self._rows(f"{key}.{name}", child, inner, numbered)

    def _is_row(self, node: Schema) -> bool:
        children = (self.resolve(child) for child in node["properties"].values())
        return not any("properties" in child for child in children)

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


def schema_folder() -> Path:
    """Return the folder of the schemas: inside the wheel, or beside `src/` in a checkout.

    `REPORTLINT_SCHEMAS` names another, for an edition of one's own.
    """
    if named := os.environ.get("REPORTLINT_SCHEMAS"):
        return Path(named)
    here = Path(__file__).parents[1]
    installed = here / "schemas"
    return installed if installed.is_dir() else here.parents[1] / "schemas"


@lru_cache
def forms(folder: Path | None = None) -> dict[str, Form]:
    """Return every edition found in `folder` (default: the package's own), oldest first.

    >>> list(forms())
    ['2019', '2021']
    """
    paths = (folder or schema_folder()).glob("*/report.schema.json")
    read = [Form(json.loads(path.read_text(encoding="utf-8"))) for path in paths]
    return {form.edition: form for form in sorted(read, key=lambda form: form.first_year)}


def form(edition: str) -> Form:
    """Return one edition's form; KeyError where there is no such edition."""
    return forms()[edition]


def form_of_year(year: int) -> Form | None:
    """Return the form that reports of `year` must use: the newest that had begun by then.

    >>> form_of_year(2025), form_of_year(2018)
    (Form('2021'), None)
    """
    begun = [form for form in forms().values() if form.first_year <= year]
    return begun[-1] if begun else None
