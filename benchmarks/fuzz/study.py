"""The inputs of the study, and what became of them; one that ends its process is found, too."""

from __future__ import annotations

import multiprocessing
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from random import Random

import reportlint
from benchmarks.fuzz.targets import OFFICE_TARGETS, TARGETS, Target
from benchmarks.fuzz.trial import (
    Input,
    OvertimeError,
    Trial,
    no_longer_than,
    read_input,
    require_no_internal_error,
    use,
)
from reportlint.files.reading import Reading
from reportlint.findings import Findings
from reportlint.report import Report

TURNS: tuple[Target, ...] = tuple(own for own in TARGETS for _ in range(own.share))
_EVERY_OFFICE = 500
"""One in so many inputs is a document for LibreOffice, where that is installed."""
_TOGETHER = 20
"""Reports that are checked in one run, as those of a folder are."""
_PART = 500
"""Inputs that one process tries."""


def drawn(number: int, seed: int) -> tuple[Input, Random]:
    """Return the input of a number, the same whatever others are tried, and chance for its use."""
    target = Random(f"{seed} {number} target").choice(TURNS)
    if number % _EVERY_OFFICE == 0 and shutil.which("soffice"):
        target = OFFICE_TARGETS[number // _EVERY_OFFICE % len(OFFICE_TARGETS)]
    return drawn_of(target, number, seed)


def drawn_of(target: Target, number: int, seed: int) -> tuple[Input, Random]:
    """Return the input of a number as it is in one format."""
    chance = Random(f"{seed} {number}")
    content, damage = target.input(seed, chance)
    return Input(number, target.suffix, content, damage), chance


@dataclass(slots=True)
class _Case:
    """An input, the report read from it, and what became of it."""

    given: Input
    chance: Random
    trial: Trial
    report: Report | None = None
    findings: Findings | None = None

    def read(self) -> None:
        self.report = read_input(self.given)

    def check(self) -> None:
        if self.report is not None:
            self.take(reportlint.check(self.report, reading=Reading(processes=0)))

    def take(self, findings: Findings) -> None:
        """Take of the findings of a run those of this input."""
        name = self.given.name
        unreadable = tuple(x for x in findings.unreadable if x.location.file == name)
        for entry in unreadable:
            require_no_internal_error(entry)
        own = (x for x in findings if x.location and x.location.file == name)
        files = tuple(x for x in findings.files if x.name == name)
        self.findings = Findings(tuple(own), unreadable, 1, files)
        self.trial.outcome = "checked"

    def use(self) -> None:
        if self.report is not None and self.findings is not None:
            use(self.given, self.report, self.findings, self.chance)


def study(numbers: Sequence[int], seed: int) -> list[Trial]:
    """Try the inputs of these numbers in this process."""
    firsts = range(0, len(numbers), _TOGETHER)
    parts = (numbers[first : first + _TOGETHER] for first in firsts)
    return [x for part in parts for x in tried(drawn(number, seed) for number in part)]


def tried(inputs: Iterable[tuple[Input, Random]]) -> list[Trial]:
    """Do with inputs all that is done with files, and say what became of each."""
    cases = [_Case(own, x, Trial(own.number, own.suffix, own.damage)) for own, x in inputs]
    for case in cases:
        case.trial.attempt(case.read)
    _check([case for case in cases if case.report is not None])
    for case in cases:
        case.trial.attempt(case.use)
    return [case.trial for case in cases]


def _check(cases: Sequence[_Case]) -> None:
    """Check the reports in one run; each by itself where that goes wrong or takes long."""
    reports = [case.report for case in cases if case.report is not None]
    began = time.perf_counter()
    try:
        with no_longer_than():
            findings = reportlint.check(reports, reading=Reading(processes=0))
    except (Exception, OvertimeError):  # noqa: BLE001  (which it was is found below)
        for case in cases:
            case.trial.attempt(case.check)
        return
    taken = time.perf_counter() - began
    for case in cases:
        case.trial.attempt(partial(case.take, findings))
        case.trial.seconds += taken / len(cases)


def trials(count: int, seed: int, processes: int) -> Iterator[Trial]:
    """Yield what became of that many inputs, in order."""
    parts = [range(i, min(i + _PART, count)) for i in range(0, count, _PART)]
    with ThreadPoolExecutor(processes) as threads:
        for found in threads.map(partial(_apart, seed=seed), parts):
            yield from found


def _apart(numbers: range, seed: int) -> list[Trial]:
    """Try inputs in a process of their own; each in one where that dies."""
    spawned = multiprocessing.get_context("spawn")
    try:
        with ProcessPoolExecutor(1, spawned) as pool:
            return pool.submit(study, numbers, seed).result()
    except BrokenProcessPool:
        if len(numbers) > 1:
            return [x for number in numbers for x in _apart(range(number, number + 1), seed)]
        given, _ = drawn(numbers[0], seed)
        return [Trial(given.number, given.suffix, given.damage, "died")]
