"""Wrong calls are told in one language, click's own words too."""

from __future__ import annotations

import pytest
from tests.commands import run

from reportlint.output import OUTPUTS

CALLS = [
    (["chek"], "没有命令 chek，是不是 check"),
    (["check", "--selct", "A", "x.json"], "没有选项 --selct，是不是 --select"),
    (["check"], "参数 PATH 没有给出"),
    (["check", "x.json", "--format", "xml"], f"选项 --format 应为其一：{'、'.join(OUTPUTS)}"),
    (["check", "x.json", "--lang", "fr"], "选项 --lang 应为其一：zh、en"),
    (["check", "x.json", "--jobs", "many"], "选项 --jobs 应为整数"),
    (["check", "x.json", "--timeout", "soon"], "选项 --timeout 应为数"),
    (["check", "x.json", "--select"], "选项 --select 的用法不对"),
    (["convert", "a.json", "b.json"], "多余的参数：b.json"),
    (["--no-such"], "没有选项 --no-such"),
    (["check", "x.json", "--select", "Q9"], "没有以 Q9 开头的规则"),
    (["--no-such", "check"], "没有选项 --no-such"),
    (["--lang"], "选项 --lang 的用法不对"),
]


@pytest.mark.parametrize(("arguments", "said"), CALLS)
def test_wrong_call_is_told_in_chinese_alone(arguments: list[str], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not any(word in result.stderr for word in ("Error", "Usage", "Try '"))


@pytest.mark.parametrize(("arguments", "said"), CALLS[:4])
def test_wrong_call_is_told_in_english_where_that_is_asked_for(
    arguments: list[str], said: str
) -> None:
    result = run(*arguments, REPORTLINT_LANG="en")
    assert result.exit_code == 2
    assert "Error: " in result.stderr
    assert said not in result.stderr
    assert "错误" not in result.stderr


NEAREST = [
    (["chek", "x.json"], "是不是 check", "'check'"),
    (["check", "--selct", "A", "x.json"], "是不是 --select", "--select"),
    (["check", "x.json", "--format", "sarf"], "是不是 sarif？", "did you mean sarif?"),
    (["check", "x.json", "--output", "xslx:a.xlsx"], "是不是 xlsx？", "did you mean xlsx?"),
    (["check", "x.json", "--fail-on", "warnings"], "是不是 warning？", "did you mean warning?"),
    (["check", "x.json", "--select", "A11"], "是不是 A101？", "did you mean A101?"),
    (["rule", "C2O2"], "是不是 C202？", "did you mean C202?"),
    (["rule", "aplicants-total"], "是不是 applicants-total？", "did you mean applicants-total?"),
    (["schema", "202l"], "是不是 2021？", "did you mean 2021?"),
    (["schema", "setting"], "是不是 settings？", "did you mean settings?"),
    (
        ["template", "2012", "--year", "2024", "-o", "a.xlsx"],
        "是不是 2021？",
        "did you mean 2021?",
    ),
    (["template", "2021", "--year", "2024", "-o", "a.xslx"], "是不是 .xlsx？", "mean .xlsx?"),
    (["convert", "x.json", "-o", "a.docs"], "是不是 .docx？", "did you mean .docx?"),
]


@pytest.mark.parametrize(("arguments", "zh", "en"), NEAREST)
def test_nearest_word_is_named(arguments: list[str], zh: str, en: str) -> None:
    for language, said in (("zh", zh), ("en", en)):
        result = run(*arguments, REPORTLINT_LANG=language)
        assert result.exit_code == 2
        assert said in result.stderr


def test_nothing_is_named_where_nothing_is_near() -> None:
    assert "是不是" not in run("check", "x.json", "--format", "zzzz").stderr
    assert "是不是" not in run("rule", "zzzz").stderr
