"""Help is in one language, with examples that run, and no wider than the terminal."""

from __future__ import annotations

import re
import shlex
from importlib import import_module

import click
import pytest
from tests.commands import run
from wcwidth import wcswidth

from reportlint.cli import rules
from reportlint.cli.examples import EXAMPLES
from reportlint.cli.group import CommandModule, cli
from reportlint.cli.help import spoken
from reportlint.cli.wrapping import columns, wrapped

COMMANDS = ["", *cli.commands]
CHINESE = re.compile("[\u4e00-\u9fff]")
CLICKS_OWN = (
    "Usage",
    "Options",
    "Commands",
    "OPTIONS",
    "COMMAND",
    "Show this",
    "INTEGER",
    "default",
)


def told(command: str, language: str) -> str:
    result = run(*command.split(), "--help", REPORTLINT_LANG=language)
    assert result.exit_code == 0
    return result.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_chinese_help_is_chinese_throughout(command: str) -> None:
    text = told(command, "zh")
    assert "用法：" in text
    assert "例如：" in text
    assert not [word for word in CLICKS_OWN if word in text]
    for line in text.partition("例如：")[0].splitlines()[2:]:
        words = re.sub(r"^ +(-[-\w, ]+|[a-z]+)( \S+)?$", "", line)
        assert not words.strip() or CHINESE.search(words), line


@pytest.mark.parametrize("command", COMMANDS)
def test_english_help_is_english_throughout(command: str) -> None:
    text = told(command, "en")
    assert "Usage: " in text
    assert "Examples:" in text
    names = ("青禾县人民政府办公室", "青禾县人民政府", "第一轮")
    assert not CHINESE.search(re.sub("|".join(names), "", text))


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_help_is_no_wider_than_the_terminal(command: str, language: str) -> None:
    for line in told(command, language).splitlines():
        is_whole = " " not in line.strip() or line.lstrip().startswith(("reportlint", "eval", "--"))
        assert is_whole or columns(line) <= 80, line


@pytest.mark.parametrize("command", cli.commands)
def test_examples_are_lines_that_the_command_takes(command: str) -> None:
    for line, _ in EXAMPLES[command]:
        for own in (line.zh, line.en):
            name, *arguments = shlex.split(own.partition(" > ")[0])[1:]
            assert name == command
            own_command = cli.commands[name].make_context(name, arguments, resilient_parsing=True)
            parsed = own_command.command.make_parser(own_command).parse_args(list(arguments))
            assert parsed


@pytest.mark.parametrize("name", cli.commands)
def test_every_text_stands_in_both_languages(name: str) -> None:
    module = cli.commands[name]
    assert isinstance(module, CommandModule)
    command = vars(import_module(f"reportlint.cli.{module.module}"))[name]
    assert isinstance(command, click.Command)
    options = [x for x in command.params if isinstance(x, click.Option)]
    for text in (module.short_help, *(option.help for option in options)):
        assert text is not None
        zh, en = spoken(text, "zh"), spoken(text, "en")
        assert CHINESE.search(zh), text
        assert not CHINESE.search(en), text


def test_language_is_stated_before_or_after_the_command() -> None:
    assert "Usage: " in run("--lang", "en", "--help").stdout
    assert "Usage: " in run("--help", "--lang", "en").stdout
    assert "Usage: " in run("--lang", "en", "check", "--help").stdout
    assert (
        "Error: "
        in run("--lang", "en", "check", "none.json").stdout
        + run("--lang", "en", "check", "--none").stderr
    )
    assert "cannot be read" in run("--lang", "en", "check", "none.json").stdout
    assert "无法读取" in run("--lang", "en", "check", "none.json", "--lang", "zh").stdout
    result = run("--lang", "en", "check", "none.json", REPORTLINT_LANG="zh")
    assert "cannot be read" in result.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_columns_are_those_that_a_terminal_takes(command: str) -> None:
    text = told(command, "zh")
    assert [columns(line) for line in text.splitlines()] == [
        wcswidth(line) for line in text.splitlines()
    ]


def test_what_goes_on_is_indented_below_where_it_began() -> None:
    lines = told("convert", "zh").splitlines()
    at = next(n for n, line in enumerate(lines) if "--output" in line)
    began = columns(lines[at][: lines[at].index("输出文件")])
    assert lines[at + 1].startswith(" " * began)
    assert lines[at + 1][began] != " "


def test_rule_is_wrapped_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = run("rule", "A101").stdout.splitlines()
    assert max(map(columns, whole)) > 80
    monkeypatch.setattr(rules, "_is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "60")
    lines = run("rule", "A101").stdout.splitlines()
    assert max(map(columns, lines)) <= 60
    assert "".join("".join(lines).split()) == "".join("".join(whole).split())
    at = next(n for n, line in enumerate(lines) if line.startswith("定为错误的理由："))
    assert lines[at + 1].startswith(" " * columns("定为错误的理由："))


def test_lines_break_between_chinese_characters_but_not_before_a_full_stop() -> None:
    assert wrapped("统计期限为一年。", 14) == ["统计期限为一", "年。"]
    assert wrapped("（甲）乙", 4) == ["（甲）", "乙"]
    assert wrapped("一 reportlint 二", 12) == ["一", "reportlint", "二"]
