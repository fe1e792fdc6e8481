"""The account of a run: what every file that was given counts as, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import overload

from reportlint.document.printed_form import cell_text
from reportlint.files.sources import Source
from reportlint.findings import FileStatus, GivenFile, Omission, Unreadable
from reportlint.form.schema import forms
from reportlint.language import Text
from reportlint.packing import PackedReport, packed
from reportlint.report import Report

_NO_REPORT = Text("没有年度报告的标题和表格", "neither the title nor the tables of a report")
_IN_ATTACHMENT = Text(
    "报告在附件 {file} 中，检查的是附件", "its report is in {file}, which is checked"
)


def judged(source: Source, result: Report | Unreadable) -> Report | Unreadable | Omission | None:
    """Return what a file counts as; None for what reportlint itself wrote, other than a report.

    A file that was named is a report, or it is said why not.
    """
    if source.is_named:
        return result
    if isinstance(result, Unreadable):
        return Omission(source.name, _NO_REPORT) if result.is_foreign else result
    if _is_own_output(result):
        return None
    keys = {key for form in forms().values() for key in form.schema["properties"]}
    return result if keys & result.data.keys() else Omission(source.name, _NO_REPORT)


def for_attachment(page: Source, attachment: str) -> Omission:
    """Return what is said of a page whose report was read from an attachment."""
    return Omission(page.name, _IN_ATTACHMENT.fill(file=PurePath(attachment).name))


def entries(
    items: Iterable[Report | PackedReport | Unreadable | Omission],
    status: FileStatus = "checked",
) -> Iterator[GivenFile]:
    """Yield the entry of each file; `status` is that of one with a report."""
    for item in items:
        if isinstance(item, Omission):
            yield GivenFile(item.file, "left_out", reason=item.reason)
        elif isinstance(item, Unreadable):
            yield GivenFile(item.location.file, "unreadable", reason=item.message)
        elif item.file is not None:
            own = packed(item) if isinstance(item, Report) else item
            shown = _ShownCells(own)
            yield GivenFile(item.file, status, own.agency, own.year, own.edition, shown=shown)


class _ShownCells(Sequence[str]):
    """What a report shows in each cell of its form, found when it is asked for."""

    __slots__ = ("_report",)

    def __init__(self, report: PackedReport) -> None:
        self._report = report

    def __len__(self) -> int:
        return len(self._texts())

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...

    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        return self._texts()[index]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts())

    def _texts(self) -> tuple[str, ...]:
        if self._report.edition is None:
            return ()
        report = self._report.unpack()
        cells = report.form.cells.values() if report.form else ()
        return tuple(cell_text(report, cell) for cell in cells)


def _is_own_output(report: Report) -> bool:
    """Whether a data file holds findings, or a baseline."""
    return {"version", "findings"} <= report.data.keys() <= _OUTPUT_KEYS


_OUTPUT_KEYS = {"version", "files", "findings", "unreadable", "accepted", "settings", "summary"}
