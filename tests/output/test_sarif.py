"""SARIF is what programs that read it know: valid, with places, rules, fixes and fingerprints."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator
from sarif_pydantic import Sarif
from tests.output.runs import HOSTILE, LOST, faulty_run, hostile_run

import reportlint
from reportlint import Findings, Location
from reportlint.output import render
from reportlint.output.tracking import path

TEXT = {
    "type": "object",
    "required": ["text"],
    "additionalProperties": False,
    "properties": {"text": {"type": "string"}, "markdown": {"type": "string"}},
}
PLACE = {
    "type": "object",
    "required": ["physicalLocation"],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "integer", "minimum": 0},
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation"],
            "additionalProperties": False,
            "properties": {
                "artifactLocation": {"$ref": "#/$defs/artifact"},
                "region": {"$ref": "#/$defs/region"},
            },
        },
        "logicalLocations": {
            "type": "array",
            "items": {"type": "object", "properties": {"fullyQualifiedName": {"type": "string"}}},
        },
    },
}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
SUBSET = {
    "$comment": "What the standard says of the parts that are written.",
    "$defs": {
        "text": TEXT,
        "place": PLACE,
        "artifact": {
            "type": "object",
            "required": ["uri"],
            "additionalProperties": False,
            "properties": {"uri": {"type": "string", "pattern": r"^[A-Za-z0-9\-._~%/:]+$"}},
        },
        "region": {
            "type": "object",
            "required": ["startLine"],
            "additionalProperties": False,
            "properties": {
                "startLine": {"type": "integer", "minimum": 1},
                "startColumn": {"type": "integer", "minimum": 1},
                "endColumn": {"type": "integer", "minimum": 1},
                "snippet": {"$ref": "#/$defs/text"},
            },
        },
        "rule": {
            "type": "object",
            "required": ["id"],
            "additionalProperties": False,
            "properties": {
                "id": {"type": "string"},
                "name": {"type": "string"},
                "shortDescription": {"$ref": "#/$defs/text"},
                "fullDescription": {"$ref": "#/$defs/text"},
                "help": {"$ref": "#/$defs/text"},
                "defaultConfiguration": {"properties": {"level": LEVEL}},
                "properties": {"properties": {"tags": {"type": "array", "uniqueItems": True}}},
            },
        },
        "result": {
            "type": "object",
            "required": ["message"],
            "additionalProperties": False,
            "properties": {
                "ruleId": {"type": "string"},
                "ruleIndex": {"type": "integer", "minimum": 0},
                "level": LEVEL,
                "message": {"$ref": "#/$defs/text"},
                "locations": {"type": "array", "items": {"$ref": "#/$defs/place"}},
                "relatedLocations": {
                    "type": "array",
                    "uniqueItems": True,
                    "items": {"$ref": "#/$defs/place"},
                },
                "partialFingerprints": {"additionalProperties": {"type": "string"}},
                "suppressions": {
                    "items": {
                        "required": ["kind"],
                        "properties": {
                            "kind": {"enum": ["inSource", "external"]},
                            "status": {"enum": ["accepted", "underReview", "rejected"]},
                            "justification": {"type": "string"},
                        },
                    }
                },
                "fixes": {
                    "type": "array",
                    "uniqueItems": True,
                    "items": {
                        "required": ["artifactChanges"],
                        "properties": {
                            "artifactChanges": {
                                "minItems": 1,
                                "items": {
                                    "required": ["artifactLocation", "replacements"],
                                    "properties": {
                                        "replacements": {
                                            "minItems": 1,
                                            "items": {"required": ["deletedRegion"]},
                                        }
                                    },
                                },
                            }
                        },
                    },
                },
                "properties": {"type": "object"},
            },
        },
    },
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool"],
                "additionalProperties": False,
                "properties": {
                    "tool": {
                        "properties": {
                            "driver": {
                                "required": ["name"],
                                "properties": {
                                    "rules": {
                                        "uniqueItems": True,
                                        "items": {"$ref": "#/$defs/rule"},
                                    }
                                },
                            }
                        }
                    },
                    "language": {"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "invocations": {
                        "items": {
                            "required": ["executionSuccessful"],
                            "properties": {
                                "exitCode": {"type": "integer"},
                                "toolExecutionNotifications": {
                                    "items": {
                                        "required": ["message"],
                                        "additionalProperties": False,
                                        "properties": {
                                            "level": LEVEL,
                                            "message": {"$ref": "#/$defs/text"},
                                            "locations": {"items": {"$ref": "#/$defs/place"}},
                                        },
                                    }
                                },
                            },
                        }
                    },
                    "artifacts": {
                        "uniqueItems": True,
                        "items": {"properties": {"location": {"$ref": "#/$defs/artifact"}}},
                    },
                    "results": {"items": {"$ref": "#/$defs/result"}},
                },
            },
        },
    },
}


def run(findings: Findings) -> dict[str, Any]:
    """The only run of a log, which two readers know."""
    rendered = render("sarif", findings, "zh")
    log: dict[str, Any] = json.loads(rendered)
    Draft202012Validator(SUBSET).validate(log)
    Sarif.model_validate_json(rendered)
    (only,) = log["runs"]
    assert isinstance(only, dict)
    return only


@pytest.mark.parametrize("findings", [faulty_run(), hostile_run(), Findings(())])
def test_log_is_valid_and_has_every_finding(findings: Findings) -> None:
    found = run(findings)
    rules = [rule["id"] for rule in found["tool"]["driver"]["rules"]]
    told = [*findings, *(entry.finding for entry in findings.accepted)]
    assert [rules[x["ruleIndex"]] for x in found["results"]] == [x.code for x in told]
    assert [x["ruleId"] for x in found["results"]] == [x.code for x in told]
    assert sum("suppressions" in x for x in found["results"]) == len(findings.accepted)
    assert found["invocations"][0]["exitCode"] == findings.exit_code


def test_rule_has_help_in_both_languages() -> None:
    rules = {x["id"]: x for x in run(faulty_run())["tool"]["driver"]["rules"]}
    for form in ("text", "markdown"):
        assert "applicant" in rules["A101"]["help"][form]
        assert "申请人" in rules["A101"]["help"][form]
    assert rules["A101"]["defaultConfiguration"] == {"level": "error"}


def test_fix_replaces_the_number_that_stands_there(tmp_path: Path) -> None:
    (wrong,) = (x for x in run(faulty_run())["results"] if x["ruleId"] == "A101")
    (change,) = wrong["fixes"][0]["artifactChanges"]
    (replacement,) = change["replacements"]
    region = replacement["deletedRegion"]
    file = Path(unquote(change["artifactLocation"]["uri"]).removeprefix("file://"))
    lines = file.read_text(encoding="utf-8").split("\n")
    line = lines[region["startLine"] - 1]
    start, end = region["startColumn"] - 1, region["endColumn"] - 1
    assert line[start:end] == "4"
    lines[region["startLine"] - 1] = (
        line[:start] + replacement["insertedContent"]["text"] + line[end:]
    )
    (tmp_path / file.name).write_text("\n".join(lines), encoding="utf-8")
    assert reportlint.check(tmp_path / file.name).summary["errors"] == 0


def test_fingerprints_are_of_one_finding_each_and_stay_when_it_moves() -> None:
    marks = [x["partialFingerprints"]["reportlint/v1"] for x in run(hostile_run())["results"]]
    assert len(set(marks)) == len(marks)
    before = {x["partialFingerprints"]["reportlint/v1"] for x in run(faulty_run())["results"]}
    moved = [
        reportlint.Finding(
            x.code,
            x.severity,
            x.message,
            Location(x.location.file, 9) if x.location else None,
            x.cells,
            x.expected,
            x.actual,
        )
        for x in faulty_run()
    ]
    after = {
        x["partialFingerprints"]["reportlint/v1"] for x in run(Findings(tuple(moved)))["results"]
    }
    assert before == after


def test_place_in_a_document_is_said_in_words() -> None:
    found = run(hostile_run())["results"]
    assert found[1]["locations"][0]["logicalLocations"] == [
        {"fullyQualifiedName": "第1页第2张表第3行"}
    ]
    assert found[4]["locations"] == []


def test_what_could_not_be_read_is_told_of_the_run() -> None:
    (invocation,) = run(hostile_run())["invocations"]
    assert not invocation["executionSuccessful"]
    told = invocation["toolExecutionNotifications"]
    places = [x["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for x in told]
    assert places == [LOST, "b.json"]


def test_quotation_is_no_link() -> None:
    assert "](" in HOSTILE
    assert all("](" not in x["message"]["text"] for x in run(hostile_run())["results"])


def test_path_has_slashes_and_begins_at_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert path(Location(str(tmp_path / "b" / "a.json"))) == "b/a.json"
