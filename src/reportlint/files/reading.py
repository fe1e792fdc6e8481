"""Reads many files: data files here, documents in processes of their own, in the order given."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import TimeoutError as Overtime
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from reportlint.errors import ReadError, reason
from reportlint.files.sources import STDIN, Source, sources
from reportlint.findings import Unreadable
from reportlint.formats import READABLE, read
from reportlint.language import Text
from reportlint.location import Location
from reportlint.report import Report

if TYPE_CHECKING:
    from pebble import ProcessFuture, ProcessPool

Items = str | Path | Report | Iterable[str | Path | Report]
"""Reports as such, or paths of files and folders."""

Watch = Callable[[int, int], None]
"""Told after each file how many of how many have been read."""

_TOO_LONG = Text(
    "读取超过 {n} 秒，已放弃；可用 --timeout 放宽",
    "gave up after {n} seconds of reading; --timeout allows more",
)
_DIED = Text(
    "读取时内存不足或程序中断，已放弃；可用 --memory 放宽",
    "reading ran out of memory or died; --memory allows more",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read.

    `processes` is how many documents are read at a time, each in a process that is stopped after
    `seconds` (six times that where LibreOffice converts it) and held to `memory` bytes; 0 reads
    everything in this process, without those limits.
    """

    processes: int = 0
    seconds: float = 5
    memory: int = 2**30
    watch: Watch | None = None

    def items(self, items: Items, exclude: tuple[str, ...] = ()) -> Iterator[Report | Unreadable]:
        """Yield reports as they are given, and those that paths stand for, in the order given.

        `exclude` are patterns of paths to leave out of folders.
        """
        if isinstance(items, str | Path | Report):
            items = [items]
        for given, run in groupby(items, lambda item: isinstance(item, Report)):
            if given:
                yield from (item for item in run if isinstance(item, Report))
            else:
                paths = (item for item in run if not isinstance(item, Report))
                yield from self.reports([s for path in paths for s in sources(path, exclude)])

    def reports(self, sources: Sequence[Source]) -> Iterator[Report | Unreadable]:
        """Yield for every source its report, or why there is none, in the order given.

        A page whose report is in an attachment that is given too yields nothing of its own.
        """
        given = {os.path.abspath(source.name) for source in sources}
        results = zip(sources, self._results(sources), strict=True)
        for done, (source, result) in enumerate(results, 1):
            if self.watch:
                self.watch(done, len(sources))
            file = result.file if isinstance(result, Report) else None
            if file in (None, source.name) or os.path.abspath(str(file)) not in given:
                yield result

    def _results(self, sources: Sequence[Source]) -> Iterator[Report | Unreadable]:
        if self.processes == 0 or all(_is_quick(source) for source in sources):
            yield from map(read_source, sources)
            return
        with self._pool(len(sources)) as pool:
            for is_quick, group in groupby(sources, _is_quick):
                run = list(group)
                yield from map(read_source, run) if is_quick else self._documents(pool, run)

    def _pool(self, files: int) -> ProcessPool:
        from pebble import ProcessPool

        # A forked child would inherit the threads of Polars.
        return ProcessPool(
            max_workers=min(self.processes, files),
            initializer=_hold_to,
            initargs=[self.memory],
            context=get_context("spawn"),
        )

    def _documents(
        self, pool: ProcessPool, sources: Sequence[Source]
    ) -> Iterator[Report | Unreadable]:
        futures = [
            pool.schedule(read_source, [source], timeout=self._seconds(source))
            for source in sources
        ]
        for source, future in zip(sources, futures, strict=True):
            yield self._document(future, source)

    def _document(
        self, future: ProcessFuture[Report | Unreadable], source: Source
    ) -> Report | Unreadable:
        from pebble import ProcessExpired

        try:
            return future.result()
        except Overtime:
            seconds = f"{self._seconds(source):g}"
            return Unreadable(Location(source.name), _TOO_LONG.fill(n=seconds))
        except ProcessExpired:
            return Unreadable(Location(source.name), _DIED)

    def _seconds(self, source: Source) -> float:
        return self.seconds * max(_patience(source), 1)


def read_source(source: Source) -> Report | Unreadable:
    """Read one file, or say why it could not be read."""
    try:
        return read(source.content(), source.name)
    except ReadError as error:
        return Unreadable(error.location, error.message)
    except (OSError, ValueError) as error:
        return Unreadable(Location(source.name), _unopened(error))
    except MemoryError:
        return Unreadable(Location(source.name), _DIED)


def _unopened(error: OSError | ValueError) -> Text:
    if isinstance(error, OSError):
        return reason(error)
    return Text(f"无法打开：{error}", f"cannot be opened: {error}")


def _is_quick(source: Source) -> bool:
    """Whether by its name it needs no process that can be stopped."""
    return source.name == STDIN or _patience(source) == 0


def _patience(source: Source) -> int:
    own = READABLE.get(source.suffix)
    return own.patience if own else 1


def _hold_to(memory: int) -> None:
    """Bound the address space of a reading process, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
