"""A district of generated units: most numbers are 0, as in published reports."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal

import pytest

from reportlint.form.schema import form
from reportlint.number import Number
from reportlint.report import Report, nest

FORM = form("2021")
Cells = dict[str, Number]


def settled(cells: Cells) -> Cells:
    """Every cell, totals computed."""
    whole: Cells = {key: cells.get(key, 0) for key in FORM.cells}

    def total(key: str) -> Number:
        if key in FORM.totals:
            whole[key] = sum(total(part) for part in FORM.totals[key])
        return whole[key]

    for key in FORM.totals:
        total(key)
    return whole


def generated(chance: random.Random) -> Cells:
    """One unit: requests come in and are handled or carried on; some numbers in the other parts."""
    cells: Cells = {}

    def add(key: str, number: Number) -> None:
        cells[key] = cells.get(key, 0) + number

    outcomes = [row for row in FORM.rows if row.startswith("requests.outcomes.")]
    outcomes.remove("requests.outcomes.total")
    for _ in range(chance.choice((0, 0, 1, 3, chance.randint(4, 20), chance.randint(20, 150)))):
        who = chance.choice(("natural_person",) * 12 + ("commercial_enterprise",) * 3 + ("other",))
        add(f"requests.{chance.choice(('received',) * 9 + ('carried_over',))}.{who}", 1)
        handled = chance.choice((*outcomes[:1] * 30, *outcomes))
        add(f"{'requests.carried_forward' if chance.random() < 0.07 else handled}.{who}", 1)
    for key in ("licensing", "penalties", "coercion"):
        if chance.random() < 0.3:
            add(
                f"proactive.{key}.decisions", chance.choice((1, 7, 50, 3000)) * chance.randint(1, 9)
            )
    if chance.random() < 0.2:
        add("proactive.fees.amount", Decimal(chance.randint(1, 500_000)) / 100)
    if chance.random() < 0.2:
        add("review.litigation.direct.upheld", chance.randint(1, 4))
    return settled(cells)


def added(*units: Cells) -> Cells:
    return {key: sum(unit[key] for unit in units) for key in FORM.cells}


def report(name: str, cells: Cells) -> Report:
    return Report.from_dict(nest({"year": 2024, "agency.name": name, **cells}.items()))


class District:
    """Its units, and what a total is that counts some of them otherwise than once."""

    def __init__(self, seed: int, units: int) -> None:
        chance = random.Random(seed)
        self.cells = [generated(chance) for _ in range(units)]
        self.units = [report(f"单位{i:03d}", cells) for i, cells in enumerate(self.cells)]
        alike = [sum(cells == other for other in self.cells) for cells in self.cells]
        free = [
            sum(1 for key, n in cells.items() if n and key not in FORM.totals)
            for cells in self.cells
        ]
        order = chance.sample(range(units), units)
        self._told = [(i, free[i]) for i in order if alike[i] == 1]

    def telling(self, least: int) -> list[int]:
        """Units with so many numbers at least, and not those of another unit."""
        return [i for i, numbers in self._told if numbers >= least]

    def total(self, counted: dict[int, int] | None = None, **changed: Number) -> Report:
        times = [(counted or {}).get(i, 1) for i in range(len(self.cells))]
        chosen = [c for c, n in zip(self.cells, times, strict=True) for _ in range(n)]
        changes = {key.replace("__", "."): value for key, value in changed.items()}
        whole = added(*chosen)
        return report("全区", whole | {key: whole[key] + n for key, n in changes.items()})


@pytest.fixture
def district() -> Callable[..., District]:
    return District
