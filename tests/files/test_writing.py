"""A file is the old one or the new one, whatever happens while it is written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from textwrap import dedent

import pytest

from reportlint.errors import WriteError
from reportlint.files.writing import replace_file

OLD, NEW = b"old" * 1000, b"new" * 2000

STEPS = ("os.fsync", "pathlib.Path.replace", "os.listxattr", "pathlib.Path.chmod")
"""Calls that are made on the way."""


def test_what_is_there_keeps_its_mode_and_attributes(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(OLD)
    file.chmod(0o640)
    try:
        os.setxattr(file, "user.note", b"kept")
        marked = True
    except OSError:
        marked = False  # the file system knows none
    replace_file(file, NEW)
    assert file.read_bytes() == NEW
    assert file.stat().st_mode & 0o777 == 0o640
    assert not marked or os.getxattr(file, "user.note") == b"kept"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root may give files away")
def test_owner_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(OLD)
    os.chown(file, 1234, 2345)
    replace_file(file, NEW)
    assert (file.stat().st_uid, file.stat().st_gid) == (1234, 2345)


def test_link_leads_where_it_led(tmp_path: Path) -> None:
    file, link = tmp_path / "a.json", tmp_path / "b.json"
    file.write_bytes(OLD)
    link.symlink_to(file)
    replace_file(link, NEW)
    assert link.is_symlink()
    assert file.read_bytes() == NEW


def test_hard_links_and_what_is_no_file_are_left_alone(tmp_path: Path) -> None:
    file, other, pipe = tmp_path / "a.json", tmp_path / "b.json", tmp_path / "pipe"
    file.write_bytes(OLD)
    other.hardlink_to(file)
    os.mkfifo(pipe)
    for path, said in ((file, "hard links"), (pipe, "no ordinary file"), (tmp_path, "ordinary")):
        with pytest.raises(WriteError, match=said):
            replace_file(path, NEW)
    for device in ("/dev/null", "/dev/full"):
        with pytest.raises(WriteError, match="no ordinary file"):
            replace_file(device, NEW)
    assert file.read_bytes() == other.read_bytes() == OLD
    assert pipe.is_fifo()


def test_file_that_was_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(OLD + b"x")
    with pytest.raises(WriteError, match="changed by another program"):
        replace_file(file, NEW, expected=OLD)
    assert file.read_bytes() == OLD + b"x"


def run(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", dedent(code), *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("kill", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_killed_at_any_step_leaves_the_old_or_the_new(
    tmp_path: Path, step: str, kill: signal.Signals
) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(OLD)
    code = f"""
        import os, pathlib, signal, sys
        from reportlint.files.writing import replace_file
        def stop(*args, **options):
            os.kill(os.getpid(), {int(kill)})
            signal.pause()
        {step} = stop
        replace_file(sys.argv[1], {NEW!r})
    """
    assert run(code, file).returncode != 0
    assert file.read_bytes() in (OLD, NEW)
    left = [path for path in tmp_path.iterdir() if path != file]
    for folder in left:  # what the killed one has left is a minute old
        os.utime(folder, (time.time() - 120,) * 2)
    replace_file(file, NEW)
    assert list(tmp_path.iterdir()) == [file]
    assert file.read_bytes() == NEW


def test_disk_that_is_full_leaves_the_old(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(OLD)
    code = """
        import resource, signal, sys
        from reportlint.errors import WriteError
        from reportlint.files.writing import replace_file
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
        try:
            replace_file(sys.argv[1], b"x" * 5000)
        except WriteError as error:
            print(error)
    """
    assert "cannot be written" in run(code, file).stdout
    assert [*tmp_path.iterdir()] == [file]
    assert file.read_bytes() == OLD


def test_two_at_once_leave_one_of_both(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(OLD)
    code = """
        import sys
        from reportlint.files.writing import replace_file
        for _ in range(100):
            replace_file(sys.argv[1], sys.argv[2].encode() * 5000)
    """
    start = [
        subprocess.Popen([sys.executable, "-c", dedent(code), str(file), letter]) for letter in "ab"
    ]
    while any(process.poll() is None for process in start):
        assert file.read_bytes() in (OLD, b"a" * 5000, b"b" * 5000)
    assert [process.returncode for process in start] == [0, 0]
    assert list(tmp_path.iterdir()) == [file]
