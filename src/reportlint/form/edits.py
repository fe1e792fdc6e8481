"""Edits: the statements about a form's cells that a right report satisfies.

An edit is data. It can be evaluated on one report (`fails`), on a Polars frame with one row a
report and one column a cell (`failing`) or on such a table in a database (`sql`), and read by a
solver (`left`, `right`). A blank cell is
unknown: a count that could make the statement true is given the benefit of the doubt, so only known
numbers that already break it make it fail.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportlint.form.dialects import DIALECTS, SqlName, number, terms
from reportlint.language import COMMA, LANGUAGES, LIST, Text, joined
from reportlint.number import Number, shown, term, written
from reportlint.organs import (
    BELOW_CITY_LEVELS,
    BELOW_CITY_NAMES,
    DEPARTMENT_NAMES,
    RULES_NAMES,
    makes_no_rules,
)

if TYPE_CHECKING:
    import polars as pl

Record = Mapping[str, Any]
"""One report: its cells' numbers by key, None where blank, and `agency.name`, `agency.level`."""


@dataclass(frozen=True, slots=True)
class Edit(ABC):
    """One statement. `name` is the rule that reports it, `subject` the part of the form."""

    name: str
    text: Text
    subject: Text

    @property
    @abstractmethod
    def cells(self) -> tuple[str, ...]:
        """The keys of the cells that it is about; the last is where a finding points."""

    @abstractmethod
    def fails(self, row: Record) -> bool:
        """Whether the known numbers of `row` break the statement."""

    @abstractmethod
    def failing(self) -> pl.Expr:
        """`fails` for every row of a frame, as a Boolean expression without nulls."""

    @abstractmethod
    def sql(self, dialect: SqlName) -> str:
        """`fails` for every row of a table, as a Boolean expression that is never null."""

    @abstractmethod
    def equation(self, row: Record) -> Text:
        """The statement with the numbers of `row`."""

    def sides(self, row: Record) -> tuple[str | None, str | None]:
        """What a finding calls expected and actual, where the statement has such sides."""
        return None, None


@dataclass(frozen=True, slots=True)
class Sum(Edit):
    """A comparison of two sums of cells; `names` has what the form calls each, left side first."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    names: tuple[Text, ...] = ()

    @property
    def cells(self) -> tuple[str, ...]:
        """Every cell, left side first."""
        return self.left + self.right

    def difference(self, row: Record) -> Number:
        """How much more the right side is than the left, blanks read as 0."""
        return known(self.right, row) - known(self.left, row)

    def solved(self, cell: str, row: Record) -> tuple[Number, Text]:
        """What a cell must be for both sides to be equal, and the terms that make it so.

        No cell is blank. There are no terms where there is one, or none has a name.
        """
        own = self.left if cell in self.left else self.right
        rest = sorted((x for x in self.cells if x != cell), key=lambda x: x in own)
        number: Number = sum(-row[x] if x in own else row[x] for x in rest)
        if len(rest) == 1 or not self.names:
            return number, Text("", "")
        names = dict(zip(self.cells, self.names, strict=True))
        terms = [(" - " if x in own else " + ", names[x], term(row[x])) for x in rest]
        zh, en = ("".join(f"{sign}{name.of(x)} {n}" for sign, name, n in terms) for x in LANGUAGES)
        return number, Text(zh.removeprefix(" + "), en.removeprefix(" + "))

    def _additions(self, row: Record) -> tuple[Text, Text]:
        """Each side as an addition, with the names of its cells where they are few."""
        n = len(self.left)
        return (
            _addition(self.left, self.names[:n], row),
            _addition(self.right, self.names[n:], row),
        )


class Identity(Sum):
    """The cells of `left` add up to the cells of `right`.

    >>> parts = Identity("t", Text("", ""), Text("", ""), ("a", "b"), ("c",))
    >>> parts.fails({"a": 1, "b": 2, "c": 4}), parts.fails({"a": 1, "b": None, "c": 4})
    (True, False)
    """

    def fails(self, row: Record) -> bool:
        """Whether one side's known cells exceed the other, complete side."""
        return _exceeds(self.left, self.right, row) or _exceeds(self.right, self.left, row)

    def failing(self) -> pl.Expr:
        """`fails` for every row of a frame."""
        return _exceeding(self.left, self.right) | _exceeding(self.right, self.left)

    def sql(self, dialect: SqlName) -> str:
        """`fails` for every row of a table."""
        sides = (self.left, self.right), (self.right, self.left)
        return " OR ".join(_exceeding_sql(*each, dialect) for each in sides)

    def sides(self, row: Record) -> tuple[str | None, str | None]:
        """The sum of the left side, and what the right side states."""
        if any(row.get(key) is None for key in self.cells):
            return None, None
        return written(known(self.left, row)), written(known(self.right, row))

    def equation(self, row: Record) -> Text:
        """Both sums; against a single total also the difference."""
        left, right = self._additions(row)
        if len(self.right) > 1:
            return Text("{left}，而 {right}", "{left}, but {right}").fill(left=left, right=right)
        reported = row.get(self.right[0])
        if reported is None:
            return left
        return Text("{left}，填报 {reported}，{gap}", "{left}, reported {reported}, {gap}").fill(
            left=left, reported=written(reported), gap=gap(self.difference(row))
        )


class Limit(Sum):
    """The cells of `left`, 0 where there are none, do not exceed the cells of `right`."""

    def fails(self, row: Record) -> bool:
        """Whether the known cells of the left exceed a complete right."""
        return _exceeds(self.left, self.right, row)

    def failing(self) -> pl.Expr:
        """`fails` for every row of a frame."""
        return _exceeding(self.left, self.right)

    def sql(self, dialect: SqlName) -> str:
        """`fails` for every row of a table."""
        return _exceeding_sql(self.left, self.right, dialect)

    def equation(self, row: Record) -> Text:
        """Both sums."""
        left, right = self._additions(row)
        if not self.left:
            reported = Text("填报 {right}", "reported {right}").fill(right=right)
            return right if self.names else reported
        return Text("{left}，多于{right}", "{left}, more than {right}").fill(left=left, right=right)


@dataclass(frozen=True, slots=True)
class Condition(Edit):
    """`positive` is above 0 only where one of `needs` is; `columns` names them in that order."""

    positive: str
    needs: tuple[str, ...]
    columns: tuple[Text, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """The needed cells, then the one that needs them."""
        return (*self.needs, self.positive)

    def fails(self, row: Record) -> bool:
        """Whether the cell is above 0 and all that it needs are known not to be."""
        value = row.get(self.positive)
        others = [row.get(key) for key in self.needs]
        return value is not None and value > 0 and all(x is not None and x <= 0 for x in others)

    def failing(self) -> pl.Expr:
        """`fails` for every row of a frame."""
        import polars as pl

        lacking = pl.all_horizontal([pl.col(key) <= 0 for key in self.needs])
        return ((pl.col(self.positive) > 0) & lacking).fill_null(False)

    def sql(self, dialect: SqlName) -> str:
        """`fails` for every row of a table."""
        above = f"{number(dialect, self.positive)} > 0"
        lacking = [f"{number(dialect, key)} <= 0" for key in self.needs]
        return f"coalesce({' AND '.join([above, *lacking])}, false)"

    def equation(self, row: Record) -> Text:
        """Each column with its number."""
        numbers = [shown(row.get(key)) for key in (self.positive, *self.needs)]
        pairs = zip(self.columns, numbers, strict=True)
        return joined((Text(f"{x.zh} {n}", f"{x.en} {n}") for x, n in pairs), COMMA)


@dataclass(frozen=True, slots=True)
class Decimals(Edit):
    """`cell` has at most `places` decimals."""

    cell: str
    places: int

    @property
    def cells(self) -> tuple[str, ...]:
        """The cell."""
        return (self.cell,)

    def fails(self, row: Record) -> bool:
        """Whether a known number has more decimals."""
        value = row.get(self.cell)
        return value is not None and value != round(value, self.places)

    def failing(self) -> pl.Expr:
        """`fails` for every row of a frame."""
        import polars as pl

        return (pl.col(self.cell) != pl.col(self.cell).round(self.places)).fill_null(False)

    def sql(self, dialect: SqlName) -> str:
        """`fails` for every row of a table."""
        column = DIALECTS[dialect].identifier(self.cell)
        return f"coalesce({column} <> round({column}, {self.places}), false)"

    def equation(self, row: Record) -> Text:
        """The number."""
        value = written(row[self.cell])
        return Text(f"填报 {value}", f"reported {value}")


@dataclass(frozen=True, slots=True)
class ReservedRow(Edit):
    """A row of cells that only organs with rule-making power fill.

    Legislation Law, articles 91 and 93: see `makes_no_rules`.
    """

    row_cells: tuple[str, ...]
    columns: tuple[Text, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of the row."""
        return self.row_cells

    def fails(self, row: Record) -> bool:
        """Whether an organ without the power reports more than 0 in any cell."""
        barred = makes_no_rules(row.get("agency.name"), row.get("agency.level"))
        return barred and any((row.get(key) or 0) > 0 for key in self.row_cells)

    def failing(self) -> pl.Expr:
        """`fails` for every row of a frame."""
        import polars as pl

        level, name = pl.col("agency.level"), pl.col("agency.name")
        below_city = level.is_null() & name.str.contains(f"{BELOW_CITY_NAMES}$")
        department = name.str.contains(f"{DEPARTMENT_NAMES}$") & level.ne_missing("state")
        by_name = below_city | (department & ~name.str.contains(f"^{RULES_NAMES}$"))
        barred = level.is_in(BELOW_CITY_LEVELS).fill_null(False) | by_name.fill_null(False)
        filled = pl.any_horizontal([pl.col(key) > 0 for key in self.row_cells])
        return (barred & filled).fill_null(False)

    def sql(self, dialect: SqlName) -> str:
        """`fails` for every row of a table."""
        level, name = map(DIALECTS[dialect].identifier, ("agency.level", "agency.name"))
        below = " OR ".join(f"{level} = {DIALECTS[dialect].text(x)}" for x in BELOW_CITY_LEVELS)
        below_city = DIALECTS[dialect].matches(name, rf"{BELOW_CITY_NAMES}\z")
        department = DIALECTS[dialect].matches(name, rf"{DEPARTMENT_NAMES}\z")
        rules = DIALECTS[dialect].matches(name, rf"\A{RULES_NAMES}\z")
        barred = (
            f"coalesce({below}, false) OR coalesce({level} IS NULL AND {below_city}, false) OR "
            f"coalesce({department} AND coalesce({level}, '') <> 'state' AND NOT {rules}, false)"
        )
        filled = [f"coalesce({number(dialect, key)} > 0, false)" for key in self.row_cells]
        return f"({barred}) AND ({' OR '.join(filled)})"

    def equation(self, row: Record) -> Text:
        """The row's numbers and the organ."""
        pairs = zip(self.columns, self.row_cells, strict=True)
        each = [Text("{x} {n}", "{x} {n}").fill(x=x, n=shown(row.get(key))) for x, key in pairs]
        return Text("{name}填报{each}", "{name} reports {each}").fill(
            name=row.get("agency.name"), each=joined(each, LIST)
        )


def known(cells: Sequence[str], row: Record) -> Number:
    """Return the sum of the cells, blanks read as 0."""
    total: Number = sum(value for key in cells if (value := row.get(key)) is not None)
    return total


def _exceeds(left: Sequence[str], right: Sequence[str], row: Record) -> bool:
    complete = all(row.get(key) is not None for key in right)
    return complete and known(left, row) > known(right, row)


def _exceeding(left: Sequence[str], right: Sequence[str]) -> pl.Expr:
    return (_total(left, ignore_nulls=True) > _total(right, ignore_nulls=False)).fill_null(False)


def _exceeding_sql(left: Sequence[str], right: Sequence[str], dialect: SqlName) -> str:
    known = [f"coalesce({x}, 0)" for x in terms(dialect, left)]
    complete = terms(dialect, right)
    return f"coalesce({' + '.join(known) or '0'} > {' + '.join(complete) or '0'}, false)"


def _total(cells: Sequence[str], *, ignore_nulls: bool) -> pl.Expr:
    import polars as pl

    if not cells:
        return pl.lit(0)
    if len(cells) == 1:
        return pl.col(cells[0]).fill_null(0) if ignore_nulls else pl.col(cells[0])
    # A frame of small integers would overflow in its own type.
    wide = [pl.col(key).cast(pl.Int64) for key in cells]
    return pl.sum_horizontal(wide, ignore_nulls=ignore_nulls)


def gap(difference: Number) -> Text:
    """Return how much more or less is reported than should be.

    >>> print(gap(3), gap(-2))
    多 3 少 2
    """
    by = written(difference if difference > 0 else -difference)
    return Text(f"多 {by}", f"{by} over") if difference > 0 else Text(f"少 {by}", f"{by} short")


_FEW, _FEWER = 7, 4
"""Of so few cells each is named; of fewer those that are 0 as well."""


def _addition(cells: Sequence[str], names: Sequence[Text], row: Record) -> Text:
    """Return `甲 1 + 乙 2 = 3`; of many or nameless cells `1+2 = 3`, without many zeros."""
    values = [row.get(key) for key in cells]
    named = bool(names) and len(cells) <= _FEW
    most = _FEWER if named else _FEW
    shown_cells = [i for i, x in enumerate(values) if x != 0 or len(values) <= most]
    if named:
        numbers = ((names[i], term(values[i])) for i in shown_cells)
        each = [Text(f"{name.zh} {x}", f"{name.en} {x}") for name, x in numbers]
        terms = joined(each, Text(" + ", " + "))
    elif len(shown_cells) == 1:
        terms = joined([shown(values[shown_cells[0]])])
    else:
        terms = joined((term(values[i]) for i in shown_cells), Text("+", "+"))
    if not shown_cells:
        return Text("各项均为 0", "all 0") if cells else Text("0", "0")
    result = f" = {written(known(cells, row))}" if shown_cells[1:] else ""
    others = Text("（其余 {n} 项为 0）", " (the other {n} are 0)").fill(
        n=len(cells) - len(shown_cells)
    )
    more = others if len(shown_cells) < len(cells) else Text("", "")
    return Text(f"{terms.zh}{result}{more.zh}", f"{terms.en}{result}{more.en}")
