"""TOML files that users write, and what is wrong with one."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlint.errors import reason
from reportlint.language import Text

_UNOPENED = Text("无法打开：{reason}", "cannot be opened: {reason}")
_LARGEST = 2**20
"""Bytes of a settings file."""


class SettingsError(Exception):
    """A settings file that cannot be used; `message` says where and why in both languages."""

    def __init__(self, file: Path, reason: Text, line: int | None = None) -> None:
        place = f"{file}:{line}" if line else str(file)
        super().__init__(f"{place}: {reason.en}")
        self.file = file
        self.line = line
        self.reason = reason
        self.message = Text(f"{place}：{reason.zh}", f"{place}: {reason.en}")


@dataclass(frozen=True, slots=True)
class Toml:
    """A TOML file: its text, and the table that it holds."""

    file: Path
    text: str
    table: dict[str, Any]

    def lines(self, name: str, tables: int) -> list[int | None]:
        r"""Return the line of each of the `tables` that stand under headers `[[name]]`.

        The parser tells no places. Headers are looked for in the text, and where their number is
        not that of the tables (an inline array, a header inside a string) no line is known.

        >>> Toml(Path("a.toml"), "x = 1\n[[accept]]\n[[accept]]", {}).lines("accept", 2)
        [2, 3]
        """
        header = re.compile(rf"[ \t]*\[\[[ \t]*{re.escape(name)}[ \t]*\]\]")
        found = [n for n, line in enumerate(self.text.split("\n"), 1) if header.match(line)]
        return [*found] if len(found) == tables else [None] * tables


def read_toml(file: Path, largest: int = _LARGEST) -> Toml:
    """Return the content of a TOML file of at most `largest` bytes; ConfigError for any other."""
    try:
        with file.open("rb") as opened:
            content = opened.read(largest + 1)
    except OSError as error:
        raise SettingsError(file, _UNOPENED.fill(reason=reason(error))) from None
    if len(content) > largest:
        raise SettingsError(file, Text("文件过大", "the file is too large"))
    try:
        text = content.decode()
        return Toml(file, text, tomllib.loads(text))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SettingsError(
            file, Text(f"不是合法的 TOML：{error}", f"not valid TOML: {error}")
        ) from None
