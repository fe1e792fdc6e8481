"""Prose written from a report's own numbers: never reported; with one number changed, reported."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.findings import codes

import reportlint
from reportlint.form.schema import form, forms
from reportlint.narrative.agreement import figures
from reportlint.narrative.agreement import prose as prose_of
from reportlint.narrative.lexicon import lexicon
from reportlint.narrative.words import expand
from reportlint.report import Report
from reportlint.strategies import reports

CASES = ("件", "份", "起")
SINGLE = {
    "review.reconsideration.total": "政府信息公开行政复议{n}",
    "review.reconsideration.upheld": "政府信息公开行政复议结果维持{n}",
    "requests.carried_over.total": "政府信息公开申请上年结转{n}",
    "requests.carried_forward.total": "政府信息公开申请结转下年度继续办理{n}",
    "requests.outcomes.partially_granted.total": "答复政府信息公开申请{n}部分公开",
    "requests.outcomes.unavailable.not_held.total": "政府信息公开申请中本机关不掌握的{n}",
    "requests.received.total": "{year}年共收到政府信息公开申请{n}",
    "requests.outcomes.total.total": "本年度答复政府信息公开申请{n}",
}


def written(number: int) -> st.SearchStrategy[str]:
    wide = str(number).translate({ord(str(d)): chr(0xFF10 + d) for d in range(10)})
    return st.sampled_from((str(number), f"{number:,}", wide, f" {number} "))


def overview(data: st.DataObject, report: Report, key: str, number: int) -> Report:
    how = data.draw(written(number)) + data.draw(st.sampled_from(CASES))
    text = f"（二）依申请公开。{SINGLE[key].format(n=how, year=report.year)}。"
    return Report.from_dict({**report.data, "narrative": {"overview": text}})


@pytest.mark.parametrize("edition", forms())
@given(data=st.data())
def test_own_numbers_are_never_reported(edition: str, data: st.DataObject) -> None:
    report = data.draw(reports(edition))
    key = data.draw(st.sampled_from(sorted(SINGLE)))
    own = overview(data, report, key, int(report.value(key) or 0))
    assert codes(own, "N") == []


@pytest.mark.parametrize("edition", forms())
@given(data=st.data())
def test_a_changed_number_is_reported(edition: str, data: st.DataObject) -> None:
    report = data.draw(reports(edition))
    key = data.draw(st.sampled_from(sorted(SINGLE)))
    most = sum(int(report.value(key) or 0) for key in form(edition).cells if key[:3] == "req")
    assume_written = most + int(report.value(key) or 0) + data.draw(st.integers(1, 99))
    if assume_written < 10**12:
        assert codes(overview(data, report, key, assume_written), "N") == ["N101"]


@pytest.mark.parametrize("edition", forms())
def test_every_wording_names_a_part_of_the_form(edition: str) -> None:
    words = lexicon(form(edition), 2024)
    named = {key for keys in (*words.rows.values(), *words.columns.values()) for key in keys}
    assert [key for key in sorted(named) if not form(edition).node(key)] == []
    assert len(list(expand("(一|二)结转(到|)"))) == 4


@given(st.text(max_size=200))
def test_no_text_is_too_odd(text: str) -> None:
    report = Report.from_dict({"year": 2024, "narrative": {"overview": text}})
    assert prose_of(report).claims == () or figures(report) is not None


@pytest.mark.parametrize(
    "piece", ["（收到申请1件，", "其中1件、", "1,", "结转下年度", "“a”全年推送1期"]
)
def test_long_texts_are_read_in_bounded_work(zeros: Callable[..., Report], piece: str) -> None:
    text = piece * (66_000 // len(piece))
    report = Report.from_dict({**zeros().data, "narrative": {"overview": text}})
    steps = 0

    def count(*_: object) -> None:
        nonlocal steps
        steps += 1

    sys.setprofile(count)
    try:
        prose_of(report)
    finally:
        sys.setprofile(None)
    assert steps < 200 * len(text)


def test_figures_are_of_single_cells_with_one_reading(prose: Callable[..., Report]) -> None:
    found = figures(
        prose(
            "（二）依申请公开。收到政府信息公开申请60件，不予公开5件；"
            "政府信息公开行政复议9件，其中结果维持3件。政府信息公开行政诉讼4件。"
        )
    )
    assert dict(found) == {
        "review.reconsideration.total": {9},
        "review.reconsideration.upheld": {3},
    }


def test_real_report_is_bound_and_agrees_until_a_cell_is_altered(huaian: Path) -> None:
    report = reportlint.load(huaian)
    sums = {
        int(claim.quantity.numeral.value): claim.interpretations[0].cells
        for claim in prose_of(report).claims
    }
    litigation = ("review.litigation.direct", "review.litigation.after_reconsideration")
    assert sums[351] == ("review.reconsideration.total",)
    assert sums[46] == tuple(f"{row}.total" for row in litigation)
    assert sums[25] == tuple(f"{row}.upheld" for row in litigation)
    assert codes(report, "N") == []
    report.data["review"]["litigation"]["direct"]["upheld"] = 14
    assert codes(Report(report.data, report.file), "N") == ["N101"]
