"""Carries fixes out on a file's bytes: all at once where they go together, else one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportlint.amend import amend, refuse_format
from reportlint.amend.errors import AmendError
from reportlint.amend.plan import Fix, Refusal
from reportlint.findings import Findings
from reportlint.language import Text
from reportlint.linter import check
from reportlint.readers import read
from reportlint.readers.errors import ReadError
from reportlint.report import Number, Report

_WORSE = Text(
    "改后会出现新的错误；请先处理其他问题，再运行一次",
    "it would bring a new error; settle the others first and run this again",
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A file's bytes with the fixes that could be made, and those that could not."""

    content: bytes
    made: tuple[Fix, ...] = ()
    refused: tuple[Refusal, ...] = ()


def apply(content: bytes, file: str, report: Report, fixes: Sequence[Fix]) -> Outcome:
    """Make the fixes of a file, from which `report` was read.

    A fix that would bring an error which the report did not have is not made. Nothing is raised.
    """
    try:
        refuse_format(content, file)
        draft = _Draft(content, file, report)
    except (AmendError, ReadError) as error:
        return Outcome(content, refused=tuple(Refusal(fix, error.message) for fix in fixes))
    values = {key: value for fix in fixes for key, value in fix.values.items()}
    if draft.take(values) is None:
        return Outcome(draft.content, tuple(fixes))
    refusals = [(fix, draft.take(fix.values)) for fix in fixes]
    made = tuple(fix for fix, why in refusals if why is None)
    return Outcome(draft.content, made, tuple(Refusal(fix, why) for fix, why in refusals if why))


class _Draft:
    """A file being amended, never to more errors than it had."""

    def __init__(self, content: bytes, file: str, report: Report) -> None:
        self.content = content
        self.file = file
        self.report = report
        self.errors = _errors(check(report))

    def take(self, values: Mapping[str, Number]) -> Text | None:
        """Put numbers in, or leave everything as it is and return why."""
        try:
            content = amend(self.content, self.file, values, self.report)
            report = read(content, self.file)
        except (AmendError, ReadError) as error:
            return error.message
        if _errors(check(report)) - self.errors:
            return _WORSE
        self.content, self.report = content, report
        return None


def _errors(findings: Findings) -> set[tuple[str, tuple[str, ...]]]:
    """Return every statement that does not hold, by its code and cells."""
    errors = [finding for finding in findings if finding.severity == "error"]
    broken = {(x.code, x.cells) for finding in errors for x in finding.broken}
    return broken | {(finding.code, finding.cells) for finding in errors if not finding.broken}
