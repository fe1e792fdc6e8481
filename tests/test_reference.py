"""What is accepted first is found as the reference finds it, in every report under `fixtures/`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from tests.commands import check
from tests.expected import SUFFIX
from tests.paths import FIXTURES

import reportlint
from reportlint.files.reading import Reading
from reportlint.form import accept
from reportlint.report import Report

FOLDERS = sorted(path for path in FIXTURES.iterdir() if path.is_dir())


@cache
def paths(folder: Path) -> tuple[Path, ...]:
    return tuple(path for path in sorted(folder.iterdir()) if not path.name.endswith(SUFFIX))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_reference_finds_the_same(folder: Path) -> None:
    read = [item for item in Reading().items(paths(folder)) if isinstance(item, Report)]
    assert reportlint.check(read) == reportlint.check(read, reference=True)


def test_option_sends_every_report_through_the_reference(monkeypatch: pytest.MonkeyPatch) -> None:
    path = FIXTURES / "whole" / "bureau-2021.json"
    plain = check(path)
    monkeypatch.setattr(accept, "certainty", _is_not_to_be_asked)
    assert check("--reference", path) == plain


def _is_not_to_be_asked(data: object) -> str:
    raise AssertionError(data)
