"""Readers: a file in, a report out. A reader never judges.

Each format is a module with `SUFFIXES`, `recognises(text)` and `read(text, file)`.
"""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Protocol, cast

from reportlint.language import Text
from reportlint.readers import csv, json, text, yaml
from reportlint.readers.decoding import decode
from reportlint.readers.errors import ReadError
from reportlint.report import Location, Report

LARGEST_FILE = 50 * 2**20
"""Bytes; a report has some tens of thousands."""


class Reader(Protocol):
    """A format."""

    SUFFIXES: tuple[str, ...]

    def recognises(self, text: str) -> bool:
        """Whether a text without a telling file name looks like this format."""

    def read(self, text: str, file: str) -> Report:
        """Read one report or raise ReadError."""


READERS = cast(tuple[Reader, ...], (json, csv, yaml, text))
"""In the order in which a text is tried; the last takes any."""

SUFFIXES = tuple(suffix for reader in READERS for suffix in reader.SUFFIXES)


def read(content: bytes, file: str) -> Report:
    """Read one report from a file's bytes; `file` names it in findings. Raises ReadError."""
    if len(content) > LARGEST_FILE:
        raise ReadError(Text("文件过大", "the file is too large"), Location(file))
    if not content.strip():
        raise ReadError(Text("文件是空的", "the file is empty"), Location(file))
    decoded = decode(content, file)
    return _reader(decoded, file).read(decoded, file)


def load(path: str | Path) -> Report:
    """Read one report from a file.

    Raises `ReadError` where it holds no report, and `OSError` where it cannot be opened.
    """
    return read(Path(path).read_bytes(), str(path))


def _reader(decoded: str, file: str) -> Reader:
    suffix = PurePath(file).suffix.lower()
    by_name = [r for r in READERS[:-1] if suffix in r.SUFFIXES]
    by_content = [r for r in READERS if r.recognises(decoded)]
    return (by_name or by_content)[0]
