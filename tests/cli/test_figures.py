"""`figures`: each organ's rates, beside last year's and its peers'."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree
from tests.commands import run
from tests.fixture_types import Write

RECEIVED, CARRIED_OVER = "requests.received.total", "requests.carried_over.total"
GRANTED, PARTLY = "requests.outcomes.granted.total", "requests.outcomes.partially_granted.total"
OUTCOMES, FORWARD = "requests.outcomes.total.total", "requests.carried_forward.total"
CORRECTED, UPHELD = "review.reconsideration.corrected", "review.litigation.direct.upheld"
PENDING = "review.reconsideration.pending"


@pytest.fixture
def units(write: Write, tmp_path: Path) -> Path:
    cells = {RECEIVED: 9, CARRIED_OVER: 1, GRANTED: 5, PARTLY: 1, OUTCOMES: 8, FORWARD: 2}
    review = {CORRECTED: 1, UPHELD: 3, PENDING: 7}
    write("now/a.json", {"agency.name": "青禾县教育局", **cells, **review})
    write("now/b.json", {"agency.name": "<乙>&局", OUTCOMES: 2, GRANTED: 1})
    write("now/c.json", {"agency.name": "丙局", OUTCOMES: None})
    before = {"year": 2023, OUTCOMES: 4, GRANTED: 2, RECEIVED: 4}
    write("before/x.json", {"agency.name": "教育局", **before})
    return tmp_path / "now"


def compared(*arguments: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("figures", *arguments, "--format", "json").stdout)
    organs = {x["organ"]: {y["rate"]: y for y in x["rates"]} for x in found["organs"]}
    return {"medians": found["medians"], **organs}


def test_rates_are_those_that_the_form_states(units: Path) -> None:
    """What is pending is not decided yet, and a blank makes a rate unknown, not 0."""
    found = compared(units, "--previous", units.parent / "before")
    own = found["青禾县教育局"]
    assert own["公开率"]["now"] == {"part": 6, "whole": 8, "value": 0.75}
    assert own["公开率"]["before"] == {"part": 2, "whole": 4, "value": 0.5}
    assert own["结转率"]["now"] == {"part": 2, "whole": 10, "value": 0.2}
    assert own["纠错率"]["now"] == {"part": 1, "whole": 4, "value": 0.25}
    assert found["<乙>&局"]["公开率"]["before"] is None
    assert found["丙局"]["公开率"]["now"] == {"part": 0, "whole": None, "value": None}
    assert found["各单位合计"]["公开率"]["now"] == {"part": 7, "whole": 10, "value": 0.7}
    assert found["medians"] == [0.625, 0.2, 0.25]


def test_years_may_be_in_one_folder(units: Path) -> None:
    apart = compared(units, "--previous", units.parent / "before")
    assert compared(units.parent) == apart


def test_year_may_be_chosen(units: Path) -> None:
    found = compared(units.parent, "--year", 2023)
    assert found["教育局"]["公开率"]["now"]["value"] == 0.5


def test_total_is_shown_first_and_counted_nowhere(units: Path, write: Write) -> None:
    total = write("now/total.json", {"agency.name": "青禾县人民政府", OUTCOMES: 100, GRANTED: 9})
    found = compared(units, "--total", total)
    assert list(found)[1:3] == ["青禾县人民政府（汇总）", "各单位合计"]
    assert found["各单位合计"]["公开率"]["now"]["whole"] == 10
    assert found["青禾县人民政府（汇总）"]["公开率"]["now"]["value"] == 0.09


def test_table_is_aligned_and_says_what_rates_are(units: Path) -> None:
    output = run("figures", units, "--previous", units.parent / "before").output
    own = next(line for line in output.split("\n") if line.startswith("青禾县教育局"))
    assert own.split()[1:4] == ["75.0%", "50.0%", "+25.0"]
    assert "公开率 = （予以公开＋部分公开）÷本年度办理结果总计\n" in output
    assert "rate of disclosure = (granted + " in run("figures", units, "--lang", "en").output


def test_documents_hold_the_same_numbers(units: Path, tmp_path: Path) -> None:
    outputs = ("--output", "xlsx:a.xlsx", "--output", "svg:a.svg")
    result = run("figures", units, "--previous", "before", "--format", "csv", *outputs)
    rows = list(csv.reader(io.StringIO(result.stdout.removeprefix("\ufeff"))))
    own = next(row for row in rows if row[0] == "青禾县教育局")
    assert own[1:8] == ["6", "8", "75.0", "2", "4", "50.0", "25.0"]
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert [x.value for x in sheet[3]][1:8] == [6, 8, 75, 2, 4, 50, 25]
    drawing = etree.fromstring((tmp_path / "a.svg").read_bytes())
    texts = ["".join(x.itertext()) for x in drawing.iter("{http://www.w3.org/2000/svg}text")]
    assert {"青禾县教育局", "<乙>&局", "75.0%（50.0%）", "公开率"} <= set(texts)
    bars = drawing.findall(".//{http://www.w3.org/2000/svg}rect[@height='12']")
    assert len(bars) == 3 + 2 + 2  # all organs, then those whose rate is known


def test_what_cannot_be_read_is_said(units: Path) -> None:
    result = run("figures", units, "nowhere.docx")
    assert (result.exit_code, "nowhere.docx" in result.stderr) == (2, True)
    assert "青禾县教育局" in result.stdout
    assert run("figures", "nowhere").exit_code == 2


def test_last_round_counts(write: Write, tmp_path: Path) -> None:
    for name, granted in (("第一轮", 1), ("第三轮", 3), ("第二轮", 2)):
        write(f"in/{name}/a.json", {"agency.name": "甲局", OUTCOMES: 4, GRANTED: granted})
    assert compared(tmp_path / "in")["甲局"]["公开率"]["now"]["part"] == 3
