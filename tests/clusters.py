"""A standalone Spark cluster on this machine: a master and workers, each a process."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

LOOPBACK = "127.0.0.1"
_SECONDS = 120
_CLASSES = "org.apache.spark.deploy"


@dataclass(frozen=True)
class Cluster:
    """The address of the master, and its workers, each in a process group of its own."""

    master: str
    workers: tuple[subprocess.Popen[bytes], ...]

    def kill(self, number: int) -> None:
        """Kill a worker and its executors, as if its machine were lost."""
        os.killpg(self.workers[number].pid, signal.SIGKILL)
        self.workers[number].wait()


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[Cluster]:
    """Start a cluster with a core a worker; its processes are ended with the context."""
    with ExitStack() as stack:
        log = folder / "master.log"
        stack.enter_context(_process(log, "master.Master", "--port", "0", "--webui-port", "0"))
        master = _waited_for(log, r"Starting Spark master at (spark://\S+)")
        size = ("--cores", "1", "--memory", "2g", "--webui-port", "0", "-d", str(folder))
        logs = [folder / f"worker-{number}.log" for number in range(workers)]
        started = [
            stack.enter_context(_process(each, "worker.Worker", *size, master)) for each in logs
        ]
        for each in logs:
            _waited_for(each, "(Successfully registered)")
        yield Cluster(master, tuple(started))


@contextmanager
def _process(log: Path, name: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    spec = find_spec("pyspark")
    assert spec is not None
    assert spec.origin is not None
    home = Path(spec.origin).parent
    own = {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": LOOPBACK, "PYSPARK_PYTHON": sys.executable}
    command = [str(home / "bin" / "spark-class"), f"{_CLASSES}.{name}", "--host", LOOPBACK]
    with log.open("wb") as printed:
        process = subprocess.Popen(
            [*command, *arguments],
            env={**os.environ, **own},
            stdout=printed,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _waited_for(log: Path, pattern: str) -> str:
    """Return what a pattern finds in a log, once it stands there."""
    ends = time.monotonic() + _SECONDS
    while time.monotonic() < ends:
        found = re.search(pattern, log.read_text(encoding="utf-8", errors="replace"))
        if found:
            return found[1]
        time.sleep(0.2)
    raise TimeoutError(log.read_text(encoding="utf-8", errors="replace")[-2000:])
