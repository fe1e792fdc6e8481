"""What GitHub and GitLab show beside the lines of a change."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.output.runs import LOST, faulty_run, hostile_run

from reportlint import Findings
from reportlint.output import render

# https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
CODE_QUALITY = Draft202012Validator(
    {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "additionalProperties": False,
            "properties": {
                "description": {"type": "string", "minLength": 1},
                "check_name": {"type": "string", "minLength": 1},
                "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "additionalProperties": False,
                    "properties": {
                        "path": {"type": "string", "pattern": r"^(?!\./)"},
                        "lines": {
                            "type": "object",
                            "required": ["begin"],
                            "additionalProperties": False,
                            "properties": {"begin": {"type": "integer", "minimum": 1}},
                        },
                    },
                },
            },
        },
    }
)
COMMAND = re.compile(
    r"::(?P<name>error|warning|notice) (?P<given>(?:[a-z]+=[^:,]*,)*[a-z]+=[^:,]*)::(?P<said>.*)"
)


def quality(findings: Findings) -> list[dict[str, Any]]:
    """The entries of a report for GitLab."""
    entries: list[dict[str, Any]] = json.loads(render("gitlab", findings, "zh"))
    CODE_QUALITY.validate(entries)
    return entries


def commands(findings: Findings) -> list[tuple[str, dict[str, str], str]]:
    """The commands in a log that GitHub reads: name, properties as they were, what is said."""
    lines = str(render("github", findings, "zh")).splitlines()
    found = [COMMAND.fullmatch(line) for line in lines if line.lstrip().startswith(("::", "##["))]
    return [
        (x["name"], dict(each.split("=", 1) for each in x["given"].split(",")), x["said"])
        for x in found
        if x
    ]


@pytest.mark.parametrize("findings", [faulty_run(), hostile_run(), Findings(())])
def test_gitlab_has_an_entry_for_every_finding_and_file_not_read(findings: Findings) -> None:
    entries = quality(findings)
    assert len(entries) == len(findings) + len(findings.unreadable)
    assert len({x["fingerprint"] for x in entries}) == len(entries)


def test_gitlab_says_where_in_a_document() -> None:
    entries = quality(hostile_run())
    assert entries[1]["description"].startswith("第1页第2张表第3行: ")
    assert entries[1]["location"]["lines"] == {"begin": 1}
    assert [x["location"]["path"] for x in entries if x["severity"] == "blocker"] == [
        LOST,
        "b.json",
    ]


def test_github_has_a_command_for_every_finding_at_its_line() -> None:
    found = commands(faulty_run())
    assert [name for name, _, _ in found] == ["warning", "warning", "error", "notice"]
    _, given, said = found[2]
    assert given["file"].endswith("fixtures/faulty/street-2021.txt")
    assert (given["line"], given["col"], given["title"]) == ("65", "37", "A101")
    assert len(said.split("%0A")) == 4


def test_github_obeys_no_document() -> None:
    run = hostile_run()
    found = commands(run)
    assert [name for name, _, _ in found] == [
        "error",
        "notice",
        "notice",
        "warning",
        "warning",
        "error",
        "error",
    ]
    for _, given, said in found:
        assert set(given) <= {"file", "line", "col", "title"}
        assert not re.search(r"%(?!25|0A)", said)
        assert "%250A" in said
