"""The straight-line check of an edition: its schema and its edits as the source of one function.

What it says of a report's numbers, the reference says too: `jsonschema` by the same schema, pandera
by the same edits. Where either could have anything to say, or the schema has a keyword that is not
known here, the function doubts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from reportlint.form.edits import Condition, Decimals, Edit, Identity, Limit, ReservedRow
from reportlint.form.expectations import MODEST_AMOUNT, review_first
from reportlint.form.schema import Form
from reportlint.form.structure import PREVIOUS, FormCell, Schema

_DOUBT = 'return "closer"'
_HEAD = """\
from datetime import date
from operator import itemgetter
from re import search

EDITION, FIRST_YEAR = {edition!r}, {first_year!r}
COUNTS = {{int}}


def is_day(text):
    try:
        return text.isascii() and len(text) == 10 and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def is_amount(number, places):
    from decimal import Decimal

    if type(number) is not Decimal or not number.is_finite():
        return False
    return number.as_tuple().exponent >= -places


def is_barred(organ):
    from reportlint.organs import makes_no_rules

    return makes_no_rules(organ["name"], organ.get("level"))


def certainty(report):
    try:
        return numbers(report)
    except (KeyError, TypeError, ArithmeticError):
        return "closer"


def numbers(report):
    unlikely = False
"""
_ANNOTATIONS = {"title", "description", "$comment", "$schema", "$id", "$defs", "$ref"}
_LEAST_DATE = 20_000_000
"""No smaller number can be read as a day of this century."""


def source(form: Form) -> str:
    """Return the source of a module with `EDITION`, `FIRST_YEAR` and `certainty(data)`.

    That is `closer` where there may be something to say of the data, and `clean` where no rule
    about numbers has; `numbers` where they are as schema and edits state, but unlikely, and
    `structure` where an edit fails.
    """
    return _StraightLine(form).text()


class _StraightLine:
    """The source being written; `_names` are the variables that hold the cells."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._lines: list[str] = []
        self._constants: list[str] = []
        self._names: dict[str, str] = {}
        self._indent = 1

    def text(self) -> str:
        self._part("", self._form.schema, "report")
        for edit in self._form.edits:
            if condition := self._fails(edit):
                self._write(f'if {condition}: return "structure"')
        for condition in self._unlikely():
            self._write(f'if {condition}: return "numbers"')
        self._write('return "numbers" if unlikely else "clean"')
        form = self._form
        head = _HEAD.format(edition=form.edition, first_year=form.first_year)
        return "\n".join([head.rstrip(), *self._lines, "", "", *self._constants, ""])

    def _write(self, line: str) -> None:
        self._lines.append("    " * self._indent + line)

    @contextmanager
    def _inside(self, line: str) -> Iterator[None]:
        self._write(line)
        self._indent += 1
        yield
        self._indent -= 1

    def _part(self, key: str, node: Schema, name: str) -> None:
        """Write the check of the part of a report in the variable `name`."""
        node = self._form.resolve(node)
        if key in self._form.cells:
            self._cell(self._form.cells[key], node, name)
        elif node.get("type") == "object":
            self._object(key, node, name)
        else:
            self._leaf(node, name)

    def _object(self, key: str, node: Schema, name: str) -> None:
        parts: Schema = node["properties"]
        if _stated(node) - {"required"} != {"properties", "additionalProperties"}:
            self._write(_DOUBT)
        if node.get("additionalProperties") is not False:
            self._write(_DOUBT)
        prefix = f"{key}." if key else ""
        cells = [self._form.cells.get(f"{prefix}{part}") for part in parts]
        self._write(f"if type({name}) is not dict: {_DOUBT}")
        if cells and all(cells):
            self._row(name, [cell for cell in cells if cell], list(parts))
            return
        allowed = self._constant(f"frozenset({[*parts]!r})")
        self._write(f"if not {name}.keys() <= {allowed}: {_DOUBT}")
        for part, child in parts.items():
            inner = f"part{self._indent}_{len(self._lines)}"
            if part in node.get("required", ()):
                self._write(f"{inner} = {name}[{part!r}]")
                self._part(f"{prefix}{part}", child, inner)
            else:
                with self._inside(f"if {part!r} in {name}:"):
                    self._write(f"{inner} = {name}[{part!r}]")
                    self._part(f"{prefix}{part}", child, inner)

    def _row(self, name: str, cells: Sequence[FormCell], parts: Sequence[str]) -> None:
        """Write the check of a row: all its cells have to be there."""
        self._write(f"if len({name}) != {len(parts)}: {_DOUBT}")
        nodes = [self._form.node(cell.key) for cell in cells]
        ranges = {(cell.minimum, cell.maximum) for cell in cells}
        if len(cells) == 1 or len(ranges) > 1 or not all(map(_is_count, nodes)):
            for cell, part, node in zip(cells, parts, nodes, strict=True):
                own = f"cell{len(self._names)}"
                self._write(f"{own} = {name}[{part!r}]")
                self._part(cell.key, node, own)
            return
        named = [f"cell{len(self._names) + i}" for i in range(len(cells))]
        self._names |= zip((cell.key for cell in cells), named, strict=True)
        get = self._constant(f"itemgetter({', '.join(map(repr, parts))})")
        self._write(f"{', '.join(named)} = row = {get}({name})")
        self._write(f"if {{*map(type, row)}} != COUNTS: {_DOUBT}")
        self._write(f"if min(row) < {cells[0].minimum}: {_DOUBT}")
        self._write("most = max(row)")
        self._write(f"if most > {cells[0].maximum}: {_DOUBT}")
        self._write(f"if most >= {_LEAST_DATE}: unlikely = True")

    def _cell(self, cell: FormCell, node: Schema, name: str) -> None:
        self._names[cell.key] = name
        if _is_count(node):
            self._write(f"if type({name}) is not int: {_DOUBT}")
        elif _is_number(node, "number") and cell.decimals is not None:
            amount = f"is_amount({name}, {cell.decimals})"
            self._write(f"if type({name}) is not int and not {amount}: {_DOUBT}")
        else:
            self._write(_DOUBT)
        self._write(f"if not {cell.minimum} <= {name} <= {cell.maximum}: {_DOUBT}")
        least = _LEAST_DATE if cell.kind == "count" else min(MODEST_AMOUNT, _LEAST_DATE)
        self._write(f"if {name} >= {least}: unlikely = True")

    def _leaf(self, node: Schema, name: str) -> None:
        """Write the check of what is no number of a table: a text, or the year."""
        stated = _stated(node)
        if "const" in node or "enum" in node:
            allowed: list[object] = node.get("enum", [node.get("const")])
            texts = all(isinstance(each, str) for each in allowed) and len(stated) == 1
            self._write(f"if type({name}) is not str or {name} not in {tuple(allowed)!r}: {_DOUBT}")
            if not texts or node.get("type", "string") != "string":
                self._write(_DOUBT)
        elif node.get("type") == "integer" and stated <= {"minimum", "maximum"}:
            self._write(f"if type({name}) is not int: {_DOUBT}")
            if "minimum" in node:
                self._write(f"if {name} < {node['minimum']!r}: {_DOUBT}")
            if "maximum" in node:
                self._write(f"if {name} > {node['maximum']!r}: {_DOUBT}")
        elif node.get("type") == "string" and stated <= {"minLength", "pattern", "format"}:
            self._write(f"if type({name}) is not str: {_DOUBT}")
            if "minLength" in node:
                self._write(f"if len({name}) < {node['minLength']!r}: {_DOUBT}")
            if "pattern" in node:
                self._write(f"if not search({node['pattern']!r}, {name}): {_DOUBT}")
            if "format" in node:
                self._write(f"if not is_day({name}): {_DOUBT}")
        else:
            self._write(_DOUBT)

    def _fails(self, edit: Edit) -> str:
        """Return when an edit fails, where every cell is known; nothing where its cell says so."""
        match edit:
            case Identity(left=left, right=right):
                return f"{self._sum(left)} != {self._sum(right)}"
            case Limit(left=left, right=right):
                is_stated = not left and all(self._form.cells[x].minimum >= 0 for x in right)
                return "" if is_stated else f"{self._sum(left)} > {self._sum(right)}"
            case Condition(positive=positive, needs=needs):
                return self._lacks(positive, needs)
            case ReservedRow(row_cells=cells):
                filled = " or ".join(f"{self._names[key]} > 0" for key in cells)
                return f'({filled}) and is_barred(report["agency"])'
            case Decimals(cell=key, places=places) if places == self._form.cells[key].decimals:
                return ""
        return "True"

    def _lacks(self, positive: str, needs: Iterable[str]) -> str:
        """Return when a cell is above 0 and none that it needs is; last year's are all 0."""
        own = [self._names[key] for key in needs if not key.startswith(PREVIOUS)]
        above = f"{self._names[positive]} > 0" if positive in self._names else "False"
        return " and ".join([above, *(f"{name} <= 0" for name in own)])

    def _unlikely(self) -> Iterator[str]:
        """Yield when a rule may speak of numbers that schema and edits allow."""
        for edit in self._form.year_edits:
            if isinstance(edit, Condition):
                yield self._lacks(edit.positive, edit.needs)
        stated = review_first(self._form)
        if stated is not None:
            suits, reviewed = self._names[stated.suits], self._names[stated.reconsiderations]
            yield f"{suits} > {reviewed} and {self._sum(stated.refusals)} > 0"

    def _sum(self, cells: Sequence[str]) -> str:
        return " + ".join(self._names[key] for key in cells) or "0"

    def _constant(self, value: str) -> str:
        """Return the name of a constant, which stands there once."""
        stated = [line.partition(" = ")[2] for line in self._constants]
        if value not in stated:
            self._constants.append(f"CONSTANT{len(stated)} = {value}")
            stated.append(value)
        return f"CONSTANT{stated.index(value)}"


def _stated(node: Schema) -> set[str]:
    """Return the keywords of a schema that judge, its type aside."""
    return {x for x in node if not x.startswith("x-")} - _ANNOTATIONS - {"type"}


def _is_number(node: Schema, kind: str) -> bool:
    return node.get("type") == [kind, "null"] and _stated(node) == {"minimum", "maximum"}


def _is_count(node: Schema) -> bool:
    return _is_number(node, "integer")
