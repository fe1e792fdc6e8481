"""Puts numbers into a user's own file, which stays as it is everywhere else.

Each format is a module with `amend(content, changes, report)`, which gives the bytes of the file
with the changes in it. They edit the characters of the cell and no others; nothing is written anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reportlint.amend import csv, json, xlsx, yaml
from reportlint.amend.errors import AmendError
from reportlint.amend.refusals import refuse
from reportlint.amend.verification import verify
from reportlint.language import Text
from reportlint.readers import csv as csv_reader
from reportlint.readers import json as json_reader
from reportlint.readers import read, reader_of
from reportlint.readers import xlsx as xlsx_reader
from reportlint.readers import yaml as yaml_reader
from reportlint.readers.content import Content
from reportlint.report import Number, Report

__all__ = ["AmendError", "amend", "refuse_format"]

_Amender = Callable[[Content, Mapping[str, Number], Report], bytes]
_AMENDERS: tuple[tuple[object, _Amender], ...] = (
    (json_reader, json.amend),
    (yaml_reader, yaml.amend),
    (csv_reader, csv.amend),
    (xlsx_reader, xlsx.amend),
)
_NOT_AMENDED = Text(
    "只能自动修改 JSON、YAML、CSV 和 XLSX 文件，此文件请手工修改",
    "only JSON, YAML, CSV and XLSX files can be changed; change this one by hand",
)


def amend(content: bytes, name: str, changes: Mapping[str, Number], report: Report) -> bytes:
    r"""Return a file's bytes with other numbers in the cells of those keys.

    `report` is what was read from `content`. The result has been read back: it is the same report
    but for these cells. Raises AmendError where that cannot be had, ReadError where `content` is no
    report.

    >>> content = b'{"year": 2024,\n "requests": {"received": {"total": 6}}}  '
    >>> report = read(content, "a.json")
    >>> amend(content, "a.json", {"requests.received.total": 7}, report)
    b'{"year": 2024,\n "requests": {"received": {"total": 7}}}  '
    """
    whole = Content(name, content)
    amender = _amender(whole)
    own = read(content, name)
    refuse(changes, own)
    amended = amender(whole, changes, own)
    verify(amended, name, changes, report)
    return amended


def refuse_format(content: bytes, name: str) -> None:
    """Raise AmendError for a file in another format, ReadError for what is no report at all."""
    _amender(Content(name, content))


def _amender(content: Content) -> _Amender:
    reader = reader_of(content)
    for own, amender in _AMENDERS:
        if own is reader:
            return amender
    raise AmendError(_NOT_AMENDED)
