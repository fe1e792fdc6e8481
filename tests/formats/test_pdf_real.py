"""A real report in PDF, as a city published it."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import reportlint

PRINTED = """
1 0 11 8 26 66 447228 3985758 88283 96171.6
3001 53 0 0 61 4 3119
34 0 0 0 0 0 34
1288 21 0 0 50 3 1362
447 7 0 0 0 0 454
2 0 0 0 0 0 2
30 1 0 0 0 0 31
5 0 0 0 0 0 5
6 0 0 0 0 0 6
7 1 0 0 0 0 8
12 0 0 0 0 0 12
9 0 0 0 0 0 9
105 0 0 0 0 0 105
746 12 0 0 10 1 769
11 0 0 0 0 0 11
1 0 0 0 0 0 1
56 6 0 0 0 0 62
25 0 0 0 0 0 25
0 0 0 0 0 0 0
0 0 0 0 0 0 0
1 0 0 0 0 0 1
67 3 0 0 1 0 71
6 0 0 0 0 0 6
108 2 0 0 0 0 110
2932 53 0 0 61 4 3050
103 0 0 0 0 0 103
72 64 178 37 351 13 4 8 1 26 12 1 1 6 20
"""
LAST_OF_PAGE = {
    3: "proactive.licensing.decisions",
    4: "requests.outcomes.unavailable.not_held.total",
    5: "review.litigation.after_reconsideration.total",
}


def test_every_cell_of_a_real_report_and_its_page(huaian: Path) -> None:
    report = reportlint.load(huaian)
    keys = list(report.cells)
    assert len(keys) == 200
    assert [cell.value for cell in report.cells.values()] == [*map(Decimal, PRINTED.split())]
    last = {page: keys.index(key) for page, key in LAST_OF_PAGE.items()}
    for n, key in enumerate(keys):
        place = report.location(key)
        assert place
        assert place.page == min(page for page, end in last.items() if n <= end), key


def test_the_words_of_a_real_report_and_their_pages(huaian: Path) -> None:
    report = reportlint.load(huaian)
    data = report.to_dict()
    assert (data["year"], data["agency"]) == (2024, {"name": "淮安市人民政府"})
    assert data["period"] == {"start": "2024-01-01", "end": "2024-12-31"}
    prose = {key: text.split("\n") for key, text in data["narrative"].items()}
    pages = [(key, report.locations[f"narrative.{key}"].page) for key in prose]
    assert pages == [("preamble", 1), ("overview", 1), ("problems", 5), ("other_matters", 6)]
    assert [len(paragraphs) for paragraphs in prose.values()] == [3, 6, 2, 1]
    words = [text for paragraphs in prose.values() for text in paragraphs]
    assert all(re.search(r"[。告府]$", text) for text in words)
    assert "“建设‘四最’一流营商环境高质量推进产业发展”" in prose["overview"][1]
    assert "需要加强和改进的地方。主要表现在" in prose["problems"][0]


def test_a_real_report_is_clean(huaian: Path) -> None:
    assert [x for x in reportlint.check(huaian) if x.severity != "note"] == []
