"""JSON and JSON Lines hold what the schema of findings says."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.commands import FINDINGS
from tests.output.runs import HOSTILE, faulty_run, hostile_run

from reportlint import Findings, Location, Unreadable
from reportlint.language import Text
from reportlint.output import render

PARTS = {"files": "file", "findings": "finding", "unreadable": "unreadable", "accepted": "accepted"}


def lines(findings: Findings) -> list[dict[str, Any]]:
    """The objects of the JSON Lines."""
    return [json.loads(line) for line in render("jsonl", findings, "zh").splitlines()]


@pytest.mark.parametrize("findings", [faulty_run(), hostile_run()], ids=["faulty", "hostile"])
def test_json_is_valid_and_json_lines_are_its_parts(findings: Findings) -> None:
    whole = json.loads(render("json", findings, "zh"))
    FINDINGS.validate(whole)
    expected = [{part: x} for name, part in PARTS.items() for x in whole[name]]
    assert lines(findings) == [*expected, {"summary": whole["summary"]}]


def test_every_finding_names_its_organ_and_year() -> None:
    found = json.loads(render("json", faulty_run(), "zh"))["findings"]
    assert [(x["organ"], x["year"]) for x in found] == [
        *[("青禾区云溪街道办事处", 2024)] * 3,
        ("青禾县水务局", 2023),
    ]


def test_accepted_finding_names_its_organ_and_year() -> None:
    (entry,) = json.loads(render("json", hostile_run(), "zh"))["accepted"]
    assert (entry["finding"]["organ"], entry["finding"]["year"]) == (HOSTILE, 2024)


def test_schema_refuses_a_year_in_words() -> None:
    whole = json.loads(render("json", faulty_run(), "zh"))
    whole["findings"][0]["year"] = "2024"
    assert not Draft202012Validator(FINDINGS.schema).is_valid(whole)


def test_name_that_is_no_text_shows_its_code() -> None:
    lost = Unreadable(Location("\udcfe.json"), Text("坏", "broken"))
    rendered = render("json", Findings((), (lost,)), "zh")
    assert isinstance(rendered, bytes)
    assert rb'"file": "\udcfe.json"' in rendered
