"""Settings from `reportlint.toml`, or `[tool.reportlint]` of `pyproject.toml`."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from pathlib import Path

from reportlint.acceptances.acceptance import Acceptance, acceptances
from reportlint.errors import SettingsError
from reportlint.language import LANGUAGES, Language, Text
from reportlint.toml import Toml, read_toml


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings; each but `accept` is the default of the command-line option of its name.

    `baseline` is a path that holds from any working folder.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    lang: Language = LANGUAGES[0]
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


def _ours(pyproject: Toml) -> object:
    """The table of a project file that is for us; None where there is none."""
    tool = pyproject.table.get("tool")
    return tool.get("reportlint") if isinstance(tool, dict) else None


def _settings(table: object, toml: Toml, header: str) -> Settings:
    """Return the settings of a table; its accept tables stand under `[[header]]`."""
    if not isinstance(table, dict):
        raise SettingsError(
            Text("reportlint 应为一个表", "reportlint must be a table"), toml.location
        )
    names = {field.name for field in fields(Settings)}
    for name in table:
        if name not in names:
            raise SettingsError(
                Text(f"没有设置项 {name}", f"there is no setting {name}"), toml.location
            )
    return Settings(
        select=_strings(table, "select", toml),
        ignore=_strings(table, "ignore", toml),
        exclude=_strings(table, "exclude", toml),
        lang=_language(table.get("lang", LANGUAGES[0]), toml),
        baseline=_path(table.get("baseline"), toml),
        accept=acceptances(table.get("accept", []), toml, header),
    )


def _strings(table: dict[str, object], name: str, toml: Toml) -> tuple[str, ...]:
    value = table.get(name, [])
    strings = [item for item in value if isinstance(item, str)] if isinstance(value, list) else None
    if strings is None or strings != value:
        raise SettingsError(
            Text(f"{name} 应为字符串列表", f"{name} must be a list of strings"), toml.location
        )
    return tuple(strings)


def _language(value: object, toml: Toml) -> Language:
    for language in LANGUAGES:
        if value == language:
            return language
    raise SettingsError(Text("lang 应为 zh 或 en", "lang must be zh or en"), toml.location)


def _path(value: object, toml: Toml) -> str | None:
    """Return the path of a file named relative to the settings."""
    if value is None or isinstance(value, str):
        return None if value is None else str(toml.file.parent / value)
    raise SettingsError(
        Text("baseline 应为文件名", "baseline must be the name of a file"), toml.location
    )
