"""The schemas in the strict mode of ajv, which warns of everything that JSON Schema leaves open.

`nox -s ajv` installs it; `REPORTLINT_NODE_MODULES` names the folder in which it is.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.fixture_types import Zeros

import reportlint
from reportlint.form.schema import forms, package_folder, schema_folder

MODULES = os.environ.get("REPORTLINT_NODE_MODULES", "")
PROGRAM = """
const [keywords, schema, ...documents] = JSON.parse(require("fs").readFileSync(0, "utf8"));
const Ajv = require("ajv/dist/2020"), said = [];
const logger = {log() {}, warn(x) { said.push(x); }, error(x) { said.push(x); }};
const ajv = new Ajv({strict: true, logger});
require("ajv-formats")(ajv);
ajv.addVocabulary(keywords);
const validate = ajv.compile(schema);
console.log(JSON.stringify({said, verdicts: documents.map(x => validate(x))}));
"""
KEYWORDS = json.loads((package_folder() / "vocabulary" / "keywords.json").read_text("utf-8"))
needs_ajv = pytest.mark.skipif(
    not (shutil.which("node") and Path(MODULES, "ajv").is_dir()),
    reason="needs node, and ajv in the folder that REPORTLINT_NODE_MODULES names",
)


def verdicts(schema: Path, *documents: Any) -> list[bool]:
    """What ajv says of documents, when it had nothing to say of the schema."""
    given = [KEYWORDS, json.loads(schema.read_text(encoding="utf-8")), *documents]
    run = subprocess.run(
        ["node", "-e", PROGRAM],
        input=json.dumps(given),
        env={**os.environ, "NODE_PATH": MODULES},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    answer = json.loads(run.stdout)
    assert answer["said"] == []
    found: list[bool] = answer["verdicts"]
    return found


def test_keywords_are_those_of_the_vocabulary() -> None:
    path = package_folder() / "vocabulary" / "form.schema.json"
    assert list(json.loads(path.read_text(encoding="utf-8"))["properties"]) == KEYWORDS


@needs_ajv
@pytest.mark.parametrize("edition", forms())
def test_edition_is_strict_and_checks_all_but_sums(edition: str, zeros: Zeros) -> None:
    wrong_sum = zeros({"requests.received.total": 3}, edition=edition).data
    wrong_type = zeros({"requests.received.total": "3"}, edition=edition).data
    wrong_date = {**wrong_sum, "published": "2024-02-30"}
    schema = schema_folder() / edition / "report.schema.json"
    assert verdicts(schema, wrong_sum, wrong_type, wrong_date) == [True, False, False]


@needs_ajv
def test_schema_of_findings_is_strict() -> None:
    right = reportlint.Findings(()).to_dict()
    nothing = {key: value for key, value in right.items() if key != "summary"}
    unreadable = {"file": "a.pdf", "message": "…", "more": 1}
    schema = package_folder() / "findings.schema.json"
    assert verdicts(schema, right, nothing, {**right, "unreadable": [unreadable]}) == [
        True,
        False,
        False,
    ]
