"""Reports as rows of a frame, and back: nothing of their data is lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fixture_types import Zeros
from tests.paths import FIXTURES

import reportlint
from reportlint import Report, strategies
from reportlint.corpora.rows import columns, frame_of, reports_of
from reportlint.files.reading import Reading
from reportlint.form.schema import forms
from reportlint.report import flatten, nest

AMOUNT = "proactive.fees.amount"
RECEIVED = "requests.received.total"


def again(report: Report) -> Report:
    (found,) = reports_of(frame_of([report]), "corpus.parquet")
    return found


def stating_edition(report: Report) -> dict[str, Any]:
    stated = {key: value for key, value in report.data.items() if value or key != "narrative"}
    return ({"edition": report.form.edition} if report.form else {}) | stated


def test_every_cell_of_every_edition_is_a_column() -> None:
    cells = {key: cell for form in forms().values() for key, cell in form.cells.items()}
    assert cells.keys() <= columns().keys()
    assert {str(columns()[key]) for key, cell in cells.items() if cell.kind == "count"} == {"Int64"}


def test_reports_of_all_fixtures_come_back() -> None:
    found = [x for x in Reading(0).items(FIXTURES) if isinstance(x, Report) if not x.unprinted]
    back = list(reports_of(frame_of(found), "corpus.parquet"))
    assert len(found) > 100
    for report, other in zip(found, back, strict=True):
        assert other.file == report.file
        assert stating_edition(other) == stating_edition(report)


@given(report=st.sampled_from([*forms()]).flatmap(strategies.reports))
def test_right_report_needs_no_column_of_json(report: Report) -> None:
    frame = frame_of([report])
    assert frame["as_read"].to_list() == [None]
    assert again(report).data == stating_edition(report)


leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=5)
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.lists(st.integers(), max_size=2)
)
keys = st.sampled_from([*columns(), "agency", "narrative", "x", "requests.received"])


@given(changes=st.dictionaries(keys, leaves, max_size=4), edition=st.sampled_from([*forms()]))
def test_whatever_a_report_holds_comes_back(changes: dict[str, Any], edition: str) -> None:
    form = reportlint.form(edition)
    flat: dict[str, Any] = {"year": form.first_year, **dict.fromkeys(form.cells, 0)}
    inner = [key for key in flat | changes if any(key.startswith(f"{x}.") for x in changes)]
    data = nest((key, x) for key, x in (flat | changes).items() if key not in inner)
    report = Report.from_dict(data)
    assert stating_edition(again(report)) == stating_edition(report)


def test_absent_cell_stays_absent_and_blank_one_blank(zeros: Zeros) -> None:
    flat = dict(flatten(zeros().data))
    del flat[RECEIVED]
    report = Report.from_dict(nest((flat | {AMOUNT: None}).items()))
    assert again(report).data == stating_edition(report)
    assert frame_of([report]).select(RECEIVED, AMOUNT).row(0) == (None, None)


def test_what_is_changed_in_the_frame_holds(zeros: Zeros) -> None:
    flat = dict(flatten(zeros({RECEIVED: "若干"}).data))
    frame = frame_of([Report.from_dict(nest(flat.items()))])
    (changed,) = reports_of(frame.with_columns(pl.lit(Decimal("1.5")).alias(AMOUNT)), "c")
    assert dict(flatten(changed.data))[AMOUNT] == Decimal("1.5")
    assert dict(flatten(changed.data))[RECEIVED] == "若干"


@pytest.mark.parametrize("as_read", ["", "[", "[]", "3", '{"agency": 1}', "[" * 10_000])
def test_json_that_others_wrote_is_no_danger(as_read: str, zeros: Zeros) -> None:
    frame = frame_of([zeros()]).with_columns(as_read=pl.lit(as_read))
    (report,) = reports_of(frame, "c")
    assert report.value(RECEIVED) == 0


def test_half_a_surrogate_is_kept_though_no_text() -> None:
    report = Report.from_dict({"year": 2024, "agency": {"name": "\ud800局"}})
    assert again(report).data == stating_edition(report)


def test_frame_of_a_user_needs_cells_alone() -> None:
    cells = reportlint.form("2021").cells
    row: dict[str, list[Any]] = {key: [0.0, float("nan")] for key in cells}
    row |= {"agency.name": ["某局"] * 2, "year": [2023, 2024], "own": ["x", "y"]}
    frame = pl.DataFrame(row).with_columns(published=pl.lit(date(2025, 1, 20)))
    first, second = reports_of(frame, "own.parquet", first=10)
    assert (first.file, second.file) == ("own.parquet#10", "own.parquet#11")
    assert (first.value(RECEIVED), second.value(RECEIVED)) == (0, None)
    assert first.data["published"] == "2025-01-20"
    assert not reportlint.check(first, select=["S"])


def test_frame_has_a_row_for_what_could_not_be_read(tmp_path: Any) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{")
    frame = reportlint.frame([broken])
    assert frame["file"].to_list() == [str(broken)]
    assert frame["year"].to_list() == [None]
