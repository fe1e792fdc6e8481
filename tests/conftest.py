"""Hypothesis profiles: derandomised by default, so that CI tells the same every time.

`pytest --hypothesis-profile=deep` searches longer, with new random examples each run.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from reportlint.form.schema import form
from reportlint.report import Report, flatten, nest

settings.register_profile(
    "ci",
    derandomize=True,
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile(
    "deep", parent=settings.get_profile("ci"), derandomize=False, max_examples=1000
)
settings.load_profile("ci")


@pytest.fixture
def data() -> dict[str, Any]:
    """A report with nothing wrong: every cell is 0."""
    about = {"year": 2024, "agency": {"name": "云溪街道办事处"}}
    return about | nest((key, 0) for key in form("2021").cells)


@pytest.fixture
def write(data: dict[str, Any], tmp_path: Path) -> Callable[..., Path]:
    """Write that report as JSON, with other values at some dotted keys."""

    def write(name: str, changes: dict[str, Any] | None = None) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        changed = nest((dict(flatten(data)) | (changes or {})).items())
        path.write_text(json.dumps(changed, ensure_ascii=False, indent=2), encoding="utf-8")
        return path

    return write


@pytest.fixture
def good(write: Callable[..., Path]) -> Path:
    """A file, `good.json`, with nothing wrong."""
    return write("good.json")


@pytest.fixture
def bad(write: Callable[..., Path]) -> Path:
    """A file, `bad.json`, that breaks A101 and A103."""
    return write("bad.json", {"requests.received.total": 3})


@pytest.fixture
def zeros() -> Callable[..., Report]:
    """Makes a report that holds 0 in every cell but those given."""

    def make(cells: Mapping[str, Any] | None = None, *, edition: str = "2021") -> Report:
        own = form(edition)
        about = {"year": own.first_year, "agency.name": "青禾区云溪街道办事处"}
        return Report.from_dict(
            nest({**about, **dict.fromkeys(own.cells, 0), **(cells or {})}.items())
        )

    return make
