"""What the rules found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args, overload

from reportlint.language import Language, Text
from reportlint.location import Location
from reportlint.number import Number, as_json, shown
from reportlint.total_cells import TotalCells

if TYPE_CHECKING:
    import polars as pl

_LONGEST_CAUSE = 200

Severity = Literal["error", "warning", "note"]
SEVERITY_ORDER: tuple[Severity, ...] = get_args(Severity)
"""The gravest first."""


@dataclass(frozen=True, slots=True)
class Change:
    """A cell's number as it stands, and as it would be; `before` is None where it is blank.

    `subject` is the cell in the form's words; `file` is the report's, where that is another than
    the finding's.
    """

    cell: str
    before: Number | None
    after: Number
    file: str | None = None
    subject: Text | None = None

    @property
    def name(self) -> Text:
        """The cell in the form's words where they are given, else its key."""
        return self.subject or Text(self.cell, self.cell)

    @property
    def text(self) -> Text:
        """The cell with both numbers.

        >>> print(Change("x", None, 7).text)
        x □ → 7
        """
        arrow = "{cell} {before} → {after}"
        before, after = shown(self.before), shown(self.after)
        return Text(arrow, arrow).fill(cell=self.name, before=before, after=after)

    def to_dict(self) -> dict[str, Any]:
        """Return the change as `schemas/findings.schema.json` states it."""
        numbers = {
            "from": None if self.before is None else as_json(self.before),
            "to": as_json(self.after),
        }
        return {"cell": self.cell, **numbers, **({"file": self.file} if self.file else {})}


@dataclass(frozen=True, slots=True)
class Repair:
    """One way to make broken statements true; `reason` is what else speaks for it, if anything."""

    changes: tuple[Change, ...]
    reason: Text | None = None

    def to_dict(self, language: Language = "zh") -> dict[str, Any]:
        """Return the repair as `schemas/findings.schema.json` states it."""
        changes = [change.to_dict() for change in self.changes]
        return {"changes": changes, **({"reason": self.reason.of(language)} if self.reason else {})}


@dataclass(frozen=True, slots=True)
class BrokenEdit:
    """A statement that does not hold, with the code of the rule that reports it."""

    code: str
    message: Text
    cells: tuple[str, ...]

    def to_dict(self, language: Language = "zh") -> dict[str, Any]:
        """Return the statement as `schemas/findings.schema.json` states it."""
        message = self.message.of(language)
        return {"code": self.code, "message": message, "cells": list(self.cells)}


class Stretch(NamedTuple):
    """A part of a text, and whether it stands in another too."""

    text: str
    is_shared: bool


@dataclass(frozen=True, slots=True)
class ProseCopy:
    """Another report of which this one has the prose: its file, and the share from 0 to 1.

    `own` and `other` are the texts of both, where they are kept.
    """

    file: str
    share: float
    own: tuple[Stretch, ...] = ()
    other: tuple[Stretch, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the copy as `schemas/findings.schema.json` states it."""
        return {"file": self.file, "share": round(self.share, 2)}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule says about a report.

    `cells` are the keys that it concerns, `expected` and `actual` what the equation gives and
    what the report states, `suggestion` the cells' values that would settle it.

    A wrong cell is one finding, whatever it breaks: `broken` lists the statements, `repairs` every
    smallest change that makes them true, the likeliest first, and `unique` says that it is the only
    one that the evidence leaves. `copies` are the reports of other organs with the same prose.
    """

    code: str
    severity: Severity
    message: Text
    location: Location | None = None
    cells: tuple[str, ...] = ()
    expected: str | None = None
    actual: str | None = None
    suggestion: Mapping[str, Number] = field(default_factory=dict)
    broken: tuple[BrokenEdit, ...] = ()
    repairs: tuple[Repair, ...] = ()
    unique: bool | None = None
    related: tuple[Location, ...] = ()
    copies: tuple[ProseCopy, ...] = ()

    @property
    def file(self) -> str:
        """The file that the finding is about; nothing where it is about none."""
        return self.location.file if self.location else ""

    @property
    def codes(self) -> frozenset[str]:
        """The finding's own code, and those of the statements that it lists."""
        return frozenset({self.code, *(statement.code for statement in self.broken)})

    def to_dict(self, language: Language = "zh") -> dict[str, Any]:
        """Return the finding as `schemas/findings.schema.json` states it."""
        full: dict[str, Any] = {
            "code": self.code,
            "severity": self.severity,
            "message": self.message.of(language),
            "cells": list(self.cells),
            "location": self.location.to_dict() if self.location else None,
            "expected": self.expected,
            "actual": self.actual,
            "suggestion": {key: as_json(value) for key, value in self.suggestion.items()},
            "broken": [statement.to_dict(language) for statement in self.broken],
            "repairs": [repair.to_dict(language) for repair in self.repairs],
            "unique": self.unique,
            "related": [place.to_dict() for place in self.related],
            "copies": [copy.to_dict() for copy in self.copies],
        }
        return {name: value for name, value in full.items() if value not in (None, [], {})}


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file, or a place in it, that no report could be read from or that could not be checked.

    `is_foreign` where it could be opened, and has neither the title of a report nor its tables;
    `traceback` is there where the fault is one of reportlint.
    """

    location: Location
    message: Text
    traceback: str | None = None
    is_foreign: bool = False

    @property
    def is_internal(self) -> bool:
        """Whether the fault is one of reportlint."""
        return self.traceback is not None

    def to_dict(self, language: Language = "zh") -> dict[str, Any]:
        """Return the entry as `schemas/findings.schema.json` states it."""
        internal = {"internal": True} if self.is_internal else {}
        return {**self.location.to_dict(), "message": self.message.of(language), **internal}


_INTERNAL = Text(
    "reportlint 内部错误（{what}），文件不一定有错；请把这条消息和文件告诉开发者，"
    "设置 REPORTLINT_DEBUG=1 可看到出错的经过",
    "internal error of reportlint ({what}); the file may be right. Please report this message with "
    "the file; REPORTLINT_DEBUG=1 shows the traceback",
)


def internal_error(error: Exception, file: str) -> Unreadable:
    """Return what is said of a file where reportlint itself failed.

    >>> internal_error(KeyError("x"), "a.docx").message.of("en")[:43]
    "internal error of reportlint (KeyError: 'x'"
    """
    from traceback import format_exception

    what = f"{type(error).__name__}: {error}"[:_LONGEST_CAUSE].splitlines()[0]
    trace = "".join(format_exception(error))
    return Unreadable(Location(file), _INTERNAL.fill(what=what), trace)


@dataclass(frozen=True, slots=True)
class Omission:
    """A file that was given with a folder, an archive or others, and is not checked; and why."""

    file: str
    reason: Text


FileStatus = Literal["checked", "compared", "unreadable", "left_out"]
"""What became of a file: a report that was checked, or only one to compare with; or why not."""


@dataclass(frozen=True, slots=True)
class GivenFile:
    """One file of a run, and what became of it; `reason` says why it was not checked.

    `shown` is what the report shows in each cell of its edition's form, in the order of the form.
    """

    name: str
    status: FileStatus
    organ: str | None = None
    year: int | None = None
    edition: str | None = None
    reason: Text | None = None
    shown: Sequence[str] = field(default=(), compare=False, repr=False)

    def to_dict(self, language: Language = "zh") -> dict[str, Any]:
        """Return the entry as `schemas/findings.schema.json` states it."""
        own = {each.name: getattr(self, each.name) for each in fields(self) if each.compare}
        own["reason"] = self.reason.of(language) if self.reason else None
        return {name: value for name, value in own.items() if value is not None}


@dataclass(frozen=True, slots=True)
class AcceptedFinding:
    """A finding that is not reported, since someone answers for it until a day."""

    finding: Finding
    reason: str
    until: date
    by: str | None = None

    @property
    def about(self) -> dict[str, str]:
        """Return why it is accepted, until when and by whom, as the JSON output states it."""
        by = {"by": self.by} if self.by else {}
        return {"reason": self.reason, "until": self.until.isoformat(), **by}


@dataclass(frozen=True)
class Findings(Sequence[Finding]):
    """The findings of one run, in the order of the reports, and what could not be read.

    It is a sequence of `Finding`; `reports` counts the reports that were checked, and `files` has
    an entry for every file that was given, whatever became of it. `accepted` findings, and those
    that a baseline holds, of which only the number is kept, are none of the sequence. `settings`
    are the files whose settings held. `comparison` is there where a total was compared. Findings as
    severe as `fail_on` make the exit code 1, none where that is None. `unlisted` findings are
    counted, and make the exit code, but are not told.
    """

    found: tuple[Finding, ...]
    unreadable: tuple[Unreadable, ...] = ()
    reports: int = 0
    files: tuple[GivenFile, ...] = ()
    accepted: tuple[AcceptedFinding, ...] = ()
    in_baseline: int = 0
    settings: tuple[str, ...] = ()
    comparison: TotalCells | None = None
    fail_on: Severity | None = "error"
    unlisted: tuple[Finding, ...] = ()

    @overload
    def __getitem__(self, index: int) -> Finding: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Finding, ...]: ...

    def __getitem__(self, index: int | slice) -> Finding | tuple[Finding, ...]:
        return self.found[index]

    def __len__(self) -> int:
        return len(self.found)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.found)

    @property
    def checked(self) -> tuple[str, ...]:
        """The names of the files whose reports were checked."""
        return tuple(file.name for file in self.files if file.status == "checked")

    @property
    def summary(self) -> dict[str, int]:
        """How many files, reports, errors, warnings and notes; and how many are none of these."""
        severities = Counter(finding.severity for finding in (*self.found, *self.unlisted))
        statuses = Counter(file.status for file in self.files)
        return {
            "files": len(self.files),
            "left_out": statuses["left_out"],
            "reports": self.reports,
            "unreadable": len(self.unreadable),
            "errors": severities["error"],
            "warnings": severities["warning"],
            "notes": severities["note"],
            "accepted": len(self.accepted),
            "in_baseline": self.in_baseline,
            "unlisted": len(self.unlisted),
        }

    @property
    def exit_code(self) -> int:
        """3 where reportlint failed, else 2 where a file was unreadable, 1 for errors, 0.

        >>> noted = (Finding("D103", "note", Text("空", "blank"), None),)
        >>> Findings(noted).exit_code, Findings(noted, fail_on="note").exit_code
        (0, 1)
        """
        if any(entry.is_internal for entry in self.unreadable):
            return 3
        if self.unreadable:
            return 2
        if self.fail_on is None:
            return 0
        failing = SEVERITY_ORDER[: SEVERITY_ORDER.index(self.fail_on) + 1]
        return int(any(x.severity in failing for x in (*self.found, *self.unlisted)))

    def kept(self, is_wanted: Callable[[Finding], bool]) -> Findings:
        """Return the findings that are wanted; the others are as if they had not been made."""
        return replace(self, found=tuple(filter(is_wanted, self.found)))

    def first(self, most: int) -> Findings:
        """Return at most so many findings, the gravest, in their order; the others are `unlisted`.

        >>> both = [Finding(x, x, Text("", "")) for x in ("note", "error")]
        >>> (left := Findings(tuple(both)).first(1)).found[0].code, left.summary["unlisted"]
        ('error', 1)
        """
        numbered = sorted(enumerate(self.found), key=lambda x: SEVERITY_ORDER.index(x[1].severity))
        listed = {number for number, _ in numbered[:most]}
        return replace(
            self,
            found=tuple(x for number, x in enumerate(self.found) if number in listed),
            unlisted=(*self.unlisted, *(finding for _, finding in numbered[most:])),
        )

    def file_of(self, finding: Finding) -> GivenFile | None:
        """Return the entry of the file that a finding is about; None where it is about none."""
        return self._by_name.get(finding.location.file) if finding.location else None

    @cached_property
    def _by_name(self) -> dict[str, GivenFile]:
        return {file.name: file for file in self.files}

    def entry(self, finding: Finding, language: Language = "zh") -> dict[str, Any]:
        """Return a finding as `schemas/findings.schema.json` states it, with organ and year."""
        file = self.file_of(finding)
        about = {"organ": file.organ, "year": file.year} if file else {}
        known = {name: value for name, value in about.items() if value is not None}
        return {**finding.to_dict(language), **known}

    def to_polars(self, language: Language = "zh") -> pl.DataFrame:
        """Return a frame with a row a finding: its file, organ, year, code, message and cells.

        `suggestion` is a list of cells with their numbers; where in the file it is stands in the
        columns of `Location`. What could not be read is in `unreadable`, not here.
        """
        from reportlint.findings_frame import frame_of_entries

        return frame_of_entries(self.entry(finding, language) for finding in self.found)

    def to_dict(self, language: Language = "zh") -> dict[str, Any]:
        """Return the run as `schemas/findings.schema.json` states it."""
        return {
            "version": 2,
            "files": [file.to_dict(language) for file in self.files],
            "findings": [self.entry(finding, language) for finding in self.found],
            "unreadable": [entry.to_dict(language) for entry in self.unreadable],
            "accepted": [
                {"finding": self.entry(x.finding, language), **x.about} for x in self.accepted
            ],
            "settings": list(self.settings),
            **({"comparison": self.comparison.to_dict()} if self.comparison else {}),
            "summary": self.summary,
        }
