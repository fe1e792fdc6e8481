"""What a total says of its numbers is what its tables say, and its words are kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.commands import run
from tests.fixture_types import Zeros
from tests.units.conftest import District

import reportlint
from reportlint.form.schema import forms
from reportlint.units.consolidated_prose import consolidated_prose, left_to_write
from reportlint.units.number_sentences import cells_of, sentences

LICENSING = "proactive.licensing.decisions"
RECEIVED = {
    f"requests.{row}.{column}": 3
    for row in ("received", "outcomes.granted", "outcomes.total")
    for column in ("natural_person", "total")
}


@pytest.mark.parametrize("seed", range(8))
def test_no_rule_contradicts_what_is_said(seed: int, district: Callable[..., District]) -> None:
    total = reportlint.consolidate(district(seed, 12).units, name="青禾县人民政府")
    found = reportlint.check(total, select=["A", "N", "D2", "D3"])
    assert {x.code for x in found} <= {"D307"}  # the prompts
    assert "新收政府信息公开申请" in total.data["narrative"]["overview"]


def test_what_is_none_is_left_out(zeros: Zeros) -> None:
    assert sentences(zeros({LICENSING: 7, **RECEIVED}))["overview"] == (
        "（一）主动公开。2021年，作出行政许可决定7件。",
        "（二）依申请公开。2021年，新收政府信息公开申请3件，办结3件，其中予以公开3件。",
        "因政府信息公开引发的行政复议0件；行政诉讼0件。",
    )


def test_numbers_of_several_rows_are_added(zeros: Zeros) -> None:
    rows = ("direct", "after_reconsideration")
    cells = {f"review.litigation.{x}.{y}": 2 for x in rows for y in ("corrected", "total")}
    said = sentences(zeros(cells))["overview"][-1]
    assert said == "因政府信息公开引发的行政复议0件；行政诉讼4件，其中结果纠正4件。"


def test_unknown_numbers_are_not_said(zeros: Zeros) -> None:
    unknown = zeros({"requests.received.total": None, LICENSING: 4})
    assert [x[:8] for x in sentences(unknown)["overview"]] == [
        "（一）主动公开。",
        "因政府信息公开引",
    ]


@pytest.mark.parametrize("edition", forms())
def test_every_cell_that_a_sentence_names_is_there(edition: str) -> None:
    form = forms()[edition]
    stated = form.node("narrative.overview")["x-sentences"]
    patterns = [x for text in stated for x in re.findall(r"\{([^}]+)\}", text) if x != "year"]
    assert patterns
    assert [pattern for pattern in patterns if not cells_of(pattern, form)] == []


def test_prompts_say_what_is_left_to_write(zeros: Zeros) -> None:
    total = zeros({LICENSING: 1, **RECEIVED})
    assert total.form is not None
    prose = consolidated_prose(total, ["甲局"])
    left = left_to_write(prose, total.form)
    assert [x.partition("。")[0] for x in left if x.startswith("（")][:3] == [
        "（三）政府信息管理",
        "（四）平台建设",
        "（五）监督保障",
    ]


def test_words_of_the_last_total_are_kept_and_its_numbers_renewed(
    zeros: Zeros, tmp_path: Path
) -> None:
    """The file that was written, its prompts replaced in Word, is the draft of the next."""
    (tmp_path / "in").mkdir()
    for name, cells in (("甲局", {LICENSING: 7}), ("乙局", RECEIVED)):
        unit = zeros(cells)
        unit.data["agency"]["name"] = name
        reportlint.save(unit, tmp_path / "in" / f"{name}.json")
    target = tmp_path / "total.yaml"
    first = run("rollup", tmp_path / "in", "-o", target, "--name", "青禾县人民政府")
    assert "还有 7 处要写" in first.stderr
    first_words = target.read_text(encoding="utf-8").replace("（请写明", "（已写明")
    first_words = first_words.replace("（请填写", "（已填写")
    target.write_text(first_words, encoding="utf-8")
    changed = reportlint.load(tmp_path / "in" / "甲局.json").with_cells({LICENSING: 9})
    reportlint.save(changed, tmp_path / "in" / "甲局.json")
    arguments = ("rollup", tmp_path / "in", "-o", target, "--name", "青禾县人民政府")
    again = run(*arguments, "--prose", target)
    assert (again.exit_code, "要写" in again.stderr) == (0, False)
    after = target.read_text(encoding="utf-8")
    assert "行政许可决定9件" in after
    assert "行政许可决定7件" not in after
    for words in ("（已写明", "（已填写", "因政府信息公开引发"):
        assert first_words.count(words) == after.count(words) > 0
    assert run("rollup", tmp_path / "in", "--total", target).exit_code == 0


def test_draft_that_is_none_exits_with_2(good: Path, tmp_path: Path) -> None:
    result = run("rollup", good, "-o", tmp_path / "a.json", "--prose", tmp_path / "nowhere.docx")
    assert (result.exit_code, (tmp_path / "a.json").exists()) == (2, False)
