"""`rollup`: its two uses, its outputs and its exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from tests.commands import FINDINGS, run

import reportlint

PENALTIES = "proactive.penalties.decisions"
LICENSING = "proactive.licensing.decisions"
SUFFIXES = (".json", ".yaml", ".csv", ".xlsx", ".docx", ".md")


@pytest.fixture
def units(write: Callable[..., Path], tmp_path: Path) -> Path:
    write("units/a.json", {PENALTIES: 5, LICENSING: 20, "agency.name": "甲局"})
    write("units/b.json", {PENALTIES: 3, LICENSING: 4, "agency.name": "乙局"})
    return tmp_path / "units"


def test_right_total_exits_with_0(units: Path, write: Callable[..., Path]) -> None:
    total = write("total.json", {PENALTIES: 8, LICENSING: 24, "agency.name": "全县"})
    result = run("rollup", units, "--total", total)
    assert result.exit_code == 0
    assert "检查了 3 份报告：0 处错误" in result.output


def test_doubled_unit_is_named(units: Path, write: Callable[..., Path]) -> None:
    total = write("total.json", {PENALTIES: 13, LICENSING: 44, "agency.name": "全县"})
    result = run("rollup", units, "--total", total, "--lang", "en")
    assert result.exit_code == 1
    assert "U102 error 甲局 is counted 2 times" in result.output


def test_json_is_as_its_schema_says(units: Path, write: Callable[..., Path]) -> None:
    total = write("total.json", {PENALTIES: 9, LICENSING: 24, "agency.name": "全县"})
    output = json.loads(run("rollup", units, "--total", total, "--format", "json").output)
    FINDINGS.validate(output)
    assert [finding["code"] for finding in output["findings"]] == ["U101"]


def test_missing_unit_exits_with_2(units: Path, write: Callable[..., Path]) -> None:
    total = write("total.json", {PENALTIES: 8, LICENSING: 24, "agency.name": "全县"})
    result = run("rollup", units, "nowhere.json", "--total", total)
    assert result.exit_code == 2
    assert "nowhere.json" in result.output


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_total_is_written_and_fits_its_units(suffix: str, units: Path, tmp_path: Path) -> None:
    target = tmp_path / f"total{suffix}"
    result = run("rollup", units, "-o", target, "--name", "青禾县人民政府")
    assert result.exit_code == 0, result.output
    if suffix == ".md":
        assert "青禾县人民政府" in target.read_text(encoding="utf-8")
        return
    written = reportlint.load(target)
    assert (written.value(PENALTIES), written.value(LICENSING)) == (8, 24)
    assert list(reportlint.rollup([units], written)) == []


def test_sums_with_blanks_are_said(units: Path, write: Callable[..., Path], tmp_path: Path) -> None:
    write("units/c.json", {PENALTIES: None, "agency.name": "丙局"})
    result = run("rollup", units, "-o", tmp_path / "total.json", "--lang", "en")
    assert result.exit_code == 0
    assert "administrative penalties / decisions made this year ≥ 8" in result.output


@pytest.mark.parametrize(
    "changes",
    [{"year": 2023, "agency.name": "丙局"}, {"agency.name": "甲局"}],
    ids=["another year", "the same organ"],
)
def test_mixed_units_are_not_written(
    changes: dict[str, object], units: Path, write: Callable[..., Path], tmp_path: Path
) -> None:
    write("units/c.json", changes)
    result = run("rollup", units, "-o", tmp_path / "total.json")
    assert result.exit_code == 2
    assert not (tmp_path / "total.json").exists()


def test_nothing_is_written_where_a_unit_cannot_be_read(units: Path, tmp_path: Path) -> None:
    result = run("rollup", units, "nowhere.json", "-o", tmp_path / "total.json")
    assert result.exit_code == 2
    assert not (tmp_path / "total.json").exists()


@pytest.mark.parametrize("arguments", [[], ["--total", "a.json", "-o", "b.json"]])
def test_either_use_is_wanted(arguments: list[str], units: Path) -> None:
    assert run("rollup", units, *arguments).exit_code == 2


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("name", [[], ["--name", "青禾县人民政府"]], ids=["nameless", "named"])
def test_no_total_is_ever_counted(suffix: str, name: list[str], units: Path) -> None:
    """Neither the one that is written, by whatever path it is given, nor an earlier one."""
    for target in ("total", "total", "total", "other"):
        path = units / f"{target}{suffix}"
        result = run("rollup", units, *units.glob("total.*"), "-o", path, *name)
        assert result.exit_code == 0, result.output
        assert reportlint.load(path).value(PENALTIES) == 8
    assert "未检查 1（total" in result.stderr


def test_total_of_units_below_is_a_unit(units: Path, write: Callable[..., Path]) -> None:
    county = units / "county.json"
    run("rollup", units, "-o", county, "--name", "青禾县人民政府")
    city = units.parent / "city"
    city.mkdir()
    county.rename(city / "a.json")
    write("city/b.json", {PENALTIES: 1, "agency.name": "云溪县人民政府"})
    assert run("rollup", city, "-o", city / "city.json").exit_code == 0
    assert reportlint.load(city / "city.json").value(PENALTIES) == 9


def test_files_that_are_no_units_are_named(units: Path, write: Callable[..., Path]) -> None:
    (units / "c.gd").write_bytes(b"x")
    written = run("rollup", units, "-o", units.parent / "total.json", "--lang", "en")
    assert "files given: 3; checked: 2, left out: 1 (c.gd: " in written.stderr
    total = write("total2.json", {PENALTIES: 8, LICENSING: 24, "agency.name": "全县"})
    assert (
        "给出 4 个文件：检查 3，未检查 1（c.gd：" in run("rollup", units, "--total", total).output
    )


def test_unit_that_names_no_organ_is_said(units: Path, write: Callable[..., Path]) -> None:
    nameless = write("units/c.json", {PENALTIES: 2, "agency.name": ""})
    written = run("rollup", units, "-o", units.parent / "total.json")
    assert f"{nameless}:" in written.stderr
    assert "没有写明是哪个单位的报告" in written.stderr


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "units.csv"
    path.write_text("机关名称\n甲局\n乙局\n丙局\n", encoding="utf-8")
    return path


RECEIVED = {
    f"requests.{row}.{column}": 2
    for row in ("received", "outcomes.granted", "outcomes.total")
    for column in ("natural_person", "total")
}


def test_missing_organ_explains_every_difference(
    units: Path, roster: Path, write: Callable[..., Path]
) -> None:
    changes = {PENALTIES: 15, LICENSING: 25, **RECEIVED, "agency.name": "全县"}
    total = write("total.json", changes)
    result = run("rollup", units, "--total", total, "--roster", roster)
    assert result.exit_code == 1
    assert (
        "U110 错误 名册上的丙局没有报告；汇总报告有 8 个单元格与已报单位之和不符" in result.output
    )
    for line in (
        "= U101 行政处罚 · 本年处理决定数量：各单位之和 5+3 = 8，填报 15，多 7\n",
        "= U101 （七）总计 · 自然人：各单位之和 0，填报 2，多 2\n",
    ):
        assert result.output.count(line) == 1
    assert "U101 错误" not in result.output


def test_every_differing_cell_is_listed_with_its_numbers(
    units: Path, roster: Path, write: Callable[..., Path]
) -> None:
    """Also where nothing explains them: some are less than what was handed in."""
    changes = {PENALTIES: 1, LICENSING: 25, **RECEIVED, "agency.name": "全县"}
    arguments = ("rollup", units, "--total", write("total.json", changes), "--roster", roster)
    output = run(*arguments).output
    assert "丙局没有报告；有 1 个单元格的汇总数比已报单位之和还小" in output
    assert "与各单位之和不符的单元格（8）：\n" in output
    assert "  行政处罚 · 本年处理决定数量：各单位之和 8，汇总填报 1，少 7\n" in output
    found = json.loads(run(*arguments, "--format", "json").output)
    FINDINGS.validate(found)
    comparison = found["comparison"]
    assert (comparison["units"], comparison["missing"]) == (["甲局", "乙局"], ["丙局"])
    assert comparison["differing"][1] == {
        "cell": PENALTIES,
        "units": [5, 3],
        "sum": 8,
        "reported": 1,
        "difference": -7,
    }
    assert len(comparison["differing"]) == 8


def test_cell_that_a_finding_names_is_not_listed_again(
    units: Path, write: Callable[..., Path]
) -> None:
    total = write("total.json", {PENALTIES: 9, LICENSING: 24, "agency.name": "全县"})
    assert "汇总填报" not in run("rollup", units, "--total", total).output


def test_workbook_has_every_number_of_every_unit(
    units: Path, roster: Path, write: Callable[..., Path], tmp_path: Path
) -> None:
    total = write("total.json", {PENALTIES: 9, LICENSING: 24, "agency.name": "全县"})
    run("rollup", units, "--total", total, "--roster", roster, "--output", "xlsx:a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["汇总核对"]
    rows = {(row[1], row[2]): row[3:] for row in sheet.iter_rows(values_only=True)}
    assert rows["行", "列"] == ("各单位之和", "汇总填报", "相差", "甲局", "乙局")
    assert rows["行政处罚", "本年处理决定数量"] == (8, 9, 1, 5, 3)
    assert rows["行政许可", "本年处理决定数量"] == (24, 24, None, 20, 4)
    assert len(rows) > 190


def test_organ_under_another_name_is_given_twice(
    units: Path, tmp_path: Path, write: Callable[..., Path]
) -> None:
    """Only the roster tells that two names are of one organ."""
    write("units/c.json", {PENALTIES: 5, LICENSING: 20, "agency.name": "甲甲局"})
    total = write("total.json", {PENALTIES: 8, LICENSING: 24, "agency.name": "全县"})
    roster = tmp_path / "units.toml"
    named = '[[unit]]\nname = "甲局"\nother_names = ["甲甲局"]\n[[unit]]\nname = "乙局"\n'
    roster.write_text(named, encoding="utf-8")
    result = run("rollup", units, "--total", total, "--roster", roster)
    assert "U104 错误 甲局的报告给了两份" in result.output
    assert "U102" not in result.output
    refused = run("rollup", units, "--total", total)
    assert "U104" not in refused.output


def test_organs_without_a_report_are_said_of_a_total_that_is_written(
    units: Path, roster: Path, tmp_path: Path
) -> None:
    result = run("rollup", units, "-o", tmp_path / "total.json", "--roster", roster)
    assert (result.exit_code, "汇总没有计入：丙局" in result.stderr) == (1, True)
    assert reportlint.load(tmp_path / "total.json").value(PENALTIES) == 8


def test_roster_that_cannot_be_read_exits_with_2(units: Path, write: Callable[..., Path]) -> None:
    total = write("total.json", {"agency.name": "全县"})
    assert run("rollup", units, "--total", total, "--roster", "nowhere.csv").exit_code == 2


def test_unreadable_file_of_an_organ_is_said(
    units: Path, roster: Path, write: Callable[..., Path]
) -> None:
    (units / "丙局.docx").write_bytes(b"PK\x03\x04broken")
    total = write("total.json", {PENALTIES: 15, LICENSING: 25, "agency.name": "全县"})
    result = run("rollup", units, "--total", total, "--roster", roster)
    assert (result.exit_code, "名册上的丙局（文件无法读取）没有报告" in result.output) == (2, True)


def test_last_version_of_each_organ_is_counted(
    write: Callable[..., Path], roster: Path, tmp_path: Path
) -> None:
    """Rounds are folders; an organ that handed in once counts as it did."""
    write("in/第一轮/a.json", {PENALTIES: 5, "agency.name": "甲局"})
    write("in/第二轮/a.json", {PENALTIES: 6, "agency.name": "甲局"})
    write("in/第一轮/b.json", {PENALTIES: 3, "agency.name": "乙局"})
    write("in/第一轮/c.json", {PENALTIES: 1, "agency.name": "丙局"})
    arguments = ("rollup", tmp_path / "in", "--roster", roster)
    written = run(*arguments, "-o", "total.json", "--name", "全县")
    assert "未检查 1（a.json：后一轮（第二轮）另有报告）" in written.stderr
    assert reportlint.load("total.json").value(PENALTIES) == 10
    compared = run(*arguments, "--total", "total.json")
    assert (compared.exit_code, "U104" in compared.output) == (0, False)
    assert "后一轮（第二轮）另有报告" in compared.output
