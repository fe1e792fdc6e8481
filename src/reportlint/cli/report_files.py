"""Reports read from the files that a command takes one of."""

from __future__ import annotations

from reportlint.errors import ReadError
from reportlint.files.reading import Reading
from reportlint.files.sources import Source
from reportlint.report import Report


def read_report(path: str) -> Report:
    """Return the report that a file holds, read within limits; ReadError where there is none."""
    (result,) = Reading(processes=1).reports([Source(path)])
    if isinstance(result, Report):
        return result
    raise ReadError(result.message, result.location)
