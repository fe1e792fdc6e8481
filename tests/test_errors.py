"""The system's refusals in words."""

from __future__ import annotations

from copy import copy
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportlint.cli.group import cli
from reportlint.errors import AmendError, ReadError, ReportlintError, SettingsError, reason
from reportlint.language import Text
from reportlint.location import Location


def test_known_reasons_are_in_both_languages(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        (tmp_path / "none").read_bytes()
    assert (reason(caught.value).zh, reason(caught.value).en) == (
        "文件或文件夹不存在",
        "there is no such file or folder",
    )
    with pytest.raises(IsADirectoryError) as folder:
        tmp_path.read_bytes()
    assert "文件夹" in reason(folder.value).zh


def test_others_keep_the_words_of_the_system() -> None:
    assert reason(OSError(71, "Protocol error")) == Text("Protocol error", "Protocol error")


@pytest.mark.parametrize(
    "error",
    [
        ReadError(Text("空", "empty"), Location("a.json", 3)),
        SettingsError(Text("错", "wrong"), Location("reportlint.toml")),
        AmendError(Text("不改", "left")),
    ],
)
def test_errors_can_be_made_again_as_processes_pass_them(error: ReportlintError) -> None:
    other = copy(error)
    assert (type(other), other.message, other.location) == (
        type(error),
        error.message,
        error.location,
    )


def test_error_tells_its_place() -> None:
    assert str(ReadError(Text("空", "empty"), Location("a.json", 3))) == "a.json:3: empty"
    assert str(AmendError(Text("不改", "left"))) == "left"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--lang", "en"], "Error: a.pdf: no report is written in such a format"),
        (["--lang", "zh"], "错误：a.pdf: 不能写成这种格式"),
    ],
)
def test_command_line_tells_an_error_in_one_line(options: list[str], said: str, good: Path) -> None:
    result = CliRunner().invoke(cli, ["convert", str(good), "-o", "a.pdf", *options])
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith(said)


def test_error_in_the_settings_is_told_in_the_language_of_the_call(
    tmp_path: Path, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "reportlint.toml").write_text('lang = "fr"', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    told = CliRunner().invoke(cli, ["check", good.name])
    assert told.exit_code == 2
    assert told.stderr.endswith("reportlint.toml: lang 应为 zh 或 en\n")
    told = CliRunner().invoke(cli, ["check", good.name, "--lang", "en"])
    assert told.stderr.endswith("reportlint.toml: lang must be zh or en\n")
    assert len(told.stderr.splitlines()) == 1
