"""What is written is read again as the same report."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reportlint
from reportlint.form.schema import forms
from reportlint.formats import json, read, yaml
from reportlint.report import Report, flatten
from reportlint.strategies import reports

any_report = st.sampled_from(tuple(forms())).flatmap(reports)
WRITERS = {"json": json.write, "yaml": yaml.write}


@pytest.mark.parametrize("suffix", WRITERS)
@given(report=any_report)
def test_written_report_reads_as_the_same_data(suffix: str, report: Report) -> None:
    again = read(WRITERS[suffix](report), f"report.{suffix}")
    assert again.to_dict() == report.to_dict()
    assert not again.observations


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("mark", ["\x85", "\u2028", "\u2029"], ids=ascii)
def test_unusual_line_break_stays_as_it_is(suffix: str, mark: str) -> None:
    written = Report({"year": 2024, "agency": {"name": f"甲{mark}乙{mark}"}})
    again = read(WRITERS[suffix](written), f"report.{suffix}")
    assert again.to_dict() == written.to_dict()


@pytest.mark.parametrize("suffix", WRITERS)
@given(report=any_report)
def test_written_report_has_a_place_for_every_cell(suffix: str, report: Report) -> None:
    written = WRITERS[suffix](report)
    again = read(written, f"report.{suffix}")
    lines = written.decode().split("\n")
    for key, cell in again.cells.items():
        assert cell.location is not None, key
        assert cell.location.line is not None, key
        name = key.rpartition(".")[2]
        assert name in lines[cell.location.line - 1]


@given(any_report, st.randoms(use_true_random=False))
def test_rows_of_csv_may_stand_in_any_order(report: Report, chance: Any) -> None:
    rows = [f"{key},{'' if value is None else value}" for key, value in _cells(report)]
    chance.shuffle(rows)
    again = read("\n".join(["key,value", *rows]).encode(), "report.csv")
    assert list(reportlint.check(again, select=["S", "A", "C"])) == []
    assert {k: c.value for k, c in again.cells.items()} == {
        k: c.value for k, c in report.cells.items()
    }


def _cells(report: Report) -> list[tuple[str, Any]]:
    flat = flatten(report.to_dict())
    return [(key, value) for key, value in flat if key in report.cells or key == "year"] + [
        ("agency.name", "某市人民政府"),
        ("agency.level", "province"),
    ]
