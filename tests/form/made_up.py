"""A made-up edition, added as data alone: the form of 2021 with a row and a limit more.

`python tests/form/made_up.py FOLDER` writes it into a folder, beside the editions there are; then
`REPORTLINT_SCHEMAS=FOLDER pytest` runs the tests with it.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

BASE, EDITION = "2021", "2027"
NOTICE = "国办公开办函〔2027〕1号"
ADDED = "requests.outcomes.other.transferred"
LIMIT: dict[str, Any] = {
    "name": "issued-in-force",
    "title": "制发和废止的规章不应多于制发和现行有效的规范性文件",
    "description": "rules issued and repealed should not exceed documents issued and in force",
    "sum": ["regulations.issued", "regulations.repealed"],
    "atMost": ["normative_documents.issued", "normative_documents.in_force"],
}


def made_up(schemas: Path) -> dict[str, Any]:
    """The schema of the edition, made from that of 2021."""
    path = schemas / BASE / "report.schema.json"
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    schema |= {
        "$id": f"urn:reportlint:report:{EDITION}",
        "x-edition": EDITION,
        "x-notice": NOTICE,
    }
    parts = schema["properties"]
    parts["edition"]["const"] = EDITION
    parts["year"]["minimum"] = int(EDITION)
    parts["proactive"]["properties"]["coercion"]["title"] = "行政强制措施"
    parts["proactive"]["x-limits"] = [LIMIT]
    outcomes = parts["requests"]["properties"]["outcomes"]
    other = outcomes["properties"]["other"]
    row = {"title": "4.移送其他机关", "description": "transferred", "$ref": "#/$defs/applicants"}
    other["properties"]["transferred"] = row
    other["required"].append("transferred")
    outcomes["x-identities"][0]["sum"].append("other.transferred")
    return schema


def write(folder: Path) -> None:
    """Write the editions there are and the made-up one into a folder."""
    schemas = Path(__file__).parents[2] / "schemas"
    for edition in schemas.glob("2*"):
        shutil.copytree(edition, folder / edition.name, dirs_exist_ok=True)
    (folder / EDITION).mkdir(exist_ok=True)
    path = folder / EDITION / "report.schema.json"
    path.write_text(json.dumps(made_up(schemas), ensure_ascii=False, indent=2), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
