"""Dialects of SQL: how a table's cells, and texts, are written in each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

SqlName = Literal["duckdb", "spark"]

_ONE = "DECIMAL(38, 9)"
"""Holds every count of 64 bits and every amount, with more decimals than that may have."""
_MANY = "DECIMAL(38, 0)"
"""Sums of counts stay in it: Spark would drop decimals of long sums to keep 38 digits."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """One dialect: what it writes around names, and how it escapes and matches texts."""

    name: SqlName
    quote: str
    escapes: tuple[tuple[str, str], ...]
    match: Callable[[str, str], str]

    def identifier(self, name: str) -> str:
        """Return the name of a column or a table, whatever is in it.

        >>> print(DIALECTS["duckdb"].identifier('a."b'))
        "a.""b"
        """
        return f"{self.quote}{name.replace(self.quote, self.quote * 2)}{self.quote}"

    def text(self, value: str) -> str:
        r"""Return a text as a literal.

        >>> print(DIALECTS["duckdb"].text("it's"), DIALECTS["spark"].text("it's"))
        'it''s' 'it\'s'
        """
        for character, escaped in self.escapes:
            value = value.replace(character, escaped)
        return f"'{value}'"

    def matches(self, expression: str, pattern: str) -> str:
        """Return whether a regular expression is found in a text."""
        return self.match(expression, self.text(pattern))


DIALECTS: dict[SqlName, Dialect] = {
    "duckdb": Dialect(
        "duckdb", '"', (("'", "''"),), lambda text, pattern: f"regexp_matches({text}, {pattern})"
    ),
    "spark": Dialect(
        "spark",
        "`",
        (("\\", "\\\\"), ("'", "\\'")),
        # Java's dot leaves out more line ends than that of other engines, but for this flag.
        lambda text, pattern: f"{text} RLIKE '(?d)' || {pattern}",
    ),
}


def number(dialect: SqlName, key: str) -> str:
    """Return a cell as an exact number; null where it is blank, or no number."""
    return f"TRY_CAST({DIALECTS[dialect].identifier(key)} AS {_ONE})"


def terms(dialect: SqlName, keys: Sequence[str]) -> list[str]:
    """Return cells to be added up, which no sum overflows."""
    if len(keys) == 1:
        return [number(dialect, keys[0])]
    return [f"TRY_CAST({DIALECTS[dialect].identifier(key)} AS {_MANY})" for key in keys]
