"""Writers: a report in, a file out. Each is a module with `write(report)`, which gives bytes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, cast

from reportlint.document.content import Content
from reportlint.errors import ReadError
from reportlint.formats import csv, docx, html, json, markdown, office, pdf, text, xls, xlsx, yaml
from reportlint.formats.docx import word_writer
from reportlint.formats.xlsx import workbook_writer
from reportlint.language import Text
from reportlint.location import Location
from reportlint.report import Report

LARGEST_FILE = 50 * 2**20
"""Bytes; a report has some tens of thousands."""


class Reader(Protocol):
    """A format."""

    SUFFIXES: tuple[str, ...]

    def recognises(self, content: Content) -> bool:
        """Whether text without a telling file name looks like this format."""

    def read(self, content: Content) -> Report:
        """Read one report or raise ReadError."""


DOCUMENTS = cast(tuple[Reader, ...], (docx, xlsx, xls, office, pdf, html))
"""Formats of documents, in the order in which they are tried."""

DATA = cast(tuple[Reader, ...], (json, csv, yaml, text))
"""Formats of text, in the order in which they are tried; the last takes any."""

CONVERTED_SUFFIXES = office.SUFFIXES
DATA_SUFFIXES = tuple(suffix for reader in DATA for suffix in reader.SUFFIXES)
SUFFIXES = tuple(suffix for reader in (*DOCUMENTS, *DATA) for suffix in reader.SUFFIXES)


def read(content: bytes, file: str) -> Report:
    """Read one report from a file's bytes; `file` names it in findings. Raises ReadError."""
    if len(content) > LARGEST_FILE:
        raise ReadError(Text("文件过大", "the file is too large"), Location(file))
    if not content.strip():
        raise ReadError(Text("文件是空的", "the file is empty"), Location(file))
    whole = Content(file, content)
    return reader_of(whole).read(whole)


def load(path: str | Path) -> Report:
    """Read one report from a file.

    Raises `ReadError` where it holds no report, and `OSError` where it cannot be opened.
    """
    return read(Path(path).read_bytes(), str(path))


def reader_of(content: Content) -> Reader:
    """Return the format that a file is in; ReadError where it is no text and no document."""
    for document in DOCUMENTS:
        if document.recognises(content):
            return document
    by_name = [reader for reader in DATA[:-1] if content.suffix in reader.SUFFIXES]
    return by_name[0] if by_name else next((r for r in DATA if r.recognises(content)), DATA[-1])


WRITERS: dict[str, Callable[[Report], bytes]] = {
    ".xlsx": workbook_writer.write,
    ".docx": word_writer.write,
    ".csv": csv.write,
    ".md": markdown.write,
}
"""Formats to convert to, by the ending of the file's name."""
