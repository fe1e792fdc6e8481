"""What is answered before anything that takes long is imported, click included.

That is `check` of one right JSON file to which no settings apply, and the table of `rules`.
Whatever is not certain is left to the commands themselves.
"""

# ruff: noqa: PTH109, PTH116, PTH118, PTH120, PTH123  (pathlib takes longer to import than a report to check)

from __future__ import annotations

import json
import os
import stat
import sys
from typing import Any

from reportlint.language import LANGUAGES, Language

_LARGEST = 2**16
_SETTINGS = ("reportlint.toml", "pyproject.toml")
_OURS = "reportlint"


def answer(line: list[str]) -> str | None:
    """Return what a line of arguments prints, with exit code 0; None where it is not certain."""
    command, *arguments = line or [""]
    if command == "check":
        return accepted(arguments)
    return listed(arguments) if command == "rules" else None


def accepted(arguments: list[str]) -> str | None:
    """Return the line that closes a run over one file without a finding.

    `arguments` are those of `check`: the file, and before or after it the language.
    """
    operands, language = _called(arguments)
    path = operands[0] if len(operands) == 1 else ""
    if language is None or not path.endswith(".json") or path.startswith("-"):
        return None
    try:
        if not (_is_plain_file(path) and not _has_settings(path) and _is_clean(path)):
            return None
    except Exception:  # noqa: BLE001  (the command says what fails)
        return None
    from reportlint.output.closing import closing_line, summary

    counts = {"reports": 1, "errors": 0, "warnings": 0, "notes": 0}
    # On a terminal it is in colours, and who reads it there does not count milliseconds.
    return (closing_line if sys.stdout.isatty() else summary)(counts, language)


def listed(arguments: list[str]) -> str | None:
    """Return the table of `rules`; `arguments` are those of the command, at most the language."""
    operands, language = _called(arguments)
    if operands or language is None or any(map(states_settings, above(os.getcwd()))):
        return None
    from reportlint.form.kept import KeptModule

    kept = KeptModule("rules_table", os.path.dirname(__file__), _sources(), _tables)
    table: str = kept.namespace()[language]
    return table


def _sources() -> list[str]:
    """Return the files of which the table is made: all of the package's."""
    package = os.path.dirname(os.path.dirname(__file__))
    return [
        os.path.join(folder, name)
        for folder, _, names in os.walk(package)
        for name in names
        if name.endswith(".py")
    ]


def _tables() -> str:
    from reportlint.output.rules import table

    return "\n".join(f"{language} = {table(language)!r}" for language in LANGUAGES)


def _called(arguments: list[str]) -> tuple[list[str], Language | None]:
    """Return what a call names beside the language, and the language; None where none is known."""
    left, stated = list(arguments), os.environ.get("REPORTLINT_LANG") or LANGUAGES[0]
    if "--lang" in left[:-1]:
        at = left.index("--lang")
        stated = left[at + 1]
        del left[at : at + 2]
    if os.environ.get("REPORTLINT_SCHEMAS"):
        return left, None
    return left, next((each for each in LANGUAGES if each == stated), None)


def _is_plain_file(path: str) -> bool:
    """Whether it is a small file, and not the one that is printed to."""
    own, printed = os.stat(path), os.fstat(1)
    is_small = stat.S_ISREG(own.st_mode) and own.st_size <= _LARGEST
    return is_small and not os.path.samestat(own, printed)


def _has_settings(path: str) -> bool:
    """Whether settings may apply in the working folder or to the file, or acceptances beside it."""
    own = os.path.dirname(os.path.abspath(path))
    folders = {*above(own), *above(os.getcwd())}
    return os.path.lexists(f"{path}.accept.toml") or any(map(states_settings, folders))


def above(folder: str) -> list[str]:
    """Return a folder and all that it is in."""
    found = [folder]
    while (parent := os.path.dirname(found[-1])) != found[-1]:
        found.append(parent)
    return found


def states_settings(folder: str) -> bool:
    """Whether a folder has a file of settings for us."""
    own, shared = (os.path.join(folder, name) for name in _SETTINGS)
    if os.path.lexists(own):
        return True
    if not os.path.lexists(shared):
        return False
    with open(shared, "rb") as file:
        text = file.read().decode("utf-8-sig")
    if _OURS not in text:
        return False
    import tomllib

    return _OURS in tomllib.loads(text).get("tool", {})


def _is_clean(path: str) -> bool:
    from reportlint.form.accept import certainty

    with open(path, "rb") as file:
        text = file.read().decode("utf-8")
    data = json.loads(
        text, object_pairs_hook=_object, parse_float=_amount, parse_constant=_no_number
    )
    certain = certainty(data) if isinstance(data, dict) else "closer"
    return certain == "clean" or (certain == "numbers" and not _is_told_of(data, path))


def _is_told_of(data: dict[str, Any], path: str) -> bool:
    """Whether a rule has anything to say of a report whose numbers are right."""
    from reportlint.report import Report
    from reportlint.rules import selected

    json.dumps(
        data, ensure_ascii=False, default=str
    ).encode()  # fails where it holds what is no text
    report = Report(data, path)
    beside = [rule for rule in selected() if not rule.by_schema]
    return any(any(rule.check(report)) or any(rule.compare(report, ())) for rule in beside)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError  # a key stands twice
    return found


def _amount(literal: str) -> object:
    from reportlint.number import parsed

    return parsed(literal)


def _no_number(literal: str) -> None:
    raise ValueError(literal)
