"""What every command that writes leaves, whatever happens meanwhile: the old file or the new."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

OLD = b'{"version": 1, "findings": []}\n'
COMMANDS = {
    "fix": ("fix", "--write", "street.json"),
    "convert": ("convert", "units/a.json", "-o", "written.yaml"),
    "rollup": ("rollup", "units", "-o", "written.json"),
    "baseline": ("check", "bad.json", "--write-baseline", "written.json"),
}

STOPPED = """
import os, pathlib, signal
def stop(*given, **named):
    os.kill(os.getpid(), {signal})
    signal.pause()
{step} = stop
"""
FULL = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20))
"""
POWERLESS = """
import ctypes, sys
if sys.platform == "linux":  # nor may root do then what permissions forbid
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    assert ctypes.CDLL(None).capset(header, (ctypes.c_uint32 * 6)()) == 0
"""
PROGRAM = """
{before}
import sys
from reportlint.cli import main
sys.argv[0] = "reportlint"
main()
"""


@dataclass
class Case:
    """A command, the file that it writes, and what that holds before and after."""

    command: tuple[str, ...]
    file: Path
    old: bytes
    new: bytes = b""

    def start(self, before: str = "") -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", PROGRAM.format(before=before), *self.command],
            cwd=self.file.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def run(self, before: str = "") -> tuple[int, str]:
        process = self.start(before)
        _, said = process.communicate(timeout=60)
        return process.returncode, said


@pytest.fixture(params=COMMANDS)
def case(request: pytest.FixtureRequest, write: Callable[..., Path], tmp_path: Path) -> Case:
    write("units/a.json", {"agency.name": "甲局"})
    write("units/b.json", {"agency.name": "乙局"})
    write("bad.json", {"requests.received.total": 3})
    command = COMMANDS[request.param]
    file = tmp_path / command[-1]
    old = OLD
    if request.param == "fix":
        old = write(file.name, {"requests.received.total": 3}).read_bytes()
    return Case(command, file, old)


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    """What each command writes when nothing happens."""
    return {}


@pytest.fixture
def whole(case: Case, written: dict[str, bytes]) -> Case:
    """The case, with what its command writes when nothing happens."""
    case.file.write_bytes(case.old)
    name = case.command[0]
    if name not in written:
        code, said = case.run()
        assert code in (0, 1), said
        written[name] = case.file.read_bytes()
        case.file.write_bytes(case.old)
    case.new = written[name]
    assert case.new != case.old
    return case


@pytest.mark.parametrize(
    ("step", "stopped_by"),
    [
        ("pathlib.Path.replace", signal.SIGKILL),
        ("os.fsync", signal.SIGTERM),
        ("pathlib.Path.chmod", signal.SIGINT),
    ],
)
def test_stopped(whole: Case, step: str, stopped_by: signal.Signals) -> None:
    code, _ = whole.run(STOPPED.format(signal=int(stopped_by), step=step))
    assert code == (130 if stopped_by == signal.SIGINT else -stopped_by)
    assert whole.file.read_bytes() == whole.old
    assert whole.run()[0] in (0, 1)
    assert whole.file.read_bytes() == whole.new


def test_full_disk(whole: Case) -> None:
    code, said = whole.run(FULL)
    assert code == 2
    assert "Traceback" not in said
    assert whole.file.name in said
    assert whole.file.read_bytes() == whole.old
    assert not [*whole.file.parent.glob(".reportlint-*")]


@pytest.mark.parametrize("read_only", ["file", "folder"])
def test_without_permission(whole: Case, read_only: str) -> None:
    path = whole.file if read_only == "file" else whole.file.parent
    mode = path.stat().st_mode
    path.chmod(0o444 if read_only == "file" else 0o555)
    try:
        code, said = whole.run(POWERLESS)
    finally:
        path.chmod(mode)
    assert code == 2
    assert "没有权限" in said or "permission denied" in said
    assert whole.file.read_bytes() == whole.old


def test_two_at_once(whole: Case) -> None:
    both = [whole.start() for _ in range(2)]
    while any(process.poll() is None for process in both):
        assert whole.file.read_bytes() in (whole.old, whole.new)
    said = [process.communicate()[1] for process in both]
    assert {process.returncode for process in both} <= {0, 1, 2}
    assert "Traceback" not in "".join(said)
    assert whole.file.read_bytes() == whole.new
    assert not [*whole.file.parent.glob(".reportlint-*")]
