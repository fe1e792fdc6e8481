"""Processes that read: for any caller, within time and memory, one task lost at a time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from reportlint.files.workers import OvertimeError, ProcessDiedError, Task, Workers
from reportlint.findings import Unreadable
from reportlint.language import Text
from reportlint.location import Location
from reportlint.report import Report

DONE = Unreadable(Location("a.pdf"), Text("完", "done"))
MEMORY = 2**28


def wait(seconds: float) -> Unreadable:
    time.sleep(seconds)
    return DONE


def crash() -> Unreadable:
    os.kill(os.getpid(), signal.SIGSEGV)
    return DONE


def fill(size: int) -> Unreadable:
    return Unreadable(DONE.location, DONE.message, traceback="x" * len(bytearray(size)))


def print_and_read() -> Unreadable:
    sys.stdout.write("a library says something")
    sys.stdout.flush()
    return Unreadable(DONE.location, DONE.message, traceback=sys.stdin.read())


@pytest.fixture
def path(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes import this file by the name that its functions are pickled with."""
    monkeypatch.setattr(sys, "path", [str(Path(__file__).parents[2]), *sys.path])


@pytest.mark.usefixtures("path")
def test_process_that_is_slow_crashes_or_answers_too_much_loses_its_one_task() -> None:
    with Workers(1, MEMORY) as workers:
        tasks: list[tuple[Task, type[Exception]]] = [
            (partial(wait, 60), OvertimeError),
            (crash, ProcessDiedError),
            (partial(fill, 2**27), ProcessDiedError),
        ]
        for task, error in tasks:
            lost, kept = workers.submit(task, 1), workers.submit(partial(wait, 0), 10)
            with pytest.raises(error):
                lost.result()
            assert kept.result() == DONE


@pytest.mark.usefixtures("path")
def test_what_a_process_prints_or_reads_is_no_message() -> None:
    with Workers(1, MEMORY) as workers:
        assert workers.submit(print_and_read, 10).result() == Unreadable(
            DONE.location, DONE.message, traceback=""
        )


@pytest.mark.usefixtures("path")
def test_memory_is_shared_by_the_processes() -> None:
    with Workers(8, 2 * MEMORY) as workers:
        futures = [workers.submit(partial(bytes_of, n), 10) for n in (2**24, 3 * 2**27)]
        assert futures[0].result() == DONE
        with pytest.raises(ProcessDiedError):
            futures[1].result()


def bytes_of(size: int) -> Report | Unreadable:
    bytearray(size)
    return DONE


SCRIPT = """
import sys
import reportlint
print("run")
print([f.status for f in reportlint.check(sys.argv[1]).files])
"""


@pytest.mark.parametrize("how", ["script", "-c", "stdin"])
def test_library_reads_documents_from_a_script_without_a_guard(tmp_path: Path, how: str) -> None:
    page = tmp_path / "a.html"
    page.write_text("<html><body><p>not a report</p></body></html>", encoding="utf-8")
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    call = {"script": [str(script)], "-c": ["-c", SCRIPT], "stdin": ["-"]}[how]
    done = subprocess.run(
        [sys.executable, *call, str(page)],
        input=SCRIPT if how == "stdin" else "",
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.splitlines()[0] == "run"
    assert done.stdout.count("run") == 1
    assert done.stderr == ""
