"""TOML files that users write, and what is wrong with one."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from reportlint.errors import SettingsError, reason
from reportlint.language import Text
from reportlint.location import Location

_UNOPENED = Text("无法打开：{reason}", "cannot be opened: {reason}")
_LARGEST = 2**20
"""Bytes of a settings file."""


@dataclass(frozen=True, slots=True)
class Toml:
    """A TOML file: its text, and the table that it holds."""

    file: Path
    text: str
    table: dict[str, Any]

    @property
    def location(self) -> Location:
        """The file as a place."""
        return Location(str(self.file))

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


def written(value: object) -> str:
    r"""Return a string, a day, or a list or table of these as TOML writes it on one line.

    >>> print(written({"2023*": ["C202", 'a "b"\n']}))
    { "2023*" = ["C202", "a \"b\"\n"] }
    """
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{written(name)} = {written(each)}" for name, each in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(map(written, value))}]"
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def shared_table(pyproject: Toml) -> object:
    """Return the table of a project file that is for us; None where there is none."""
    tool = pyproject.table.get("tool")
    return tool.get("reportlint") if isinstance(tool, dict) else None


def read_toml(file: Path, largest: int = _LARGEST) -> Toml:
    """Return the content of a TOML file of at most `largest` bytes; SettingsError for any other."""
    location = Location(str(file))
    try:
        with file.open("rb") as opened:
            content = opened.read(largest + 1)
    except OSError as error:
        raise SettingsError(_UNOPENED.fill(reason=reason(error)), location) from None
    if len(content) > largest:
        raise SettingsError(Text("文件过大", "the file is too large"), location)
    try:
        text = content.decode("utf-8-sig")  # editors of Windows put a mark before it
        return Toml(file, text, tomllib.loads(text))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SettingsError(
            Text(f"不是合法的 TOML：{error}", f"not valid TOML: {error}"), location
        ) from None
