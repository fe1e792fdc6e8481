"""Holds an amended file to what it was to be: the same report, but for the changed cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from reportlint.amend.errors import AmendError
from reportlint.language import Text
from reportlint.readers import read
from reportlint.readers.errors import ReadError
from reportlint.report import Data, Number, Report

_OTHERWISE = Text(
    "改后的文件读出来不是所要的报告，没有修改",
    "the amended file would not read as the report that was wanted; it was left as it is",
)


def verify(amended: bytes, name: str, changes: Mapping[str, Number], before: Report) -> None:
    """Raise AmendError where the amended bytes are not `before` with the changes."""
    try:
        after = read(amended, name)
        same = after.data == _changed(before.data, changes)
    except (ReadError, RecursionError) as error:
        raise AmendError(_OTHERWISE) from error
    if not same or _beside(after, changes) != _beside(before, changes):
        raise AmendError(_OTHERWISE)


def _changed(data: Data, changes: Mapping[str, Number]) -> Data:
    for key, value in changes.items():
        data = _with(data, key.split("."), value)
    return data


def _with(data: Data, path: list[str], value: Number) -> Data:
    name, *rest = path
    return {**data, name: _with(data[name], rest, value) if rest else value}


def _beside(report: Report, changes: Mapping[str, Number]) -> tuple[Any, ...]:
    """What a report says beside its data, without what concerns the changed cells.

    Places are left out: what stands after a number in its line moves with the length of it.
    """
    seen = Counter(
        (x.kind, x.text, x.cells) for x in report.observations if not changes.keys() & set(x.cells)
    )
    raw = {key: text for key, text in report.raw.items() if key not in changes}
    return raw, report.about, seen
