"""Generated reports: seeded, zero-heavy as published ones, every identity true."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from operator import add
from pathlib import Path
from random import Random

import polars as pl

from reportlint import Form
from reportlint.form.edits import Identity, Limit, ReservedRow
from reportlint.formats import json
from reportlint.report import Report, nest

_POOL = 10_000
_FILLED = 0.1
_LARGEST = 500


@dataclass
class _Cells:
    """The cells of many reports, one series a cell: parts drawn, the rest computed from them."""

    form: Form
    count: int
    random: Random
    known: dict[str, pl.Series] = field(default_factory=dict)

    def __post_init__(self) -> None:
        filled = [self.random.randint(1, _LARGEST) for _ in range(int(_POOL * _FILLED))]
        self._pool = pl.Series(filled + [0] * (_POOL - len(filled)), dtype=pl.Int64)
        edits = self.form.edits
        self._zero = {key for e in edits if isinstance(e, ReservedRow) for key in e.row_cells}
        self._above = {e.right[0]: e.left for e in edits if isinstance(e, Limit) and e.left}
        self._settled: dict[str, Identity] = {}
        self._slack: dict[str, Identity] = {}
        for identity in self.form.identities:
            if len(identity.right) > 1 and identity.left[0] not in self.form.totals:
                self._settled[identity.left[0]] = identity
                self._slack[identity.right[-1]] = identity

    def value(self, key: str) -> pl.Series:
        if key not in self.known:
            self.known[key] = self._value(key)
        return self.known[key]

    def _value(self, key: str) -> pl.Series:
        if key in self._zero:
            return self._drawn() * 0
        if key in self.form.totals:
            return self._sum(self.form.totals[key])
        if key in self._settled:
            identity = self._settled[key]
            return self._sum(identity.right) - self._sum(identity.left[1:])
        if key in self._slack:
            identity = self._slack[key]
            short = self._sum(identity.left[1:]) - self._sum(identity.right[:-1])
            return self._drawn() + short.clip(lower_bound=0)
        if key in self._above:
            return self._drawn() + self._sum(self._above[key])
        return self._drawn()

    def _sum(self, keys: tuple[str, ...]) -> pl.Series:
        return reduce(add, [self.value(key) for key in keys])

    def _drawn(self) -> pl.Series:
        seed = self.random.getrandbits(32)
        return self._pool.sample(self.count, with_replacement=True, seed=seed)


def consistent(form: Form, count: int, seed: int = 0) -> pl.DataFrame:
    """Return `count` reports on which no rule has anything to say: a row each, a column a cell."""
    random = Random(seed)
    cells = _Cells(form, count, random)
    levels = pl.Series([*form.node("agency.level")["enum"], None], dtype=pl.String)
    organs = pl.select(
        pl.format("第{}局", pl.int_range(count)).alias("agency.name"),
        pl.lit(levels.sample(count, with_replacement=True, seed=seed)).alias("agency.level"),
    )
    numbers = [
        cells.value(key).cast(pl.Int64 if cell.kind == "count" else pl.Decimal(38, 6)).alias(key)
        for key, cell in form.cells.items()
    ]
    return organs.hstack(numbers)


def with_wrong_cells(form: Form, frame: pl.DataFrame, share: float, seed: int = 0) -> pl.DataFrame:
    """Return the frame with 1 added to one cell of some identity, in `share` of its rows."""
    random = Random(seed)
    keys = sorted({key for identity in form.identities for key in identity.cells})
    wrong: dict[str, list[int]] = {}
    for row in random.sample(range(frame.height), round(frame.height * share)):
        wrong.setdefault(random.choice(keys), []).append(row)
    number = pl.int_range(pl.len())
    return frame.with_columns(
        pl.col(key) + number.is_in(rows).cast(pl.Int64) for key, rows in wrong.items()
    )


def with_blanks(form: Form, frame: pl.DataFrame, share: float, seed: int = 0) -> pl.DataFrame:
    """Return the frame with `share` of the cells of every column blank."""
    random = Random(seed)
    rows = pl.int_range(frame.height, eager=True)
    blanks = {key: rows.sample(fraction=share, seed=random.getrandbits(32)) for key in form.cells}
    number = pl.int_range(pl.len())
    return frame.with_columns(
        pl.when(~number.is_in(blank.implode())).then(pl.col(key)) for key, blank in blanks.items()
    )


def write(form: Form, frame: pl.DataFrame, folder: Path) -> list[Path]:
    """Write each row as a JSON data file, as a clerk's office would hand it in."""
    folder.mkdir()
    year = form.first_year
    paths = []
    for number, row in enumerate(frame.iter_rows(named=True)):
        about = {"edition": form.edition, "year": year}
        stated = {key: value for key, value in row.items() if key in form.cells or value}
        path = folder / f"{number:05}.json"
        path.write_bytes(json.write(Report(about | nest(stated.items()))))
        paths.append(path)
    return paths
