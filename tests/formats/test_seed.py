"""The real report that the project began from."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

import reportlint
from reportlint.formats import read

ROWS = {
    "requests.received": 7,
    "requests.outcomes.granted": 4,
    "requests.outcomes.unavailable.not_held": 1,
    "requests.outcomes.unavailable.needs_creation": 1,
    "requests.outcomes.other": 1,
    "requests.outcomes.total": 7,
}


@pytest.fixture
def seed(shared: Path) -> Path:
    return shared / "seeds" / "yinhang-2020.txt"


def test_reads_every_cell(seed: Path) -> None:
    report = reportlint.load(seed)
    values = {key: cell.value for key, cell in report.cells.items()}
    filled = {
        f"{row}.{column}": n for row, n in ROWS.items() for column in ("natural_person", "total")
    }
    filled["proactive.procurement.items"] = 55
    assert values.pop("proactive.procurement.amount") == Decimal("320.23")
    assert {key: value for key, value in values.items() if value != 0} == filled
    assert len(values) == 197


def test_reads_the_words_around_the_tables(seed: Path) -> None:
    data = reportlint.load(seed).to_dict()
    assert data["agency"] == {"name": "殷行街道办事处"}
    assert (data["edition"], data["year"]) == ("2019", 2020)
    assert data["period"] == {"start": "2020-01-01", "end": "2020-12-31"}
    assert set(data["narrative"]) == {"preamble", "overview", "problems", "other_matters"}
    assert data["narrative"]["other_matters"] == "无。"


def test_two_numbers_of_one_thing_are_told(seed: Path) -> None:
    findings = reportlint.check(seed)
    assert [(finding.code, finding.severity) for finding in findings] == [("N201", "warning")]
    places = [findings[0].location, *findings[0].related]
    assert [place and place.line for place in places] == [108, 29]
    assert findings.exit_code == 0


def test_any_digit_changed_in_sections_three_and_four_is_found_at_its_line(seed: Path) -> None:
    text = seed.read_text(encoding="utf-8")
    original = reportlint.load(seed)
    start, stop = text.index("一、本年新收"), text.index("五、存在的主要问题及改进情况\n\n信息")
    places = [
        start + m.start()
        for m in re.finditer(r"(?<=\t)\d(?=[\t\n])|(?<=\n)\d(?=\t)", text[start:stop])
    ]
    assert len(places) == 23 * 7 + 15
    reports = []
    # Every third: of each row two or three, and in turn each column.
    for place in places[::3]:
        digit = str((int(text[place]) + 1) % 10)
        mutated = text[:place] + digit + text[place + 1 :]
        reports.append(read(mutated.encode(), f"{place}"))
    found: dict[str, list[reportlint.Finding]] = {str(report.file): [] for report in reports}
    for finding in reportlint.check(reports, select=["A"]):
        assert finding.location is not None
        assert finding.location.line is not None
        found[finding.location.file].append(finding)
    for report in reports:
        (changed,) = [k for k, cell in report.cells.items() if cell.value != original.value(k)]
        assert any(changed in f.cells for f in found[str(report.file)]), changed
