"""Where in a file something stands."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file, as fine as its format allows.

    `line`, `column`, `page`, `table`, `row` and `paragraph` count from 1; `column` is that of the
    line, or of the table's row. `pointer` is a JSON pointer, `reference` a cell as in C12, and
    `excerpt` the piece of the source that stands there.
    """

    file: str
    line: int | None = None
    column: int | None = None
    pointer: str | None = None
    page: int | None = None
    sheet: str | None = None
    reference: str | None = None
    table: int | None = None
    row: int | None = None
    paragraph: int | None = None
    excerpt: str | None = field(default=None, compare=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the parts that are known, without the excerpt."""
        known = ((field.name, getattr(self, field.name)) for field in fields(self) if field.compare)
        return {name: value for name, value in known if value is not None}
