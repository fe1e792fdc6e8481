"""Measures reportlint against its peers in one session; exit code 1 where a limit is exceeded.

This process stays small: a child's peak memory is never less than that of its parent.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

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
        start_up(table, files)
        many_files(table, files)
        frames(table, folder)
        corpora(table, folder)
    return 1 if table.exceeded else 0


CHECK, PEER, WITH_PROSE = "check FILE", "check-jsonschema FILE", "check FILE with prose"
LIMITS = {CHECK: 0.25, WITH_PROSE: 0.6, "--help": 0.25, "rules": 0.25}
"""Processor time of a whole process, in that of check-jsonschema with our schema on the file."""


def start_up(table: Table, files: Path) -> None:
    """One file, as whole processes, away from the settings of the checkout."""
    clean, told = files / "00000.json", files.parent / "with-prose.json"
    report = json.loads(clean.read_text(encoding="utf-8"))
    told.write_text(json.dumps(report | {"narrative": _prose(report)}), encoding="utf-8")
    own = python("-m", "reportlint")
    used = interleaved(
        {
            CHECK: (*own, "check", str(clean)),
            WITH_PROSE: (*own, "check", str(told)),
            PEER: python("-m", "check_jsonschema", "--schemafile", str(SCHEMA), str(clean)),
            "--help": (*own, "--help"),
            "rules": (*own, "rules"),
            "import reportlint": python("-c", "import reportlint"),
            "import click": python("-c", "import click"),
            "python -c pass": python("-c", "pass"),
        },
        repeats=9,
    )
    table.title("Start-up: one file, whole processes, processor time")
    for name, usage in used.items():
        table.line(name, replace(usage, seconds=usage.cpu))
    for name, limit in LIMITS.items():
        table.ratio(f"{name} / {PEER}", used[name].cpu / used[PEER].cpu, limit)
    table.ratio("import reportlint, in 30 ms", used["import reportlint"].cpu / 0.03, limit=1)


def _prose(report: dict[str, Any]) -> dict[str, str]:
    """Return prose of which no rule has anything to say, with numbers of the tables."""
    year = report["year"]
    received = report["requests"]["received"]["total"]
    return {
        "preamble": f"本报告所列数据的统计期限为{year}年1月1日至12月31日。",
        "overview": f"本年度主动公开政府信息，新收到政府信息公开申请{received}件，均已按时答复。"
        "政府信息管理、平台建设、监督保障各项工作平稳，社会评议结果良好，未发生责任追究。",
        "problems": "信息更新不够及时；已经完善制度，加强培训。",
        "other_matters": "本年度未收取信息处理费，没有其他需要报告的事项。",
    }


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
        table.ratio("reportlint / raw Polars", own / seconds["raw Polars"], limit=2)
        table.ratio("column per cell / reportlint", seconds["column per cell"] / own)


def corpora(table: Table, folder: Path) -> None:
    """Reports in Parquet, checked while they are read; ten million of them with `--largest`."""
    module = python("-m", "benchmarks.frames")
    for rows in (10**5, 10**6, *([10**7] if "--largest" in sys.argv else [])):
        run((*module, "corpus", str(folder), str(rows)))
        table.title(f"{rows:,} reports in Parquet")
        used = {}
        for peer in ("raw Polars", "reportlint"):
            stream = (*module, "stream", str(folder), str(rows), peer)
            printed = subprocess.run(stream, check=True, capture_output=True)
            used[peer] = Usage(**json.loads(printed.stdout))
            table.line(peer, used[peer])
        own = used["reportlint"]
        table.ratio("reportlint / raw Polars", own.seconds / used["raw Polars"].seconds, limit=2)
        table.ratio("reportlint, in 800 MiB", own.mebibytes / 800, limit=1)
        (folder / f"{rows}.parquet").unlink()


if __name__ == "__main__":
    sys.exit(main())
