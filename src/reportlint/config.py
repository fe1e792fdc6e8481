"""Settings from `reportlint.toml`, or `[tool.reportlint]` of `pyproject.toml`."""

from __future__ import annotations

import os
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
        if os.path.isfile(own):
            return _config(_toml(own), own)
        if os.path.isfile(shared) and (table := _ours(_toml(shared))) is not None:
            return _config(table, shared)
    return Config()


def _ours(pyproject: dict[str, Any]) -> Any:
    tool = pyproject.get("tool")
    return tool.get("reportlint") if isinstance(tool, dict) else None


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        reason = error.strerror
        raise ConfigError(
            file, Text(f"无法打开：{reason}", f"cannot be opened: {reason}")
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError(
            file, Text(f"不是合法的 TOML：{error}", f"not valid TOML: {error}")
        ) from None


def _config(table: Any, file: Path) -> Config:
    if not isinstance(table, dict):
        raise ConfigError(file, Text("reportlint 应为一个表", "reportlint must be a table"))
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
