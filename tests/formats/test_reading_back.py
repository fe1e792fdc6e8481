"""What is written as a workbook or as CSV is read again as the same data.

Text is compared without what cannot be kept: control characters, white space around a paragraph
(CSV: around the whole), and text with nothing else in it. A workbook always states its edition.
"""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from reportlint.document.printed_form import paragraphs, printed_report
from reportlint.form.schema import forms
from reportlint.formats import csv, read
from reportlint.formats.xlsx import workbook_writer
from reportlint.report import Data, Report, flatten
from reportlint.spelling import printable, without_zero_width
from reportlint.strategies import reports

any_report = st.sampled_from(tuple(forms())).flatmap(reports)
PREAMBLE = "narrative.preamble"


def kept(data: Data, *, lines: bool) -> dict[str, Any]:
    """The data by key, with text as it is kept."""
    flat = {}
    for key, value in flatten(data):
        if isinstance(value, str):
            prose = lines and key.startswith("narrative.")
            text = "\n".join(paragraphs(value)) if prose else printable(value).strip()
            flat.update({key: text} if text else {})
        else:
            flat[key] = value
    return flat


@given(report=any_report)
def test_workbook(report: Report) -> None:
    form = report.form
    assert form is not None
    again = read(workbook_writer.write(report), "report.xlsx")
    found = kept(again.to_dict(), lines=True)
    title = without_zero_width(printed_report(report).title or "").strip()
    # The title stands before section one, as the preamble does.
    rest = "\n".join(line for line in found.pop(PREAMBLE, "").split("\n") if line != title)
    found |= {PREAMBLE: rest} if rest else {}
    stated = {**kept(report.to_dict(), lines=True), "edition": form.edition}
    # The preamble may say the period of a report whose data do not.
    assert {**found, **stated} == found
    assert all(key.startswith("period.") for key in found.keys() - stated.keys())
    assert not again.observations


@given(report=any_report)
def test_csv(report: Report) -> None:
    again = read(csv.write(report), "report.csv")
    assert kept(again.to_dict(), lines=False) == kept(report.to_dict(), lines=False)
    assert not again.observations


@given(report=any_report)
def test_a_workbook_written_again_says_the_same(report: Report) -> None:
    once = read(workbook_writer.write(report), "report.xlsx")
    assert read(workbook_writer.write(once), "report.xlsx").to_dict() == once.to_dict()
