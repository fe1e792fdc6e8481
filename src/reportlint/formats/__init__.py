"""Formats: a file's bytes become a report, a report a file's bytes.

In: the bytes of one file, or a report.
Out: a report with its places, or bytes; the bytes of a file with other numbers in some cells.
May import: arguments, document, errors, form, language, layout, location, number, opening, report,
spelling, temporary.

A format is a module, or a folder, with a `FORMAT`. What it needs to parse, it imports when it does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from reportlint.arguments import path_given
from reportlint.document.content import Content
from reportlint.errors import AttachedError, ReadError
from reportlint.formats import (
    csv,
    docx,
    html,
    json,
    markdown,
    mht,
    ofd,
    office,
    pdf,
    spreadsheet_2003,
    text,
    unreadable,
    xls,
    xlsx,
    yaml,
)
from reportlint.formats.format import Format
from reportlint.language import Text
from reportlint.location import Location
from reportlint.number import written
from reportlint.opening import contents
from reportlint.report import Observation, Report

_PAGES = (html.FORMAT, mht.FORMAT)

LARGEST_FILE = 50 * 2**20
"""Bytes; a report has some tens of thousands."""

FORMATS: tuple[Format, ...] = (
    ofd.FORMAT,
    docx.FORMAT,
    xlsx.FORMAT,
    xls.FORMAT,
    spreadsheet_2003.FORMAT,
    office.FORMAT,
    pdf.FORMAT,
    unreadable.FORMAT,
    mht.FORMAT,
    html.FORMAT,
    json.FORMAT,
    csv.FORMAT,
    yaml.FORMAT,
    markdown.FORMAT,
    text.FORMAT,
)
"""In the order in which they are tried; the last takes any text."""

READABLE = {suffix: own for own in FORMATS for suffix in own.suffixes}
"""Formats to read, by the ending of a file's name."""

WRITERS = {suffix: own.write for own in FORMATS if own.write for suffix in own.written}
BLANK_WRITERS = WRITERS | {
    suffix: own.write_blank for own in FORMATS if own.write_blank for suffix in own.written
}
"""What writes reports, and forms to fill in, by the ending of a file's name."""


def read(content: bytes, file: str) -> Report:
    """Read one report from a file's bytes; `file` names it in findings. Raises ReadError."""
    if len(content) > LARGEST_FILE:
        raise ReadError(Text("文件过大", "the file is too large"), Location(file))
    if not content.strip():
        raise ReadError(Text("文件是空的", "the file is empty"), Location(file))
    whole = Content(file, content)
    try:
        return _against_attachments(_read(whole))
    except AttachedError as error:
        report = next(_attached(error.attachments), None)
        if report is None:
            raise
        return report


def _read(content: Content) -> Report:
    own, named = format_of(content), READABLE.get(content.suffix, text.FORMAT)
    try:
        return own.read(content)
    except ReadError as error:
        # A document by name that is none, only some text, is damaged: it may well be a report.
        error.is_foreign &= own is not text.FORMAT or named.patience == 0
        raise


def _attached(paths: Iterable[str]) -> Iterator[Report]:
    """Yield the reports among the documents beside a page, those that take no other program."""
    for path in paths:
        named = READABLE.get(Path(path).suffix.lower())
        if named and not named.is_data and named.patience == 1 and named not in _PAGES:
            with suppress(ReadError, OSError):
                yield load(path)


def _against_attachments(report: Report) -> Report:
    """Return the report with what its attachments say otherwise of the same year and organ."""
    others = [
        Observation("other_in_attachment", f"{written(theirs)}（{name}）", place, (key,))
        for other in _attached(report.attachments)
        if (other.year, other.agency) == (report.year, report.agency) and other.file
        for name in [Path(other.file).name]
        for key, cell in report.cells.items()
        if (theirs := other.value(key)) is not None
        and cell.value not in (None, theirs)
        and (place := cell.location)
    ]
    return replace(report, observations=(*report.observations, *others)) if others else report


def load(path: str | Path) -> Report:
    """Read one report from a file, of no more than 50 MiB.

    It is read in this process, without bounds of time and memory; `check` has those. Raises
    `ReadError` where it holds no report, and `OSError` where it cannot be opened.
    """
    return read(contents(path_given(path, "load"), LARGEST_FILE + 1), str(path))


def is_text(content: Content) -> bool:
    """Whether it can be read as text or data only, by its name and its beginning."""
    named = READABLE.get(content.suffix)
    if (named is None or not named.patience) and not _has_mark(content.head):
        return True
    return not any(own.patience and own.may_be(content) for own in FORMATS)


_MARKS = re.compile(
    b"|".join(re.escape(mark) for own in FORMATS if own.patience for mark in own.marks)
)


@lru_cache(maxsize=1)
def _has_mark(head: bytes) -> bool:
    """Whether a beginning may be that of a document; of a data file it is asked twice."""
    return _MARKS.search(head) is not None


def format_of(content: Content) -> Format:
    """Return the format that a file is in; ReadError where it is no text and no document."""
    named = READABLE.get(content.suffix)
    if named and named.is_data and is_text(content):
        return named
    for own in FORMATS:
        if own.is_data and named and named.is_data:
            if own is named:
                return own
        elif own.may_be(content) and own.recognises(content):
            return own
    return FORMATS[-1]
