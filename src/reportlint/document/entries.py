"""What a document enters in the form: the values of cells, their places, and what was unusual."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from reportlint.document.shown import ShownText, read_cell
from reportlint.form.schema import Form
from reportlint.location import Location
from reportlint.report import Observation, ObservationKind
from reportlint.spelling import without_zero_width


@dataclass
class FormEntries:
    """Values, places and texts by key, as `Report` has them, and what was seen on the way."""

    form: Form
    values: dict[str, Any] = field(default_factory=dict)
    locations: dict[str, Location] = field(default_factory=dict)
    raw: dict[str, str] = field(default_factory=dict)
    observations: list[Observation] = field(default_factory=list)

    def enter(
        self, key: str, shown: ShownText, location: Location, unit: str | None = None
    ) -> None:
        """Enter what a cell shows; `unit` is the unit of money in the heading over it."""
        reading = read_cell(shown, self.form.cells[key], unit)
        text = without_zero_width(shown.text).strip()
        self.values[key] = reading.value
        self.locations[key] = location
        if text and text != str(reading.value):
            self.raw[key] = text
        for mark in reading.marks:
            quoted = " ".join(shown.struck) if mark == "struck" else shown.whole
            self.observe(mark, quoted, location, (key,))

    def leave_unknown(self, keys: Iterable[str], text: str, location: Location) -> None:
        """Leave cells unknown that `text` stands for: it is there, but which value is whose?"""
        for key in keys:
            self.values.setdefault(key, None)
            self.locations.setdefault(key, location)
            self.raw.setdefault(key, text.strip())

    def leave_out(self, keys: Iterable[str], location: Location) -> None:
        """Leave cells blank that the document has no room for."""
        for key in keys:
            self.values.setdefault(key, None)
            self.locations.setdefault(key, location)

    def observe(
        self, kind: ObservationKind, text: str, location: Location, keys: tuple[str, ...] = ()
    ) -> None:
        """Note what a rule may want to judge."""
        self.observations.append(Observation(kind, text.strip(), location, keys))
