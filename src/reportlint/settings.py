"""Settings from `reportlint.toml`, or `[tool.reportlint]` of `pyproject.toml`."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from reportlint.acceptances.accept_tables import acceptances
from reportlint.acceptances.acceptance import Acceptance
from reportlint.errors import SettingsError
from reportlint.language import LANGUAGES, Text
from reportlint.toml import Toml, read_toml


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings; each but `accept` is the default of the command-line option of its name.

    `baseline` is a path that holds from any working folder.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    lang: str = "zh"
    baseline: str | None = None
    accept: tuple[Acceptance, ...] = ()


def find_settings(start: Path) -> Settings:
    """Return the settings of the nearest file in `start` or a folder above; else the defaults.

    Raises SettingsError for a file that is not TOML, an unknown setting or a wrong value.
    """
    for folder in (start, *start.parents):
        own, shared = folder / "reportlint.toml", folder / "pyproject.toml"
        if os.path.isfile(own):
            toml = read_toml(own)
            return _settings(toml.table, toml, "accept")
        if os.path.isfile(shared) and (table := _ours(toml := read_toml(shared))) is not None:
            return _settings(table, toml, "tool.reportlint.accept")
    return Settings()


def _ours(pyproject: Toml) -> Any:
    tool = pyproject.table.get("tool")
    return tool.get("reportlint") if isinstance(tool, dict) else None


def _settings(table: Any, toml: Toml, accept: str) -> Settings:
    """Return the settings of a table; `accept` is the header of its accept tables."""
    if not isinstance(table, dict):
        raise SettingsError(
            Text("reportlint 应为一个表", "reportlint must be a table"), toml.location
        )
    known = {field.name for field in fields(Settings)}
    for name in table:
        if name not in known:
            raise SettingsError(
                Text(f"没有设置项 {name}", f"there is no setting {name}"), toml.location
            )
    settings = {n: _setting(n, v, toml) for n, v in table.items() if n != "accept"}
    return Settings(**settings, accept=acceptances(table.get("accept", []), toml, accept))


def _setting(name: str, value: Any, toml: Toml) -> Any:
    if name == "lang":
        if value not in LANGUAGES:
            raise SettingsError(Text("lang 应为 zh 或 en", "lang must be zh or en"), toml.location)
        return value
    if name == "baseline":
        if not isinstance(value, str):
            raise SettingsError(
                Text("baseline 应为文件名", "baseline must be the name of a file"), toml.location
            )
        return str(toml.file.parent / value)
    if not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
        raise SettingsError(
            Text(f"{name} 应为字符串列表", f"{name} must be a list of strings"), toml.location
        )
    return tuple(value)
