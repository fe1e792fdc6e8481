"""Fixes carried out on a file: amended, read again, and held to what it was to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reportlint.document.content import Content
from reportlint.errors import AmendError, ReadError, reason
from reportlint.files.reading import Reading
from reportlint.files.sources import Source
from reportlint.findings import Findings, Unreadable
from reportlint.fix.plan import Fix, Plan, Refusal
from reportlint.formats import format_of, read
from reportlint.formats.format import Amend
from reportlint.language import Text
from reportlint.linter import check
from reportlint.number import Number
from reportlint.report import Data, Observation, ObservationKind, Report

_UNKNOWN = Text("{cell} 不是格式中的格", "{cell} is no cell of the form")
_ABSENT = Text("{cell}：文件里没有这一格", "{cell}: the file has no such cell")
_NO_VALUE = Text(
    "{cell}：这里不是一个数，而是一组数", "{cell}: what stands there is a group, not a number"
)
_WHY: dict[ObservationKind, Text] = {
    "duplicate_key": Text(
        "{cell}：文件里写了不止一次，无法确定改哪一处",
        "{cell}: the file states it more than once, and which to change is not known",
    ),
    "repeated_cell": Text(
        "{cell}：文件里写了不止一次，无法确定改哪一处",
        "{cell}: the file states it more than once, and which to change is not known",
    ),
    "misfit_row": Text(
        "{cell}：这一行的数与各列对不上，无法确定是哪一格",
        "{cell}: its row does not fit the columns, and which number is its own is not known",
    ),
    "yuan": Text(
        "{cell}：单位不是万元，请按原来的单位手工修改",
        "{cell}: it is in another unit than 万元; change it by hand, in that unit",
    ),
}


def refuse(keys: Iterable[str], report: Report) -> None:
    """Raise AmendError for the first cell that must not be written into."""
    for key in keys:
        if report.form is None or key not in report.form.cells:
            raise AmendError(_UNKNOWN.fill(cell=key))
        if reason := _reason(key, report):
            raise AmendError(reason.fill(cell=report.form.cells[key].text))


def _reason(key: str, report: Report) -> Text | None:
    if key not in report.cells or key not in report.locations:
        return _ABSENT
    if isinstance(_found(key, report), dict | list):
        return _NO_VALUE
    return next((_WHY[x.kind] for x in report.observations if _concerns(x, key)), None)


def _found(key: str, report: Report) -> object:
    node: object = report.data
    for name in key.split("."):
        node = node[name] if isinstance(node, dict) else None
    return node


def _concerns(seen: Observation, key: str) -> bool:
    """Whether something was seen for which the cell is left alone; of a key the text names it."""
    if seen.kind == "duplicate_key":
        return f"{key}.".startswith(f"{seen.text}.")
    return seen.kind in _WHY and key in seen.cells


_OTHERWISE = Text(
    "改后核对不一致，已放弃修改",
    "the amended file would not read as the report that was wanted; it was left as it is",
)


def verify(amended: bytes, name: str, changes: Mapping[str, Number], before: Report) -> None:
    """Raise AmendError where the amended bytes are not `before` with the changes."""
    try:
        after = read(amended, name)
        same = after.data == _changed(before.data, changes)
    except (ReadError, RecursionError) as error:
        raise AmendError(_OTHERWISE) from error
    if not same or _beside(after, changes) != _beside(before, changes):
        raise AmendError(_OTHERWISE)


def _changed(data: Data, changes: Mapping[str, Number]) -> Data:
    for key, value in changes.items():
        data = _with(data, key.split("."), value)
    return data


def _with(data: Data, path: list[str], value: Number) -> Data:
    name, *rest = path
    return {**data, name: _with(data[name], rest, value) if rest else value}


def _beside(report: Report, changes: Mapping[str, Number]) -> tuple[Any, ...]:
    """What a report says beside its data, without what concerns the changed cells.

    Places are left out: what stands after a number in its line moves with the length of it.
    """
    seen = Counter(
        (x.kind, x.text, x.cells) for x in report.observations if not changes.keys() & set(x.cells)
    )
    raw = {key: text for key, text in report.raw.items() if key not in changes}
    return raw, report.about, seen


_NOT_AMENDED = Text(
    "只能自动修改 JSON、YAML、CSV、XLSX、DOCX、HTML 和文本文件，此文件请手工修改",
    "only JSON, YAML, CSV, XLSX, DOCX, HTML and text files can be changed; change this one by hand",
)
_NO_TRACKING = Text(
    "这种文件不能记修订，请不加 --tracked 再试",
    "changes cannot be tracked in such a file; try without --tracked",
)


def amend(
    content: bytes,
    name: str,
    changes: Mapping[str, Number],
    report: Report,
    *,
    tracked: bool = False,
) -> bytes:
    r"""Return a file's bytes with other numbers in the cells of those keys.

    `report` is what was read from `content`. The result has been read back: it is the same report
    but for these cells. With `tracked` its own program can take the changes back. Raises AmendError
    where that cannot be had, ReadError where `content` is no report.

    >>> content = b'{"year": 2024,\n "requests": {"received": {"total": 6}}}  '
    >>> report = read(content, "a.json")
    >>> amend(content, "a.json", {"requests.received.total": 7}, report)
    b'{"year": 2024,\n "requests": {"received": {"total": 7}}}  '
    """
    whole = Content(name, content)
    amender = _amender(whole, tracked=tracked)
    own = read(content, name)
    refuse(changes, own)
    amended = amender(whole, changes, own)
    verify(amended, name, changes, report)
    return amended


def refuse_format(content: bytes, name: str, *, tracked: bool = False) -> None:
    """Raise AmendError for a file in another format, ReadError for what is no report at all."""
    _amender(Content(name, content), tracked=tracked)


def _amender(content: Content, *, tracked: bool) -> Amend:
    own = format_of(content)
    if own.amend is None:
        raise AmendError(_NOT_AMENDED)
    if tracked and own.amend_tracked is None:
        raise AmendError(_NO_TRACKING)
    return (tracked and own.amend_tracked) or own.amend


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


def apply(
    content: bytes, file: str, report: Report, fixes: Sequence[Fix], *, tracked: bool = False
) -> FixOutcome:
    """Make the fixes of a file, from which `report` was read.

    A fix that would bring an error which the report did not have is not made. Nothing is raised.
    """
    try:
        refuse_format(content, file, tracked=tracked)
        draft = _Draft(content, file, report, tracked=tracked)
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

    def __init__(self, content: bytes, file: str, report: Report, *, tracked: bool) -> None:
        self.content = content
        self.tracked = tracked
        self.file = file
        self.report = report
        self.errors = _errors(check(report))

    def take(self, values: Mapping[str, Number]) -> Text | None:
        """Put numbers in, or leave everything as it is and return why."""
        try:
            content = amend(self.content, self.file, values, self.report, tracked=self.tracked)
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


def amended(
    plan: Plan, sources: Iterable[Source], reading: Reading, *, tracked: bool = False
) -> Iterator[FileChange]:
    """Yield every file that `plan` has something for, those among `sources` first, in order."""
    wanted = dict.fromkeys(x.file for x in (*plan.fixes, *(no.fix for no in plan.refused)))
    found = list({source.name: source for source in sources if source.name in wanted}.values())
    for source, report in zip(found, reading.reports(found), strict=True):
        own = report if isinstance(report, Report) else None
        fixes = plan.by_file.get(source.name, [])
        before, outcome = _outcome(source, report, fixes, tracked=tracked)
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
    source: Source, report: Report | Unreadable, fixes: Sequence[Fix], *, tracked: bool
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
    return content, apply(content, source.name, report, fixes, tracked=tracked)


def _refusing(fixes: Sequence[Fix], why: Text) -> FixOutcome:
    return FixOutcome(b"", refused=tuple(Refusal(fix, why) for fix in fixes))
