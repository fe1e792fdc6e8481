"""Findings as JUnit XML, in which servers of continuous integration show tests: a suite a file.

Errors are failed cases; warnings and notes are passed ones that say something, since the reports
pass too. A file that could not be read is an error, one that was left out is skipped.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator

from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite

from reportlint.findings import Finding, Findings, GivenFile, Unreadable
from reportlint.language import Language
from reportlint.location import Location
from reportlint.output.text import SEVERITIES, place, printable, remarks
from reportlint.output.tracking import path


def render(findings: Findings, language: Language) -> bytes:
    """Return a suite for each file of the run, and for what is about none of them."""
    cases: dict[str, list[TestCase]] = defaultdict(list)
    for finding in findings:
        cases[path(finding.location)].append(_finding(finding, language))
    for entry in findings.unreadable:
        cases[path(entry.location)].append(_unreadable(entry, language))
    for file in findings.files:
        name = path(Location(file.name))
        cases[name] = cases[name] or list(_file(file, name, language))
    document = JUnitXml("reportlint")
    for name, own in cases.items():
        suite = TestSuite(printable(name))
        suite.extend(own)
        suite.update_statistics()
        document.append(suite)
    document.update_statistics()
    written = io.BytesIO()
    document.write(written, pretty=True)
    return written.getvalue()


def _finding(finding: Finding, language: Language) -> TestCase:
    case = TestCase(finding.code, printable(path(finding.location)))
    said = printable(finding.message.of(language))
    lines = [place(finding.location, language), said]
    lines += [printable(line.of(language)) for line in remarks(finding)]
    if finding.severity == "error":
        failure = Failure(said, finding.code)
        failure.text = "\n".join(lines)
        case.append(failure)
    else:
        severity = SEVERITIES[finding.severity][0].of(language)
        case.system_out = "\n".join((severity, *lines))
    return case


def _unreadable(entry: Unreadable, language: Language) -> TestCase:
    case = TestCase("read", printable(path(entry.location)))
    error = Error(printable(entry.message.of(language)), "unreadable")
    error.text = place(entry.location, language)
    case.append(error)
    return case


def _file(file: GivenFile, name: str, language: Language) -> Iterator[TestCase]:
    """Yield the case of a file in which nothing was found; none of one compared with only."""
    case = TestCase("check", printable(name))
    if file.status == "left_out":
        case.append(Skipped(printable(file.reason.of(language)) if file.reason else ""))
    if file.status != "compared":
        yield case
