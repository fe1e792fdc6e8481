"""What a caller gives to the public functions, refused in words where no report can be meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from reportlint.report import Report

_FRAMES = ("polars", "pandas", "pyarrow", "duckdb")


def path_given(value: object, call: str) -> str | Path:
    """Return a path; TypeError for what is none."""
    if isinstance(value, str | Path):
        return value
    raise _refusal(value, call)


def items_given(items: object, call: str) -> Iterator[str | Path | Report]:
    """Return what is given, one or several reports and paths, one at a time.

    Raises TypeError, which names the call that is meant, for anything else.

    >>> items_given({"year": 2024}, "check")
    Traceback (most recent call last):
    ...
    TypeError: check takes reports and paths, not a dict: make a report of it by Report.from_dict(…)
    """
    if isinstance(items, str | Path | Report):
        return iter([items])
    if _hint(items) or not isinstance(items, Iterable):
        raise _refusal(items, call)
    return (_item(item, call) for item in items)


def _item(item: object, call: str) -> str | Path | Report:
    if isinstance(item, str | Path | Report):
        return item
    raise _refusal(item, call)


def _refusal(value: object, call: str) -> TypeError:
    kind = type(value).__name__
    hint = _hint(value)
    return TypeError(f"{call} takes reports and paths, not a {kind}{': ' if hint else ''}{hint}")


def _hint(value: object) -> str:
    """Return what is meant instead; nothing where that cannot be told."""
    if isinstance(value, Mapping):
        return "make a report of it by Report.from_dict(…)"
    if isinstance(value, bytes | bytearray | memoryview):
        return "write the bytes to a file, and give its path"
    if type(value).__module__.partition(".")[0] in _FRAMES:
        return "validate a frame by pandera_schema(edition)"
    return ""
