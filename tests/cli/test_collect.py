"""`collect`: who of a roster has handed in, late, twice, under another name, or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.commands import run
from tests.fixture_types import Write

LICENSING = "proactive.licensing.decisions"
CODE = "11350100M000100Y4B"


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    lines = (
        f"机关名称,统一社会信用代码\n青禾县教育局,\n青禾县水务局,{CODE}\n"
        "青禾县林业局,\n石桥镇人民政府,\n柳林镇人民政府,\n云溪街道办事处,\n青禾县财政局,\n"
    )
    path = tmp_path / "units.csv"
    path.write_text(lines, encoding="utf-8")
    return path


@pytest.fixture
def handed_in(write: Write, tmp_path: Path) -> Path:
    """One of every kind."""
    write("in/教育局.json", {"agency.name": "青禾县教育局", "published": "2025-01-20"})
    write("in/水务.json", {"agency.name": "青禾县水利局", "agency.code": CODE})
    write("in/林业局.json", {"agency.name": "林业局", "published": "2025-02-03"})
    write("in/石桥镇.json", {"agency.name": "石桥镇人民政府", LICENSING: 3})
    write("in/石桥镇（2）.json", {"agency.name": "石桥镇人民政府", LICENSING: 4})
    write("in/云溪.json", {"agency.name": "云溪街道办事处", "year": 2023})
    (tmp_path / "in" / "青禾县财政局.docx").write_bytes(b"PK\x03\x04broken")
    write("in/other.json", {"agency.name": "青禾县教育居"})
    return tmp_path / "in"


def collected(*arguments: object) -> dict[str, Any]:
    result = run("collect", *arguments, "--format", "json")
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def unit(found: dict[str, Any], name: str) -> dict[str, Any]:
    own: dict[str, Any] = next(x for x in found["units"] if x["name"] == name)
    return own


def test_every_kind_is_told(handed_in: Path, roster: Path) -> None:
    found = collected(handed_in, "--roster", roster, "--deadline", "2025-01-31")
    assert {x["name"]: x["state"] for x in found["units"]} == {
        "青禾县教育局": "handed_in",
        "青禾县水务局": "handed_in",
        "青禾县林业局": "handed_in",
        "石桥镇人民政府": "handed_in",
        "柳林镇人民政府": "missing",
        "云溪街道办事处": "another_year",
        "青禾县财政局": "unreadable",
    }
    assert [x["name"] for x in found["units"] if x["late"]] == ["青禾县林业局"]
    assert [x["name"] for x in found["units"] if x["twice"]] == ["石桥镇人民政府"]
    assert unit(found, "石桥镇人民政府")["differing_cells"] == 1
    assert unit(found, "青禾县水务局")["other_names"] == ["青禾县水利局"]
    assert unit(found, "青禾县水务局")["submissions"][0]["identified_by"] == "code"
    assert unit(found, "青禾县林业局")["submissions"][0]["guessed"] is True
    assert unit(found, "青禾县财政局")["submissions"][0]["identified_by"] == "file_name"
    assert [Path(x["file"]).name for x in found["not_on_roster"]] == ["other.json"]
    assert found["year"] == 2024
    assert found["year_guessed"] is True
    assert found["complete"] is False


def test_it_is_said_in_words(handed_in: Path, roster: Path) -> None:
    result = run("collect", handed_in, "--roster", roster, "--deadline", "2025-01-31")
    assert result.exit_code == 1
    for said in (
        "未报（1）\n  柳林镇人民政府\n",
        "青禾县财政局：青禾县财政局.docx（",
        "云溪街道办事处：云溪.json（2023年度）",
        "青禾县林业局：报告落款或公布日期为2025年2月3日",
        "石桥镇人民政府：石桥镇.json、石桥镇（2）.json，有 1 个单元格的数不同",
        "青禾县水务局：报告写的是“青禾县水利局”",
        "林业局.json 认作青禾县林业局：机关名称相近",
        "other.json：青禾县教育居，是否青禾县教育局？",
        "2024年度（按多数报告）：已报 4，未报 1，无法读取 1，年度不符 1，其中迟报 1；未报齐",
    ):
        assert said in result.output
    english = run("collect", handed_in, "--roster", roster, "--lang", "en").output
    assert "not handed in (1)\n  柳林镇人民政府\n" in english


def test_complete_exits_with_0(handed_in: Path, tmp_path: Path) -> None:
    small = tmp_path / "small.toml"
    small.write_text('[[unit]]\nname = "青禾县教育局"\n', encoding="utf-8")
    result = run("collect", handed_in, "--roster", small)
    assert (result.exit_code, "已报齐" in result.output) == (0, True)


def test_unit_of_another_year_is_in_for_that_year(handed_in: Path, roster: Path) -> None:
    found = collected(handed_in, "--roster", roster, "--year", 2023)
    assert unit(found, "云溪街道办事处")["state"] == "handed_in"
    assert unit(found, "青禾县教育局")["state"] == "another_year"
    assert found["year_guessed"] is False


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".toml"])
def test_roster_is_drafted_from_reports(suffix: str, handed_in: Path, tmp_path: Path) -> None:
    target = tmp_path / f"draft{suffix}"
    drafted = run("collect", handed_in, "--write-roster", target)
    assert (drafted.exit_code, "写入 6 个单位" in drafted.output) == (0, True), drafted.output
    found = collected(handed_in, "--roster", target)
    assert [x["name"] for x in found["units"] if x["code"] == CODE] == ["青禾县水利局"]
    assert found["summary"]["not_on_roster"] == 1  # the broken one, whose organ is not known
    again = run("collect", handed_in, "--write-roster", target)
    assert (again.exit_code, "已经存在" in again.stderr) == (2, True)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("电话,联系人\n1,2\n", "没有找到名册的表头"),
        ("机关名称\n", "名册里没有单位"),
        ("", "没有找到名册的表头"),
    ],
)
def test_roster_that_is_none_exits_with_2(
    content: str, said: str, handed_in: Path, tmp_path: Path
) -> None:
    path = tmp_path / "none.csv"
    path.write_text(content, encoding="utf-8")
    result = run("collect", handed_in, "--roster", path)
    assert (result.exit_code, said in result.stderr) == (2, True), result.output
    assert run("collect", handed_in, "--roster", tmp_path / "nowhere.csv").exit_code == 2


def test_wrong_code_of_the_roster_is_said(good: Path, tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text(f"名称,代码\n云溪街道办事处,{CODE[:-1]}7\n", encoding="utf-8")
    result = run("collect", good, "--roster", path)
    assert (result.exit_code, "校验码不对：按前 17 位应为 B，现为 7" in result.output) == (0, True)


def test_folders_are_rounds(write: Write, tmp_path: Path) -> None:
    """A second version is no second report, also where the rounds are archives."""
    write("in/第一轮/a.json", {"agency.name": "青禾县教育局", LICENSING: 1})
    write("in/第二轮/a.json", {"agency.name": "青禾县教育局", LICENSING: 2})
    roster = tmp_path / "units.toml"
    roster.write_text('units = ["青禾县教育局"]\n', encoding="utf-8")
    found = collected(tmp_path / "in", "--roster", roster)
    assert unit(found, "青禾县教育局")["twice"] is False
    assert [x["round"] for x in found["units"][0]["submissions"]] == ["第一轮", "第二轮"]
    for name in ("第一轮", "第二轮"):
        with zipfile.ZipFile(tmp_path / f"{name}.zip", "w") as archive:
            archive.write(tmp_path / "in" / name / "a.json", "a.json")
    archives = collected(tmp_path / "第一轮.zip", tmp_path / "第二轮.zip", "--roster", roster)
    assert unit(archives, "青禾县教育局")["twice"] is False
    assert archives["units"][0]["submissions"][0]["round"] == "第一轮.zip"


def test_what_else_there_is_of_a_unit_is_said(write: Write, tmp_path: Path) -> None:
    write("in/甲局.json", {"agency.name": "甲局"})
    write("in/甲局2023.json", {"agency.name": "甲局", "year": 2023})
    (tmp_path / "in" / "甲局.docx").write_bytes(b"PK\x03\x04broken")
    roster = tmp_path / "units.csv"
    roster.write_text("机关名称\n甲局\n", encoding="utf-8")
    result = run("collect", tmp_path / "in", "--roster", roster, "--year", 2024)
    assert result.exit_code == 0
    assert "另有无法读取或其他年度的文件（1）\n  甲局：甲局.docx（" in result.output
    assert "甲局2023.json（2023年度）" in result.output


def test_day_of_a_folder_tells_what_was_late(write: Write, tmp_path: Path) -> None:
    write("in/2025-01-20/a.json", {"agency.name": "甲局"})
    write("in/20250203/b.json", {"agency.name": "乙局", "published": "2025-01-10"})
    write("in/c.json", {"agency.name": "丙局"})
    roster = tmp_path / "units.csv"
    roster.write_text("单位名称\n甲局\n乙局\n丙局\n", encoding="utf-8")
    options = ("--roster", roster, "--deadline", "2025-01-31")
    found = collected(tmp_path / "in", *options)
    assert [x["name"] for x in found["units"] if x["late"]] == ["乙局"]
    assert found["summary"]["undated"] == 1
    os.utime(tmp_path / "in" / "c.json", (0, 1_740_000_000))  # 2025-02-19
    found = collected(tmp_path / "in", *options, "--file-times")
    assert [x["name"] for x in found["units"] if x["late"]] == ["乙局", "丙局"]


def test_roster_of_a_workbook_may_have_a_title_and_days(write: Write, tmp_path: Path) -> None:
    write("in/a.json", {"agency.name": "甲局"})
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["青禾县政务公开单位名册"])
    sheet.append(["序号", "机关名称", "统一社会信用代码", "收到日期"])
    sheet.append([1, "甲局", None, "2025年2月5日"])
    sheet.append([2, None, None, "2025-01-02"])
    sheet.append([3, None, None, None])
    book.save(tmp_path / "units.xlsx")
    found = collected(
        tmp_path / "in", "--roster", tmp_path / "units.xlsx", "--deadline", "2025-01-31"
    )
    assert unit(found, "甲局")["late"] == "2025-02-05"
    assert "没有采用" in found["roster"][0]["message"]


def test_tables_have_a_row_a_unit(handed_in: Path, roster: Path, tmp_path: Path) -> None:
    target = tmp_path / "in" / "state.xlsx"
    result = run(
        "collect",
        handed_in,
        "--roster",
        roster,
        "--format",
        "csv",
        "--output",
        f"xlsx:{target}",
    )
    rows = list(csv.reader(io.StringIO(result.stdout.removeprefix("\ufeff"))))
    assert [row[3] for row in rows[1:]] == [
        "已报",
        "已报",
        "已报",
        "已报",
        "未报",
        "年度不符",
        "无法读取",
    ]
    sheets = openpyxl.load_workbook(target).worksheets
    assert [sheet.title for sheet in sheets] == ["报送情况", "不在名册上"]
    assert sheets[0].max_row == 8


def test_file_that_was_given_is_not_written_over(good: Path, tmp_path: Path) -> None:
    roster = tmp_path / "units.csv"
    roster.write_text("名称\n云溪街道办事处\n", encoding="utf-8")
    before = roster.read_bytes()
    result = run("collect", good, "--roster", roster, "--output", f"csv:{roster}")
    assert (result.exit_code, roster.read_bytes()) == (2, before)


@pytest.mark.parametrize("options", [[], ["--roster", "a.csv", "--write-roster", "b.csv"]])
def test_one_of_two_uses_is_wanted(options: list[str], good: Path) -> None:
    assert run("collect", good, *options).exit_code == 2


def test_what_does_not_exist_exits_with_2(good: Path) -> None:
    roster = good.with_name("units.csv")
    roster.write_text("名称\n云溪街道办事处\n", encoding="utf-8")
    assert run("collect", good, "nowhere", "--roster", roster).exit_code == 2
