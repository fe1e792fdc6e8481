"""What a caller gives to the public functions, refused in words where no report can be meant."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

_FRAMES = ("polars", "pandas", "pyarrow", "duckdb")


def path_given(value: object, call: str) -> str | Path:
    """Return a path; TypeError for what is none."""
    if isinstance(value, str | Path):
        return value
    raise refusal(value, call)


def refusal(value: object, call: str) -> TypeError:
    """Return what is raised for what is no report, naming the call that is meant."""
    kind = type(value).__name__
    said = hint(value)
    return TypeError(f"{call} takes reports and paths, not a {kind}{': ' if said else ''}{said}")


def hint(value: object) -> str:
    """Return what is meant instead; nothing where that cannot be told."""
    if isinstance(value, Mapping):
        return "make a report of it by Report.from_dict(…)"
    if isinstance(value, bytes | bytearray | memoryview):
        return "write the bytes to a file, and give its path"
    if type(value).__module__.partition(".")[0] in _FRAMES:
        return "validate a frame by pandera_schema(edition)"
    return ""
