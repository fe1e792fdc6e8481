"""The cells of a consolidated report beside those of its units.

In: numbers by cell and unit.
Out: sums, differences, and a dict for JSON.
May import: language, number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlint.language import Text
from reportlint.number import Number, as_json


@dataclass(frozen=True, slots=True)
class TotalCell:
    """One cell: what each unit states, None where it is blank, and what the total does.

    `subject` is the cell in the form's words.
    """

    key: str
    subject: Text
    parts: tuple[Number | None, ...]
    reported: Number | None

    @property
    def known(self) -> Number:
        """The sum of what is stated."""
        return sum(part for part in self.parts if part is not None)

    @property
    def difference(self) -> Number:
        """How much more is reported than that sum; 0 where nothing is reported."""
        return 0 if self.reported is None else self.reported - self.known

    def to_dict(self) -> dict[str, Any]:
        """Return the cell as `schemas/findings.schema.json` states it."""
        return {
            "cell": self.key,
            "units": [None if part is None else as_json(part) for part in self.parts],
            "sum": as_json(self.known),
            "reported": None if self.reported is None else as_json(self.reported),
            "difference": as_json(self.difference),
        }


@dataclass(frozen=True, slots=True)
class TotalCells:
    """All cells of a total, in the order of the form, and the units that were counted, by name.

    `missing` are the organs of the roster of which there is no report.

    >>> cell = TotalCell("x", Text("", ""), (3, 4), 9)
    >>> TotalCells(("甲局", "乙局"), (cell,)).to_dict()["differing"][0]["difference"]
    2
    """

    units: tuple[str, ...]
    cells: tuple[TotalCell, ...]
    missing: tuple[str, ...] = ()

    @property
    def differing(self) -> Sequence[TotalCell]:
        """The cells of which the total states another number than the sum."""
        return tuple(cell for cell in self.cells if cell.difference)

    def to_dict(self) -> dict[str, Any]:
        """Return the cells that differ as `schemas/findings.schema.json` states them."""
        return {
            "units": list(self.units),
            "missing": list(self.missing),
            "differing": [cell.to_dict() for cell in self.differing],
        }
