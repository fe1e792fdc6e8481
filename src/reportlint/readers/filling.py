"""A form being filled with what a document's cells hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from reportlint.forms import Form
from reportlint.readers.values import read_value
from reportlint.report import Location, Observation


@dataclass
class Filling:
    """Values, places and texts by key, as `Report` has them, and what was seen on the way."""

    form: Form
    values: dict[str, Any] = field(default_factory=dict)
    locations: dict[str, Location] = field(default_factory=dict)
    raw: dict[str, str] = field(default_factory=dict)
    observations: list[Observation] = field(default_factory=list)

    def take(self, key: str, text: str, location: Location, unit: str | None = None) -> None:
        """Take what is written in a cell; `unit` is what the heading over it says."""
        reading, text = read_value(text, self.form.cells[key], unit), text.strip()
        self.values[key] = reading.value
        self.locations[key] = location
        if text and text != str(reading.value):
            self.raw[key] = text
        self.observations += [Observation(mark, text, location, (key,)) for mark in reading.marks]
