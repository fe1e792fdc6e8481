"""Whole processes: how long each takes and how much memory it needs at its peak."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

Command = Sequence[str]


@dataclass(frozen=True)
class Usage:
    """What one process took, or the medians of several; `cpu` are seconds of processor time."""

    seconds: float
    mebibytes: float
    cpu: float = 0.0


def python(*arguments: str) -> Command:
    """Return a command of this interpreter."""
    return (sys.executable, *arguments)


def run(command: Command, folder: Path | None = None) -> Usage:
    """Run a command to its end, in a folder; bytecode may be cached, output is thrown away."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        env=environment,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    # Not communicate(): wait4 alone tells the peak of this one child. The message is short.
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    with process:
        if process.returncode and process.stderr:
            raise RuntimeError(f"{' '.join(command)}: {process.stderr.read().decode()}")
    return Usage(seconds, used.ru_maxrss / 1024, used.ru_utime + used.ru_stime)


def interleaved(
    commands: Mapping[str, Command], repeats: int, folder: Path | None = None
) -> dict[str, Usage]:
    """Run the commands in turn, `repeats` times after one unmeasured turn; return medians."""
    used: dict[str, list[Usage]] = {name: [] for name in commands}
    for turn in range(repeats + 1):
        for name, command in commands.items():
            usage = run(command, folder)
            if turn:
                used[name].append(usage)
    return {
        name: Usage(
            median(u.seconds for u in all_),
            median(u.mebibytes for u in all_),
            median(u.cpu for u in all_),
        )
        for name, all_ in used.items()
    }


def peak_from_now() -> Callable[[], float]:
    """Return what returns the peak memory of this process since now, in MiB.

    Where the system cannot forget a peak it is that since the process began.
    """
    own = Path("/proc/self")
    try:
        (own / "clear_refs").write_text("5")
    except OSError:
        return lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    def peak() -> float:
        stated = (own / "status").read_text().partition("VmHWM:")[2]
        return int(stated.split(maxsplit=1)[0]) / 1024

    return peak
