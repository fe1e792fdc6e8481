"""What the command line says and returns when something fails that no report is to blame for."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

REPORTLINT = (sys.executable, "-m", "reportlint")
FULL = Path("/dev/full")

# Fails on the report of one file, as a rule might.
FAILING = """
import sys
from reportlint.cli import main
import reportlint.repair.explanation as explanation
explained = explanation.explained
def failing(report, *others):
    if "bad" in report.file:
        raise KeyError("nobody thought of it")
    return explained(report, *others)
explanation.explained = failing
sys.argv[0] = "reportlint"
main()
"""


def run(*call: str | Path, **options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        call,
        env=os.environ | options,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_internal_error_loses_one_file_and_is_said_to_be_one(good: Path, bad: Path) -> None:
    done = run(sys.executable, "-c", FAILING, "check", "--lang", "en", bad, good)
    assert done.returncode == 3
    assert "bad.json: internal error" in done.stdout
    assert "KeyError: 'nobody thought of it'" in done.stdout
    assert done.stdout.count("internal error of reportlint") == 1
    assert done.stderr == ""
    told = run(sys.executable, "-c", FAILING, "check", bad, good, REPORTLINT_DEBUG="1")
    assert "Traceback" in told.stderr
    assert "in failing" in told.stderr


@pytest.mark.usefixtures("good")
@pytest.mark.skipif(not FULL.exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("command", ["check good.json", "--help", "rules", "convert good.json"])
def test_full_disk_is_a_line(command: str) -> None:
    with FULL.open("w") as full:
        done = subprocess.run(
            [*REPORTLINT, *command.split()], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == [
        "Error: 标准输出: 磁盘已满",
        "Error: standard output: no space is left on the disk",
    ]


@pytest.mark.usefixtures("good")
def test_deleted_working_folder_is_a_line(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    call = f"cd {folder}; rmdir {folder}; exec {sys.executable} -m reportlint check . --lang en"
    done = run("sh", "-c", call)
    assert done.returncode == 2
    assert "the working folder is no longer there" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a file that is never read to its end")
def test_interrupted_run_ends_with_its_processes(tmp_path: Path, good: Path) -> None:
    os.mkfifo(tmp_path / "endless.html")
    process = subprocess.Popen(
        [*REPORTLINT, "check", "--timeout", "60", "endless.html", good.name],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert said.strip() == b""


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs process groups")
def test_interrupted_run_ends_while_files_are_read(tmp_path: Path) -> None:
    prose = ("2024年收到申请12件，其中自然人10件。" * 10 + "\n") * 1000
    with ZipFile(tmp_path / "many.zip", "w", ZIP_DEFLATED) as many:
        for n in range(600):
            many.writestr(f"{n}.txt", f"某局2024年政府信息公开工作年度报告\n{prose}")
    process = subprocess.Popen(
        [*REPORTLINT, "check", "."],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    time.sleep(2)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal sends it, to readers too
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert said.strip() == b""
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="needs sockets that are files")
def test_socket_is_refused_in_words(good: Path) -> None:
    with socket.socket(socket.AF_UNIX) as own:
        own.bind("report.txt")
        done = run(*REPORTLINT, "check", good.name, "report.txt")
    assert done.returncode == 2
    assert "report.txt: 无法读取 这不是文件（套接字或设备）" in done.stdout
    assert "检查 1" in done.stdout


DEEP = 1500


@pytest.fixture
def deep(tmp_path: Path, good: Path) -> Iterator[Path]:
    """A folder with a report at the end of many, of which pytest could not remove as many."""
    for _ in range(DEEP):
        Path("d").mkdir()
        os.chdir("d")
    shutil.copy(good, "good.json")
    good.unlink()
    yield tmp_path
    Path("good.json").unlink()
    for _ in range(DEEP):
        os.chdir("..")
        Path("d").rmdir()


def test_folders_may_be_very_deep(deep: Path) -> None:
    done = run("sh", "-c", f"cd {deep}; exec {sys.executable} -m reportlint check --lang en .")
    assert done.returncode == 0
    assert "reports checked: 1" in done.stdout
    assert "Traceback" not in done.stderr
