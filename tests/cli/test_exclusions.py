"""`check` with accepted findings and baselines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.commands import check, run

ACCEPT = '[[accept]]\ncode = "{code}"\nreason = "已核对"\nuntil = {until}\n'
FILE = 'file = "bad.json"\n'
FUTURE, PAST = "9999-12-31", "2020-01-31"


def codes(output: dict[str, Any]) -> set[str]:
    return {finding["code"] for finding in output["findings"]}


def accepting(code: str = "A101", until: str = FUTURE) -> str:
    return ACCEPT.format(code=code, until=until)


def test_accepted_findings_do_not_fail_the_run(bad: Path, tmp_path: Path) -> None:
    (tmp_path / "reportlint.toml").write_text(f"{accepting('A101')}{FILE}", encoding="utf-8")
    output = check(bad, "--select", "A", "--select", "E")
    assert (output["findings"], output["summary"]["accepted"]) == ([], 1)
    assert {entry["reason"] for entry in output["accepted"]} == {"已核对"}
    assert "豁免 1 处" in run("check", bad).output
    assert codes(check(bad, "--select", "A", "--no-accept")) == {"A101"}


def test_sidecar_accepts_until_its_day(bad: Path, tmp_path: Path) -> None:
    sidecar = tmp_path / "bad.json.accept.toml"
    sidecar.write_text(accepting(), encoding="utf-8")
    assert codes(check(tmp_path, "--select", "A101", "--select", "E")) == set()
    sidecar.write_text(accepting(until=PAST), encoding="utf-8")
    output = check(bad, "--select", "A101", "--select", "E")
    assert codes(output) == {"A101", "E101"}
    assert output["findings"][-1]["location"] == {"file": str(sidecar), "line": 1}


def test_wrong_acceptance_exits_with_2(bad: Path, good: Path, tmp_path: Path) -> None:
    (tmp_path / "good.json.accept.toml").write_text("accept = 3", encoding="utf-8")
    output = check(good, bad)
    assert [entry["file"] for entry in output["unreadable"]] == [f"{good}.accept.toml"]
    assert "A101" in codes(output)
    (tmp_path / "reportlint.toml").write_text(accepting(), encoding="utf-8")
    result = run("check", good)
    assert (result.exit_code, "豁免缺少 file" in result.output) == (2, True)


@pytest.mark.usefixtures("bad")
def test_baseline_leaves_only_what_is_new(write: Callable[..., Path], tmp_path: Path) -> None:
    baseline = tmp_path / "known.json"
    written = check(tmp_path, "--write-baseline", baseline)
    assert (written["findings"], written["summary"]["errors"]) == ([], 0)
    output = check(tmp_path, "--baseline", baseline)
    assert (output["findings"], output["summary"]["reports"]) == ([], 1)
    assert output["summary"]["in_baseline"] > 0
    assert "基线中已有" in run("check", tmp_path, "--baseline", baseline).output
    (tmp_path / "reportlint.toml").write_text('baseline = "known.json"', encoding="utf-8")
    assert check(tmp_path)["findings"] == []
    write("bad.json", {"requests.received.total": 4})
    assert codes(check(tmp_path, "--select", "A101", "--select", "E")) == {"A101", "E103"}


def test_written_baseline_takes_the_place_of_the_old(good: Path, bad: Path) -> None:
    check(good, bad, "--write-baseline", "known.json")
    bad.write_bytes(good.read_bytes())
    assert codes(check(good, bad, "--baseline", "known.json")) == {"E103"}
    check(good, bad, "--write-baseline", "known.json")
    assert codes(check(good, bad, "--baseline", "known.json")) == set()


@pytest.mark.parametrize(
    ("content", "said"), [(None, "cannot be opened"), ("{}", "not a baseline"), ("{", "not valid")]
)
@pytest.mark.parametrize("option", ["--baseline", "--write-baseline"])
def test_wrong_baseline_exits_with_2_and_stays(
    option: str, content: str | None, said: str, good: Path, tmp_path: Path
) -> None:
    baseline = tmp_path / "known.json"
    if content is None:
        baseline.mkdir()
    else:
        baseline.write_text(content, encoding="utf-8")
    result = run("check", good, option, baseline, "--lang", "en")
    assert result.exit_code == 2
    assert f"{baseline}" in result.output
    assert said in result.output
    assert content is None or baseline.read_text(encoding="utf-8") == content


def test_baseline_must_be_there_to_be_read_and_its_folder_to_be_written(good: Path) -> None:
    for arguments in (["--baseline", "none.json"], ["--write-baseline", "none/known.json"]):
        result = run("check", good, *arguments)
        assert result.exit_code == 2
        assert arguments[-1] in result.output
    assert run("check", good, "--baseline", "a", "--write-baseline", "a").exit_code == 2
