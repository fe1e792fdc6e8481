"""Reads many files, in the order given: small text here, all else in other processes."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, groupby
from pathlib import Path
from typing import Generic, TypeVar

from reportlint.arguments import hint, refusal
from reportlint.corpora.parquet import reports as reports_in
from reportlint.document.content import Content
from reportlint.errors import ReadError, reason
from reportlint.files.account import for_attachment, judged
from reportlint.files.sources import Listing, Source
from reportlint.files.workers import OvertimeError, ProcessDiedError, Workers
from reportlint.findings import Omission, Unreadable, internal_error
from reportlint.formats import LARGEST_FILE, READABLE, is_text, read
from reportlint.language import Text
from reportlint.location import Location
from reportlint.opening import contents, is_file
from reportlint.report import Report

Items = str | Path | Source | Report | Iterable[str | Path | Source | Report]
"""Reports as such, or paths of files and folders."""

_T = TypeVar("_T")
Examine = Callable[[Report, bytes | None], _T]
"""What is done with a report where it is read; also given the bytes of a small data file."""
_Result = tuple[_T | Unreadable | Omission | None, str | None]
"""What a file counts as, and the attachment that its report stands in."""

Watch = Callable[[int, int, str], None]
"""Told how many of how many files have been read, and which is being read; at last, which was."""

_SMALL = 2**16
"""Bytes of text that is read within a second and in little memory."""
_SECONDS_OF_SMALL = 0.1
_FEW, _CHUNK = 200, 50
"""So many data files are read here; of more so many go to a process at a time."""
_TOO_LONG = Text(
    "读取超过 {n} 秒，已放弃；可用 --timeout 放宽",
    "gave up after {n} seconds of reading; --timeout allows more",
)
_DIED = Text(
    "读取时内存不足或程序中断，已放弃；可用 --memory 放宽",
    "reading ran out of memory or died; --memory allows more",
)


def items_given(items: object, call: str) -> Iterator[str | Path | Source | Report]:
    """Return what is given, one or several reports and paths, one at a time.

    Raises TypeError, which names the call that is meant, for anything else.

    >>> items_given({"year": 2024}, "check")
    Traceback (most recent call last):
    ...
    TypeError: check takes reports and paths, not a dict: make a report of it by Report.from_dict(…)
    """
    if isinstance(items, str | Path | Source | Report):
        return iter([items])
    if hint(items) or not isinstance(items, Iterable):
        raise refusal(items, call)
    return (_item(item, call) for item in items)


def _item(item: object, call: str) -> str | Path | Source | Report:
    if isinstance(item, str | Path | Source | Report):
        return item
    raise refusal(item, call)


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read.

    `processes` is how many files are read at a time, each in a process that is stopped after
    `seconds` (six times that where LibreOffice converts it); all of them together are held to
    `memory` bytes, and there are fewer where that is too little. Small text, which cannot take
    long, is read in this process, unless there are many; with 0 processes everything is, without
    those limits.
    """

    processes: int = os.cpu_count() or 1
    seconds: float = 5
    memory: int = 768 * 2**20
    watch: Watch | None = None

    def items(
        self, items: Items, exclude: tuple[str, ...] = ()
    ) -> Iterator[Report | Unreadable | Omission]:
        """Yield reports as they are given, and what became of every file that paths stand for.

        `exclude` are patterns of paths to leave out of folders. A file given twice is read once.
        """
        return examined(self, items, exclude, _as_it_is)

    def reports(self, sources: Sequence[Source]) -> Iterator[Report | Unreadable]:
        """Yield for every source its report, or why there is none, in the order given.

        A page whose report is in an attachment that is given too yields nothing of its own.
        """
        named = [replace(source, is_named=True) for source in sources]
        for result in _Run(self, _as_it_is).judged(named):
            if not isinstance(result, Omission):
                yield result


def examined(
    reading: Reading, items: Items, exclude: tuple[str, ...], examine: Examine[_T]
) -> Iterator[_T | Unreadable | Omission]:
    """Yield what `examine` makes of each report, in the process that reads it; as `items`."""
    listing = Listing(exclude)
    if isinstance(items, str | Path | Source | Report):
        items = [items]
    for given, run in groupby(items, lambda item: isinstance(item, Report)):
        if given:
            yield from (examine(item, None) for item in run if isinstance(item, Report))
        else:
            paths = (item for item in run if not isinstance(item, Report))
            listed = [x for path in paths for x in listing.files(path)]
            yield from (x for x in listed if isinstance(x, Omission))
            sources = (x for x in listed if isinstance(x, Source))
            for is_corpus, alike in groupby(sources, lambda source: source.is_corpus):
                if is_corpus:
                    for item in chain.from_iterable(reports_in(x.name) for x in alike):
                        yield examine(item, None) if isinstance(item, Report) else item
                else:
                    yield from _Run(reading, examine).judged(list(alike))


@dataclass(frozen=True, slots=True)
class _Run(Generic[_T]):
    """One run over files: how they are read, and what is done with each report."""

    reading: Reading
    examine: Examine[_T]

    def judged(self, sources: Sequence[Source]) -> Iterator[_T | Unreadable | Omission]:
        """Yield what each file counts as; of a page and its attachment both."""
        given = {os.path.abspath(source.name) for source in sources}
        results = self._results(sources)
        for done, source in enumerate(sources):
            self._tell(done, len(sources), source.name)
            found, attachment = next(results)
            if attachment is not None:
                yield for_attachment(source, attachment)
                if os.path.abspath(attachment) in given:
                    continue
            if found is not None:
                yield found
        if sources:
            self._tell(len(sources), len(sources), sources[-1].name)

    def _tell(self, done: int, total: int, name: str) -> None:
        if self.reading.watch:
            self.reading.watch(done, total, name)

    def _results(self, sources: Sequence[Source]) -> Iterator[_Result[_T]]:
        if self.reading.processes == 0:
            yield from (_examined(source, None, self.examine) for source in sources)
            return
        begun: deque[Callable[[], Iterable[_Result[_T]]]] = deque()
        with Workers(
            min(self.reading.processes, len(sources) or 1), self.reading.memory
        ) as workers:
            for chunk in _chunks(sources):
                begun.append(self._begun(chunk, workers))
                if len(begun) > workers.waiting:
                    yield from begun.popleft()()
            while begun:
                yield from begun.popleft()()

    def _begun(
        self, chunk: Sequence[Source], workers: Workers
    ) -> Callable[[], Iterable[_Result[_T]]]:
        """Return what returns the results of a chunk, which is read in a process if it is of many.

        Those that are not small, or with which it does not come to an end, are read one by one.
        """
        if len(chunk) == 1:
            return self._alone(chunk[0], workers)
        seconds = self.reading.seconds + _SECONDS_OF_SMALL * len(chunk)
        future = workers.submit(partial(_all_small, chunk, self.examine), seconds)

        def results() -> Iterator[_Result[_T]]:
            try:
                found = future.result()
            except (OvertimeError, ProcessDiedError):
                found = [None] * len(chunk)
            for source, result in zip(chunk, found, strict=True):
                yield from [result] if result else self._alone(source, workers)()

        return results

    def _alone(self, source: Source, workers: Workers) -> Callable[[], Iterable[_Result[_T]]]:
        """Return what returns the result: of small text it is read here, else in a process."""
        named = READABLE.get(source.suffix)
        seconds = self.reading.seconds * max(named.patience if named else 1, 1)
        lost = partial(Unreadable, Location(source.name))
        too_long = _TOO_LONG.fill(n=f"{seconds:g}")
        try:
            content = _at_hand(source, seconds)
        except TimeoutError:
            return lambda: [(lost(too_long), None)]
        except (OSError, ValueError) as error:
            unopened = _unopened(error)
            return lambda: [(lost(unopened), None)]
        task = partial(_examined, replace(source, data=None), content, self.examine)
        if content is not None and _is_quick(Content(source.name, content)):
            return lambda: [task()]
        future = workers.submit(task, seconds)

        def result() -> Iterator[_Result[_T]]:
            try:
                yield future.result()
            except OvertimeError:
                yield lost(too_long), None
            except ProcessDiedError:
                yield lost(_DIED), None

        return result


def _as_it_is(report: Report, _: bytes | None) -> Report:
    return report


def _chunks(sources: Sequence[Source]) -> Iterator[Sequence[Source]]:
    """Yield the sources one by one; many data files that follow each other in chunks."""
    for is_data, run in groupby(sources, _is_data):
        alike = list(run)
        size = _CHUNK if is_data and len(alike) > _FEW else 1
        yield from (alike[start : start + size] for start in range(0, len(alike), size))


def _is_data(source: Source) -> bool:
    named = READABLE.get(source.suffix)
    return source.archive is None and named is not None and named.is_data


def _all_small(sources: Iterable[Source], examine: Examine[_T]) -> list[_Result[_T] | None]:
    """Return what each small text counts as, None for what is no small text."""
    found: list[_Result[_T] | None] = []
    for source in sources:
        result = None
        with suppress(OSError, ValueError, MemoryError):
            content = _at_hand(source, 0)
            if content is not None and _is_quick(Content(source.name, content)):
                result = _examined(source, content, examine)
        found.append(result)
    return found


def _examined(source: Source, content: bytes | None, examine: Examine[_T]) -> _Result[_T]:
    """Return what a file counts as, and the attachment that its report stands in, if in one."""
    result = read_source(source, content)
    elsewhere = isinstance(result, Report) and result.file not in (None, source.name)
    attachment = result.file if isinstance(result, Report) and elsewhere else None
    found = judged(source, result)
    if not isinstance(found, Report):
        return found, attachment
    named = READABLE.get(source.suffix)
    again = content if named and named.is_data and not attachment else None
    return examine(found, again), attachment


def _at_hand(source: Source, seconds: float) -> bytes | None:
    """Return the bytes of what is small, or cannot be opened again by another process."""
    if source.archive is not None:
        return None
    if source.is_stdin or source.data is not None:
        return source.content()
    if is_file(source.name) and os.path.getsize(source.name) > _SMALL:  # noqa: PTH202
        return None
    return contents(source.name, LARGEST_FILE + 1, seconds)


def _is_quick(content: Content) -> bool:
    return len(content.data) <= _SMALL and is_text(content)


def read_source(source: Source, content: bytes | None = None) -> Report | Unreadable:
    """Read one file, or say why it could not be read; `content` is what it holds, if known."""
    try:
        return read(source.content() if content is None else content, source.name)
    except ReadError as error:
        return Unreadable(error.location, error.message, is_foreign=error.is_foreign)
    except OSError as error:
        return Unreadable(Location(source.name), reason(error))
    except MemoryError:
        return Unreadable(Location(source.name), _DIED)
    except Exception as error:  # noqa: BLE001  (a fault of ours is no fault of the other files)
        return internal_error(error, source.name)


def _unopened(error: OSError | ValueError) -> Text:
    if isinstance(error, OSError):
        return reason(error)
    return Text(f"无法打开：{error}", f"cannot be opened: {error}")
