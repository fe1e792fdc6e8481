"""Formulas in a cell: raised and lowered parts are no digits of the number, a fraction is none."""

from __future__ import annotations

import pytest
from tests.paths import DOCUMENTS

import reportlint
from reportlint.formats import read

KEY = "proactive.licensing.decisions"


@pytest.mark.parametrize(
    ("formula", "value", "codes"),
    [
        ("<mn>41235</mn>", 41235, set()),
        ("<msup><mn>41235</mn><mn>2</mn></msup>", 41235, {"D108"}),
        ("<msub><mn>41235</mn><mn>2</mn></msub>", 41235, {"D108"}),
        ("<msubsup><mn>41235</mn><mn>1</mn><mn>2</mn></msubsup>", 41235, {"D108"}),
        ("<mfrac><mn>41235</mn><mn>2</mn></mfrac>", None, {"S205"}),
    ],
)
def test_formula_in_a_cell(formula: str, value: int | None, codes: set[str]) -> None:
    page = (DOCUMENTS / "report.html").read_text(encoding="utf-8")
    assert page.count("41235") == 1
    report = read(page.replace("41235", f"<math>{formula}</math>").encode(), "report.html")
    assert report.value(KEY) == value
    assert {x.code for x in reportlint.check(report, select=["S", "D1"])} == codes
