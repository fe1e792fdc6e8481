"""D301: the notice cited against the year."""

from __future__ import annotations

import pytest
from tests.fixture_types import Zeros

import reportlint
from reportlint.form.schema import form_of_year, forms


@pytest.mark.parametrize(
    ("year", "cited", "expected"),
    [
        (2022, "国办公开办函〔2021〕30号", []),
        (2022, "国办公开办函〔2019〕60号", ["国办公开办函〔2021〕30号"]),
        (2022, "国办公开办函〔2019〕30号", ["国办公开办函〔2021〕30号"]),
        (2022, "国办公开办函202130号", ["国办公开办函〔2021〕30号"]),
        (2022, "国办公开办函〔2019〕61号", []),
        (2022, "国办公开办函202130号和国办公开办函〔2021〕30号", []),
        (2020, "国办公开办函〔2019〕60号", []),
        (2020, "国办公开办函〔2021〕30号", ["国办公开办函〔2019〕60号"]),
        (2018, "国办公开办函〔2021〕30号", []),
    ],
)
def test_notice_is_that_of_the_year(
    zeros: Zeros, year: int, cited: str, expected: list[str]
) -> None:
    own = form_of_year(year) or next(iter(forms().values()))
    preamble = {"narrative.preamble": f"按照{cited}编制。"}
    report = zeros({"year": year, **preamble}, edition=own.edition)
    assert [x.expected for x in reportlint.check(report, select=["D301"])] == expected


def test_report_on_the_wrong_form_throughout_is_one_finding(zeros: Zeros) -> None:
    preamble = {"narrative.preamble": "按照国办公开办函〔2019〕60号编制。"}
    wrong = zeros({"edition": "2019", "year": 2022, **preamble}, edition="2019")
    assert [x.code for x in reportlint.check(wrong, select=["S", "D301"])] == ["S003"]
