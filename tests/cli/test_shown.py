"""What a run would take: its settings as TOML, its files a line each."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

from tests.commands import run

from reportlint.settings import find_settings

Write = Callable[..., Path]

STATED = """\
select = ["A", "C"]
extend-select = ["D101"]
ignore = ["C2"]
exclude = ["草稿*"]
fail-on = "warning"
lang = "en"
baseline = "known.json"

[per-file-ignores]
"2023*" = ["A"]

[severity]
C201 = "error"

[[accept]]
code = "C202"
file = "2022*"
reason = "two documents were \\"repealed\\""
until = 2999-01-31
"""


def test_settings_are_shown_as_they_may_be_stated(write: Write, tmp_path: Path) -> None:
    (tmp_path / "reportlint.toml").write_text(STATED, encoding="utf-8")
    (tmp_path / "known.json").write_text('{"version": 1, "findings": []}', encoding="utf-8")
    result = run("check", write("1.json", {}), "--show-settings")
    assert result.exit_code == 0
    assert result.stdout.startswith("# reportlint.toml\n")
    again = tmp_path / "again"
    again.mkdir()
    (again / "reportlint.toml").write_text(result.stdout, encoding="utf-8")
    stated, shown = find_settings(tmp_path), find_settings(again)
    assert shown.accept[0].reason == stated.accept[0].reason
    for name in ("select", "extend_select", "ignore", "exclude", "per_file_ignores", "severity"):
        assert getattr(shown, name) == getattr(stated, name)
    assert (shown.lang, shown.fail_on, shown.baseline) == ("en", "warning", stated.baseline)


def test_settings_are_shown_with_what_the_command_line_says(write: Write) -> None:
    path = write("1.json", {})
    result = run("check", path, "--show-settings", "--select", "A", "--severity", "A=note")
    assert result.exit_code == 0
    assert result.stdout.startswith("# 没有设置文件，以下是默认值\n")
    shown = tomllib.loads(result.stdout)
    assert shown["select"] == ["A"]
    assert shown["severity"] == {"A": "note"}


def test_settings_of_several_folders_are_shown_apart(write: Write) -> None:
    for folder in ("a", "b"):
        write(f"{folder}/1.json", {})
        Path(folder, "reportlint.toml").write_text(f'select = ["{folder.upper()[0]}"]')
    Path("b/reportlint.toml").write_text('select = ["C"]')
    lines = run("check", "a", "b", "--show-settings").stdout.splitlines()
    assert [x for x in lines if x.startswith(("#", "select"))] == [
        "# a/reportlint.toml",
        'select = ["A"]',
        "# b/reportlint.toml",
        'select = ["C"]',
    ]


def test_files_are_listed_and_not_checked(write: Write) -> None:
    for name in ("a/1.json", "a/b/2.json", "a/draft/3.json"):
        write(name, {"requests.received.total": 3})
    Path("a/photo.png").write_bytes(b"")
    Path("a/reportlint.toml").write_text('exclude = ["draft"]')
    result = run("check", "a", "--show-files")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == ["a/1.json", "a/b/2.json"]
    assert "photo.png：图片" in result.stderr
    assert run("check", "a", "--show-files", "-q").stderr == ""
    assert run("check", "a", "--show-files", "--exclude", "1*").stdout.splitlines() == [
        "a/b/2.json",
        "a/draft/3.json",
    ]
