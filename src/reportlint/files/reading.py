"""Reads many files, in the order given: small text here, all else in other processes."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, groupby
from pathlib import Path

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

Watch = Callable[[int, int, str], None]
"""Told how many of how many files have been read, and which is being read; at last, which was."""

_SMALL = 2**16
"""Bytes of text that is read within a second and in little memory."""
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
    long, is read in this process; with 0 processes everything is, without those limits.
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
        listing = Listing(exclude)
        if isinstance(items, str | Path | Source | Report):
            items = [items]
        for given, run in groupby(items, lambda item: isinstance(item, Report)):
            if given:
                yield from (item for item in run if isinstance(item, Report))
            else:
                paths = (item for item in run if not isinstance(item, Report))
                listed = [x for path in paths for x in listing.files(path)]
                yield from (x for x in listed if isinstance(x, Omission))
                sources = (x for x in listed if isinstance(x, Source))
                for is_corpus, alike in groupby(sources, lambda source: source.is_corpus):
                    if is_corpus:
                        yield from chain.from_iterable(reports_in(x.name) for x in alike)
                    else:
                        yield from self._judged(list(alike))

    def reports(self, sources: Sequence[Source]) -> Iterator[Report | Unreadable]:
        """Yield for every source its report, or why there is none, in the order given.

        A page whose report is in an attachment that is given too yields nothing of its own.
        """
        for result in self._judged([replace(source, is_named=True) for source in sources]):
            if not isinstance(result, Omission):
                yield result

    def _judged(self, sources: Sequence[Source]) -> Iterator[Report | Unreadable | Omission]:
        """Yield what each file counts as; of a page and its attachment both."""
        given = {os.path.abspath(source.name) for source in sources}
        results = self._results(sources)
        for done, source in enumerate(sources):
            self._tell(done, len(sources), source.name)
            result = next(results)
            attached = isinstance(result, Report) and result.file not in (None, source.name)
            if isinstance(result, Report) and attached:
                yield for_attachment(source, result)
                if os.path.abspath(str(result.file)) in given:
                    continue
            if (found := judged(source, result)) is not None:
                yield found
        if sources:
            self._tell(len(sources), len(sources), sources[-1].name)

    def _tell(self, done: int, total: int, name: str) -> None:
        if self.watch:
            self.watch(done, total, name)

    def _results(self, sources: Sequence[Source]) -> Iterator[Report | Unreadable]:
        if self.processes == 0:
            yield from map(read_source, sources)
            return
        begun: deque[Callable[[], Report | Unreadable]] = deque()
        with Workers(min(self.processes, len(sources) or 1), self.memory) as workers:
            for source in sources:
                begun.append(self._begun(source, workers))
                if len(begun) > workers.waiting:
                    yield begun.popleft()()
            while begun:
                yield begun.popleft()()

    def _begun(self, source: Source, workers: Workers) -> Callable[[], Report | Unreadable]:
        """Return what returns the result: of small text it is read here, else in a process."""
        named = READABLE.get(source.suffix)
        seconds = self.seconds * max(named.patience if named else 1, 1)
        try:
            content = _at_hand(source, seconds)
        except TimeoutError:
            return partial(Unreadable, Location(source.name), _TOO_LONG.fill(n=f"{seconds:g}"))
        except (OSError, ValueError) as error:
            return partial(Unreadable, Location(source.name), _unopened(error))
        task = partial(read_source, source, content)
        if content is not None and _is_quick(Content(source.name, content)):
            return task
        return partial(_result, workers.submit(task, seconds), source, seconds)


def _at_hand(source: Source, seconds: float) -> bytes | None:
    """Return the bytes of what is small, or cannot be opened again by another process."""
    if source.archive is not None:
        return None
    if source.is_stdin:
        return source.content()
    if is_file(source.name) and Path(source.name).stat().st_size > _SMALL:
        return None
    return contents(source.name, LARGEST_FILE + 1, seconds)


def _is_quick(content: Content) -> bool:
    return len(content.data) <= _SMALL and is_text(content)


def _result(
    future: Future[Report | Unreadable], source: Source, seconds: float
) -> Report | Unreadable:
    try:
        return future.result()
    except OvertimeError:
        return Unreadable(Location(source.name), _TOO_LONG.fill(n=f"{seconds:g}"))
    except ProcessDiedError:
        return Unreadable(Location(source.name), _DIED)


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
