"""How many identities a form has, what they are worth, and which statements guard a cell."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from reportlint.edits import Edit, Identity
from reportlint.forms import Form, Section
from reportlint.solving.linear import redundant


@dataclass(frozen=True, slots=True)
class Audit:
    """The identities of one form, or of one of its tables, counted.

    `redundant` are those that earlier ones imply; `unguarded` are the cells in no identity, which
    no sum can show to be wrong; `guarded` counts the cells by the number of their identities.
    """

    edition: str
    cells: int
    identities: int
    rank: int
    redundant: tuple[Identity, ...]
    unguarded: tuple[str, ...]
    guarded: dict[int, int]


def audit(form: Form, table: Section | None = None) -> Audit:
    """Count the identities of a form, or of one table of it, and what they guard.

    >>> from reportlint.forms import form
    >>> found = audit(form("2021"))
    >>> found.identities, found.rank, len(found.unguarded)
    (42, 40, 10)
    """
    cells = keys(form, table)
    own = tuple(x for x in form.identities if set(x.cells) & set(cells))
    implied = redundant(own)
    number = Counter(key for identity in own for key in identity.cells)
    return Audit(
        edition=form.edition,
        cells=len(cells),
        identities=len(own),
        rank=len(own) - len(implied),
        redundant=implied,
        unguarded=tuple(key for key in cells if not number[key]),
        guarded=dict(sorted(Counter(number[key] for key in cells).items(), reverse=True)),
    )


def guards(form: Form) -> dict[str, tuple[Edit, ...]]:
    """Return for every cell the statements that it stands in, in the order of the form."""
    found: dict[str, list[Edit]] = {key: [] for key in form.cells}
    for edit in form.edits:
        for key in edit.cells:
            found[key].append(edit)
    return {key: tuple(edits) for key, edits in found.items()}


def keys(form: Form, table: Section | None = None) -> tuple[str, ...]:
    """Return the keys of a form's cells, or of those of one table."""
    return tuple(k for k, cell in form.cells.items() if table in (None, cell.section))
