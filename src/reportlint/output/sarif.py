"""Findings as SARIF 2.1.0, the interchange format of static analysis.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from reportlint.findings import AcceptedFinding, Change, Finding, Findings, Unreadable
from reportlint.language import LANGUAGES, Language
from reportlint.location import Location
from reportlint.number import written, written_like
from reportlint.output.json import document
from reportlint.output.rules import entry as about_rule
from reportlint.output.text import place_within, remarks
from reportlint.output.tracking import fingerprints, path
from reportlint.rules import RULES
from reportlint.spelling import half_width

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_TAGS: dict[Language, str] = {"zh": "zh-CN", "en": "en"}
_NUMBER = re.compile(r"[-+]?\d(?:[,，.．]?\d)*")


def render(findings: Findings, language: Language) -> bytes:
    """Return one run; accepted findings are in it as suppressed."""
    from reportlint import __version__

    told = [*findings, *(entry.finding for entry in findings.accepted)]
    codes = sorted({finding.code for finding in told})
    accepted: list[AcceptedFinding | None] = [*[None] * len(findings), *findings.accepted]
    results = [
        {
            **_result(finding, findings, language),
            "ruleIndex": codes.index(finding.code),
            "partialFingerprints": {"reportlint/v1": mark},
            **({"suppressions": [_suppression(by)]} if by else {}),
        }
        for finding, by, mark in zip(told, accepted, fingerprints(told), strict=True)
    ]
    driver = {
        "name": "reportlint",
        "version": __version__,
        "rules": [_rule(code, language) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "language": _TAGS[language],
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(findings, language)],
        "artifacts": [
            {"location": _artifact(Location(file.name))}
            for file in findings.files
            if file.status == "checked"
        ],
        "results": results,
    }
    return document({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str, language: Language) -> dict[str, Any]:
    """Return what a rule says, its help in both languages with the reader's first."""
    own = about_rule(RULES[code], language)
    languages = sorted(LANGUAGES, key=lambda each: each != language)
    texts = [about_rule(RULES[code], each) for each in languages]
    plain = [f"{x['title']}\n\n{x['explanation']}\n\n{x['basis']}" for x in texts]
    marked = [f"**{x['title']}**\n\n{x['explanation']}\n\n*{x['basis']}*" for x in texts]
    return {
        "id": code,
        "name": own["name"],
        "shortDescription": {"text": own["title"]},
        "fullDescription": {"text": own["explanation"]},
        "help": {"text": "\n\n".join(plain), "markdown": "\n\n".join(marked)},
        "defaultConfiguration": {"level": own["severity"]},
        "properties": {"tags": [own["family"]]},
    }


def _result(finding: Finding, findings: Findings, language: Language) -> dict[str, Any]:
    said = [finding.message, *remarks(finding)]
    file = findings.file_of(finding)
    about = {
        "organ": file.organ if file else None,
        "year": file.year if file else None,
        "cells": list(finding.cells),
        "expected": finding.expected,
        "actual": finding.actual,
    }
    fix = _fix(finding, language)
    return {
        "ruleId": finding.code,
        "level": finding.severity,
        "message": {"text": _plain("\n".join(line.of(language) for line in said))},
        "locations": [_location(finding.location, language)] if finding.location else [],
        "relatedLocations": [
            {"id": number, **_location(place, language)}
            for number, place in enumerate(finding.related, 1)
        ],
        "properties": {name: value for name, value in about.items() if value not in (None, [])},
        **({"fixes": [fix]} if fix else {}),
    }


def _plain(text: str) -> str:
    """Return a message in which no quotation is a link, as `[text](address)` would be."""
    return text.replace("](", "] (")


def _location(place: Location, language: Language) -> dict[str, Any]:
    """Return a place: a region of text, or in words where a document has no lines."""
    physical: dict[str, Any] = {"artifactLocation": _artifact(place)}
    if place.line is not None:
        physical["region"] = _region(place)
    elif within := place_within(place, language):
        logical = {"fullyQualifiedName": within}
        return {"physicalLocation": physical, "logicalLocations": [logical]}
    return {"physicalLocation": physical}


def _artifact(place: Location) -> dict[str, str]:
    file = PurePosixPath(path(place))
    if file.is_absolute() or ".." in file.parts:
        return {"uri": Path(place.file).absolute().as_uri()}
    return {"uri": quote(str(file), errors="surrogateescape")}


def _region(place: Location) -> dict[str, Any]:
    """Return the line and column, and where a number stands there, how far it reaches."""
    start = {"startLine": place.line, "startColumn": place.column}
    if number := _number(place):
        end = {"endColumn": (place.column or 1) + len(number), "snippet": {"text": number}}
        return {**start, **end}
    return {name: value for name, value in start.items() if value is not None}


def _number(place: Location) -> str | None:
    """Return the number that stands in a text at that place."""
    if place.line is None or place.column is None or place.excerpt is None:
        return None
    found = _NUMBER.match(place.excerpt, place.column - 1)
    return found[0] if found else None


def _fix(finding: Finding, language: Language) -> dict[str, Any] | None:
    """Return the change of a text that mends a finding, where only one does and it is one number.

    It is only stated where the wrong number itself stands at the finding's place.
    """
    change = _only_change(finding)
    if change is None or finding.location is None or change.before is None:
        return None
    number = _number(finding.location)
    if number is None or half_width(number) != written(change.before):
        return None
    replacement = {
        "deletedRegion": _region(finding.location),
        "insertedContent": {"text": written_like(number, change.after)},
    }
    changed = {"artifactLocation": _artifact(finding.location), "replacements": [replacement]}
    return {"description": {"text": change.text.of(language)}, "artifactChanges": [changed]}


def _only_change(finding: Finding) -> Change | None:
    if not finding.unique or not finding.repairs or len(finding.repairs[0].changes) != 1:
        return None
    return finding.repairs[0].changes[0]


def _suppression(entry: AcceptedFinding) -> dict[str, Any]:
    return {
        "kind": "external",
        "status": "accepted",
        "justification": entry.reason,
        "properties": entry.about,
    }


def _invocation(findings: Findings, language: Language) -> dict[str, Any]:
    """Return how the run ended; what could not be read is told there, not among the results."""
    return {
        "executionSuccessful": not findings.unreadable,
        "exitCode": findings.exit_code,
        "toolExecutionNotifications": [_notification(x, language) for x in findings.unreadable],
    }


def _notification(entry: Unreadable, language: Language) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": _plain(entry.message.of(language))},
        "locations": [_location(entry.location, language)],
    }
