"""`rounds`: what is mended, what is not, what is newly wrong, what was changed unasked."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.commands import run
from tests.fixture_types import Write

LICENSING, PENALTIES = "proactive.licensing.decisions", "proactive.penalties.decisions"
COERCION = "proactive.coercion.decisions"
RECEIVED = "requests.received"


@pytest.fixture
def year(write: Write, tmp_path: Path) -> Path:
    """One organ that mends and breaks, one that hands in nothing more, one that comes late."""
    first = {LICENSING: -4, PENALTIES: -7, COERCION: 9, "narrative.overview": "甲。"}
    write("in/第一轮/a.json", {"agency.name": "甲局", **first})
    again = {LICENSING: 4, PENALTIES: -8, COERCION: 10, "narrative.overview": "乙。"}
    broken = {f"{RECEIVED}.total": 2}
    write("in/第二轮/a.json", {"agency.name": "甲局", **first, **again, **broken})
    write("in/第一轮/b.json", {"agency.name": "乙局", LICENSING: -1})
    write("in/第二轮/c.json", {"agency.name": "丙局", LICENSING: -2})
    for name in ("第一轮", "第二轮"):
        write(f"in/{name}/d.json", {"agency.name": "丁局"})
    return tmp_path / "in"


def compared(*arguments: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("rounds", *arguments, "--format", "json").stdout)
    (only,) = found["rounds"]
    units: dict[str, Any] = {x["organ"]: x for x in only["units"]}
    return {"summary": only["summary"], **units}


def cells(findings: list[dict[str, Any]]) -> list[list[str]]:
    return [x["cells"] for x in findings]


def test_every_finding_has_one_fate(year: Path) -> None:
    found = compared(year, "--select", "A,C")
    own = found["甲局"]
    assert cells(own["mended"]) == [[LICENSING]]
    assert cells(own["not_mended"]) == [[PENALTIES]]
    assert len(own["new"]) == 1
    assert f"{RECEIVED}.total" in own["new"][0]["cells"]
    # What follows from a finding, or stands in it, was asked for; the rest was not.
    assert [(x["before"], x["after"]) for x in own["unasked"]] == [
        ("9", "10"),
        ("0", "2"),
        ("甲。", "乙。"),
    ]
    assert (found["乙局"]["handed_in_again"], cells(found["乙局"]["not_mended"])) == (
        False,
        [[LICENSING]],
    )
    assert cells(found["丙局"]["new"]) == [[LICENSING]]
    assert (found["丁局"]["new"], found["丁局"]["unasked"]) == ([], [])
    assert found["summary"] == {
        "units": 4,
        "mended": 1,
        "not_mended": 2,
        "new": 2,
        "unasked": 3,
        "handed_in_again": 3,
        "with_findings_left": 3,
        "unreadable": 0,
    }


def test_it_is_said_in_words(year: Path) -> None:
    result = run("rounds", year, "--select", "A,C")
    assert result.exit_code == 1
    for said in (
        "第一轮 → 第二轮\n",
        "甲局：已改 1，未改 1，新错 1，另改 3\n",
        "  未改 C101 行政处罚 · 本年处理决定数量：填报 -8",
        "  另改 行政强制 · 本年处理决定数量：9 → 10\n",
        "乙局：没有再报，未改 1\n",
        "丙局：首次报送，发现 1 处\n",
        "没有问题，也没有改动：丁局\n",
        "合计 4 个单位：已改 1，未改 2，新错 2，另改 3；3 个单位重新报送，3 个单位还有问题",
    ):
        assert said in result.output
    english = run("rounds", year, "--select", "A,C", "--lang", "en").output
    assert "甲局: mended: 1, not mended: 1, newly wrong: 1" in english


def test_rounds_may_be_given_one_by_one(year: Path, tmp_path: Path) -> None:
    """As folders and archives of any name, in that order."""
    whole = compared(year, "--select", "A,C")
    (year / "第一轮").rename(tmp_path / "january")
    with zipfile.ZipFile(tmp_path / "february.zip", "w") as archive:
        for file in (year / "第二轮").iterdir():
            archive.write(file, file.name)
    again = compared(tmp_path / "january", tmp_path / "february.zip", "--select", "A,C")
    assert again["summary"] == whole["summary"]
    assert "january → february.zip" in run("rounds", "january", "february.zip").output


def test_total_that_follows_what_was_asked_is_no_change_unasked(write: Write) -> None:
    asked = {f"{RECEIVED}.natural_person": -3, f"{RECEIVED}.total": -3}
    write("in/1次/a.json", {"agency.name": "甲局", **asked})
    mended = {f"{RECEIVED}.natural_person": 3, f"{RECEIVED}.total": 3}
    write("in/2次/a.json", {"agency.name": "甲局", **mended})
    assert compared("in", "--select", "C101")["甲局"]["unasked"] == []


def test_mended_in_all_exits_with_0(write: Write) -> None:
    write("in/round-1/a.json", {"agency.name": "甲局", LICENSING: -4})
    write("in/round-2/a.json", {"agency.name": "甲局"})
    result = run("rounds", "in", "--select", "A,C")
    assert (result.exit_code, "甲局：已改 1\n" in result.output) == (0, True)


def test_version_that_cannot_be_read_has_nothing_mended(write: Write, tmp_path: Path) -> None:
    write("in/第1轮/甲局.json", {"agency.name": "甲局", LICENSING: -4})
    path = tmp_path / "in" / "第2轮" / "甲局.docx"
    path.parent.mkdir()
    path.write_bytes(b"PK\x03\x04broken")
    result = run("rounds", "in", "--select", "A,C")
    assert (result.exit_code, "甲局：无法读取\n" in result.output) == (2, True)
    assert compared("in", "--select", "A,C")["甲局"]["mended"] == []


def test_every_step_of_several_rounds_is_compared(write: Write) -> None:
    for number, licensing in ((1, -4), (2, -5), (3, 5)):
        write(f"in/第{number}轮/a.json", {"agency.name": "甲局", LICENSING: licensing})
    output = run("rounds", "in", "--select", "C101").output
    assert "第1轮 → 第2轮\n甲局：未改 1\n" in output
    assert "第2轮 → 第3轮\n甲局：已改 1\n" in output


def test_one_round_cannot_be_compared(good: Path) -> None:
    result = run("rounds", good.parent)
    assert (result.exit_code, "只有一轮" in result.stderr) == (2, True)


def test_tables_have_a_row_a_finding_and_a_row_an_organ(year: Path, tmp_path: Path) -> None:
    result = run("rounds", year, "--select", "A,C", "--format", "csv", "--output", "xlsx:a.xlsx")
    lines = list(csv.reader(io.StringIO(result.stdout.removeprefix("\ufeff"))))
    fates = [line[2] for line in lines[1:] if line[1] == "甲局"]
    assert fates == ["已改", "未改", "新错", "另改", "另改", "另改"]
    units, items = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets
    assert [row[1].value for row in units.iter_rows(min_row=2)] == [
        "甲局",
        "乙局",
        "丁局",
        "丙局",
        "合计",
    ]
    assert items.max_row == len(lines)
