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
