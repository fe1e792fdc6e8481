"""The editions of the form, each read from its schema."""

from __future__ import annotations

import json
import os
from functools import cached_property, lru_cache
from pathlib import Path

from reportlint.form.edits import Edit, Identity
from reportlint.form.statements import edits_of, year_edits_of
from reportlint.form.structure import Schema, Section, Structure


class Form(Structure):
    """One edition of the form: its structure, and what it states of its cells.

    >>> len(form("2019").cells), len(form("2021").cells)
    (198, 200)
    >>> form("2021").notice
    '国办公开办函〔2021〕30号'
    """

    def __init__(self, schema: Schema) -> None:
        super().__init__(schema)
        self.edition: str = schema["x-edition"]
        self.notice: str = schema["x-notice"]
        self.first_year: int = schema["properties"]["year"]["minimum"]

    def __repr__(self) -> str:
        return f"Form({self.edition!r})"

    @cached_property
    def identities(self) -> tuple[Identity, ...]:
        """Every sum that the form requires, in the order of the form."""
        return tuple(edit for edit in self.edits if isinstance(edit, Identity))

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """Every statement about its cells that the schema makes, in the order of the form."""
        return tuple(edits_of(self))

    @cached_property
    def year_edits(self) -> tuple[Edit, ...]:
        """Every statement about a report and the one of the year before, in the order of the form.

        They are about one row that holds both: last year's cells by their key after
        `statements.PREVIOUS`.
        """
        return tuple(year_edits_of(self))

    @cached_property
    def series(self) -> tuple[str, ...]:
        """The cells whose numbers are compared with all earlier years."""
        stated = self.annotated("x-series")
        return tuple(f"{key}.{path}" for key, paths in stated for path in paths)

    @cached_property
    def yearly(self) -> tuple[Section, ...]:
        """The sections of prose that are written anew each year."""
        prose = self.schema["properties"]["narrative"]["properties"]
        return tuple(x for x in self.sections if prose.get(x.key, {}).get("x-yearly"))

    @cached_property
    def totals(self) -> dict[str, tuple[str, ...]]:
        """The cells that are the sum of others, with the parts of their first identity."""
        sums: dict[str, tuple[str, ...]] = {}
        for identity in self.identities:
            if len(identity.right) == 1:
                sums.setdefault(identity.right[0], identity.left)
        return sums


def schema_folder() -> Path:
    """Return the folder of the schemas: inside the wheel, or beside `src/` in a checkout.

    `REPORTLINT_SCHEMAS` names another, for an edition of one's own.
    """
    if named := os.environ.get("REPORTLINT_SCHEMAS"):
        return Path(named)
    here = Path(__file__).parents[1]
    installed = here / "schemas"
    return installed if installed.is_dir() else here.parents[1] / "schemas"


@lru_cache
def forms(folder: Path | None = None) -> dict[str, Form]:
    """Return every edition found in `folder` (default: the package's own), oldest first.

    >>> list(forms())[:2]
    ['2019', '2021']
    """
    paths = (folder or schema_folder()).glob("*/report.schema.json")
    read = [Form(json.loads(path.read_text(encoding="utf-8"))) for path in paths]
    return {form.edition: form for form in sorted(read, key=lambda form: form.first_year)}


def form(edition: str) -> Form:
    """Return one edition's form; KeyError where there is no such edition."""
    return forms()[edition]


def form_of_year(year: int) -> Form | None:
    """Return the form that reports of `year` must use: the newest that had begun by then.

    >>> form_of_year(2025), form_of_year(2018)
    (Form('2021'), None)
    """
    begun = [form for form in forms().values() if form.first_year <= year]
    return begun[-1] if begun else None


def last_year(form: Form) -> int | None:
    """Return the last year of which `form` is used to report; None where there is no newer form.

    >>> last_year(form("2019"))
    2020
    """
    later = [other.first_year for other in forms().values() if other.first_year > form.first_year]
    return min(later) - 1 if later else None
