"""The statements that a schema makes about the cells of a form, as edits."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.form.edits import Condition, Decimals, Edit, Identity, Limit, ReservedRow
from reportlint.form.structure import Schema, Structure
from reportlint.language import Text

PREVIOUS = "previous:"
"""Stands before the key of a cell of the year before, in statements over years."""


def edits_of(form: Structure) -> Iterator[Edit]:
    """Yield every statement about a report's own cells, in the order of the form."""
    for key, node in _nodes(form, "", form.schema):
        yield from _stated(form, key, node)
    yield from _domains(form)


def year_edits_of(form: Structure) -> Iterator[Edit]:
    """Yield every statement about a report and the one of the year before."""
    for key, node in _nodes(form, "", form.schema):
        yield from _years(form, key, node)


def _domains(form: Structure) -> Iterator[Edit]:
    for cell in form.cells.values():
        if cell.minimum == 0:
            yield Limit(
                "negative-number",
                Text("不应小于 0", "should not be below 0"),
                cell.text,
                (),
                (cell.key,),
            )
        if cell.decimals is not None:
            most = Text("至多 {n} 位小数", "at most {n} decimals are allowed").fill(n=cell.decimals)
            yield Decimals("money-decimals", most, cell.text, cell.key, cell.decimals)


def _nodes(form: Structure, key: str, unresolved: Schema) -> Iterator[tuple[str, Schema]]:
    """Yield every part of the schema with its key, the inner ones first."""
    node = form.resolve(unresolved)
    for name, child in node.get("properties", {}).items():
        yield from _nodes(form, f"{key}.{name}" if key else name, child)
    yield key, node


def _stated(form: Structure, key: str, node: Schema) -> Iterator[Edit]:
    for stated in node.get("x-identities", ()):
        yield from _sums(form, Identity, key, stated, stated["equals"])
    for stated in node.get("x-limits", ()):
        yield from _sums(form, Limit, key, stated, stated["atMost"])
    for stated in node.get("x-conditions", ()):
        yield _condition(form, key, stated)
    if node.get("x-reserved"):
        row = form.rows[key]
        cells = tuple(f"{key}.{column.key}" for column in row.columns)
        text = Text(
            "只有有权制定规章的机关填报", "only organs with rule-making power fill this row"
        )
        yield ReservedRow("reserved-rules", text, row.text, cells)


def _years(form: Structure, key: str, node: Schema) -> Iterator[Edit]:
    for stated in node.get("x-years", ()):
        if "equals" in stated:
            yield from _sums(form, Identity, key, stated, stated["equals"])
        elif "atMost" in stated:
            yield from _sums(form, Limit, key, stated, stated["atMost"])
        else:
            yield _condition(form, key, stated)


def _condition(form: Structure, key: str, stated: Schema) -> Condition:
    """Within a row the columns tell the cells apart; else they are named whole."""
    positive, *needs = (_at(key, path) for path in (stated["positive"], *stated["needs"]))
    cells = [form.cells[cell.removeprefix(PREVIOUS)] for cell in (positive, *needs)]
    names = [cell.column.label.text if key in form.rows else cell.text for cell in cells]
    subject = form.rows[key].text if key in form.rows else names[0]
    text = Text(stated["title"], stated["description"])
    return Condition(stated["name"], text, subject, positive, tuple(needs), tuple(names))


def _sums(
    form: Structure, kind: type[Identity | Limit], key: str, stated: Schema, right: list[str]
) -> Iterator[Edit]:
    """Yield the statement itself, or where its terms are rows one a column."""
    columns = form.rows[f"{key}.{right[0]}"].columns if f"{key}.{right[0]}" in form.rows else ()
    text = Text(stated["title"], stated["description"])
    for suffix in [f".{column.key}" for column in columns] or [""]:
        terms = tuple(_at(key, path) + suffix for path in right)
        parts = tuple(_at(key, path) + suffix for path in stated["sum"])
        cell = form.cells[terms[0].removeprefix(PREVIOUS)]
        subject = (
            cell.text if len(terms) == 1 else cell.column.label.text if suffix else cell.row.text
        )
        yield kind(stated["name"], text, subject, parts, terms)


def _at(key: str, path: str) -> str:
    """Return the key to which a statement's path leads from the object at `key`."""
    previous, colon, own = path.rpartition(":")
    return f"{previous}{colon}{key}.{own}"
