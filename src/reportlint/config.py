"""Settings from `reportlint.toml`, or `[tool.reportlint]` of `pyproject.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from reportlint.language import LANGUAGES, Text


class ConfigError(Exception):
    """A settings file that cannot be used."""

    def __init__(self, file: Path, message: Text) -> None:
        super().__init__(f"{file}: {message.en}")
        self.message = Text(f"{file}：{message.zh}", f"{file}: {message.en}")


@dataclass(frozen=True, slots=True)
class Config:
    """The settings; each is the default of the command-line option of its name."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    lang: str = "zh"


def find_config(start: Path) -> Config:
    """Return the settings of the nearest file in `start` or a folder above; else the defaults.

    Raises ConfigError for a file that is not TOML, an unknown setting or a wrong value.
    """
    for folder in (start, *start.parents):
        own, shared = folder / "reportlint.toml", folder / "pyproject.toml"
        if own.is_file():
            return _config(_toml(own), own)
        if shared.is_file() and "reportlint" in (tool := _toml(shared).get("tool", {})):
            return _config(tool["reportlint"], shared)
    return Config()


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(
            file, Text(f"不是合法的 TOML：{error}", f"not valid TOML: {error}")
        ) from None


def _config(table: dict[str, Any], file: Path) -> Config:
    known = {field.name for field in fields(Config)}
    for name, value in table.items():
        if name not in known:
            raise ConfigError(file, Text(f"没有设置项 {name}", f"there is no setting {name}"))
        if name == "lang" and value not in LANGUAGES:
            raise ConfigError(file, Text("lang 应为 zh 或 en", "lang must be zh or en"))
        if name != "lang" and not _strings(value):
            raise ConfigError(
                file, Text(f"{name} 应为字符串列表", f"{name} must be a list of strings")
            )
    settings: dict[str, Any] = {n: v if n == "lang" else tuple(v) for n, v in table.items()}
    return Config(**settings)


def _strings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
