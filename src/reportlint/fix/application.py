"""The files that something is suggested for, each with what becomes of it; nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportlint.document.content import Content
from reportlint.errors import AmendError, ReadError, reason
from reportlint.files.reading import Reading
from reportlint.files.sources import Source
from reportlint.findings import Findings, Unreadable
from reportlint.fix.amendment import amend, refuse_format
from reportlint.fix.plan import Fix, Plan, Refusal
from reportlint.formats import read
from reportlint.language import Text
from reportlint.linter import check
from reportlint.number import Number
from reportlint.report import Report

_WORSE = Text(
    "改后会出现新的错误；请先处理其他问题，再运行一次",
    "it would bring a new error; settle the others first and run this again",
)


@dataclass(frozen=True, slots=True)
class FixOutcome:
    """A file's bytes with the fixes that could be made, and those that could not."""

    content: bytes
    made: tuple[Fix, ...] = ()
    refused: tuple[Refusal, ...] = ()


def apply(content: bytes, file: str, report: Report, fixes: Sequence[Fix]) -> FixOutcome:
    """Make the fixes of a file, from which `report` was read.

    A fix that would bring an error which the report did not have is not made. Nothing is raised.
    """
    try:
        refuse_format(content, file)
        draft = _Draft(content, file, report)
    except (AmendError, ReadError) as error:
        return FixOutcome(content, refused=tuple(Refusal(fix, error.message) for fix in fixes))
    values = {key: value for fix in fixes for key, value in fix.values.items()}
    if draft.take(values) is None:
        return FixOutcome(draft.content, tuple(fixes))
    refusals = [(fix, draft.take(fix.values)) for fix in fixes]
    made = tuple(fix for fix, why in refusals if why is None)
    return FixOutcome(draft.content, made, tuple(Refusal(fix, why) for fix, why in refusals if why))


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


_ARCHIVED = Text(
    "文件在压缩包里，请解压后再改", "the file is in an archive; take it out to change it"
)
_NOT_GIVEN = Text("没有给出这个文件", "the file was not given")
_UNOPENED = Text("无法打开：{reason}", "cannot be opened: {reason}")


@dataclass(frozen=True)
class FileChange:
    """A file: the report read from it, its bytes before and after, the fixes made and refused."""

    name: str
    report: Report | None
    before: Content
    after: Content
    made: tuple[Fix, ...]
    refused: tuple[Refusal, ...]

    @property
    def cells(self) -> int:
        """How many cells change."""
        return len({key for fix in self.made for key in fix.values})


def amended(plan: Plan, sources: Iterable[Source], reading: Reading) -> Iterator[FileChange]:
    """Yield every file that `plan` has something for, those among `sources` first, in order."""
    wanted = dict.fromkeys(x.file for x in (*plan.fixes, *(no.fix for no in plan.refused)))
    found = list({source.name: source for source in sources if source.name in wanted}.values())
    for source, report in zip(found, reading.reports(found), strict=True):
        own = report if isinstance(report, Report) else None
        before, outcome = _outcome(source, report, plan.by_file.get(source.name, []))
        yield _file(plan, source.name, own, before, outcome)
    for name in wanted.keys() - {source.name for source in found}:
        yield _file(plan, name, None, b"", _refusing(plan.by_file.get(name, []), _NOT_GIVEN))


def _file(
    plan: Plan, name: str, report: Report | None, before: bytes, outcome: FixOutcome
) -> FileChange:
    refused = tuple(refusal for refusal in plan.refused if refusal.fix.file == name)
    contents = Content(name, before), Content(name, outcome.content)
    return FileChange(name, report, *contents, outcome.made, (*refused, *outcome.refused))


def _outcome(
    source: Source, report: Report | Unreadable, fixes: Sequence[Fix]
) -> tuple[bytes, FixOutcome]:
    """Return a file's bytes, and what becomes of them."""
    if isinstance(report, Unreadable):
        return b"", _refusing(fixes, report.message)
    if source.archive is not None:
        return b"", _refusing(fixes, _ARCHIVED)
    try:
        content = source.content()
    except OSError as error:
        return b"", _refusing(fixes, _UNOPENED.fill(reason=reason(error)))
    return content, apply(content, source.name, report, fixes)


def _refusing(fixes: Sequence[Fix], why: Text) -> FixOutcome:
    return FixOutcome(b"", refused=tuple(Refusal(fix, why) for fix in fixes))
