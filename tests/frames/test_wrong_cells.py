"""Which cell is wrong, in rows of a frame: what `check` says of the same reports."""

from __future__ import annotations

import polars as pl
import pytest
from pandera.errors import SchemaErrors
from tests.fixture_types import Zeros

import reportlint
from reportlint.findings import Finding

R = "review.reconsideration."


def told(findings: list[Finding]) -> list[tuple[object, ...]]:
    return [(x.code, x.cells, x.suggestion, x.unique, x.expected, x.actual) for x in findings]


def test_rows_are_told_what_check_tells_their_reports(zeros: Zeros) -> None:
    reports = [
        zeros(),
        zeros({R + "upheld": 3}),
        zeros({"requests.received.natural_person": 2, "requests.received.total": 2}),
        zeros({"proactive.regulations.in_force": 1, R + "total": -1}),
    ]
    frame = reportlint.frame(reports)
    found = list(reportlint.wrong_cells(frame, "2021"))
    by_report = [list(reportlint.check(report, select=["A", "C"])) for report in reports]
    assert told(found) == told([x for findings in by_report for x in findings])
    rows = [x.location.row for x in found if x.location]
    assert rows == [n for n, findings in enumerate(by_report, 1) for _ in findings]


def test_row_is_named_by_its_file_else_by_its_number() -> None:
    cells = {key: [0, 0] for key in reportlint.form("2021").cells} | {R + "total": [1, 1]}
    frame = pl.DataFrame(cells).with_columns(file=pl.Series(["a.json", None]))
    places = [x.location for x in reportlint.wrong_cells(frame, "2021")]
    assert [place.file for place in places if place] == ["a.json", "#1"]


def test_amounts_of_binary_floats_are_the_decimals_that_they_print() -> None:
    cells: dict[str, list[float]] = {key: [0] for key in reportlint.form("2021").cells}
    frame = pl.DataFrame(cells | {"proactive.fees.amount": [0.1234567]})
    (found,) = reportlint.wrong_cells(frame, "2021")
    assert "0.1234567" in found.message.en


def test_frame_without_the_cells_is_refused() -> None:
    with pytest.raises(SchemaErrors):
        reportlint.wrong_cells(pl.DataFrame({"a": [1]}), "2021")


def test_findings_become_a_frame(zeros: Zeros) -> None:
    frame = reportlint.wrong_cells(reportlint.frame([zeros({R + "upheld": 3})]), "2021").to_polars()
    assert frame.select("code", "severity", "row").rows() == [("A201", "error", 1)]
    assert frame["cells"].to_list()[0][-1] == R + "total"


def test_findings_of_a_file_have_their_place_and_organ(bad: object) -> None:
    findings = reportlint.check([str(bad)])
    frame = findings.to_polars("en")
    first = frame.row(0, named=True)
    assert (first["file"], first["organ"], first["year"]) == (str(bad), "云溪街道办事处", 2024)
    assert first["line"] == findings[0].to_dict()["location"]["line"]
    assert first["message"] == findings[0].message.en
    numbers = {x["cell"]: x["value"] for x in first["suggestion"]}
    assert numbers == findings[0].suggestion


def test_no_findings_are_a_frame_of_the_same_columns(good: object) -> None:
    none, some = reportlint.check([str(good)]), reportlint.wrong_cells
    assert none.to_polars().height == 0
    cells = {key: [0] for key in reportlint.form("2021").cells} | {R + "total": [1]}
    assert none.to_polars().schema == some(pl.DataFrame(cells), "2021").to_polars().schema
