"""One input, tried as a user's file is: read, checked, printed, mended and written again."""

from __future__ import annotations

import csv
import io
import json
import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from random import Random
from traceback import format_exception
from types import FrameType
from typing import Literal, NoReturn, get_args

from junitparser import JUnitXml
from justhtml import JustHTML
from markdown_it import MarkdownIt
from openpyxl import load_workbook

from benchmarks.processes import peak_from_now
from reportlint.conversion import convert
from reportlint.errors import AmendError, ReadError, UnknownFormError, WriteError
from reportlint.files.reading import read_source
from reportlint.files.sources import Source
from reportlint.findings import Findings, Unreadable
from reportlint.fix.application import amend, apply
from reportlint.fix.plan import plan
from reportlint.formats import WRITERS, read
from reportlint.output import OUTPUTS, render
from reportlint.report import Report

Outcome = Literal["checked", "refused", "too long", "traceback", "died"]
"""`checked` went through every rule; of what was `refused` it was said why."""
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
AS_IT_SHOULD_BE: tuple[Outcome, ...] = ("checked", "refused")

LONGEST = 10.0
"""Seconds that each step may take; where LibreOffice converts, six times that."""
OF_OFFICE = (".doc", ".wps", ".rtf", ".odt")
_AMENDED, _FIXED, _IN_WORD = 0.5, 0.1, 0.05
"""How many of the inputs have cells amended, suggestions carried out, a document written."""
_SUFFIXES = tuple(suffix for suffix in WRITERS if suffix != ".docx")
_CONTROLS = re.compile(
    r"[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\x1b(?!\[\d*m)"
)
"""All but the colours of the output's own."""


@dataclass(frozen=True, slots=True)
class Input:
    """One file: its number in the study, its bytes, and by what it was damaged."""

    number: int
    suffix: str
    content: bytes
    damage: str

    @property
    def name(self) -> str:
        """A name that no other input has."""
        return f"{self.number}{self.suffix}"


@dataclass(slots=True)
class Trial:
    """What has become of an input so far: how long it took, peak memory in MiB, what was raised."""

    number: int
    suffix: str
    damage: str
    outcome: Outcome = "refused"
    seconds: float = 0
    mebibytes: float = 0
    raised: str = ""

    def attempt(self, step: Callable[[], None]) -> None:
        """Do a step, unless one before it went wrong."""
        if self.outcome not in AS_IT_SHOULD_BE:
            return
        longest = LONGEST * (6 if self.suffix in OF_OFFICE else 1)
        began = time.perf_counter()
        peak = peak_from_now()
        try:
            with no_longer_than(longest):
                step()
        except OvertimeError as error:
            self.outcome, self.raised = "too long", _trace(error)
        except Exception as error:  # noqa: BLE001  (this is what is looked for)
            self.outcome, self.raised = "traceback", _trace(error)
        self.seconds += time.perf_counter() - began
        self.mebibytes = max(self.mebibytes, peak())


class InternalError(Exception):
    """What reportlint itself takes for a fault of its own."""


class OvertimeError(BaseException):
    """Raised in what takes too long; nothing that handles exceptions keeps it."""


def read_input(given: Input) -> Report | None:
    """Return the report in an input, or None where it is refused, which is said in every output."""
    read_now = read_source(Source(given.name), given.content)
    if isinstance(read_now, Report):
        return read_now
    require_no_internal_error(read_now)
    _print(Findings((), (read_now,)))
    return None


def require_no_internal_error(entry: Unreadable) -> None:
    """Raise InternalError for what is no fault of the file."""
    if entry.is_internal:
        raise InternalError(entry.traceback)


def use(given: Input, report: Report, findings: Findings, chance: Random) -> None:
    """Print what was found, write the report in another format, and mend the file."""
    _print(findings)
    suffix = ".docx" if chance.random() < _IN_WORD else chance.choice(_SUFFIXES)
    with suppress(WriteError, UnknownFormError, ReadError):
        read(convert(report, suffix), f"written{suffix}")
    if chance.random() < _AMENDED and report.cells:
        keys = chance.sample(sorted(report.cells), min(2, len(report.cells)))
        numbers = {key: chance.choice((0, 7, 12_345, 10**12)) for key in keys}
        with suppress(AmendError, ReadError):  # a part may be damaged that only writing reads
            amend(given.content, given.name, numbers, report)
    if chance.random() < _FIXED:
        fixes = plan(findings, unsafe=True).by_file.get(given.name, [])
        apply(given.content, given.name, report, fixes)


def _print(findings: Findings) -> None:
    """Render in every output; ValueError for what a terminal or a program could not take."""
    for output in OUTPUTS:
        for language in ("zh", "en"):
            rendered = render(output, findings, language)
            if isinstance(rendered, bytes):
                _parse(output, rendered)
            elif found := _CONTROLS.search(rendered):
                raise ValueError(f"{found[0]!r} would reach a terminal")


def _parse(output: str, document: bytes) -> None:
    """Read a document as a program does; each reader raises an error of its own."""
    match output:
        case "jsonl":
            for line in document.splitlines():
                json.loads(line, parse_constant=_refuse)
        case "junit":
            JUnitXml.fromstring(document)
        case "csv":
            list(csv.reader(io.StringIO(document.decode("utf-8-sig"), newline=""), strict=True))
        case "markdown":
            MarkdownIt("gfm-like").parse(document.decode())
        case "html":
            JustHTML(document.decode(), sanitize=False, strict=True)
        case "xlsx":
            load_workbook(io.BytesIO(document))
        case _:
            json.loads(document, parse_constant=_refuse)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


@contextmanager
def no_longer_than(seconds: float = LONGEST) -> Iterator[None]:
    """Raise OvertimeError in what takes longer."""

    def stop(_signal: int, _frame: FrameType | None) -> NoReturn:
        raise OvertimeError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)  # again, where a library swallowed it
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _trace(error: BaseException) -> str:
    if isinstance(error, InternalError):
        return str(error)
    return "".join(format_exception(error))
