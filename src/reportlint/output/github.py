"""Findings as workflow commands of GitHub Actions, which shows them beside the lines of a change.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

import click

from reportlint.findings import Finding, Findings, Severity, Unreadable
from reportlint.language import Language
from reportlint.location import Location
from reportlint.output.text import place_within, printable, remarks, summary
from reportlint.output.tracking import path

_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}


def render(findings: Findings, language: Language) -> str:
    """Return a command a finding and a file that could not be read, then a summary line."""
    lines = [_finding(finding, language) for finding in findings]
    lines += [_unreadable(entry, language) for entry in findings.unreadable]
    return "\n".join([*lines, click.unstyle(summary(findings, language))])


def _finding(finding: Finding, language: Language) -> str:
    said = [finding.message, *remarks(finding)]
    lines = [line.of(language) for line in said]
    return _command(_COMMANDS[finding.severity], finding.location, finding.code, lines, language)


def _unreadable(entry: Unreadable, language: Language) -> str:
    return _command("error", entry.location, "reportlint", [entry.message.of(language)], language)


def _command(
    name: str, location: Location | None, title: str, lines: list[str], language: Language
) -> str:
    """Return one command; what the place is in a document, which has no lines, is in its title."""
    properties = {"file": path(location)} if location else {}
    if location and location.line is not None:
        properties["line"] = str(location.line)
        if location.column is not None:
            properties["col"] = str(location.column)
    elif location and (within := place_within(location, language)):
        title = f"{title} {within}"
    properties["title"] = title
    given = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {given}::{'%0A'.join(map(_data, lines))}"


def _data(text: str) -> str:
    """Return what a command says, with what ends a line or stands for such as codes."""
    return printable(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
