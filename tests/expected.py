"""What is found in a report, as the file beside it states it.

`pytest --update-expected` rewrites those files and shows what that changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from difflib import unified_diff
from pathlib import Path
from typing import Any

from tests.paths import CHECKOUT

from reportlint.findings import Finding
from reportlint.form.schema import forms, package_folder

SUFFIX = ".expected.json"


def beside(path: Path) -> Path:
    """The file that states what is found in a report, or in a folder of them."""
    return path.with_name(path.name + SUFFIX)


def stated(findings: Iterable[Finding]) -> str:
    """Findings as text: in both languages, their places without the file."""
    text = json.dumps(list(map(_stated, findings)), ensure_ascii=False, indent=2) + "\n"
    return text.replace(_listed(forms()), _listed(forms(package_folder())))


def _listed(editions: Iterable[str]) -> str:
    """Editions as a message lists them: an edition more is no difference."""
    return json.dumps(", ".join(f'"{edition}"' for edition in editions))[1:-1]


def _stated(finding: Finding) -> dict[str, Any]:
    chinese, english = finding.to_dict("zh"), finding.to_dict("en")
    place = chinese.pop("location", {})
    parts = {part: number for part, number in place.items() if part not in ("file", "pointer")}
    return {**_bilingual(chinese, english), **parts}


def _bilingual(chinese: Any, english: Any) -> Any:
    """The same in both languages as one; a sentence that differs by language."""
    if isinstance(chinese, dict):
        return {key: _bilingual(chinese[key], english[key]) for key in chinese if key != "file"}
    if isinstance(chinese, list):
        return [_bilingual(*pair) for pair in zip(chinese, english, strict=True)]
    return chinese if chinese == english else {"zh": chinese, "en": english}


def difference(path: Path, found: str) -> str:
    """What would change in the file beside a report; nothing where it states what was found."""
    file = beside(path)
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    name = file.relative_to(CHECKOUT).as_posix()
    lines = unified_diff(
        before.splitlines(), found.splitlines(), f"{name} states", "found", lineterm=""
    )
    return "\n".join(lines)
