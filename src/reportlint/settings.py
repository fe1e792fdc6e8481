"""Settings from `reportlint.toml`, or `[tool.reportlint]` of `pyproject.toml`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TypeVar

from reportlint.acceptances.acceptance import Acceptance, acceptances
from reportlint.errors import SettingsError
from reportlint.files.sources import ignored_in, matches, relative
from reportlint.findings import SEVERITY_ORDER, Severity
from reportlint.language import LANGUAGES, LIST, Language, Text, joined
from reportlint.nearest import meant
from reportlint.rules import RULES
from reportlint.rules.choice import ALL, begins, is_chosen
from reportlint.toml import Toml, read_toml, shared_table, written


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings; each but `accept` is the default of the command-line option of its name.

    `select`, `extend_select`, `ignore`, and the keys of `severity` are beginnings of codes. The
    patterns of `exclude`, and those by which `per_file_ignores` has codes, are relative to the
    folder of `file`, where the settings stand; None for the defaults. `baseline` is a path that
    holds from any working folder.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    lang: Language = LANGUAGES[0]
    baseline: str | None = None
    accept: tuple[Acceptance, ...] = ()
    extend_select: tuple[str, ...] = ()
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    severity: Mapping[str, Severity] = field(default_factory=dict)
    fail_on: Severity = SEVERITY_ORDER[0]
    file: Path | None = field(default=None, compare=False)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The beginnings of codes to use, of `select` and `extend_select` together."""
        return (
            (*(self.select or (ALL,)), *self.extend_select) if self.extend_select else self.select
        )

    def excludes(self, file: str | Path) -> bool:
        """Whether a pattern matches a file, a folder that it is in, or its name."""
        if self.file is None or not self.exclude:
            return False
        return matches(relative(str(file), self.file.parent), self.exclude)

    def of_working_folder(self, own: Settings) -> Settings:
        """Return the settings with what is taken from those of the working folder."""
        return replace(self, lang=own.lang, baseline=own.baseline, fail_on=own.fail_on)

    def to_toml(self) -> str:
        """Return the settings as a file states them; without those that have no value."""
        own = {option(each.name): getattr(self, each.name) for each in fields(self)}
        tables = [accepted.to_toml() for accepted in own.pop("accept")]
        del own["file"]
        lines = [f"{name} = {written(value)}" for name, value in own.items() if value is not None]
        return "\n".join([*lines, "", *tables])

    def asks_for(self, code: str, file: str) -> bool:
        """Whether a rule is asked for in a file; what is ignored in that file alone never is."""
        folder = self.file.parent if self.file else None
        ignored = ignored_in(file, self.per_file_ignores, folder)
        return is_chosen(code, self.chosen, self.ignore) and is_chosen(code, (), ignored)


class SettingsByFile:
    """Which settings hold for which file: the nearest above it, or those of one file for all.

    With `stated` settings no other file is looked for. A file in an archive, whose own folders
    supply none, has the settings of the folder that the archive is in.
    """

    def __init__(
        self, stated: Settings | None = None, over: Callable[[Settings], Settings] | None = None
    ) -> None:
        self._stated = stated
        self._over = over or (lambda own: own)
        self._found: dict[Path, Settings] = {}

    def under(self, over: Callable[[Settings], Settings]) -> SettingsByFile:
        """Return the same, each with what is put `over` it."""
        return SettingsByFile(self._stated, over)

    def of_folder(self, folder: str | Path) -> Settings:
        """Return the settings of a folder; raises SettingsError for a file that cannot be used."""
        if self._stated is not None:
            return self._over(self._stated)
        path = Path(os.path.abspath(folder))
        unknown: list[Path] = []
        found = None
        for own in (path, *path.parents):
            unknown.append(own)
            if found := self._found.get(own):
                break
            if read := _settings_in(own):
                found = self._over(read)
                break
        found = found or self._over(Settings())
        self._found |= dict.fromkeys(unknown, found)
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
        table = shared_table(toml)
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
    if os.path.isfile(shared) and (table := shared_table(toml := read_toml(shared))) is not None:
        return _settings(table, toml, "tool.reportlint.accept")
    return None


_UNKNOWN = Text("没有设置项 {name}{hint}", "there is no setting {name}{hint}")


def option(name: str) -> str:
    """Return a setting as files and the command line spell it."""
    return name.replace("_", "-")


NAMES = tuple(option(each.name) for each in fields(Settings) if each.name != "file")
"""Every setting, as files spell it."""


def _settings(table: object, toml: Toml, header: str) -> Settings:
    """Return the settings of a table; its accept tables stand under `[[header]]`."""
    if not isinstance(table, dict):
        raise SettingsError(
            Text("reportlint 应为一个表", "reportlint must be a table"), toml.location
        )
    for name in table:
        if name not in NAMES:
            raise SettingsError(_UNKNOWN.fill(name=name, hint=meant(name, NAMES)), toml.location)
    made = Settings(
        select=_codes(table, "select", toml),
        extend_select=_codes(table, "extend-select", toml),
        ignore=_codes(table, "ignore", toml),
        exclude=_strings(table.get("exclude", []), "exclude", toml),
        per_file_ignores=_per_file_ignores(table.get("per-file-ignores", {}), toml),
        severity=_severities(table.get("severity", {}), toml),
        fail_on=_one_of(SEVERITY_ORDER, table.get("fail-on", SEVERITY_ORDER[0]), "fail-on", toml),
        lang=_one_of(LANGUAGES, table.get("lang", LANGUAGES[0]), "lang", toml),
        baseline=_path(table.get("baseline"), toml),
        accept=acceptances(table.get("accept", []), toml, header),
        file=toml.file,
    )
    if said := contradiction((*made.select, *made.extend_select), made.ignore):
        raise SettingsError(said, toml.location)
    return made


_CONTRADICTION = Text(
    "{code} 既在 select 中又在 ignore 中，只能留一处", "{code} is both selected and ignored"
)
_NO_RULE = Text("没有以 {code} 开头的规则{hint}", "no rule begins with {code}{hint}")


def contradiction(select: Iterable[str], ignore: Iterable[str]) -> Text | None:
    """Return what is wrong where the same codes are asked for and not; None where none are."""
    both = next((code for code in select if code in tuple(ignore)), None)
    return None if both is None else _CONTRADICTION.fill(code=both)


def unknown_code(codes: Iterable[str]) -> Text | None:
    """Return what is wrong where no rule begins with one of some codes; None where all are known.

    >>> print(unknown_code(["A", "C2O2"]))
    没有以 C2O2 开头的规则，是不是 C202？
    """
    for code in codes:
        if not any(begins(known, code) for known in RULES):
            return _NO_RULE.fill(code=code, hint=meant(code, [*RULES, ALL]))
    return None


def _strings(value: object, name: str, toml: Toml) -> tuple[str, ...]:
    strings = [item for item in value if isinstance(item, str)] if isinstance(value, list) else None
    if strings is None or strings != value:
        raise SettingsError(
            Text(f"{name} 应为字符串列表", f"{name} must be a list of strings"), toml.location
        )
    return tuple(strings)


def _codes(table: dict[str, object], name: str, toml: Toml) -> tuple[str, ...]:
    return _known(_strings(table.get(name, []), name, toml), toml)


def _known(codes: tuple[str, ...], toml: Toml) -> tuple[str, ...]:
    if said := unknown_code(codes):
        raise SettingsError(said, toml.location)
    return codes


def _table(value: object, name: str, of: Text, toml: Toml) -> dict[str, object]:
    if not isinstance(value, dict):
        said = Text("{name} 应为一个表：{of}", "{name} must be a table: {of}")
        raise SettingsError(said.fill(name=name, of=of), toml.location)
    return value


def _per_file_ignores(value: object, toml: Toml) -> dict[str, tuple[str, ...]]:
    of = Text('"通配符" = ["代码"]', '"PATTERN" = ["CODE"]')
    found = _table(value, "per-file-ignores", of, toml)
    return {
        pattern: _known(_strings(codes, f"per-file-ignores {pattern}", toml), toml)
        for pattern, codes in found.items()
    }


def _severities(value: object, toml: Toml) -> dict[str, Severity]:
    found = _table(value, "severity", Text('代码 = "error"', 'CODE = "error"'), toml)
    _known(tuple(found), toml)
    return {
        code: _one_of(SEVERITY_ORDER, said, f"severity {code}", toml)
        for code, said in found.items()
    }


_Word = TypeVar("_Word", bound=str)


def _one_of(words: Sequence[_Word], value: object, name: str, toml: Toml) -> _Word:
    for word in words:
        if value == word:
            return word
    listed = joined([joined(words[:-1], LIST), words[-1]], Text(" 或 ", " or "))
    hint = meant(value, words) if isinstance(value, str) else ""
    said = Text("{name} 应为 {words}{hint}", "{name} must be {words}{hint}")
    raise SettingsError(said.fill(name=name, words=listed, hint=hint), toml.location)


def _path(value: object, toml: Toml) -> str | None:
    """Return the path of a file named relative to the settings."""
    if value is None or isinstance(value, str):
        return None if value is None else str(toml.file.parent / value)
    raise SettingsError(
        Text("baseline 应为文件名", "baseline must be the name of a file"), toml.location
    )
