"""The examples run, and other validators say the same of the structure of reports.

`nox -s examples` installs what they need; without it a test is skipped, with a reason.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from tests.commands import run
from tests.paths import CHECKOUT

import reportlint
from reportlint.form.schema import forms

EXAMPLES = CHECKOUT / "examples"
GIVEN = ("fixtures/faulty/street-2021.txt", "fixtures/A101-applicants-total/fire-wrong-total.json")
MODULES = os.environ.get("REPORTLINT_NODE_MODULES", "")


STRUCTURE = ("S0", "S1", "C101")
"""Rules that say what JSON Schema can: the edition's years, S1, and counts below 0."""


def done(*command: object, code: int = 0) -> str:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "NODE_PATH": MODULES}
    result = subprocess.run(
        list(map(str, command)),
        cwd=CHECKOUT,
        env={**environment, "POLARS_FMT_MAX_ROWS": "99", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert result.returncode == code, result.stderr
    return result.stdout


def example(name: str, *needs: str) -> str:
    for each in needs:
        pytest.importorskip(each)
    return done(sys.executable, EXAMPLES / name, *GIVEN)


def test_polars() -> None:
    printed = example("polars_findings.py")
    assert "A101" in printed
    assert "requests.received.total" in printed


def test_pandas() -> None:
    printed = example("pandas_rows.py", "pandas", "pyarrow")
    assert f"{GIVEN[0]} A101 {{'requests.outcomes.unavailable.not_held.total': 3}}" in printed
    assert f"{GIVEN[1]} A101 {{'requests.received.total': 8}}" in printed


def test_duckdb() -> None:
    lines = example("duckdb_rules.py", "duckdb", "pyarrow").splitlines()
    assert lines == [f"{GIVEN[1]} A101 A103", f"{GIVEN[0]} A101 A102"]


def test_notebook(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its code is run cell by cell, as any program that runs notebooks does."""
    monkeypatch.chdir(CHECKOUT)
    notebook = json.loads((EXAMPLES / "notebook.ipynb").read_text(encoding="utf-8"))
    if find_spec("nbformat"):
        import nbformat

        nbformat.validate(nbformat.from_dict(notebook))
    names: dict[str, Any] = {}
    cells = ["".join(x["source"]) for x in notebook["cells"] if x["cell_type"] == "code"]
    for cell in cells:
        exec(compile(cell, "notebook.ipynb", "exec"), names)  # noqa: S102
    assert {"A101", "C201"} <= set(names["found"]["code"])
    assert names["certain"].height > 0
    assert names["reports"].height == names["findings"].reports
    assert not [x for x in notebook["cells"] if x.get("outputs")]


def reports(edition: str) -> list[Path]:
    """The fixtures in JSON that are of an edition, in which a reader had nothing to interpret."""
    found = []
    for path in sorted((CHECKOUT / "fixtures").rglob("*.json")):
        if path.name.endswith(".expected.json"):
            continue
        try:
            report = reportlint.load(path)
        except reportlint.ReadError:
            continue
        if report.form is not None and report.form.edition == edition and not report.observations:
            found.append(path)
    return found


def wrong_by_reportlint(paths: list[Path]) -> set[str]:
    found = reportlint.check(paths, select=STRUCTURE, reference=True)
    return {finding.file for finding in found}


@pytest.fixture
def schema(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "form.json"
    path.write_bytes(run("schema", request.param).stdout_bytes)
    return path


def both(edition: str) -> tuple[list[Path], set[str]]:
    paths = reports(edition)
    wrong = wrong_by_reportlint(paths)
    assert len(paths) > 3
    return paths, wrong


@pytest.mark.parametrize(("edition", "schema"), [(x, x) for x in forms()], indirect=["schema"])
def test_check_jsonschema_says_the_same_of_the_structure(edition: str, schema: Path) -> None:
    if not find_spec("check_jsonschema"):
        pytest.skip("needs check-jsonschema")
    paths, wrong = both(edition)
    checker = (sys.executable, "-m", "check_jsonschema", "--schemafile", schema, "-o", "json")
    said = json.loads(done(*checker, *paths, code=int(bool(wrong))))
    assert {entry["filename"] for entry in said["errors"]} == wrong


@pytest.mark.parametrize(("edition", "schema"), [(x, x) for x in forms()], indirect=["schema"])
def test_ajv_says_the_same_of_the_structure(edition: str, schema: Path) -> None:
    if not (shutil.which("node") and Path(MODULES, "ajv").is_dir()):
        pytest.skip("needs node, and ajv in the folder that REPORTLINT_NODE_MODULES names")
    paths, wrong = both(edition)
    keywords = schema.with_name("keywords.json")
    keywords.write_bytes(run("schema", "keywords").stdout_bytes)
    program = ("node", EXAMPLES / "json_schema.cjs", schema, keywords)
    lines = done(*program, *paths, code=int(bool(wrong))).splitlines()
    assert len(lines) == len(paths)
    assert {line.partition(": ")[0] for line in lines if not line.endswith(": ok")} == wrong
