"""The shortest way of `check`: one right JSON file, to which no settings apply.

It is read and accepted before anything else of the package is imported, which would take longer.
Whatever is not certain is left to the command itself.
"""

# ruff: noqa: PTH109, PTH116, PTH118, PTH120, PTH123  (pathlib takes longer to import than a report to check)

from __future__ import annotations

import json
import os
import stat
from typing import Any

from reportlint.form.accept import certainty
from reportlint.language import LANGUAGES, Language
from reportlint.output.closing import closing_line

_LARGEST = 2**16
_SETTINGS = ("reportlint.toml", "pyproject.toml")
_OURS = "reportlint"


def accepted(arguments: list[str]) -> str | None:
    """Return the line that closes a run over one clean file; None where that is not certain.

    `arguments` are those of `check`: the file, and before or after it the language.
    """
    path, language = _called(arguments)
    if path is None or language is None or os.environ.get("REPORTLINT_SCHEMAS"):
        return None
    try:
        if _is_plain_file(path) and not _has_settings(path) and _is_clean(path):
            return closing_line({"reports": 1, "errors": 0, "warnings": 0, "notes": 0}, language)
    except (OSError, ValueError, ArithmeticError, RecursionError):
        pass
    return None


def _called(arguments: list[str]) -> tuple[str | None, Language | None]:
    """Return the one file and the language that a call names."""
    left, stated = list(arguments), os.environ.get("REPORTLINT_LANG") or LANGUAGES[0]
    if "--lang" in left[:-1]:
        at = left.index("--lang")
        stated = left[at + 1]
        del left[at : at + 2]
    language = next((each for each in LANGUAGES if each == stated), None)
    named = len(left) == 1 and left[0].endswith(".json") and not left[0].startswith("-")
    return (left[0] if named else None), language


def _is_plain_file(path: str) -> bool:
    """Whether it is a small file, and not the one that is printed to."""
    own, printed = os.stat(path), os.fstat(1)
    is_small = stat.S_ISREG(own.st_mode) and own.st_size <= _LARGEST
    return is_small and not os.path.samestat(own, printed)


def _has_settings(path: str) -> bool:
    """Whether settings may apply in the working folder or to the file, or acceptances beside it."""
    own = os.path.dirname(os.path.abspath(path))
    folders = {*_above(own), *_above(os.getcwd())}
    return os.path.lexists(f"{path}.accept.toml") or any(map(_states_settings, folders))


def _above(folder: str) -> list[str]:
    """Return a folder and all that it is in."""
    found = [folder]
    while (parent := os.path.dirname(found[-1])) != found[-1]:
        found.append(parent)
    return found


def _states_settings(folder: str) -> bool:
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
    with open(path, "rb") as file:
        text = file.read().decode("utf-8")
    data = json.loads(
        text, object_pairs_hook=_object, parse_float=_amount, parse_constant=_no_number
    )
    return isinstance(data, dict) and certainty(data) == "clean"


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
