"""Settings files: which one holds, and what is wrong with one."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportlint.errors import SettingsError
from reportlint.settings import Settings, find_settings


def write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert find_settings(tmp_path) == Settings(select=(), ignore=(), exclude=(), lang="zh")


def test_every_setting_is_read(tmp_path: Path) -> None:
    content = 'select = ["A", "S"]\nignore = ["A103"]\nexclude = ["草稿*"]\nlang = "en"'
    write(tmp_path / "reportlint.toml", content)
    assert find_settings(tmp_path) == Settings(("A", "S"), ("A103",), ("草稿*",), "en")


def test_baseline_is_beside_the_settings(tmp_path: Path) -> None:
    write(tmp_path / "reportlint.toml", 'baseline = "known/.baseline.json"')
    assert find_settings(tmp_path / "a").baseline == str(tmp_path / "known" / ".baseline.json")


def test_pyproject_holds_where_it_has_a_table_for_us(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", '[tool.reportlint]\nlang = "en"')
    assert find_settings(tmp_path).lang == "en"


def test_own_file_goes_before_pyproject(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", '[tool.reportlint]\nselect = ["A"]')
    write(tmp_path / "reportlint.toml", 'select = ["S"]')
    assert find_settings(tmp_path).select == ("S",)


def test_nearest_file_holds_alone(tmp_path: Path) -> None:
    write(tmp_path / "reportlint.toml", 'select = ["A"]\nlang = "en"')
    write(tmp_path / "a" / "pyproject.toml", '[tool.reportlint]\nselect = ["S"]')
    write(tmp_path / "a" / "b" / "pyproject.toml", '[tool.other]\nselect = ["C"]')
    assert find_settings(tmp_path / "a" / "b" / "c") == Settings(select=("S",))
    assert find_settings(tmp_path / "b") == Settings(select=("A",), lang="en")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("colour = true", "there is no setting colour"),
        ('lang = "fr"', "lang must be zh or en"),
        ('lang = ["en"]', "lang must be zh or en"),
        ('select = "A"', "select must be a list of strings"),
        ("ignore = [1]", "ignore must be a list of strings"),
        ("exclude = {}", "exclude must be a list of strings"),
        ("baseline = true", "baseline must be the name of a file"),
        ("select = [", "not valid TOML"),
    ],
)
def test_wrong_file_is_named_with_what_is_wrong(content: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "reportlint.toml"
    write(file, content)
    with pytest.raises(SettingsError) as raised:
        find_settings(tmp_path)
    assert str(raised.value).startswith(f"{file}: {said}")
    assert raised.value.location.file == str(file)


def test_file_that_is_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "reportlint.toml").write_bytes('exclude = ["草稿"]'.encode("gbk"))
    with pytest.raises(SettingsError, match="not valid TOML"):
        find_settings(tmp_path)


@pytest.mark.parametrize(
    "content", ["[tool]\nreportlint = 5", "[[tool.reportlint]]", "a=" + "[" * 20000]
)
def test_pyproject_of_another_shape_is_said_to_be_wrong(content: str, tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", content)
    with pytest.raises(SettingsError):
        find_settings(tmp_path)


@pytest.mark.parametrize("content", ["tool = 'reportlint'", "[tool.other]\nselect = 3"])
def test_pyproject_of_others_is_left_alone(content: str, tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", content)
    assert find_settings(tmp_path) == Settings()
