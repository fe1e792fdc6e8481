"""Processes that read files: each is stopped after a time and held to a size of memory.

They are plain subprocesses that talk over pipes: `multiprocessing` would run the caller's script
again in every one of them.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from queue import LifoQueue
from threading import Event, Lock, Timer
from types import TracebackType
from typing import IO, Self, TypeVar

_T = TypeVar("_T")

_PROGRAM = """import sys
sys.path[:] = {path!r}
from reportlint.files.workers import serve
serve({memory})"""
_GRACE = 0.5
"""Seconds in which a process may end what it started."""
_LARGEST_ANSWER = 64 * 2**20


_LEAST = 2**28
"""Bytes of memory that a process has at least, where all together have as much."""


class OvertimeError(Exception):
    """The process was stopped, since it took too long."""


class ProcessDiedError(Exception):
    """The process ended by itself: out of memory, or a library crashed."""


class Worker:
    """One process, started when there is something to do and again when it has ended."""

    def __init__(self, memory: int) -> None:
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()
        self._is_closed = False

    def run(self, task: Callable[[], _T], seconds: float) -> _T:
        """Return what a task returns; OvertimeError or ProcessDiedError where it does not.

        The task is pickled, and what it returns too.
        """
        process = self._started()
        is_late = Event()
        overtime = Timer(seconds, _stop, (process, is_late))
        overtime.daemon = True
        try:
            asked, answers = _pipes(process)
            pickle.dump((task, seconds), asked)
            asked.flush()
            overtime.start()
            answer: _T = pickle.load(answers)
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            _forget(process)
            raise (OvertimeError if is_late.is_set() else ProcessDiedError) from error
        finally:
            overtime.cancel()
        return answer

    def close(self) -> None:
        """End the process, whatever it does."""
        with self._lock:
            self._is_closed = True
        if self._process is not None:
            _forget(self._process)

    def _started(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._is_closed:
                raise ProcessDiedError
            if self._process is None or self._process.poll() is not None:
                program = _PROGRAM.format(path=sys.path, memory=self._memory)
                self._process = subprocess.Popen(
                    [sys.executable, "-c", program],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,  # Ctrl-C is for who started it
                )
                _pipes(self._process)[1].read(1)  # its start is not part of any task's time
            return self._process


class Workers:
    """Several processes, of which each takes a task when it has done another.

    `memory` is what all together may take. Leaving the context ends them.
    """

    def __init__(self, processes: int, memory: int) -> None:
        most = max(1, min(processes, memory // _LEAST))
        self.waiting = 4 * most
        """How many tasks may wait so that none of the processes does."""
        self._all = [Worker(memory // most) for _ in range(most)]
        self._idle: LifoQueue[Worker] = LifoQueue()  # one that runs already comes first
        for worker in self._all:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(most)

    def submit(self, task: Callable[[], _T], seconds: float) -> Future[_T]:
        """Have a task done; its result is what `Worker.run` returns or raises."""
        return self._threads.submit(self._run, task, seconds)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._all:
            worker.close()
        self._threads.shutdown()

    def _run(self, task: Callable[[], _T], seconds: float) -> _T:
        worker = self._idle.get()
        try:
            return worker.run(task, seconds)
        finally:
            self._idle.put(worker)


def _forget(process: subprocess.Popen[bytes]) -> None:
    """End a process that nobody speaks to."""
    _end(process)
    for pipe in _pipes(process):
        with suppress(OSError):
            pipe.close()


def _stop(process: subprocess.Popen[bytes], is_late: Event) -> None:
    is_late.set()
    _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    if process.stdin is None or process.stdout is None:
        raise ProcessDiedError
    return process.stdin, process.stdout


def serve(memory: int) -> None:
    """Do the tasks that come, in a process of its own, until no more do."""
    tasks, answers = (os.fdopen(os.dup(n), mode) for n, mode in ((0, "rb"), (1, "wb")))
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):  # what a file names /dev/stdin, or a library prints, is no message
        os.dup2(nothing, stream)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    _hold_to(memory)
    answers.write(b".")
    with suppress(EOFError, BrokenPipeError):
        while True:
            answers.flush()
            task, seconds = pickle.load(tasks)
            _outlive_nobody(seconds)
            answer = pickle.dumps(task())
            if len(answer) > _LARGEST_ANSWER:
                return
            answers.write(answer)


def _outlive_nobody(seconds: float) -> None:
    """End this process some time after it should have been stopped by the one that started it."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds + 2 * _GRACE)


def _hold_to(memory: int) -> None:
    """Bound the memory of this process, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
        # Mapped files and libraries are no data; nothing that is read maps much more.
        resource.setrlimit(resource.RLIMIT_AS, (2 * memory, 2 * memory))
