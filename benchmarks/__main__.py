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
FILES, MANY, WRONG_FILES, DOCUMENTS = 1000, 10_000, 1000, 1000
DOCUMENT = [
    SCHEMA.parents[2] / "fixtures" / "documents" / f"report.{suffix}"
    for suffix in ("docx", "html", "pdf", "xlsx")
]
PEERS = ("raw Polars", "reportlint", "column per cell")

CHECK, WITH_PROSE, WRONG = "check FILE", "check FILE with prose", "check wrong FILE"
PEER, PEER_ON_WRONG = "check-jsonschema FILE", "check-jsonschema wrong FILE"
CLEAN_MANY = "10,000 clean JSON / reading and orjson in two processes"
PROSE_MANY = "10,000 JSON with prose, ms a report"
WRONG_MANY = "1,000 wrong JSON, ms a report"
SLOWEST = "localisation, 99th percentile, ms"
MEMORY = "100,000 JSON with prose, MiB"
ROWS = "100,000 rows / raw Polars"
WORKERS = "1,000 documents, two processes / one"
LIMITS = {
    CHECK: 0.25,
    WITH_PROSE: 0.6,
    WRONG: 2,
    "--help": 0.25,
    "rules": 0.25,
    CLEAN_MANY: 3,
    PROSE_MANY: 2,
    WRONG_MANY: 8,
    SLOWEST: 50,
    MEMORY: 600,
    ROWS: 2,
    WORKERS: 0.6,
}
"""What each row may be: of processor time, but for memory and `WORKERS`, which is by the clock.

Ratios of one file are to check-jsonschema on it. `benchmarks.documents` has those of readers.
"""


def main() -> int:
    """Run every benchmark."""
    libraries = ("polars", "pandera", "jsonschema", "check-jsonschema", "orjson", "justhtml")
    print("Python", platform.python_version(), *(f"{x} {version(x)}" for x in libraries))
    table = Table()
    with TemporaryDirectory(prefix="reportlint-benchmarks-") as name:
        folder = Path(name)
        files = folder / "files"
        run(python("-m", "benchmarks.frames", "files", str(files), str(FILES)))
        start_up(table, files)
        batches(table, folder)
        workers(table, folder)
        frames(table, folder)
        corpora(table, folder)
    table.title("Documents: python -m benchmarks.documents")
    read = subprocess.run(python("-m", "benchmarks.documents"), check=False)
    if read.returncode:
        table.exceeded.append("documents")
    return 1 if table.exceeded else 0


def start_up(table: Table, files: Path) -> None:
    """One file, as whole processes, away from the settings of the checkout."""
    clean, told = files / "00000.json", files.parent / "with-prose.json"
    report = json.loads(clean.read_text(encoding="utf-8"))
    told.write_text(json.dumps(report | {"narrative": _prose(report)}), encoding="utf-8")
    wrong = files.parent / "wrong.json"
    received = report["requests"]["received"]
    other = report["requests"] | {"received": received | {"other": received["other"] + 1}}
    wrong.write_text(json.dumps(report | {"requests": other}), encoding="utf-8")
    own, peer = python("-m", "reportlint"), python("-m", "check_jsonschema", "--schemafile")
    used = interleaved(
        {
            CHECK: (*own, "check", str(clean)),
            WITH_PROSE: (*own, "check", str(told)),
            WRONG: (*own, "check", "--exit-zero", str(wrong)),
            PEER: (*peer, str(SCHEMA), str(clean)),
            PEER_ON_WRONG: (*peer, str(SCHEMA), str(wrong)),
            "--help": (*own, "--help"),
            "rules": (*own, "rules"),
            "import reportlint": python("-c", "import reportlint"),
            "import click": python("-c", "import click"),
            "python -c pass": python("-c", "pass"),
        },
        repeats=9,
        folder=files,
    )
    table.title("Start-up: one file, whole processes, processor time")
    for name, usage in used.items():
        table.line(name, replace(usage, seconds=usage.cpu))
    for name in (CHECK, WITH_PROSE, WRONG, "--help", "rules"):
        theirs = used[PEER_ON_WRONG if name == WRONG else PEER]
        table.ratio(f"{name} / check-jsonschema", used[name].cpu / theirs.cpu, LIMITS[name])
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


def batches(table: Table, folder: Path) -> None:
    """Many JSON files, as whole processes with those that they start."""
    module, own = python("-m", "benchmarks.batches"), python("-m", "reportlint", "check")
    for kind, n in {"clean": MANY, "prose": MANY, "few": FILES, "wrong": WRONG_FILES}.items():
        run((*module, "prose" if kind == "few" else kind, str(folder / kind), str(n)))
    table.title("Many JSON files, processor time of all processes")
    used = interleaved(
        {
            "clean": (*own, str(folder / "clean")),
            "decode": (*module, "decode", str(folder / "clean")),
            "few": (*own, "--exit-zero", str(folder / "few")),
            "prose": (*own, "--exit-zero", str(folder / "prose")),
            "wrong": (*own, "--exit-zero", str(folder / "wrong")),
        },
        repeats=3,
    )
    for name, usage in used.items():
        table.line(name, replace(usage, seconds=usage.cpu))
    table.ratio(CLEAN_MANY, used["clean"].cpu / used["decode"].cpu, LIMITS[CLEAN_MANY])
    table.ratio(PROSE_MANY, 1000 * used["prose"].cpu / MANY, LIMITS[PROSE_MANY])
    table.ratio(WRONG_MANY, 1000 * used["wrong"].cpu / WRONG_FILES, LIMITS[WRONG_MANY])
    printed = subprocess.run(
        (*module, "localise", "-", str(FILES)), check=True, capture_output=True
    )
    table.ratio(SLOWEST, float(printed.stdout), LIMITS[SLOWEST])
    few, many = used["few"].mebibytes, used["prose"].mebibytes
    table.ratio(MEMORY, few + (many - few) / (MANY - FILES) * 100_000, LIMITS[MEMORY])


def workers(table: Table, folder: Path) -> None:
    """Documents in two processes against one, by the clock: on a machine that does nothing else."""
    given = folder / "documents"
    given.mkdir()
    for number in range(DOCUMENTS):
        source = DOCUMENT[number % len(DOCUMENT)]
        (given / f"{number:04}{source.suffix}").write_bytes(source.read_bytes())
    own = python("-m", "reportlint", "check", "--exit-zero", "--ignore", "O", str(given))
    used = interleaved({n: (*own, "--jobs", n) for n in ("1", "2")}, repeats=2)
    table.title(f"{DOCUMENTS} documents, by the clock")
    for name, usage in used.items():
        table.line(f"processes: {name}", usage)
    table.ratio(WORKERS, used["2"].seconds / used["1"].seconds, LIMITS[WORKERS])


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
