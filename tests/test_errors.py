"""The system's refusals in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportlint.errors import reason


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
