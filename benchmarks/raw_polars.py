"""The strong peer: the verdicts of the A and C rules in plain Polars, in one lazy select.

Written without reportlint's expressions: from the keys that the schema states, one Boolean column
a rule, True where the report breaks it. A blank may be any count, so a comparison fails only where
the known cells of one side exceed the other, complete side. `sum_horizontal` and `any_horizontal`
were the fastest of the ways tried; chains of `+` and `|` took up to 2.5 times as long.
"""

from __future__ import annotations

from collections import defaultdict

import polars as pl

from reportlint import Form
from reportlint.form.edits import Condition, Decimals, Edit, Identity, Limit, ReservedRow
from reportlint.organs import (
    BELOW_CITY_LEVELS,
    BELOW_CITY_NAMES,
    DEPARTMENT_NAMES,
    RULES_NAMES,
)
from reportlint.rules import RULES


def broken(form: Form, frame: pl.DataFrame) -> pl.DataFrame:
    """Return the verdicts: a row a report, a column a rule."""
    return verdicts(form, frame.lazy()).collect()


def verdicts(form: Form, frame: pl.LazyFrame) -> pl.LazyFrame:
    """Return them unasked, for a frame that may not fit into memory."""
    by_name: dict[str, list[pl.Expr]] = defaultdict(list)
    for edit in form.edits:
        by_name[edit.name].append(_breaks(edit))
    codes = {rule.name: code for code, rule in RULES.items()}
    rules = [pl.any_horizontal(parts).alias(codes[name]) for name, parts in by_name.items()]
    return frame.select(rules)


def _breaks(edit: Edit) -> pl.Expr:
    match edit:
        case Identity(left=left, right=right):
            breaks = _more(left, right) | _more(right, left)
        case Limit(left=(), right=(key,)):
            breaks = (pl.col(key) < 0).fill_null(value=False)
        case Limit(left=left, right=right):
            breaks = _more(left, right)
        case Decimals(cell=key, places=places):
            breaks = pl.col(key).round(places).ne(pl.col(key)).fill_null(value=False)
        case Condition(positive=positive, needs=needs):
            lacking = [pl.col(key) <= 0 for key in needs]
            breaks = pl.all_horizontal(pl.col(positive) > 0, *lacking).fill_null(value=False)
        case ReservedRow(row_cells=keys):
            level, name = pl.col("agency.level"), pl.col("agency.name")
            below_city = level.is_null() & name.str.contains(f"{BELOW_CITY_NAMES}$")
            department = name.str.contains(f"{DEPARTMENT_NAMES}$") & level.ne_missing("state")
            by_name = below_city | (department & ~name.str.contains(f"^{RULES_NAMES}$"))
            barred = level.is_in(BELOW_CITY_LEVELS).fill_null(False) | by_name.fill_null(False)
            filled = pl.any_horizontal([pl.col(key) > 0 for key in keys])
            breaks = (barred & filled).fill_null(value=False)
        case _:
            raise TypeError(type(edit).__name__)
    return breaks


def _more(left: tuple[str, ...], right: tuple[str, ...]) -> pl.Expr:
    known = pl.sum_horizontal(left, ignore_nulls=True)
    complete = pl.sum_horizontal(right, ignore_nulls=False)
    return (known > complete).fill_null(value=False)
