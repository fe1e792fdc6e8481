"""JUnit XML has a suite a file; what is wrong in a file fails there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite
from junitparser.junitparser import FinalResult
from tests.output.runs import LOST, faulty_run, hostile_run

from reportlint import Findings
from reportlint.output import render


def suites(findings: Findings) -> list[TestSuite]:
    """The suites as the library reads them."""
    document = render("junit", findings, "zh")
    assert isinstance(document, bytes)
    return list(JUnitXml.fromstring(document))


def results(findings: Findings, kind: type) -> Iterator[tuple[TestCase, FinalResult]]:
    """The results of a kind, with their cases."""
    for suite in suites(findings):
        for case in suite:
            yield from ((case, result) for result in case.result if isinstance(result, kind))


@pytest.mark.parametrize("findings", [faulty_run(), hostile_run(), Findings(())])
def test_counts_are_those_of_the_run(findings: Findings) -> None:
    found = suites(findings)
    assert sum(suite.failures for suite in found) == findings.summary["errors"]
    assert sum(suite.errors for suite in found) == findings.summary["unreadable"]
    assert sum(suite.skipped for suite in found) == findings.summary["left_out"]
    silent = findings.summary["left_out"] + findings.summary["unreadable"]
    assert sum(suite.tests for suite in found) == len(findings) + silent


def test_failure_says_what_text_says() -> None:
    ((case, failure),) = results(faulty_run(), Failure)
    assert (case.name, failure.type) == ("A101", "A101")
    assert failure.message.endswith("填报 4，应为 3（2 处勾稽关系因此不成立）")
    assert len(failure.text.splitlines()) == 5


def test_warning_passes_and_is_said() -> None:
    (first, _) = suites(faulty_run())
    case = next(iter(first))
    assert (case.name, case.is_passed) == ("C201", True)
    assert case.system_out.startswith("警告\n")


def test_files_not_read_are_errors_and_files_left_out_are_skipped() -> None:
    names = [case.classname for case, _ in results(hostile_run(), Error)]
    assert names == [LOST, "b.json"]
    assert len(list(results(hostile_run(), Skipped))) == 1


def test_file_in_which_nothing_was_found_has_a_case_that_passes() -> None:
    run = faulty_run()
    (suite, *_) = suites(Findings((), reports=1, files=run.files))
    assert [(case.name, case.is_passed) for case in suite] == [("check", True)]
