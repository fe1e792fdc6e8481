"""Settings from `reportlint.toml`, or `[tool.reportlint]` of `pyproject.toml`."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from fnmatch import fnmatch
from pathlib import Path, PurePath

from reportlint.acceptances.acceptance import Acceptance, acceptances
from reportlint.errors import SettingsError
from reportlint.language import LANGUAGES, Language, Text
from reportlint.toml import Toml, read_toml


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings; each but `accept` is the default of the command-line option of its name.

    `baseline` is a path that holds from any working folder; `file` is where they stand, None for
    the defaults. The patterns of `exclude` are relative to its folder.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    lang: Language = LANGUAGES[0]
    baseline: str | None = None
    accept: tuple[Acceptance, ...] = ()
    file: Path | None = field(default=None, compare=False)

    def excludes(self, file: str | Path) -> bool:
        """Whether a pattern matches a file, a folder that it is in, or its name."""
        if self.file is None or not self.exclude:
            return False
        path = PurePath(os.path.relpath(os.path.abspath(file), self.file.parent))
        names = [name for part in (path, *path.parents) for name in (part.as_posix(), part.name)]
        return any(fnmatch(name, pattern) for pattern in self.exclude for name in names)


class SettingsByFile:
    """Which settings hold for which file: the nearest above it, or those of one file for all.

    With `stated` settings no other file is looked for. A file in an archive, whose own folders
    supply none, has the settings of the folder that the archive is in.
    """

    def __init__(self, stated: Settings | None = None) -> None:
        self._stated = stated
        self._found: dict[Path, Settings] = {}

    def of_folder(self, folder: str | Path) -> Settings:
        """Return the settings of a folder; raises SettingsError for a file that cannot be used."""
        if self._stated is not None:
            return self._stated
        path = Path(os.path.abspath(folder))
        unknown: list[Path] = []
        found = None
        for own in (path, *path.parents):
            unknown.append(own)
            if found := self._found.get(own) or _settings_in(own):
                break
        self._found |= dict.fromkeys(unknown, found or Settings())
        return self._found[path]

    def of_file(self, file: str) -> Settings:
        """Return the settings of a file, or of one in an archive, by its name."""
        folders = Path(os.path.abspath(file)).parents
        # Out of the archive, or of what is not there.
        return self.of_folder(next((x for x in folders if os.path.isdir(x)), folders[-1]))


def read_settings(file: Path) -> Settings:
    """Return the settings of one file, whatever its name; SettingsError where it has none."""
    toml = read_toml(file)
    if file.name == "pyproject.toml":
        table = _ours(toml)
        if table is None:
            none = Text("没有 [tool.reportlint]", "there is no [tool.reportlint]")
            raise SettingsError(none, toml.location)
        return _settings(table, toml, "tool.reportlint.accept")
    return _settings(toml.table, toml, "accept")


def find_settings(start: Path) -> Settings:
    """Return the settings of the nearest file in `start` or a folder above; else the defaults.

    Raises SettingsError for a file that is not TOML, an unknown setting or a wrong value.
    """
    return next(filter(None, map(_settings_in, (start, *start.parents))), Settings())


def _settings_in(folder: Path) -> Settings | None:
    """Return the settings of a file in a folder; None where there is none."""
    own, shared = folder / "reportlint.toml", folder / "pyproject.toml"
    if os.path.isfile(own):
        return read_settings(own)
    if os.path.isfile(shared) and (table := _ours(toml := read_toml(shared))) is not None:
        return _settings(table, toml, "tool.reportlint.accept")
    return None


_UNKNOWN = Text("没有设置项 {name}{hint}", "there is no setting {name}{hint}")
_CLOSE = Text("，是不是 {close}？", ", did you mean {close}?")


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
    names = [each.name for each in fields(Settings) if each.name != "file"]
    for name in table:
        if name not in names:
            close = next(iter(get_close_matches(name, names, 1, 0.5)), "")
            hint = _CLOSE.fill(close=close) if close else ""
            raise SettingsError(_UNKNOWN.fill(name=name, hint=hint), toml.location)
    return Settings(
        select=_strings(table, "select", toml),
        ignore=_strings(table, "ignore", toml),
        exclude=_strings(table, "exclude", toml),
        lang=_language(table.get("lang", LANGUAGES[0]), toml),
        baseline=_path(table.get("baseline"), toml),
        accept=acceptances(table.get("accept", []), toml, header),
        file=toml.file,
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
