"""The files that something is suggested for, each with what becomes of it; nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reportlint.amend.application import Outcome, apply
from reportlint.amend.plan import Fix, Plan, Refusal
from reportlint.findings import Unreadable
from reportlint.language import Text
from reportlint.readers.content import Content
from reportlint.reading import Reading
from reportlint.report import Report
from reportlint.sources import Source
from reportlint.system_errors import reason

_ARCHIVED = Text(
    "文件在压缩包里，请解压后再改", "the file is in an archive; take it out to change it"
)
_NOT_GIVEN = Text("没有给出这个文件", "the file was not given")
_UNOPENED = Text("无法打开：{reason}", "cannot be opened: {reason}")


@dataclass(frozen=True)
class File:
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


def amended(plan: Plan, sources: Iterable[Source], reading: Reading) -> Iterator[File]:
    """Yield every file that `plan` has something for, those among `sources` first, in order."""
    wanted = dict.fromkeys(x.file for x in (*plan.fixes, *(no.fix for no in plan.refused)))
    found = list({source.name: source for source in sources if source.name in wanted}.values())
    for source, report in zip(found, reading.reports(found), strict=True):
        own = report if isinstance(report, Report) else None
        before, outcome = _outcome(source, report, plan.by_file.get(source.name, []))
        yield _file(plan, source.name, own, before, outcome)
    for name in wanted.keys() - {source.name for source in found}:
        yield _file(plan, name, None, b"", _refusing(plan.by_file.get(name, []), _NOT_GIVEN))


def _file(plan: Plan, name: str, report: Report | None, before: bytes, outcome: Outcome) -> File:
    refused = tuple(refusal for refusal in plan.refused if refusal.fix.file == name)
    contents = Content(name, before), Content(name, outcome.content)
    return File(name, report, *contents, outcome.made, (*refused, *outcome.refused))


def _outcome(
    source: Source, report: Report | Unreadable, fixes: Sequence[Fix]
) -> tuple[bytes, Outcome]:
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


def _refusing(fixes: Sequence[Fix], why: Text) -> Outcome:
    return Outcome(b"", refused=tuple(Refusal(fix, why) for fix in fixes))
