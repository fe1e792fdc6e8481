"""A report as read: its data, and where in its file each part stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from functools import cached_property, lru_cache, partial
from typing import Any, Literal, TypeVar

from reportlint.form.edits import Record
from reportlint.form.schema import Form, form_of_year, forms
from reportlint.form.structure import FormCell
from reportlint.location import Location
from reportlint.number import MOST_DIGITS, Number, from_float
from reportlint.organs import Organ

Data = dict[str, Any]
"""A report's data as nested plain values."""

DEEPEST = 50
"""No data file is nested deeper; a form's own parts are not six deep."""

_YEAR = re.compile(r"[0-9]{4}")

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as read.

    `value` is a count, or an amount in 万元; None where the cell is blank or holds no number that
    the form knows. `raw` is the text of a cell that was not simply the number.
    """

    key: str
    value: Number | None
    raw: str | None
    location: Location | None

    @property
    def blank(self) -> bool:
        """Whether nothing was written in the cell."""
        return self.value is None and not self.raw


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph of the prose, in its section; `place` is a location, or what returns it."""

    section: str
    text: str
    place: Location | Callable[[], Location | None] | None = field(repr=False)

    @property
    def location(self) -> Location | None:
        """Where it stands: worked out when asked for, since most paragraphs are in order."""
        return self.place() if callable(self.place) else self.place


ObservationKind = Literal[
    "duplicate_key",
    "repeated_cell",
    "unmatched_row",
    "misfit_row",
    "dash",
    "unit",
    "yuan",
    "unstated_unit",
    "scaled",
    "note",
    "struck",
    "other_in_attachment",
    "uncertain",
    "hidden_row",
    "merged_rows",
    "altered_label",
    "altered_heading",
    "misplaced_table",
    "section_order",
    "missing_section",
]


@dataclass(frozen=True, slots=True)
class Observation:
    """Something that a reader saw and a rule may judge; `text` quotes the document."""

    kind: ObservationKind
    text: str
    location: Location
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """One annual report.

    `data` has the shape that the edition's schema states, complete or not; `locations` and `raw`
    are keyed by dotted path (`requests.received.total`, `agency.name`). `about` is what a document
    says of itself and the data file does not hold: its `title`, the `notice` that it cites,
    and its `opening`, the title or the first line, where nothing names the organ. `attachments`
    are the documents beside a page that it links.

    >>> report = Report.from_dict({"year": 2024, "agency": {"name": "某街道办事处"}})
    >>> report.form, report.agency
    (Form('2021'), '某街道办事处')
    """

    data: Data
    file: str | None = None
    locations: Mapping[str, Location] = field(default_factory=dict, repr=False)
    raw: Mapping[str, str] = field(default_factory=dict, repr=False)
    observations: tuple[Observation, ...] = field(default=(), repr=False)
    about: Mapping[str, str] = field(default_factory=dict, repr=False)
    attachments: tuple[str, ...] = field(default=(), repr=False)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], file: str | None = None) -> Report:
        """Make a report of nested plain values; binary floats become the decimal that they print.

        Nothing is checked here: a wrong value becomes a finding of `check`. What is nested deeper
        than any form is left out.
        """
        return cls(_exact(data), file)

    def to_dict(self) -> Data:
        """Return the data, of which `from_dict` makes an equal report."""
        return self.data

    @property
    def year(self) -> int | None:
        """The report year, where it is a whole number, written as such or as text."""
        year = self.data.get("year")
        if isinstance(year, str):
            return year_written(year)
        return year if isinstance(year, int) and not isinstance(year, bool) else None

    @property
    def agency(self) -> str | None:
        """The name of the reporting organ."""
        return _text(self._lookup("agency.name"))

    @property
    def organ(self) -> Organ:
        """The reporting organ, as it is told from others."""
        agency = self.data.get("agency")
        stated = agency if isinstance(agency, dict) else {}
        return Organ.stated(stated.get("code"), stated.get("name"))

    @property
    def level(self) -> str | None:
        """The level of the reporting organ, where the report states it."""
        return _text(self._lookup("agency.level"))

    @cached_property
    def form(self) -> Form | None:
        """The form of the stated edition, else of the year; None where neither is known."""
        stated = self.data.get("edition")
        if stated is not None:
            return forms().get(stated) if isinstance(stated, str) else None
        return form_of_year(self.year) if self.year is not None else None

    @cached_property
    def cells(self) -> dict[str, Cell]:
        """Every cell of the form that the report has, in the order of the form."""
        if self.form is None:
            return {}
        return {
            key: self._cell(cell)
            for key, cell in self.form.cells.items()
            if self._lookup(key) is not _ABSENT
        }

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every paragraph of the prose, in the order of the document."""
        prose = self.data.get("narrative")
        return tuple(
            Passage(section, line, partial(self.location, f"narrative.{section}.{i}"))
            for section, text in (prose.items() if isinstance(prose, dict) else ())
            if isinstance(text, str)
            for i, line in enumerate(text.split("\n"))
            if line.strip()
        )

    @cached_property
    def record(self) -> Record:
        """The number of every cell of the form by its key, and what tells the organ.

        A cell that the report lacks is None, as a blank one; one that is `unprinted` counts as 0.
        """
        cells, unprinted = self.form.cells if self.form else {}, self.unprinted
        found = dict(_leaves(self.data))
        numbers = {
            key: 0 if key in unprinted else cell_number(cell, found.get(key))
            for key, cell in cells.items()
        }
        return {"agency.name": self.agency, "agency.level": self.level, **numbers}

    @cached_property
    def unprinted(self) -> frozenset[str]:
        """The cells of rows that the document has merged into another, and does not print."""
        merged = (each.cells for each in self.observations if each.kind == "merged_rows")
        return frozenset().union(*merged)

    def value(self, key: str) -> Number | None:
        """Return a cell's number; None where it is blank, absent or unreadable."""
        if self.form is None or key not in self.form.cells or key in self.unprinted:
            return None
        return self.record.get(key)

    def stated(self, cell: FormCell) -> tuple[Number | None, str | None]:
        """Return a cell's value and raw text, as `Cell` has them; None both where it is absent."""
        found = self._lookup(cell.key)
        if found is _ABSENT:
            return None, None
        value, raw = cell_number(cell, found), self.raw.get(cell.key)
        if raw is None and value is None and found is not None:
            raw = str(found)
        return value, raw

    def named(self, name: str) -> Report:
        """Return the report with its organ's name, where it does not state one."""
        if self.agency is not None:
            return self
        return replace(self, data=nest({**dict(flatten(self.data)), "agency.name": name}.items()))

    def with_cells(self, numbers: Mapping[str, Number]) -> Report:
        """Return the report with other numbers in some of its cells."""
        changed = nest({**dict(flatten(self.data)), **numbers}.items())
        return replace(self, data=changed)

    def location(self, key: str) -> Location | None:
        """Return where `key` stands, or the nearest part around it, or the file."""
        while key:
            if key in self.locations:
                return self.locations[key]
            key = key.rpartition(".")[0]
        return Location(self.file) if self.file is not None else None

    def derived(self, function: Callable[[Report], _T]) -> _T:
        """Return `function(report)`, computed once for this report and kept as long as it lives.

        For what several rules read out of a report, such as its prose. Like all that is computed
        from a report, it is neither compared nor pickled.
        """
        if function not in self._derived:
            self._derived[function] = function(self)
        found: _T = self._derived[function]
        return found

    def state(self, function: Callable[[Report], object], found: object) -> None:
        """Keep what is certain to be `function(report)` as if it were computed."""
        self._derived[function] = found

    @cached_property
    def _derived(self) -> dict[Callable[[Report], object], Any]:
        return {}

    def __getstate__(self) -> dict[str, object]:
        return {each.name: getattr(self, each.name) for each in fields(self)}

    def _lookup(self, key: str) -> object:
        node: object = self.data
        for name in _steps(key):
            if not isinstance(node, dict) or name not in node:
                return _ABSENT
            node = node[name]
        return node

    def _cell(self, cell: FormCell) -> Cell:
        return Cell(cell.key, *self.stated(cell), self.location(cell.key))


def year_written(text: str) -> int | None:
    """Return the year that `text` is, in four digits; None where it is anything else.

    >>> year_written("2024"), year_written("24"), year_written("２０２４")
    (2024, None, None)
    """
    return int(text) if _YEAR.fullmatch(text) else None


def cell_number(cell: FormCell, found: object) -> Number | None:
    """Return `found` as a number that `cell` can hold, or None.

    A count is an int, money a Decimal; a number beyond the form's range is none of its numbers.
    The sign and the decimals are left to the rules.
    """
    if type(found) is int and cell.kind == "count":
        return found if -cell.maximum <= found <= cell.maximum else None
    if isinstance(found, bool) or not isinstance(found, int | Decimal):
        return None
    if isinstance(found, Decimal) and not found.is_finite():
        return None
    if not -cell.maximum <= found <= cell.maximum:
        return None
    if cell.kind == "money":
        return Decimal(found)
    return int(found) if found == int(found) else None


def nest(flat: Iterable[tuple[str, Any]]) -> Data:
    """Return dotted keys as nested mappings.

    >>> nest([("agency.name", "某局"), ("year", 2024)])
    {'agency': {'name': '某局'}, 'year': 2024}
    """
    data: Data = {}
    for key, value in flat:
        *parents, name = key.split(".")
        node = data
        for parent in parents:
            node = node.setdefault(parent, {})
        node[name] = value
    return data


def flatten(data: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the leaves of nested mappings by dotted key, the inverse of `nest`."""
    for name, value in data.items():
        if isinstance(value, Mapping):
            yield from flatten(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _leaves(data: Data, prefix: str = "") -> Iterator[tuple[str, object]]:
    """Yield what `_lookup` finds at the leaves; a name that looks like a path is none."""
    for name, part in data.items():
        if "." in str(name):
            continue
        if isinstance(part, dict):
            yield from _leaves(part, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", part


@lru_cache(maxsize=10_000)
def _steps(key: str) -> tuple[str, ...]:
    return tuple(key.split("."))


class _Absent:
    pass


_ABSENT = _Absent()


def _text(found: object) -> str | None:
    return found if isinstance(found, str) else None


def _exact(value: Any, depth: int = 0) -> Any:
    if depth > DEEPEST:
        return None
    if isinstance(value, float):
        return from_float(value)
    if isinstance(value, int) and abs(value) > 10**MOST_DIGITS:
        # Python refuses to print an integer of thousands of digits.
        return Decimal(value)
    if isinstance(value, Mapping):
        return {str(key): _exact(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_exact(item, depth + 1) for item in value]
    return value
