"""What is computed from a report: once, and for that report only."""

from __future__ import annotations

import pickle
from copy import copy
from dataclasses import replace

from reportlint.report import Report


def test_what_is_derived_is_computed_once_for_each_report() -> None:
    report = Report.from_dict({"year": 2024})
    seen: list[Report] = []

    def year(own: Report) -> int | None:
        seen.append(own)
        return own.year

    assert [report.derived(year) for _ in range(2)] == [2024, 2024]
    assert len(seen) == 1
    assert replace(report, data={"year": 2020}).derived(year) == 2020


def test_what_is_computed_is_neither_compared_nor_pickled() -> None:
    report, other = (Report.from_dict({"year": 2024}) for _ in range(2))
    assert report.derived(lambda own: own.form) is report.form
    assert report == other
    assert pickle.dumps(report) == pickle.dumps(other)
    assert copy(report).form is report.form
