"""Findings as Markdown, for a comment or a page: a heading a file, an item a finding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

import click

from reportlint.findings import Finding, Findings, GivenFile
from reportlint.language import Language, Text
from reportlint.output.text import (
    SEVERITIES,
    UNREADABLE,
    place,
    printable,
    remarks,
    summary,
)
from reportlint.output.tracking import path

_MARKS = re.compile(r"[\\`*_\[\]<>&|~$!#]|:(?=//)|\.(?=\w)")
_CALLS = re.compile(r"[@#](?=\w)")
"""Before a name these call someone, or link to an issue, wherever Markdown becomes a page."""
_TITLE = Text("检查结果", "Findings")
_ITEM = Text(
    "- **{severity} {code}** {place}：{message}", "- **{severity} {code}** {place}: {message}"
)


def render(findings: Findings, language: Language) -> bytes:
    """Return a page: the summary, each file with its findings, and what could not be read."""
    lines = [f"# {_TITLE.of(language)}", ""]
    for line in click.unstyle(summary(findings, language)).split("\n"):
        lines += [escaped(line), ""]
    for _, together in groupby(findings, lambda x: path(x.location)):
        first, *others = together
        lines += [_heading(first, findings.file_of(first)), ""]
        for finding in (first, *others):
            lines += _finding(finding, language)
        lines.append("")
    if findings.unreadable:
        lines += [f"## {UNREADABLE.of(language)}", ""]
        for entry in findings.unreadable:
            said = escaped(entry.message.of(language))
            lines.append(f"- {escaped(place(entry.location, language))}: {said}")
        lines.append("")
    return "\n".join(lines).encode()


def escaped(text: str) -> str:
    r"""Return text that Markdown shows as it is: no link, picture, HTML or mention.

    >>> escaped("[x](http://a.b) <b>")
    '\\[x\\](http\\://a\\.b) \\<b\\>'
    """
    without_calls = _CALLS.sub(lambda x: f"{x[0]}\u2060", printable(text))
    return _MARKS.sub(r"\\\g<0>", without_calls)


def _heading(finding: Finding, file: GivenFile | None) -> str:
    """Return the heading over what is found in a file: its path, whose it is, and the year."""
    about = [file.organ or "", str(file.year or "")] if file else []
    return " ".join(["##", *map(escaped, filter(None, (path(finding.location), *about)))])


def _finding(finding: Finding, language: Language) -> Iterator[str]:
    message = Text(escaped(finding.message.zh), escaped(finding.message.en))
    where = escaped(place(finding.location, language))
    severity, _ = SEVERITIES[finding.severity]
    item = _ITEM.fill(severity=severity, code=finding.code, place=where, message=message)
    yield item.of(language)
    for line in remarks(finding):
        yield f"  - {escaped(line.of(language).strip())}"
