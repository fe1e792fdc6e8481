"""An acceptance added to a file, of settings or beside a report."""

from __future__ import annotations

import glob
import os
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

from reportlint.acceptances.acceptance import SIDECAR, Acceptance, acceptances, sidecar
from reportlint.errors import SettingsError
from reportlint.files.sources import relative
from reportlint.files.writing import replace_file
from reportlint.language import Text
from reportlint.location import Location
from reportlint.toml import Toml, read_toml, shared_table

_NO_TEXT = Text("文件名、理由或人名中有不是文字的内容", "a name or the reason is no text")
_UNADDED = Text(
    "不能在后面添加豁免（accept 可能写成了行内的列表），没有改写；请手工添加",
    "nothing can be added to it, perhaps since accept stands inline; it was left alone: add it by "
    "hand",
)


def added(
    report: str,
    code: str,
    cells: tuple[str, ...],
    *,
    reason: str,
    until: date,
    by: str | None = None,
    file: str | None = None,
) -> Acceptance:
    """Return an acceptance of a report, as it stands in a file: by default that beside the report.

    In a file of settings it names the report, from the folder of that file.
    """
    beside = f"{report}{SIDECAR}"
    pattern = None
    if file is not None and os.path.abspath(file) != os.path.abspath(beside):
        pattern = glob.escape(relative(report, Path(os.path.abspath(file)).parent).as_posix())
    place = Location(beside if pattern is None else str(file))
    return Acceptance(code, reason, until, place, pattern, cells, by)


def write(acceptance: Acceptance) -> None:
    """Add an acceptance at the end of its file, or make the file; the rest of it stays.

    Raises SettingsError where the file cannot be used, WriteError where it cannot be written.
    """
    path = Path(acceptance.location.file)
    old = _content(path) if os.path.lexists(path) else None
    before = (old or b"").decode("utf-8-sig")
    header = "tool.reportlint.accept" if path.name == "pyproject.toml" else "accept"
    end = "\r\n" if "\r\n" in before else "\n"
    gap = "" if not before else end if before.endswith("\n") else end * 2
    addition = f"{gap}{acceptance.to_toml(header).replace(chr(10), end)}"
    try:
        content = addition.encode()
    except UnicodeEncodeError:
        raise SettingsError(_NO_TEXT, acceptance.location) from None
    _require(acceptance, Toml(path, before + addition, {}), header)
    replace_file(path, (old or b"") + content, expected=old)


def _content(path: Path) -> bytes:
    """Return the bytes of a file that is TOML; SettingsError for any other."""
    text, content = read_toml(path).text, path.read_bytes()
    if content.decode("utf-8-sig", errors="replace") != text:
        raise SettingsError(_UNADDED, Location(str(path)))
    return content


def _require(acceptance: Acceptance, toml: Toml, header: str) -> None:
    """Raise SettingsError where the text does not state the acceptance as its last."""
    try:
        table = tomllib.loads(toml.text)
    except tomllib.TOMLDecodeError:
        raise SettingsError(_UNADDED, toml.location) from None
    read = Toml(toml.file, toml.text, table)
    if acceptance.file is None:
        stated = sidecar(read)
    else:
        own = shared_table(read) if header != "accept" else table
        stated = acceptances(own.get("accept") if isinstance(own, dict) else None, read, header)
    if replace(stated[-1], location=acceptance.location) != acceptance:
        raise SettingsError(_UNADDED, toml.location)
