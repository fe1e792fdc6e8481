"""Reads `[[accept]]` tables, of the settings and of the files beside reports."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from reportlint.acceptances.acceptance import SIDECAR, Acceptance
from reportlint.errors import SettingsError
from reportlint.files.sources import STDIN
from reportlint.findings import Unreadable
from reportlint.form.schema import forms
from reportlint.language import Text
from reportlint.location import Location
from reportlint.rules import RULES
from reportlint.toml import Toml, read_toml

_LARGEST = 2**16
"""Bytes of a file beside a report, which may come with it from anywhere."""


def acceptances(tables: Any, toml: Toml, header: str) -> tuple[Acceptance, ...]:
    """Return the accept tables of a settings file, which stand under `[[header]]`.

    Raises SettingsError for what is no such table.
    """
    return _acceptances(tables, toml, header, ("code", "file", "reason", "until"))


def sidecars(files: Iterable[str]) -> tuple[tuple[Acceptance, ...], tuple[Unreadable, ...]]:
    """Return what the files beside reports accept, and which of them cannot be used."""
    found: list[Acceptance] = []
    wrong: list[Unreadable] = []
    for path in (Path(f"{file}{SIDECAR}") for file in files if file != STDIN):
        if os.path.isfile(path):
            try:
                found += _sidecar(read_toml(path, _LARGEST))
            except SettingsError as error:
                wrong.append(Unreadable(error.location, error.message))
    return tuple(found), tuple(wrong)


def _sidecar(toml: Toml) -> tuple[Acceptance, ...]:
    for name in toml.table:
        if name != "accept":
            raise SettingsError(
                Text(f"没有设置项 {name}", f"there is no setting {name}"), toml.location
            )
    return _acceptances(toml.table.get("accept", []), toml, "accept", ("code", "reason", "until"))


def _acceptances(
    tables: Any, toml: Toml, header: str, required: tuple[str, ...]
) -> tuple[Acceptance, ...]:
    if not (isinstance(tables, list) and all(isinstance(table, dict) for table in tables)):
        raise SettingsError(
            Text("accept 应写作 [[accept]] 表", "accept must be [[accept]] tables"), toml.location
        )
    lines = toml.lines(header, len(tables))
    return tuple(
        _acceptance(table, replace(toml.location, line=line), required)
        for table, line in zip(tables, lines, strict=True)
    )


def _acceptance(table: dict[str, Any], location: Location, required: tuple[str, ...]) -> Acceptance:
    allowed = {*required, "cells", "by"}
    for name, value in table.items():
        if name not in allowed:
            text = Text("豁免中没有 {name} 一项", "an acceptance has no {name} here")
            raise SettingsError(text.fill(name=name), location)
        is_right, wanted = _WANTED[name]
        if not is_right(value):
            raise SettingsError(wanted, location)
    for name in required:
        if name not in table:
            text = Text("豁免缺少 {name}：{wanted}", "an acceptance lacks {name}: {wanted}")
            raise SettingsError(text.fill(name=name, wanted=_WANTED[name][1]), location)
    cells = tuple(table.get("cells", ()))
    return Acceptance(**{**table, "cells": cells, "location": location})


def _is_words(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_code(value: object) -> bool:
    rule = RULES.get(value) if isinstance(value, str) else None
    return rule is not None and rule.needs != "findings"


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _are_cells(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_cell, value))


def _is_cell(value: object) -> bool:
    keys = (key for form in forms().values() for key in form.cells)
    return isinstance(value, str) and any(fnmatchcase(key, value) for key in keys)


_WANTED: dict[str, tuple[Callable[[object], bool], Text]] = {
    "code": (
        _is_code,
        Text(
            "code 应为一条规则的完整代码，如 C202；E 类不能豁免",
            "code must be the whole code of a rule, such as C202, not of family E",
        ),
    ),
    "file": (
        _is_words,
        Text(
            "file 应为报告的文件名或通配符，相对于设置文件所在的文件夹",
            "file must name reports, or be a pattern, relative to the folder of the settings",
        ),
    ),
    "cells": (
        _are_cells,
        Text(
            "cells 应为列表，每项是表式中一格的键名或匹配某格的通配符",
            "cells must be a list of keys of cells of the form, or of patterns that match one",
        ),
    ),
    "reason": (
        _is_words,
        Text("reason 应写明理由，不能留空", "reason must say why, and may not be blank"),
    ),
    "until": (
        _is_day,
        Text(
            "until 应为最后有效的一天，不加引号，如 2027-01-31",
            "until must be the last day, without quotes, such as 2027-01-31",
        ),
    ),
    "by": (_is_words, Text("by 应为人名或机构", "by must be a name")),
}
