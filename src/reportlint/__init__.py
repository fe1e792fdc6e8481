"""reportlint: schemas and a linter for China's annual reports on government information disclosure.

>>> import reportlint
>>> report = reportlint.Report.from_dict({"year": 2024, "agency": {"name": "某街道办事处"}})
>>> [finding.code for finding in reportlint.check(report)]
['S101', 'S101', 'S101']
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlint.acceptances.acceptance import Acceptance, accept
from reportlint.acceptances.baseline import Baseline
from reportlint.errors import ReadError, ReportlintError, UnitsError
from reportlint.findings import AcceptedFinding, Finding, Findings, Unreadable
from reportlint.form.schema import Form, form
from reportlint.formats import load
from reportlint.linter import check
from reportlint.location import Location
from reportlint.report import Cell, Report
from reportlint.units.members import consolidate
from reportlint.units.rollup import rollup

if TYPE_CHECKING:
    import pandera.polars as pa

__version__ = "0.1.0"

__all__ = [
    "Acceptance",
    "AcceptedFinding",
    "Baseline",
    "Cell",
    "Finding",
    "Findings",
    "Form",
    "Location",
    "ReadError",
    "Report",
    "ReportlintError",
    "UnitsError",
    "Unreadable",
    "accept",
    "check",
    "consolidate",
    "form",
    "load",
    "pandera_schema",
    "rollup",
]


def pandera_schema(edition: str) -> pa.DataFrameSchema:
    """Return the rules of an edition as a pandera schema; see `reportlint.rules.frame`."""
    from reportlint.frames import pandera_schema

    return pandera_schema.pandera_schema(edition)
