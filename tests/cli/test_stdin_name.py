"""Standard input that goes by the name of a file, as editors give it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.commands import run

Write = Callable[..., Path]
WRONG = {"requests.received.total": 3}


@pytest.fixture
def given(write: Write) -> bytes:
    return write("given.json", WRONG).read_bytes()


def check(*arguments: object, stdin: bytes) -> dict[str, Any]:
    result = run("check", "-", *arguments, "--format", "json", stdin=stdin)
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_findings_are_in_the_file_of_that_name(given: bytes) -> None:
    output = check("--stdin-filename", "reports/2024.json", stdin=given)
    assert {x["location"]["file"] for x in output["findings"]} == {"reports/2024.json"}
    assert [x["name"] for x in output["files"]] == ["reports/2024.json"]
    assert {x["location"]["file"] for x in check(stdin=given)["findings"]} == {"-"}


def test_what_is_read_is_standard_input_and_not_the_file(write: Write, given: bytes) -> None:
    right = write("right.json", {})
    output = check("--stdin-filename", right, stdin=given)
    assert "A101" in {x["code"] for x in output["findings"]}
    assert "A101" not in {x["code"] for x in check(stdin=right.read_bytes())["findings"]}


def test_settings_and_acceptances_of_that_file_hold(given: bytes) -> None:
    folder = Path("reports")
    folder.mkdir()
    arguments = ("--stdin-filename", folder / "2024.json")
    (folder / "reportlint.toml").write_text('[per-file-ignores]\n"2024*" = ["ALL"]')
    assert check(*arguments, stdin=given)["findings"] == []
    (folder / "reportlint.toml").write_text('select = ["A"]')
    assert {x["code"] for x in check(*arguments, stdin=given)["findings"]} == {"A101"}
    accepted = '[[accept]]\ncode = "A101"\nreason = "seen"\nuntil = 2999-01-01'
    (folder / "2024.json.accept.toml").write_text(accepted)
    assert check(*arguments, stdin=given)["summary"]["accepted"] == 1
    (folder / "reportlint.toml").write_text('exclude = ["2024*"]')
    result = run("check", "-", *arguments, stdin=given)
    assert result.exit_code == 0
    assert "A101" not in result.stdout


def test_name_goes_with_standard_input_alone(write: Write, given: bytes) -> None:
    result = run("check", write("1.json", {}), "--stdin-filename", "a.json", stdin=given)
    assert result.exit_code == 2
    assert "--stdin-filename 用于标准输入，请给出 -" in result.stderr
