"""A district of a hundred units: the units that a total counts wrongly are named."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

import pytest

import reportlint
from reportlint.findings import Findings
from reportlint.units import difference

SEEDS = (1, 2, 3)


def accused(found: Findings) -> set[tuple[str, str]]:
    """The findings as code and unit, or code and first cell."""
    return {
        (finding.code, unit[0])
        if (unit := re.search(r"单位\d{3}", finding.message.zh)) and finding.code != "U101"
        else (finding.code, finding.cells[0])
        for finding in found
    }


@pytest.fixture(autouse=True)
def time_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a total counts does not depend on how busy the machine is."""
    monkeypatch.setattr(difference, "_SECONDS", math.inf)


@pytest.mark.parametrize("seed", SEEDS)
def test_total_that_is_the_sum_has_no_finding(seed: int, district: Callable[..., Any]) -> None:
    own = district(seed, 100)
    assert list(reportlint.rollup(own.units, own.total())) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_one_unit_doubled(seed: int, district: Callable[..., Any]) -> None:
    own = district(seed, 100)
    unit = own.telling(2)[0]
    found = reportlint.rollup(own.units, own.total({unit: 2}))
    assert accused(found) == {("U102", f"单位{unit:03d}")}


@pytest.mark.parametrize("seed", SEEDS)
def test_one_unit_missing(seed: int, district: Callable[..., Any]) -> None:
    own = district(seed, 100)
    unit = own.telling(2)[1]
    found = reportlint.rollup(own.units, own.total({unit: 0}))
    assert accused(found) == {("U103", f"单位{unit:03d}")}


@pytest.mark.parametrize("seed", SEEDS)
def test_two_units_doubled_and_one_missing(seed: int, district: Callable[..., Any]) -> None:
    own = district(seed, 100)
    one, two, three = own.telling(4)[:3]
    found = reportlint.rollup(own.units, own.total({one: 2, two: 2, three: 0}))
    assert accused(found) == {
        ("U102", f"单位{one:03d}"),
        ("U102", f"单位{two:03d}"),
        ("U103", f"单位{three:03d}"),
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_one_unit_doubled_and_a_cell_mistyped(seed: int, district: Callable[..., Any]) -> None:
    own = district(seed, 100)
    unit = own.telling(3)[2]
    total = own.total({unit: 2}, review__reconsideration__pending=30)
    found = reportlint.rollup(own.units, total)
    cell = "review.reconsideration.pending"
    assert accused(found) == {("U102", f"单位{unit:03d}"), ("U101", cell)}
    (mistyped,) = (finding for finding in found if finding.code == "U101")
    assert mistyped.suggestion[cell] == own.total({unit: 2}).value(cell)
