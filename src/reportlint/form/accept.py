"""Accept first: what is certain of a report's data by one straight line of code, before any rule.

The check of an edition is made of its schema and edits (`straight_line`) when it is first used.
That of an edition of the package is kept where Python keeps the bytecode of this folder, under the
sizes and times of all that it is made of; that of another folder is made anew in every process.
"""

# ruff: noqa: PTH118, PTH120, PTH208  (pathlib takes longer to import than a report to check)

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, Literal

from reportlint.form.kept import KeptModule

Certainty = Literal["clean", "numbers", "structure", "closer"]
"""What is certain: no rule about one report has anything to say; none about structure, arithmetic
or categories has; none about structure has; or nothing, so that all have to look closer."""

_MARKS = frozenset("XxＸｘ此")
"""The letters of a blank that was left in a template."""

_HERE = os.path.dirname(os.path.abspath(__file__))


@dataclass(frozen=True)
class _EditionCheck:
    """The straight line of an edition."""

    edition: str
    first_year: int
    certainty: Callable[[object], Certainty]


def certainty(data: Mapping[str, Any]) -> Certainty:
    """Return what is certain of a report that was read from a data file without anything odd.

    >>> certainty({"year": 2024})
    'closer'
    """
    year = data.get("year")
    if type(year) is not int:
        return "closer"
    begun = [check for check in _checks(_folder()) if check.first_year <= year]
    found: Certainty = begun[-1].certainty(data) if begun else "closer"
    return "numbers" if found == "clean" and not _is_plain(data, year) else found


def _is_plain(data: Mapping[str, Any], year: int) -> bool:
    """Whether nothing beside the numbers gives a rule anything to read.

    There is no prose; the name holds nothing that a template could have left; the period is the
    year; and the day of publication is before every deadline.
    """
    name, code = data["agency"]["name"], data["agency"].get("code", "0")
    period, day = data.get("period"), data.get("published")
    return (
        not data.get("narrative")
        and code.isalnum()
        and name.isalnum()
        and _MARKS.isdisjoint(name)
        and period in (None, {"start": f"{year}-01-01", "end": f"{year}-12-31"})
        and (day is None or f"{year + 1}-01-01" <= day <= f"{year + 1}-01-31")
    )


def _folder() -> str | None:
    """Return the folder of editions that are not the package's; None where those are used."""
    return os.environ.get("REPORTLINT_SCHEMAS") or None


@lru_cache
def _checks(folder: str | None) -> tuple[_EditionCheck, ...]:
    """Return the checks of every edition, oldest first."""
    made = _kept() if folder is None else _made()
    checks = [_EditionCheck(x["EDITION"], x["FIRST_YEAR"], x["certainty"]) for x in made]
    return tuple(sorted(checks, key=lambda check: check.first_year))


def _made() -> Iterator[dict[str, Any]]:
    from reportlint.form.schema import forms
    from reportlint.form.straight_line import source

    for form in forms().values():
        namespace: dict[str, Any] = {}
        exec(compile(source(form), f"<edition {form.edition}>", "exec"), namespace)  # noqa: S102
        yield namespace


def _kept() -> Iterator[dict[str, Any]]:
    installed = os.path.join(os.path.dirname(_HERE), "schemas")
    ours = installed if os.path.isdir(installed) else os.path.join(_HERE, "../../../schemas")
    for edition in os.listdir(ours):
        schema = os.path.join(ours, edition, "report.schema.json")
        if os.path.isfile(schema):
            made_of = [schema, *(entry.path for entry in os.scandir(_HERE) if entry.is_file())]
            name = f"edition_{edition}"
            yield KeptModule(name, _HERE, made_of, partial(_source, edition)).namespace()


def _source(edition: str) -> str:
    from reportlint.form.schema import forms
    from reportlint.form.straight_line import source

    return source(forms()[edition])
