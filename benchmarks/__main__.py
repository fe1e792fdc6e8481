"""Measures reportlint against its peers in one session; exit code 1 where a limit is exceeded.

This process stays small: a child's peak memory is never less than that of its parent.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.processes import Usage, interleaved, python, run
from benchmarks.table import Table

SCHEMA = Path(__file__).parents[1] / "schemas" / "2021" / "report.schema.json"
FILES = 1000
PEERS = ("raw Polars", "reportlint", "column per cell")


def main() -> int:
    """Run every benchmark."""
    libraries = ("polars", "pandera", "jsonschema", "check-jsonschema")
    print("Python", platform.python_version(), *(f"{x} {version(x)}" for x in libraries))
    table = Table()
    with TemporaryDirectory(prefix="reportlint-benchmarks-") as name:
        folder = Path(name)
        files = folder / "files"
        run(python("-m", "benchmarks.frames", "files", str(files), str(FILES)))
        start_up(table, files / "00000.json")
        many_files(table, files)
        frames(table, folder)
    return 1 if table.exceeded else 0


def start_up(table: Table, file: Path) -> None:
    """One file, as whole processes."""
    check, peer = "reportlint check FILE", "check-jsonschema FILE"
    used = interleaved(
        {
            check: python("-m", "reportlint", "check", str(file)),
            peer: python("-m", "check_jsonschema", "--schemafile", str(SCHEMA), str(file)),
            "reportlint --help": python("-m", "reportlint", "--help"),
            "reportlint rules": python("-m", "reportlint", "rules"),
            "import pandera.polars": python("-c", "import pandera.polars"),
            "python -c pass": python("-c", "pass"),
        },
        repeats=9,
    )
    table.title("Start-up: one file, whole processes")
    for name, usage in used.items():
        table.line(name, usage)
    table.ratio("check / check-jsonschema", used[check].seconds / used[peer].seconds)


def many_files(table: Table, files: Path) -> None:
    """A folder against one file, as whole processes."""
    one, many = "1 file", f"{FILES} files"
    used = interleaved(
        {
            one: python("-m", "reportlint", "check", str(files / "00000.json")),
            many: python("-m", "reportlint", "check", str(files)),
        },
        repeats=5,
    )
    table.title("reportlint check of a folder, whole processes")
    for name, usage in used.items():
        table.line(name, usage)
    table.ratio(f"{many} / {one}", used[many].seconds / used[one].seconds, limit=20)


def frames(table: Table, folder: Path) -> None:
    """100,000 reports in a frame; memory includes the frame itself."""
    module = python("-m", "benchmarks.frames")
    run((*module, "write", str(folder)))
    printed = subprocess.run((*module, "time", str(folder)), check=True, capture_output=True)
    for frame, seconds in json.loads(printed.stdout).items():
        table.title(f"100,000 reports in a frame: {frame[2:]}")
        once = (*module, "once", str(folder), frame)
        table.line("(reading the frame)", run((*once, "reading")))
        for peer in PEERS:
            table.line(peer, Usage(seconds[peer], run((*once, peer)).mebibytes))
        own = seconds["reportlint"]
        table.ratio("reportlint / raw Polars", own / seconds["raw Polars"], limit=3)
        table.ratio("column per cell / reportlint", seconds["column per cell"] / own)


if __name__ == "__main__":
    sys.exit(main())
