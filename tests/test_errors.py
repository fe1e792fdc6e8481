"""The system's refusals in words."""

from __future__ import annotations

from copy import copy
from pathlib import Path

import pytest

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
    assert str(reason(OSError(28, "No space left on device"))) == "No space left on device"


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
