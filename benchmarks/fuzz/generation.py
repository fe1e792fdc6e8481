"""Whole reports that Hypothesis draws, and values that stand in no report."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from random import Random
from typing import Any, TypeVar

import hypothesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from benchmarks.organs import report as organs_report
from reportlint.form.schema import forms
from reportlint.report import Report, flatten, nest
from reportlint.strategies import reports

Drawn = TypeVar("Drawn")

_REPORTS, _VALUES = 40, 300
_FEWEST_ODD, _MOST_ODD = 1, 6


def report(seed: int, chance: Random) -> Report:
    """Return a whole report: as organs have them, or over the whole range of the form."""
    if chance.random() < 0.7:
        return organs_report(seed, chance.randrange(10_000))
    return chance.choice(_drawn(seed))


def odd_data(own: Report, seed: int, chance: Random) -> dict[str, Any]:
    """Return a report's data with values of every kind in some of its places, or beside them."""
    data = nest(flatten(own.to_dict()))
    for _ in range(chance.randint(_FEWEST_ODD, _MOST_ODD)):
        group = chance.choice(list(_groups(data)))
        name = chance.choice((*group, "", "总计", "total", "a.b"))
        group[name] = deepcopy(chance.choice(_values(seed)))
    return data


def _groups(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield data
    for value in data.values():
        if isinstance(value, dict):
            yield from _groups(value)


def as_json(own: dict[str, Any]) -> bytes:
    """Return the data as JSON, and what is no JSON (NaN) as Python writes it."""
    return json.dumps(own, ensure_ascii=False, default=str).encode(errors="surrogatepass")


@cache
def _drawn(seed: int) -> tuple[Report, ...]:
    return _examples(st.sampled_from(tuple(forms())).flatmap(reports), _REPORTS, seed)


@cache
def _values(seed: int) -> tuple[Any, ...]:
    plain = (
        st.none()
        | st.booleans()
        | st.integers()
        | st.integers(-(10**12), 10**12)
        | st.floats()
        | st.decimals().map(str)
        | st.text(max_size=30)
        | st.dates().map(str)
    )
    nested = st.recursive(
        plain,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
        max_leaves=6,
    )
    return _examples(nested, _VALUES, seed)


def _examples(strategy: st.SearchStrategy[Drawn], count: int, seed: int) -> tuple[Drawn, ...]:
    """Return examples of a strategy, the same for the same seed."""
    found: list[Drawn] = []

    def take(example: Drawn) -> None:
        found.append(example)

    drawing: Callable[[], None] = hypothesis.seed(seed)(
        settings(
            max_examples=count,
            phases=[Phase.generate],
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )(given(strategy)(take))
    )
    drawing()
    return tuple(found)
